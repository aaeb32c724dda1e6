// A server that answers from zones as data and misbehaves by rules: what the recordings were made with, and the playground's.
import { decode, record, type Message, type Question } from '../message/index.ts';
import type { Answer, Endpoint, Incoming, Service } from '../net/index.ts';
import { fitted, responseTo, udpLimit, type Response } from './respond.ts';
import { RuleBook, type ServerRule, type Verdict } from './rules.ts';
import type { Zones } from './zone.ts';
import { parseRdata } from './zone.ts';

const ROOT_SOA = record(
  '.',
  30,
  'SOA',
  parseRdata('SOA', 'a.root-servers.net. nstld.verisign-grs.com. 2024010100 1800 900 604800 86400'),
);

const RCODE_OF = { servfail: 'SERVFAIL', refused: 'REFUSED', notimp: 'NOTIMP', formerr: 'FORMERR' } as const;

/** Where `wrong_source` answers come from. */
const STRANGER: Endpoint = { address: '10.96.99.99', port: 53 };

/** Answers remembered per set of zones: more names than any experiment asks. */
const MAX_PACKETS = 2000;

/** The packet without its id, as a key. */
function keyOf(bytes: Uint8Array): string {
  let text = '';
  for (let i = 2; i < bytes.length; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}

const WORDS: Readonly<Record<string, string>> = {
  answer: 'answered',
  truncate: 'answered, cut short',
  wrong_source: 'answered from another address',
  referral: 'answered with a lame referral',
};

export class ScriptedServer implements Service {
  private readonly zones: Zones;
  private readonly rules: RuleBook;
  private readonly stranger: Endpoint;

  constructor(zones: Zones, rules: readonly ServerRule[] = [], stranger: Endpoint = STRANGER) {
    this.zones = zones;
    this.rules = new RuleBook(rules);
    this.stranger = stranger;
  }

  answer(query: Incoming): Answer {
    if (!this.rules.empty) return this.judged(query);
    // A server without rules answers equal questions with equal bytes, the id aside.
    const key = `${query.proto} ${keyOf(query.bytes)}`;
    const known = this.zones.packets.get(key);
    if (known) {
      const bytes = known.slice();
      bytes.set(query.bytes.subarray(0, 2));
      return { kind: 'send', reply: { bytes, delay: 0 }, words: 'answered' };
    }
    const answer = this.judged(query);
    if (answer.kind === 'send' && this.zones.packets.size < MAX_PACKETS)
      this.zones.packets.set(key, answer.reply.bytes);
    return answer;
  }

  private judged(query: Incoming): Answer {
    const decoded = decode(query.bytes);
    const question = decoded.kind === 'message' ? decoded.message.question[0] : undefined;
    if (decoded.kind !== 'message' || question === undefined)
      return { kind: 'silence', words: 'the packet makes no sense' };
    const verdict = this.rules.judge(query, question);
    const rule = verdict.rule === 0 ? '' : ` (rule ${verdict.rule} of the server)`;
    if (verdict.action === 'drop') return { kind: 'silence', words: `not answered${rule}` };
    const message = responseTo(decoded.message, this.respond(decoded.message, question, verdict, query.proto));
    return {
      kind: 'send',
      reply: {
        bytes: fitted(message, query.proto, udpLimit(decoded.message.edns), 'owner'),
        delay: verdict.delay,
        ...(verdict.action === 'wrong_source' && query.proto === 'udp' ? { from: this.stranger } : {}),
      },
      words: `${WORDS[verdict.action] ?? `answered ${verdict.action.toUpperCase()}`}${rule}`,
    };
  }

  left(query: Incoming): void {
    this.rules.left(query);
  }

  private respond(query: Message, question: Question, verdict: Verdict, proto: string): Response {
    const normal = this.zones.answer(question.name, question.type);
    switch (verdict.action) {
      case 'servfail':
      case 'refused':
      case 'notimp':
      case 'formerr':
        return { rcode: RCODE_OF[verdict.action], answer: [], authority: [], aa: false, ra: normal.ra };
      case 'nxdomain':
        return { rcode: 'NXDOMAIN', answer: [], authority: [ROOT_SOA], aa: normal.aa, ra: normal.ra };
      case 'nodata':
        return { rcode: 'NOERROR', answer: [], authority: [ROOT_SOA], aa: normal.aa, ra: normal.ra };
      case 'referral':
        return { rcode: 'NOERROR', answer: [], authority: [], aa: false, ra: false };
      case 'truncate':
        return proto === 'tcp'
          ? normal
          : { ...normal, answer: normal.answer.slice(0, verdict.keep), authority: [], tc: true };
      default:
        return query.opcode === 0 ? normal : { rcode: 'NOTIMP', answer: [], authority: [], aa: false, ra: normal.ra };
    }
  }
}
