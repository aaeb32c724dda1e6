// What listens at a port: it sees queries, one by one, and says what leaves and when.
import type { Micros } from '../../../engine/index.ts';
import type { Net } from './calls.ts';
import type { Endpoint, Proto, SocketId } from './events.ts';

export interface Incoming {
  readonly at: Micros;
  readonly proto: Proto;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Number of the connection or, for UDP, of the source port: what "the same socket" means to a server. */
  readonly flow: string;
  readonly bytes: Uint8Array;
}

export interface Outgoing {
  readonly bytes: Uint8Array;
  readonly delay: Micros;
  /** A UDP answer that leaves from another address. */
  readonly from?: Endpoint;
}

export type Answer =
  | { readonly kind: 'send'; readonly reply: Outgoing; readonly words?: string }
  | { readonly kind: 'silence'; readonly words: string }
  /** The service has to ask others first: the program runs on the server's host and ends with net.reply (or without an answer). */
  | { readonly kind: 'program'; readonly run: Net<unknown>; readonly words?: string };

export interface Service {
  /** Called in order of arrival. A service may keep state: caches, counters. */
  answer(query: Incoming): Answer;
  /**
   * Of a service that speaks something else than framed DNS messages over TCP: the program of one accepted connection. It runs on
   * the server's host, reads and writes bytes at the socket, and closes it.
   */
  accept?(socket: SocketId, peer: Endpoint): Net<unknown>;
  /** An answer that was promised has left. */
  left?(query: Incoming): void;
}
