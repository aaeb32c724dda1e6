// __res_msend_rc of src/network/res_msend.c: the queries of one name to all servers at once, again on a timer, within one time limit.
import { familyOf } from '../../address/index.ts';
import type { MuslConf } from '../../config/index.ts';
import {
  because,
  net,
  type Net,
  type QueryId,
  type Received,
  type SocketId,
  type Wanted,
  type Why,
} from '../../net/index.ts';
import { MUSL_RULES as RULES } from './rules.ts';
import { closeStreams, startTcp, stepStreams, type Stream } from './stream.ts';
import type { MuslVersion } from './version.ts';

/** A query and what it has come to. */
export interface Slot {
  readonly bytes: Uint8Array;
  answer: Uint8Array | undefined;
  stream: Stream | undefined;
}

export const rcodeOf = (bytes: Uint8Array): number => (bytes[3] ?? 0) & 15;

const NOERROR = 0;
const SERVFAIL = 2;
const NXDOMAIN = 3;

/** Answers in the order of `queries`; an absent one never came, or was no use. */
export function* msend(
  version: MuslVersion,
  conf: MuslConf,
  queries: readonly Uint8Array[],
  name: Why,
): Net<readonly (Uint8Array | undefined)[]> {
  const sender = new Sender(version, conf, queries, name);
  return yield* sender.run();
}

class Sender {
  private readonly version: MuslVersion;
  private readonly conf: MuslConf;
  private readonly slots: readonly Slot[];
  private readonly name: Why;
  private socket: SocketId = 0;
  private servfailRetries = 0;
  private open: QueryId[] = [];
  private round = 0;
  /** A connection has failed: the label `out`. */
  private broken = false;

  constructor(version: MuslVersion, conf: MuslConf, queries: readonly Uint8Array[], name: Why) {
    this.version = version;
    this.conf = conf;
    this.slots = queries.map((bytes) => ({ bytes, answer: undefined, stream: undefined }));
    this.name = name;
  }

  *run(): Net<readonly (Uint8Array | undefined)[]> {
    const six = this.conf.nameservers.some(({ value }) => familyOf(value) === 'inet6');
    this.socket = yield* net.udp(six ? 'inet6' : 'inet');
    yield* this.loop();
    yield* closeStreams(this.slots);
    yield* net.close(this.socket);
    return this.slots.map(({ answer }) => answer);
  }

  private *loop(): Net<undefined> {
    const total = this.conf.timeout.value * 1_000_000;
    // Fidelity: musl divides whole milliseconds; poll(2) wakes 0.1 % late, which makes up for what the division cuts off.
    const interval = total / this.conf.attempts.value;
    const start = yield* net.now();
    let last = start - interval;
    if (total === 0) yield* net.note('stop', because(RULES.noTime, undefined, this.conf.timeout.line));
    for (;;) {
      const now = yield* net.now();
      if (this.finished() || this.broken) return undefined;
      // Half a microsecond: the sum of equal parts may miss the whole by that much.
      if (now - start > total - 0.5) break;
      if (now - last > interval - 0.5) {
        yield* this.sendAll();
        last = now;
      }
      const ready = yield* net.poll(this.wanted(), last + interval);
      if (ready.length === 0) continue;
      while (this.slots.some(({ answer, stream }) => !answer && !stream)) {
        const got = yield* net.receive(this.socket);
        if (got.kind !== 'datagram') break;
        yield* this.received(got);
      }
      this.broken = !(yield* stepStreams(this.slots, ready, this.version.answerSize));
      if (this.broken) yield* net.note('stop', because(RULES.tcpFailed));
    }
    const words = `${this.conf.timeout.value} s are over`;
    yield* net.timedOut(this.open, because(RULES.timeIsOver, words, this.conf.timeout.line));
    return undefined;
  }

  private finished(): boolean {
    return this.slots.every(({ answer }) => answer !== undefined);
  }

  private wanted(): readonly Wanted[] {
    const streams = this.slots.flatMap(({ stream }): Wanted[] =>
      stream ? [{ socket: stream.socket, want: stream.sent ? 'in' : 'out' }] : [],
    );
    const udp = this.slots.some(({ answer, stream }) => !answer && !stream);
    return udp ? [...streams, { socket: this.socket, want: 'in' }] : streams;
  }

  private *sendAll(): Net<undefined> {
    const { attempts, nameservers } = this.conf;
    this.round += 1;
    this.servfailRetries = 2 * this.slots.length;
    for (const { bytes, answer, stream } of this.slots) {
      if (answer || stream) continue;
      for (const [i, { value, line }] of nameservers.entries()) {
        const why =
          this.round === 1
            ? because(RULES.allServers, `server ${i + 1} of ${nameservers.length}: ${value}`, line)
            : because(RULES.again, `send ${this.round} of ${attempts.value}, to ${value}`, attempts.line);
        yield* this.send(bytes, value, why);
      }
    }
    return undefined;
  }

  private *send(bytes: Uint8Array, server: string, why: Why): Net<undefined> {
    const sent = yield* net.send(this.socket, bytes, [{ ...why, also: [this.name] }], { address: server, port: 53 });
    if (sent.ok) this.open.push(...sent.queries);
    return undefined;
  }

  private *received({ from, bytes, query }: Received & { kind: 'datagram' }): Net<undefined> {
    if (bytes.length < 4) return undefined;
    const ignore = (rule: (typeof RULES)[keyof typeof RULES]) => net.verdict(query, 'ignored', because(rule));
    if (!this.conf.nameservers.some(({ value }) => value === from.address)) return yield* ignore(RULES.stranger);
    const slot = this.slots.find((each) => each.bytes[0] === bytes[0] && each.bytes[1] === bytes[1]);
    if (!slot) return yield* ignore(RULES.notOurs);
    if (slot.answer || slot.stream) return yield* ignore(RULES.late);
    const rcode = rcodeOf(bytes);
    if (rcode === SERVFAIL) {
      if (this.servfailRetries === 0) return yield* ignore(RULES.servfailEnough);
      this.servfailRetries -= 1;
      yield* net.verdict(query, 'failed', because(RULES.servfailAgain));
      return yield* this.send(slot.bytes, from.address, because(RULES.servfailAgain));
    }
    if (rcode !== NOERROR && rcode !== NXDOMAIN) return yield* ignore(RULES.otherRcode);
    const truncated = ((bytes[2] ?? 0) & 2) !== 0 || bytes.length > this.version.answerSize;
    if (truncated && this.version.tcp) {
      yield* net.verdict(query, 'failed', because(RULES.truncatedTcp));
      slot.stream = yield* startTcp(slot.bytes, from, this.name);
      return undefined;
    }
    slot.answer = bytes;
    this.open = this.open.filter((id) => id !== query);
    return yield* net.verdict(query, 'accepted', because(truncated ? RULES.truncatedUsed : RULES.accepted));
  }
}
