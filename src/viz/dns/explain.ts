// One query in words: why it was sent, why to this server, why then, what came of it, and what was on the wire.
import { decode, type Message, type Why } from '../../sim/dns/index.ts';
import { duration } from './axis.ts';
import type { QueryBar } from './bars.ts';

export interface Explanation {
  readonly title: string;
  readonly why: readonly Reason[];
  readonly outcome: readonly Reason[];
  /** Of each query: the facts of its packets, in the order of the wire. */
  readonly packets: readonly (readonly Fact[])[];
}

export type Fact = readonly [name: string, value: string];

export interface Reason {
  readonly text: string;
  /** File and function of the real program. */
  readonly source: string;
  /** `/etc/resolv.conf line 1: search …` */
  readonly line: string | undefined;
}

const reason = ({ rule, words, line }: Why): Reason => ({
  text: words === undefined ? rule.says : `${rule.says} ${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`,
  source: rule.source,
  line: line === undefined ? undefined : `${line.file} line ${line.line}: ${line.text.trim()}`,
});

/** What was decided, and what was decided before and led there: the name first. */
const reasons = (why: Why): readonly Reason[] => [...(why.also ?? []).flatMap(reasons), reason(why)];

const flags = (message: Message): string => {
  const on = (['aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const).filter((flag) => message[flag]);
  return on.length === 0 ? 'none' : on.join(' ');
};

function record(each: Message['answer'][number]): string {
  const { data } = each;
  const text =
    'address' in data
      ? data.address
      : 'target' in data
        ? data.kind === 'SRV'
          ? `${data.priority} ${data.weight} ${data.port} ${data.target}`
          : data.target
        : data.kind;
  return `${each.name} ${each.ttl} ${each.type} ${text}`;
}

function packet(bar: QueryBar): readonly Fact[] {
  const { sent, reply } = bar;
  const asked = decode(sent.bytes);
  const facts: Fact[] = [
    ['From', `${sent.from.address} port ${sent.from.port}, ${bar.proto.toUpperCase()} socket ${bar.socket}`],
    ['To', `${sent.to.address} port ${sent.to.port}`],
  ];
  if (asked.kind === 'message') {
    const { message } = asked;
    facts.push(['Query', `id ${message.id}, ${sent.bytes.length} bytes, flags ${flags(message)}`]);
    facts.push([
      'EDNS0',
      message.edns ? `answers up to ${message.edns.udpSize} bytes` : 'not sent: answers up to 512 bytes',
    ]);
  }
  const answered = reply && decode(reply.bytes);
  if (reply && answered?.kind === 'message') {
    const { message } = answered;
    facts.push(['Answer', `${message.rcode}, ${reply.bytes.length} bytes, flags ${flags(message)}`]);
    const shown = message.answer.slice(0, 6).map((each) => ['', record(each)] as const);
    facts.push(...shown);
    if (message.answer.length > shown.length) facts.push(['', `and ${message.answer.length - shown.length} more`]);
  } else if (answered) facts.push(['Answer', 'cannot be read']);
  return facts;
}

function outcomeOf(bar: QueryBar): string {
  const took = duration(bar.end - bar.start);
  const late = bar.lateAt === undefined ? '' : ` An answer came at ${duration(bar.lateAt)}: too late.`;
  return {
    found: `Answered after ${took}.`,
    nodata: `Answered after ${took}: the name exists, but has no ${bar.type} record.`,
    nxdomain: `Answered after ${took}: no such name.`,
    error: `Answered with ${bar.word} after ${took}.`,
    truncated: `Answered after ${took}, cut short: TC is set.`,
    refused: `The host says after ${took} that nobody listens at this port.`,
    silent: `Nothing came for ${took}.${late}`,
    ignored: `Something came that is no answer to it.`,
    unneeded: `Not waited for: the lookup ended ${took} later.${late}`,
    waiting: `Still waiting after ${took}.`,
  }[bar.kind];
}

function distinct(list: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return list.filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** Queries that are drawn as one are explained as one: what they share is said once. */
export function explain(queries: readonly QueryBar[]): Explanation {
  const [first] = queries;
  if (!first) return { title: '', why: [], outcome: [], packets: [] };
  const types = [...new Set(queries.map((bar) => bar.type))].join(' and ');
  return {
    title: `${first.sent.name ?? '?'} ${types} to ${first.server} at ${duration(first.start)}`,
    why: distinct(queries.flatMap(({ sent }) => (sent.why === undefined ? [] : reasons(sent.why)))),
    outcome: distinct(
      queries.flatMap((bar) => [
        { text: outcomeOf(bar), source: '', line: undefined },
        ...(bar.verdict === undefined ? [] : reasons(bar.verdict)),
      ]),
    ),
    packets: queries.map(packet),
  };
}
