// One question to another server and its answer, with the words of Go's net package when there is none.
import { familyOf } from '../../../address/index.ts';
import { framed, net, unframe, type Endpoint, type Net, type Why } from '../../../net/index.ts';

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** One query and its answer over a socket of its own; the words of Go's net package when there is none. */
export function* exchange(
  to: Endpoint,
  bytes: Uint8Array,
  tcp: boolean,
  timeout: number,
  why: readonly Why[],
): Net<Uint8Array | string> {
  const proto = tcp ? 'tcp' : 'udp';
  const where = `${proto} ${bracketed(to.address)}:${to.port}`;
  const socket = tcp ? yield* net.tcp(familyOf(to.address)) : yield* net.udp(familyOf(to.address));
  const until = (yield* net.now()) + timeout;
  const errno = yield* net.connect(socket, to);
  if (errno !== undefined) {
    yield* net.close(socket);
    const words = errno === 'ENETUNREACH' ? 'network is unreachable' : 'connection refused';
    return `dial ${where}: connect: ${words}`;
  }
  yield* net.send(socket, tcp ? framed(bytes) : bytes, why);
  const local = yield* net.local(socket);
  const here = local
    ? `${proto} ${bracketed(local.address)}:${local.port}->${bracketed(to.address)}:${to.port}`
    : where;
  let result: Uint8Array | string = `read ${here}: i/o timeout`;
  for (;;) {
    const ready = yield* net.poll([{ socket, want: 'in' }], until);
    if (ready.length === 0) break;
    const got = yield* net.receive(socket);
    if (got.kind === 'error' && got.errno === 'ECONNREFUSED') result = `read ${here}: read: connection refused`;
    if (got.kind === 'error' && got.errno === 'EAGAIN') continue;
    if (got.kind === 'bytes') [result = result] = unframe(got.bytes).messages;
    if (got.kind === 'datagram') {
      // An answer with another id is not ours.
      if (got.bytes[0] !== bytes[0] || got.bytes[1] !== bytes[1]) continue;
      result = got.bytes;
    }
    break;
  }
  yield* net.close(socket);
  return result;
}
