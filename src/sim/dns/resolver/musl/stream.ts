// The TCP half of res_msend.c, since musl 1.2.4: one connection per truncated query, opened and read without blocking.
import { familyOf } from '../../address/index.ts';
import {
  because,
  framed,
  joined,
  net,
  type Endpoint,
  type Net,
  type Ready,
  type SocketId,
  type Why,
} from '../../net/index.ts';
import { MUSL_RULES as RULES } from './rules.ts';
import { rcodeOf, type Slot } from './msend.ts';

export interface Stream {
  readonly socket: SocketId;
  readonly why: Why;
  sent: boolean;
  received: Uint8Array;
}

/** start_tcp */
export function* startTcp(_query: Uint8Array, to: Endpoint, name: Why): Net<Stream> {
  const socket = yield* net.tcp(familyOf(to.address));
  yield* net.connect(socket, to, false);
  return { socket, why: { ...because(RULES.truncatedTcp), also: [name] }, sent: false, received: new Uint8Array(0) };
}

/** What poll has found at the connections. False: one has failed. */
export function* stepStreams(slots: readonly Slot[], ready: readonly Ready[], limit: number): Net<boolean> {
  for (const slot of slots) {
    const { stream } = slot;
    const event = stream && ready.find(({ socket }) => socket === stream.socket);
    if (!stream || !event) continue;
    if (event.failed) return false;
    if (event.writable && !stream.sent) {
      const sent = yield* net.send(stream.socket, framed(slot.bytes), [stream.why]);
      if (!sent.ok) return false;
      stream.sent = true;
    } else if (event.readable && !(yield* read(slot, stream, limit))) return false;
  }
  return true;
}

function* read(slot: Slot, stream: Stream, limit: number): Net<boolean> {
  const got = yield* net.receive(stream.socket);
  if (got.kind !== 'bytes') return false;
  stream.received = joined(stream.received, got.bytes);
  const { received } = stream;
  if (received.length < 2) return true;
  const size = ((received[0] ?? 0) << 8) | (received[1] ?? 0);
  if (size < 13) return false;
  if (received.length < size + 2 && received.length < limit + 2) return true;
  const answer = received.slice(2, 2 + Math.min(size, limit));
  const rcode = rcodeOf(answer);
  if (rcode !== 0 && rcode !== 3) return false;
  slot.answer = answer;
  slot.stream = undefined;
  yield* net.close(stream.socket);
  return true;
}

export function* closeStreams(slots: readonly Slot[]): Net<undefined> {
  for (const slot of slots) if (slot.stream) yield* net.close(slot.stream.socket);
  return undefined;
}
