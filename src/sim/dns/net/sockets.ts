// Sockets as data: what a client holds, and one end of a TCP connection.
import type { Family } from '../address/index.ts';
import type { Errno, Ready, Received, Wanted } from './calls.ts';
import type { Endpoint, Proto, SocketId } from './events.ts';
import type { Host } from './host.ts';
import type { Task } from './task.ts';

export interface Socket {
  readonly id: SocketId;
  readonly proto: Proto;
  readonly family: Family;
  readonly host: Host;
  readonly owner: Task;
  local: Endpoint | undefined;
  peer: Endpoint | undefined;
  state: 'new' | 'connecting' | 'open' | 'failed' | 'closed';
  /** SO_ERROR: reported once, by the next call. */
  error: Errno | undefined;
  readonly inbox: Received[];
  /** TCP: the other side has closed. */
  ended: boolean;
  /** Where packets to a service's address were sent (connection tracking). */
  flows: Map<string, Endpoint> | undefined;
}

export const newSocket = (id: SocketId, proto: Proto, family: Family, owner: Task): Socket => ({
  id,
  proto,
  family,
  host: owner.host,
  owner,
  local: undefined,
  peer: undefined,
  state: 'new',
  error: undefined,
  inbox: [],
  ended: false,
  flows: undefined,
});

const readable = (socket: Socket): boolean => socket.inbox.length > 0 || socket.ended;
const writable = (socket: Socket): boolean => socket.proto === 'udp' || socket.state === 'open';

/** poll(2): those of the wanted sockets that something can be done with. */
export function readySockets(sockets: ReadonlyMap<SocketId, Socket>, wanted: readonly Wanted[]): readonly Ready[] {
  const ready: Ready[] = [];
  for (const { socket: id, want } of wanted) {
    const socket = sockets.get(id);
    if (!socket) continue;
    const canRead = want !== 'out' && readable(socket);
    const canWrite = want !== 'in' && writable(socket);
    const failed = socket.error !== undefined;
    if (canRead || canWrite || failed) ready.push({ socket: id, readable: canRead, writable: canWrite, failed });
  }
  return ready;
}

/** Reads and clears the waiting error. */
export function takeError(socket: Socket): Errno | undefined {
  const { error } = socket;
  socket.error = undefined;
  return error;
}

/** What a stream has brought so far, and what it brings now. */
export function joined(before: Uint8Array, now: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(before.length + now.length);
  all.set(before);
  all.set(now, before.length);
  return all;
}

/** Whole messages of a stream of framed ones; the rest stays. */
export function unframe(bytes: Uint8Array): { readonly messages: readonly Uint8Array[]; readonly rest: Uint8Array } {
  const messages: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const size = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (at + 2 + size > bytes.length) break;
    messages.push(bytes.slice(at + 2, at + 2 + size));
    at += 2 + size;
  }
  return { messages, rest: bytes.slice(at) };
}
