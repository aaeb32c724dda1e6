// Any server with rules before it: a CoreDNS replica that is slow, silent, or answers with an error.
import { decode, type Rcode } from '../message/index.ts';
import { net, type Answer, type Incoming, type Net, type Service } from '../net/index.ts';
import { fitted, responseTo, udpLimit, type Response } from './respond.ts';
import { RuleBook, type Action, type ServerRule } from './rules.ts';

/** Actions that need nothing of the server itself. */
const OWN: Partial<Record<Action, Partial<Response> & { readonly rcode: Rcode }>> = {
  servfail: { rcode: 'SERVFAIL' },
  refused: { rcode: 'REFUSED' },
  notimp: { rcode: 'NOTIMP' },
  formerr: { rcode: 'FORMERR' },
  nxdomain: { rcode: 'NXDOMAIN' },
  nodata: { rcode: 'NOERROR', aa: true },
  referral: { rcode: 'NOERROR' },
  truncate: { rcode: 'NOERROR', tc: true },
};

export class FaultyServer implements Service {
  private readonly inner: Service;
  private readonly rules: RuleBook;

  constructor(inner: Service, rules: readonly ServerRule[]) {
    this.inner = inner;
    this.rules = new RuleBook(rules);
  }

  answer(query: Incoming): Answer {
    const decoded = decode(query.bytes);
    const question = decoded.kind === 'message' ? decoded.message.question[0] : undefined;
    if (decoded.kind !== 'message' || question === undefined) return this.inner.answer(query);
    const { action, delay, rule } = this.rules.judge(query, question);
    const words = `rule ${rule} of the server`;
    if (action === 'drop') return { kind: 'silence', words: `not answered (${words})` };
    const own = action === 'truncate' && query.proto === 'tcp' ? undefined : OWN[action];
    if (own) {
      const message = responseTo(decoded.message, { answer: [], authority: [], aa: false, ra: false, ...own });
      const bytes = fitted(message, query.proto, udpLimit(decoded.message.edns), 'full');
      return { kind: 'send', reply: { bytes, delay }, words: `${own.rcode} (${words})` };
    }
    const answer = this.inner.answer(query);
    if (delay === 0 || answer.kind === 'silence') return answer;
    if (answer.kind === 'program') return { ...answer, run: late(answer.run, delay) };
    return { ...answer, reply: { ...answer.reply, delay: answer.reply.delay + delay } };
  }

  left(query: Incoming): void {
    this.rules.left(query);
    this.inner.left?.(query);
  }
}

function* late(program: Net<unknown>, delay: number): Net<unknown> {
  yield* net.sleep((yield* net.now()) + delay);
  return yield* program;
}
