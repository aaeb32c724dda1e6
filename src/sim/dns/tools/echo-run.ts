// What every ping does on the wire: a request each interval, answers as they come, and a reason to stop.
import { net, type EchoAnswer, type Net } from '../net/index.ts';

export interface EchoPlan {
  readonly to: string;
  /** Bytes after the ICMP header. */
  readonly size: number;
  readonly firstSeq: number;
  readonly interval: number;
  /** Infinity: until something else ends it. */
  readonly count: number;
  /** Microseconds from the start; Infinity: none. */
  readonly deadline: number;
  /** How long the last request waits, by what has come so far (microseconds). */
  linger(received: number, slowest: number): number;
  /** With a deadline, more than `count` requests may leave until so many are answered. */
  readonly untilAnswered: boolean;
}

export interface EchoTally {
  sent: number;
  received: number;
  errors: number;
  /** Round trips in microseconds. */
  readonly times: number[];
  startedAt: number;
  lastSentAt: number;
}

export interface Reply {
  readonly from: string;
  readonly seq: number;
  readonly ttl: number;
  readonly time: number;
}

export interface EchoEars {
  reply(reply: Reply): Net<unknown>;
  unreachable(from: string, seq: number): Net<unknown>;
  /** Before another request: the one before has no answer yet. */
  missing?(seq: number): Net<unknown>;
}

/** False: the first request could not leave. */
export function* echoes(plan: EchoPlan, ears: EchoEars, tally: EchoTally): Net<boolean> {
  const id = (yield* net.random(65_535)) + 1;
  const sentAt = new Map<number, number>();
  const start = yield* net.now();
  tally.startedAt = start;
  const hear = function* (answer: EchoAnswer): Net<undefined> {
    const sent = sentAt.get(answer.seq);
    if (sent === undefined) return undefined;
    sentAt.delete(answer.seq);
    if (answer.kind === 'unreachable') {
      tally.errors += 1;
      yield* ears.unreachable(answer.from, answer.seq);
      return undefined;
    }
    const time = answer.at - sent;
    tally.received += 1;
    tally.times.push(time);
    yield* ears.reply({ from: answer.from, seq: answer.seq, ttl: answer.ttl, time });
    return undefined;
  };
  const enough = (): boolean =>
    tally.received >= plan.count || (tally.sent >= plan.count && tally.received + tally.errors >= plan.count);
  while (!(yield* net.interrupted()) && !enough()) {
    const now = yield* net.now();
    const more = tally.sent < plan.count || plan.untilAnswered;
    if (more) {
      const seq = plan.firstSeq + tally.sent;
      if (tally.sent > 0 && sentAt.has(seq - 1)) yield* ears.missing?.(seq - 1) ?? nothing();
      const errno = yield* net.echo({ to: plan.to, id, seq: seq & 0xffff, size: plan.size });
      if (errno !== undefined) return false;
      sentAt.set(seq, now);
      tally.sent += 1;
      tally.lastSentAt = now;
    }
    const last = tally.sent >= plan.count && !plan.untilAnswered;
    const until = last
      ? now + plan.linger(tally.received, Math.max(0, ...tally.times.slice(-100)))
      : now + plan.interval;
    const end = Math.min(until, start + plan.deadline);
    for (;;) {
      const answer = yield* net.echoed(end);
      if (answer === undefined) break;
      yield* hear(answer);
      if (enough()) break;
    }
    if (last || (yield* net.now()) >= start + plan.deadline) break;
  }
  return true;
}

function* nothing(): Net<undefined> {}

export const newTally = (): EchoTally => ({
  sent: 0,
  received: 0,
  errors: 0,
  times: [],
  startedAt: 0,
  lastSentAt: 0,
});

/** 1234 → "1.234": microseconds as milliseconds. */
export const milliseconds = (micros: number): string =>
  `${Math.floor(micros / 1000)}.${String(Math.floor(micros) % 1000).padStart(3, '0')}`;
