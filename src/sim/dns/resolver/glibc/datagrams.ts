// send_dg of resolv/res_send.c: one server over UDP, with the ways glibc falls back when one of two answers is missing.
import { headerOf } from '../../message/index.ts';
import { because, net, type Net, type QueryId, type Ready, type Why } from '../../net/index.ts';
import { answers, type Exchange } from './exchange.ts';
import { GLIBC_RULES as RULES } from './rules.ts';
import { closeAll, reopen, type ResState } from './state.ts';

const HEADER = 12;
const SECOND = 1_000_000;

/** Seconds that the server with this index may take. Integer division, as in C. */
export function waitSeconds(res: ResState, server: number): number {
  const count = res.conf.nameservers.length;
  const base = res.conf.timeout.value * 2 ** server;
  return Math.max(1, server > 0 ? Math.trunc(base / count) : base);
}

/** What send_dg returns: < 0 an error that ends all, 0 this server failed (or only a second answer), > 0 the size of the first answer. */
export function* sendDatagrams(res: ResState, x: Exchange, server: number, why: Why): Net<number> {
  const talk = new Talk(res, x, server, why);
  return yield* talk.run();
}

type Step = { readonly kind: 'again' } | { readonly kind: 'return'; readonly value: number };
const AGAIN: Step = { kind: 'again' };
const done = (value: number): Step => ({ kind: 'return', value });

/** The local variables of send_dg. */
class Talk {
  private readonly res: ResState;
  private readonly x: Exchange;
  private readonly server: number;
  private why: Why;
  private single: boolean;
  private singleReopen: boolean;
  private readonly gotBefore: boolean;
  private until = 0;
  private written = 0;
  private got1 = false;
  private got2 = false;
  private size1 = 0;
  private want: 'in' | 'out' = 'out';
  private underWay: QueryId[] = [];

  constructor(res: ResState, x: Exchange, server: number, why: Why) {
    this.res = res;
    this.x = x;
    this.server = server;
    this.why = why;
    this.singleReopen = res.options.has('single-request-reopen');
    this.single = this.singleReopen || res.options.has('single-request');
    this.gotBefore = x.gotSomewhere;
  }

  *run(): Net<number> {
    if (!(yield* this.open())) return 0;
    yield* this.restart();
    for (;;) {
      const ready = yield* net.poll([{ socket: this.socket, want: this.want }], this.until);
      const step = yield* this.step(ready[0]);
      if (step.kind === 'return') return step.value;
    }
  }

  private get socket(): number {
    return this.res.sockets.get(this.server) ?? 0;
  }

  private *open(): Net<boolean> {
    if (yield* reopen(this.res, this.server)) return true;
    this.x.size2 = 0;
    return false;
  }

  /** The label `retry`: the clock starts, nothing is written or received. */
  private *restart(): Net<undefined> {
    this.until = (yield* net.now()) + waitSeconds(this.res, this.server) * SECOND;
    this.written = 0;
    this.got1 = false;
    this.got2 = this.x.second === undefined;
    this.want = 'out';
    this.underWay = [];
    return undefined;
  }

  private *step(ready: Ready | undefined): Net<Step> {
    if (ready === undefined) return yield* this.timeout();
    if (ready.writable) return yield* this.write();
    if (ready.readable) return yield* this.read();
    yield* net.timedOut(this.underWay, because(RULES.icmp));
    return yield* this.fail();
  }

  private *fail(): Net<Step> {
    yield* closeAll(this.res);
    this.x.size2 = 0;
    return done(0);
  }

  private *timeout(): Net<Step> {
    const { res, x } = this;
    const seconds = waitSeconds(res, this.server);
    const words = `${seconds} s are over${this.half() ? ', one of the two has answered' : ''}`;
    yield* net.timedOut(this.underWay, because(RULES.gaveUp, words, res.conf.timeout.line));
    if (!this.half()) {
      x.gotSomewhere = true;
      x.size2 = 0;
      return done(0);
    }
    if (!this.single) {
      res.options.add('single-request');
      this.single = true;
      return yield* this.again(RULES.fallbackSingle);
    }
    if (!this.singleReopen) {
      res.options.add('single-request-reopen');
      this.singleReopen = true;
      yield* closeAll(res);
      if (!(yield* this.open())) return done(0);
      return yield* this.again(RULES.fallbackReopen);
    }
    yield* net.note('mode', because(RULES.onlyOne));
    x.size2 = 1;
    return done(this.size1);
  }

