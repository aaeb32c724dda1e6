// What a resolver may ask of the world: sockets, time, random numbers. Resolvers are generators that yield these requests, as
// programs yield system calls: `const ready = yield* net.poll([{ socket, want: 'in' }], until)`. Nothing is async.
import type { Micros } from '../../../engine/index.ts';
import type { Family } from '../address/index.ts';
import type { Frame } from './frames.ts';
import type { DnsEvent, Endpoint, NoteEvent, Proto, QueryId, SocketId } from './events.ts';
import type { Why } from './why.ts';

export type Net<T> = Generator<NetCall, T, unknown>;

export type Errno =
  | 'EAGAIN'
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'EHOSTUNREACH'
  | 'EINPROGRESS'
  | 'EINTR'
  | 'EMFILE'
  | 'ENETUNREACH'
  | 'ENOTCONN'
  | 'EPIPE'
  | 'ETIMEDOUT';

export interface InterfaceAddress {
  readonly address: string;
  readonly prefix: number;
  readonly device: string;
}

export interface Wanted {
  readonly socket: SocketId;
  readonly want: 'in' | 'out' | 'both';
}

export interface Ready {
  readonly socket: SocketId;
  readonly readable: boolean;
  readonly writable: boolean;
  /** POLLERR: an error waits at the socket. */
  readonly failed: boolean;
}

export type Received =
  | { readonly kind: 'datagram'; readonly from: Endpoint; readonly bytes: Uint8Array; readonly query: QueryId }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly errno: Errno };

export interface EchoRequest {
  readonly to: string;
  readonly id: number;
  readonly seq: number;
  /** Bytes after the ICMP header. */
  readonly size: number;
}

export type EchoAnswer =
  | { readonly kind: 'reply'; readonly from: string; readonly seq: number; readonly ttl: number; readonly at: Micros }
  | { readonly kind: 'unreachable'; readonly from: string; readonly seq: number; readonly at: Micros };

/** What a resolver adds to the trace; the world puts time and lane. */
export type Told = DnsEvent extends infer E ? (E extends DnsEvent ? Omit<E, 'at' | 'lane'> : never) : never;

export type NetCall =
  | { readonly call: 'now' }
  | { readonly call: 'random'; readonly below: number }
  | { readonly call: 'interfaces' }
  | { readonly call: 'route'; readonly to: string }
  | { readonly call: 'local'; readonly socket: SocketId }
  | { readonly call: 'socket'; readonly proto: Proto; readonly family: Family }
  | { readonly call: 'connect'; readonly socket: SocketId; readonly to: Endpoint; readonly block: boolean }
  | {
      readonly call: 'send';
      readonly socket: SocketId;
      readonly bytes: Uint8Array;
      readonly to: Endpoint | undefined;
      readonly why: readonly Why[];
    }
  | { readonly call: 'poll'; readonly wanted: readonly Wanted[]; readonly until: Micros }
  | { readonly call: 'receive'; readonly socket: SocketId }
  | { readonly call: 'close'; readonly socket: SocketId }
  | { readonly call: 'sleep'; readonly until: Micros }
  | { readonly call: 'all'; readonly programs: readonly Net<unknown>[] }
  | { readonly call: 'race'; readonly programs: readonly Net<unknown>[] }
  | { readonly call: 'run'; readonly program: Net<unknown> }
  | { readonly call: 'spawn'; readonly program: Net<unknown> }
  | { readonly call: 'tell'; readonly event: Told }
  | { readonly call: 'reply'; readonly bytes: Uint8Array }
  | { readonly call: 'print'; readonly fd: 1 | 2; readonly text: string }
  | { readonly call: 'echo'; readonly request: EchoRequest }
  | { readonly call: 'echoed'; readonly until: Micros }
  | { readonly call: 'capture'; readonly until: Micros }
  | { readonly call: 'catch' }
  | { readonly call: 'interrupted' };

/** Waits without an end. */
export const FOREVER: Micros = Infinity;

function* ask<T>(call: NetCall): Net<T> {
  return (yield call) as T;
}

/** The sending of a query: the id that the trace gave it (0 for bytes that are no query), or why it did not leave. */
export type Sent =
  { readonly ok: true; readonly queries: readonly QueryId[] } | { readonly ok: false; readonly errno: Errno };

