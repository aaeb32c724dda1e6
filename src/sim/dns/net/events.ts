// The trace of lookups: what left, what came, what was lost, and why. A closed union; every picture, tcpdump and strace read it.
import type { Micros } from '../../../engine/index.ts';
import type { RrType } from '../message/index.ts';
import type { Why } from './why.ts';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export type Proto = 'udp' | 'tcp';
export type SocketId = number;
export type QueryId = number;

interface Common {
  readonly at: Micros;
  /** The client (or server) that it belongs to: one lane of the picture. */
  readonly lane: string;
}

/** A query left a client's socket. */
export interface QueryEvent extends Common {
  readonly kind: 'query';
  readonly query: QueryId;
  readonly socket: SocketId;
  readonly proto: Proto;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Absent when the bytes hold no question that can be read. */
  readonly name?: string | undefined;
  readonly type?: RrType | undefined;
  readonly bytes: Uint8Array;
  readonly why?: Why | undefined;
  /** Of a server's own query: the query that it wants to answer. */
  readonly cause?: QueryId | undefined;
}

/** What became of a query on its way or at the server. */
export interface FateEvent extends Common {
  readonly kind: 'fate';
  readonly query: QueryId;
  /** `refused`: nobody listens. `unreachable`: no such host, or a filter that drops. `answered`: an answer leaves at `leavesAt`. */
  readonly fate: 'lost' | 'ignored' | 'refused' | 'unreachable' | 'answered';
  readonly words: string;
  readonly leavesAt?: Micros | undefined;
}

/** An answer arrived at the client's host. */
export interface ReplyEvent extends Common {
  readonly kind: 'reply';
  readonly query: QueryId;
  readonly socket: SocketId;
  readonly proto: Proto;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly bytes: Uint8Array;
  /** `closed`: the socket is gone. `not-peer`: a connected socket takes packets of its peer only. */
  readonly fate: 'delivered' | 'closed' | 'not-peer';
}

/** What the resolver made of an answer. */
export interface VerdictEvent extends Common {
  readonly kind: 'verdict';
  readonly query: QueryId;
  readonly verdict: 'accepted' | 'ignored' | 'failed';
  readonly why: Why;
}

/** The resolver stopped waiting for these. */
export interface TimeoutEvent extends Common {
  readonly kind: 'timeout';
  readonly queries: readonly QueryId[];
  readonly why: Why;
}

export interface ConnectionEvent extends Common {
  readonly kind: 'connection';
  readonly socket: SocketId;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly what: 'syn' | 'established' | 'refused' | 'timed-out' | 'reset' | 'closed';
}

export interface IcmpEvent extends Common {
  readonly kind: 'icmp';
  readonly query?: QueryId;
  readonly socket: SocketId;
  readonly words: 'port unreachable' | 'host unreachable';
}

/** ICMP echo: a ping left, its answer came, or word that nobody is there. */
export interface EchoEvent extends Common {
  readonly kind: 'echo';
  readonly what: 'request' | 'reply' | 'unreachable';
  readonly from: string;
  readonly to: string;
  readonly seq: number;
  readonly size: number;
}

/** Bytes of a TCP stream that carries no DNS messages: HTTP. */
export interface SegmentEvent extends Common {
  readonly kind: 'segment';
  readonly socket: SocketId;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly bytes: Uint8Array;
}

/** A decision that sent nothing: a name skipped, a file that answered, the end of a search. */
export interface NoteEvent extends Common {
  readonly kind: 'note';
  readonly topic: 'name' | 'skip' | 'file' | 'stop' | 'order' | 'server' | 'mode' | 'other';
  readonly why: Why;
}

export interface LookupEvent extends Common {
  readonly kind: 'lookup';
  /** The call, as the program wrote it: getaddrinfo("web"). */
  readonly call: string;
  readonly name: string;
}

export interface OutcomeEvent extends Common {
  readonly kind: 'outcome';
  readonly ok: boolean;
  readonly code: string;
  readonly addresses: readonly string[];
  readonly words: string;
}

/** A call of the socket interface, for strace. Only in a world that records calls. */
export interface CallEvent extends Common {
  readonly kind: 'call';
  readonly call: string;
  readonly socket?: SocketId;
  readonly words: string;
}

export type DnsEvent =
  | QueryEvent
  | FateEvent
  | ReplyEvent
  | VerdictEvent
  | TimeoutEvent
  | ConnectionEvent
  | IcmpEvent
  | EchoEvent
  | SegmentEvent
  | NoteEvent
  | LookupEvent
  | OutcomeEvent
  | CallEvent;