  private half(): boolean {
    return this.size1 > 1 && (this.got1 || (this.x.second !== undefined && this.got2));
  }

  private *again(rule: (typeof RULES)['fallbackSingle' | 'fallbackReopen']): Net<Step> {
    this.x.gotSomewhere = this.gotBefore;
    this.why = because(rule);
    yield* net.note('mode', this.why);
    yield* this.restart();
    return AGAIN;
  }

  private *write(): Net<Step> {
    const { first, second, name } = this.x;
    const both = this.written === 0 && second !== undefined && !this.single;
    const secondWhy = both
      ? because(RULES.pair)
      : because(this.singleReopen ? RULES.singleReopen : RULES.singleRequest, undefined, this.modeLine());
    const due = both ? [first, second] : [this.written === 0 ? first : (second ?? first)];
    for (const query of due) {
      const why: Why = { ...(query === first ? this.why : secondWhy), also: [name] };
      const sent = yield* net.send(this.socket, query.bytes, [why]);
      if (!sent.ok) {
        this.res.errno = sent.errno;
        return yield* this.fail();
      }
      this.underWay = [...this.underWay, ...sent.queries];
    }
    this.written += due.length;
    this.want = 'in';
    return AGAIN;
  }

  private modeLine() {
    const { flags } = this.res.conf;
    return (flags.get('single-request-reopen') ?? flags.get('single-request'))?.line;
  }

  private *read(): Net<Step> {
    const { res, x } = this;
    const got = yield* net.receive(this.socket);
    if (got.kind === 'error' && got.errno === 'EAGAIN') return AGAIN;
    if (got.kind !== 'datagram') return yield* this.fail();
    // The first packet goes into the first buffer, what comes after an answer into the second.
    const toFirst = (!this.got1 && !this.got2) || x.second === undefined;
    if (toFirst) {
      this.size1 = got.bytes.length;
      x.answer1 = got.bytes;
      res.bufferRcode = (got.bytes[3] ?? 0) & 15;
    } else {
      x.size2 = got.bytes.length;
      x.answer2 = got.bytes;
    }
    x.gotSomewhere = true;
    const packet = headerOf(got.bytes);
    if (got.bytes.length < HEADER || packet === undefined) return yield* this.fail();
    let which = !this.got1 && answers(x.first, got.bytes) ? 1 : 0;
    if (!this.got2 && x.second !== undefined && answers(x.second, got.bytes)) which = 2;
    if (which === 0) {
      yield* net.verdict(got.query, 'ignored', because(RULES.notOurs));
      return AGAIN;
    }
    this.underWay = this.underWay.filter((id) => id !== got.query);
    const failed = packet.rcode === 2 || packet.rcode === 4 || packet.rcode === 5;
    const lame = packet.rcode === 0 && packet.answers === 0 && !packet.aa && !packet.ra && packet.additionals === 0;
    if (failed || lame) {
      yield* net.verdict(got.query, 'failed', because(failed ? RULES.servfail : RULES.lame));
      return yield* this.serverFailed(which);
    }
    if (packet.tc) {
      yield* net.verdict(got.query, 'failed', because(RULES.truncated));
      x.virtualCircuit = true;
      yield* closeAll(res);
      x.size2 = 0;
      return done(1);
    }
    yield* net.verdict(got.query, 'accepted', because(RULES.accepted));
    return yield* this.received(which);
  }

  /** The label `next_ns`. */
  private *serverFailed(which: number): Net<Step> {
    const { x } = this;
    if (this.got1 || (x.second !== undefined && this.got2)) {
      x.size2 = 0;
      if (this.size1 > 0) yield* net.note('mode', because(RULES.halfFailed));
      return done(this.size1);
    }
    // Asking one after the other, there is nothing more to wait for.
    if (x.second === undefined || this.single) return yield* this.fail();
    this.size1 = 0;
    if (which === 1) this.got1 = true;
    else this.got2 = true;
    return AGAIN;
  }

  private *received(which: number): Net<Step> {
    if (which === 1) this.got1 = true;
    else this.got2 = true;
    if (this.got1 && this.got2) return done(this.size1);
    if (this.single) {
      this.want = 'out';
      if (this.singleReopen) {
        yield* closeAll(this.res);
        if (!(yield* this.open())) return done(0);
      }
    }
    return AGAIN;
  }
}