export const net = {
  now: () => ask<Micros>({ call: 'now' }),
  /** 0 .. below-1, from the client's seed. */
  random: (below: number) => ask<number>({ call: 'random', below }),
  interfaces: () => ask<readonly InterfaceAddress[]>({ call: 'interfaces' }),
  /** The source address that the host would use towards `to`; undefined: no route. What connect and getsockname on a UDP socket tell. */
  route: (to: string) => ask<string | undefined>({ call: 'route', to }),

  /** The address and port that a socket sends from: getsockname. */
  local: (socket: SocketId) => ask<Endpoint | undefined>({ call: 'local', socket }),

  udp: (family: Family) => ask<SocketId>({ call: 'socket', proto: 'udp', family }),
  tcp: (family: Family) => ask<SocketId>({ call: 'socket', proto: 'tcp', family }),
  /** UDP: sets the peer. TCP: waits for the handshake, or returns EINPROGRESS at once when `block` is false. */
  connect: (socket: SocketId, to: Endpoint, block = true) =>
    ask<Errno | undefined>({ call: 'connect', socket, to, block }),
  /** UDP: one datagram. TCP: whole messages, each after its length; `why` has one entry per message. */
  send: (socket: SocketId, bytes: Uint8Array, why: readonly Why[], to?: Endpoint) =>
    ask<Sent>({ call: 'send', socket, bytes, to, why }),
  /** Empty when `until` came first. */
  poll: (wanted: readonly Wanted[], until: Micros) => ask<readonly Ready[]>({ call: 'poll', wanted, until }),
  /** Never waits: EAGAIN when nothing is there. */
  receive: (socket: SocketId) => ask<Received>({ call: 'receive', socket }),
  close: (socket: SocketId) => ask<undefined>({ call: 'close', socket }),
  sleep: (until: Micros) => ask<undefined>({ call: 'sleep', until }),

  /**
   * Runs a part of the program and waits for it, as `yield*` does. Each request passes through all generators that delegate with
   * `yield*`; from here on it does not: worth it where a deep call makes many requests. What it throws ends the run.
   */
  run: <T>(program: Net<T>) => ask<T>({ call: 'run', program }),
  /** Runs several at once (threads, goroutines) and waits for all; each starts in order. */
  all: <T>(programs: readonly Net<T>[]) => ask<readonly T[]>({ call: 'all', programs }),
  /** The first that returns wins; the others are dropped, their sockets closed. */
  race: <T>(programs: readonly Net<T>[]) =>
    ask<{ readonly winner: number; readonly value: T }>({ call: 'race', programs }),

  /** Starts one that nobody waits for; it goes on when the caller has returned. */
  spawn: (program: Net<unknown>) => ask<undefined>({ call: 'spawn', program }),

  tell: (event: Told) => ask<undefined>({ call: 'tell', event }),
  note: (topic: NoteEvent['topic'], why: Why) => ask<undefined>({ call: 'tell', event: { kind: 'note', topic, why } }),
  verdict: (query: QueryId, verdict: 'accepted' | 'ignored' | 'failed', why: Why) =>
    ask<undefined>({ call: 'tell', event: { kind: 'verdict', query, verdict, why } }),
  timedOut: (queries: readonly QueryId[], why: Why) =>
    ask<undefined>({ call: 'tell', event: { kind: 'timeout', queries, why } }),

  /** Of a serving program only: answers the query that it was started for. */
  reply: (bytes: Uint8Array) => ask<undefined>({ call: 'reply', bytes }),

  /** Of a command line tool: writes a byte string to its standard output (1) or error (2), at this moment. */
  print: (fd: 1 | 2, text: string) => ask<undefined>({ call: 'print', fd, text }),

  /** Sends one ICMP echo request; ENETUNREACH when there is no way. */
  echo: (request: EchoRequest) => ask<Errno | undefined>({ call: 'echo', request }),
  /** The next answer to an echo request of this program; undefined when `until` came first. */
  echoed: (until: Micros) => ask<EchoAnswer | undefined>({ call: 'echoed', until }),
  /** The next packet at this host's devices, from the first call on; undefined when `until` came first. */
  capture: (until: Micros) => ask<Frame | undefined>({ call: 'capture', until }),

  /** From here on SIGINT does not kill the program: it ends its present wait early, as if its time had come. */
  catchInterrupt: () => ask<undefined>({ call: 'catch' }),
  /** SIGINT has come since. */
  interrupted: () => ask<boolean>({ call: 'interrupted' }),
};

/** A message as TCP carries it: its length in two bytes before it (RFC 1035 section 4.2.2). */
export function framed(...messages: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(messages.reduce((sum, message) => sum + message.length + 2, 0));
  let at = 0;
  for (const message of messages) {
    out[at] = message.length >> 8;
    out[at + 1] = message.length & 0xff;
    out.set(message, at + 2);
    at += message.length + 2;
  }
  return out;
}
