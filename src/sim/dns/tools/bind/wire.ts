// One socket of a query: opening it, sending, and what comes back, in BIND's words (start_udp, start_tcp, the network manager).
import { familyOf } from '../../address/index.ts';
import {
  because,
  framed,
  joined,
  net,
  unframe,
  type Errno,
  type Net,
  type QueryId,
  type SocketId,
  type Why,
} from '../../net/index.ts';
import { RULES } from './rules.ts';
import type { Query, Session } from './session.ts';

/** isc/result.c */
const WORDS: Partial<Record<Errno, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'timed out',
};
const wordsOf = (errno: Errno): string => WORDS[errno] ?? 'unexpected error';

/** dighost.h: UDP_TIMEOUT, TCP_TIMEOUT */
const UDP_SECONDS = 5;
const TCP_SECONDS = 10;

export interface Wire {
  readonly socket: SocketId;
  readonly tcp: boolean;
  /** Bytes of a stream that are no whole message yet. */
  rest: Uint8Array;
  readonly ready: Uint8Array[];
  queries: readonly QueryId[];
}

export type Opened = { readonly wire: Wire } | { readonly failed: string };
export type Heard = { readonly bytes: Uint8Array; readonly query: QueryId | undefined } | { readonly failed: string };

export const patience = (s: Session, tcp: boolean): number =>
  (s.timeout === 0 ? (tcp ? TCP_SECONDS : UDP_SECONDS) : s.timeout) * 1_000_000;

const wireOf = (socket: SocketId, tcp: boolean): Wire => ({
  socket,
  tcp,
  rest: new Uint8Array(0),
  ready: [],
  queries: [],
});

function* sourceFault(s: Session): Net<string | undefined> {
  if (s.source === undefined || s.source === '0.0.0.0' || s.source === '::') return undefined;
  const mine = yield* net.interfaces();
  return mine.some(({ address }) => address === s.source) ? undefined : 'address not available';
}

/** Waits for the handshake no longer than for an answer. */
function* connectTcp(s: Session, socket: SocketId, query: Query): Net<string | undefined> {
  const { address, port } = query;
  const errno = yield* net.connect(socket, { address, port }, false);
  if (errno !== undefined && errno !== 'EINPROGRESS') return wordsOf(errno);
  const ready = yield* net.poll([{ socket, want: 'out' }], (yield* net.now()) + patience(s, true));
  const [state] = ready;
  if (!state) return 'timed out';
  if (!state.failed) return undefined;
  const got = yield* net.receive(socket);
  return got.kind === 'error' ? wordsOf(got.errno) : 'unexpected error';
}

export function* openWire(s: Session, query: Query, tcp: boolean): Net<Opened> {
  yield* s.flush();
  const { address, port } = query;
  if (tcp && s.kept?.address === address && s.kept.port === port) return { wire: wireOf(s.kept.socket, true) };
  const fault = yield* sourceFault(s);
  if (fault !== undefined) return { failed: fault };
  const socket = tcp ? yield* net.tcp(familyOf(address)) : yield* net.udp(familyOf(address));
  let failed: string | undefined;
  if (tcp) failed = yield* connectTcp(s, socket, query);
  else {
    const errno = yield* net.connect(socket, { address, port });
    failed = errno === undefined ? undefined : wordsOf(errno);
  }
  if (failed !== undefined) {
    yield* net.close(socket);
    return { failed };
  }
  if (tcp && s.keepOpen) s.kept = { socket, address, port };
  return { wire: wireOf(socket, tcp) };
}

export function* sendOn(s: Session, wire: Wire, query: Query, bytes: Uint8Array, why: Why): Net<undefined> {
  yield* s.flush();
  query.sentAt = yield* net.now();
  const sent = yield* net.send(wire.socket, wire.tcp ? framed(bytes) : bytes, [why]);
  if (sent.ok) wire.queries = sent.queries;
  return undefined;
}

/** The next message, or why there is none. Each wait is as long as the first. */
export function* hear(s: Session, wire: Wire): Net<Heard> {
  yield* s.flush();
  const until = (yield* net.now()) + patience(s, wire.tcp);
  for (;;) {
    const waiting = wire.ready.shift();
    if (waiting) return { bytes: waiting, query: wire.queries[0] };
    const ready = yield* net.poll([{ socket: wire.socket, want: 'in' }], until);
    if (ready.length === 0) {
      yield* net.timedOut(wire.queries, because(RULES.timeout));
      return { failed: 'timed out' };
    }
    const got = yield* net.receive(wire.socket);
    if (got.kind === 'datagram') return { bytes: got.bytes, query: got.query };
    if (got.kind === 'end') return { failed: 'end of file' };
    if (got.kind === 'error' && got.errno !== 'EAGAIN') return { failed: wordsOf(got.errno) };
    if (got.kind !== 'bytes') continue;
    const { messages, rest } = unframe(joined(wire.rest, got.bytes));
    wire.ready.push(...messages);
    wire.rest = rest;
  }
}

export function* closeWire(s: Session, wire: Wire): Net<undefined> {
  if (s.kept?.socket !== wire.socket) yield* net.close(wire.socket);
  return undefined;
}

/** After a failure the kept connection is given up. */
export function* dropKept(s: Session): Net<undefined> {
  if (s.kept) yield* net.close(s.kept.socket);
  s.kept = undefined;
  return undefined;
}
