// send_vc of resolv/res_send.c: both queries over one TCP connection, read without a time limit.
import { familyOf } from '../../address/index.ts';
import {
  because,
  FOREVER,
  framed,
  joined,
  net,
  unframe,
  type Errno,
  type Net,
  type SocketId,
  type Why,
} from '../../net/index.ts';
import type { Exchange } from './exchange.ts';
import { GLIBC_RULES as RULES } from './rules.ts';
import type { ResState } from './state.ts';

type Reading =
  | { readonly kind: 'messages'; readonly messages: readonly Uint8Array[] }
  | { readonly kind: 'error'; readonly errno: Errno | undefined };

const idOf = (bytes: Uint8Array): number => ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);

/** 0: this server failed; else the size of the first answer. */
export function* sendCircuit(res: ResState, x: Exchange, server: number, why: Why): Net<number> {
  // A connection that is reset is tried once more (connreset).
  for (let reset = false; ; reset = true) {
    const size = yield* connection(res, x, server, why);
    if (size > 0) return size;
    x.size2 = 0;
    if (res.errno !== 'ECONNRESET' || reset) return 0;
  }
}

function* connection(res: ResState, x: Exchange, server: number, why: Why): Net<number> {
  const address = res.conf.nameservers[server]?.value ?? '127.0.0.1';
  const socket = yield* net.tcp(familyOf(address));
  const errno = yield* net.connect(socket, { address, port: 53 });
  const size = errno === undefined ? yield* exchange(res, x, socket, why) : 0;
  if (errno !== undefined) {
    res.errno = errno;
    yield* net.note('server', because(RULES.tcpFailed, errno));
  }
  yield* net.close(socket);
  return size;
}

function* exchange(res: ResState, x: Exchange, socket: SocketId, why: Why): Net<number> {
  const queries = x.second === undefined ? [x.first] : [x.first, x.second];
  const reasons = queries.map((_, i): Why => ({ ...(i === 0 ? why : because(RULES.tcp)), also: [x.name] }));
  const sent = yield* net.send(socket, framed(...queries.map(({ bytes }) => bytes)), reasons);
  if (!sent.ok) {
    res.errno = sent.errno;
    return 0;
  }
  const open = new Set(queries.map(({ id }) => id));
  let size = 0;
  let buffered = new Uint8Array(0);
  while (open.size > 0) {
    const reading: Reading = yield* read(socket, buffered, (rest) => (buffered = rest));
    if (reading.kind === 'error') {
      res.errno = reading.errno;
      return 0;
    }
    for (const bytes of reading.messages) {
      if (bytes.length < 12) return 0;
      const first = size === 0;
      if (first) {
        size = bytes.length;
        x.answer1 = bytes;
        res.bufferRcode = (bytes[3] ?? 0) & 15;
      } else {
        x.size2 = bytes.length;
        x.answer2 = bytes;
      }
      if (!open.delete(idOf(bytes)) && first) size = 0;
    }
  }
  return size;
}

function* read(
  socket: SocketId,
  before: Uint8Array<ArrayBuffer>,
  keep: (rest: Uint8Array<ArrayBuffer>) => void,
): Net<Reading> {
  yield* net.poll([{ socket, want: 'in' }], FOREVER);
  const got = yield* net.receive(socket);
  if (got.kind === 'error') return got.errno === 'EAGAIN' ? { kind: 'messages', messages: [] } : got;
  if (got.kind !== 'bytes') return { kind: 'error', errno: undefined };
  const { messages, rest } = unframe(joined(before, got.bytes));
  keep(Uint8Array.from(rest));
  return { kind: 'messages', messages };
}
