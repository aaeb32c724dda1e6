// One question to one server: exchange, dnsPacketRoundTrip and dnsStreamRoundTrip of src/net/dnsclient_unix.go.
import { familyOf } from '../../address/index.ts';
import { decode, encode, peek, queryMessage, sameName, type Message } from '../../message/index.ts';
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
import { hostPort } from './errors.ts';
import { GO_RULES as RULES } from './rules.ts';

export type GoType = 'A' | 'AAAA';

export interface Asked {
  readonly name: string;
  readonly type: GoType;
  readonly server: string;
  /** Microseconds for one try, and for one more over TCP. */
  readonly timeout: number;
  readonly tcp: boolean;
}

/** `socket`: an error of the socket, which Go calls temporary. */
export type Exchanged =
  | { readonly kind: 'answer'; readonly message: Message; readonly query: QueryId }
  | { readonly kind: 'error'; readonly err: string; readonly timeout?: true; readonly socket?: true };

/** maxDNSPacketSize: what the query says that it takes, and the size of the buffer. */
const PACKET_SIZE = 1232;
const TIMED_OUT = 'i/o timeout';
const UNREADABLE = 'cannot unmarshal DNS message';
const INVALID = 'invalid DNS response';

const ERRNO_WORDS: Readonly<Partial<Record<Errno, string>>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by peer',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  EPIPE: 'broken pipe',
  ETIMEDOUT: 'connection timed out',
};
const errnoWords = (errno: Errno): string => ERRNO_WORDS[errno] ?? errno;

const edns = { udpSize: PACKET_SIZE, version: 0, dnssecOk: false, options: [] };

function isAnswer(bytes: Uint8Array, id: number, { name, type }: Asked): boolean {
  const seen = peek(bytes);
  const question = seen?.question;
  if (!seen?.response || seen.id !== id || !question) return false;
  return question.type === type && question.klass === 1 && sameName(question.name, name);
}

/** The whole exchange: over UDP and, when the answer is cut short, again over TCP. */
export function* exchange(asked: Asked, why: Why): Net<Exchanged> {
  const id = yield* net.random(65_536);
  let query: Uint8Array;
  try {
    query = encode(queryMessage(id, asked.name, asked.type, { edns }));
  } catch {
    return { kind: 'error', err: 'cannot marshal DNS message' };
  }
  let reason = why;
  for (const proto of asked.tcp ? (['tcp'] as const) : (['udp', 'tcp'] as const)) {
    const until = (yield* net.now()) + asked.timeout;
    const got =
      proto === 'udp'
        ? yield* overUdp(asked, id, query, until, reason)
        : yield* overTcp(asked, id, query, until, reason);
    if (got.kind === 'error') return got;
    if (got.message.question.length !== 1) return { kind: 'error', err: INVALID };
    if (!got.message.tc) return got;
    yield* net.verdict(got.query, 'failed', because(RULES.truncated));
    reason = { ...because(RULES.truncated), also: [why] };
  }
  return { kind: 'error', err: 'no answer from DNS server' };
}

const read = (bytes: Uint8Array, query: QueryId, otherwise: string): Exchanged => {
  const decoded = decode(bytes);
  return decoded.kind === 'message'
    ? { kind: 'answer', message: decoded.message, query }
    : { kind: 'error', err: otherwise };
};

/** "read udp 10.244.1.7:40000->10.96.0.10:53": how net.OpError names a connection. */
function* connection(proto: 'udp' | 'tcp', server: string, socket: SocketId): Net<string> {
  const local = yield* net.local(socket);
  return `${proto} ${hostPort(local?.address ?? '', local?.port ?? 0)}->${hostPort(server, 53)}`;
}

function* overUdp(asked: Asked, id: number, query: Uint8Array, until: number, why: Why): Net<Exchanged> {
  const { server } = asked;
  const socket = yield* net.udp(familyOf(server));
  const failed = yield* net.connect(socket, { address: server, port: 53 });
  if (failed) {
    yield* net.close(socket);
    return { kind: 'error', err: `dial udp ${hostPort(server, 53)}: connect: ${errnoWords(failed)}`, socket: true };
  }
  const words = yield* connection('udp', server, socket);
  const result = yield* roundTrip(asked, socket, id, query, until, why, words);
  yield* net.close(socket);
  return result;
}

function* roundTrip(
  asked: Asked,
  socket: SocketId,
  id: number,
  query: Uint8Array,
  until: number,
  why: Why,
  words: string,
): Net<Exchanged> {
  const sent = yield* net.send(socket, query, [why]);
  if (!sent.ok) return { kind: 'error', err: `write ${words}: write: ${errnoWords(sent.errno)}`, socket: true };
  for (;;) {
    const ready = yield* net.poll([{ socket, want: 'in' }], until);
    if (ready.length === 0) {
      yield* net.timedOut(sent.queries, because(RULES.gaveUp, `${asked.timeout / 1_000_000} s are over`));
      return { kind: 'error', err: `read ${words}: ${TIMED_OUT}`, timeout: true, socket: true };
    }
    const got = yield* net.receive(socket);
    if (got.kind === 'error' && got.errno !== 'EAGAIN') {
      for (const each of sent.queries)
        yield* net.verdict(each, 'failed', because(RULES.refused, errnoWords(got.errno)));
      return { kind: 'error', err: `read ${words}: read: ${errnoWords(got.errno)}`, socket: true };
    }
    if (got.kind !== 'datagram') continue;
    const bytes = got.bytes.slice(0, PACKET_SIZE);
    if (isAnswer(bytes, id, asked)) return read(bytes, got.query, UNREADABLE);
    yield* net.verdict(got.query, 'ignored', because(RULES.notOurs));
  }
}

function* overTcp(asked: Asked, id: number, query: Uint8Array, until: number, why: Why): Net<Exchanged> {
  const socket = yield* net.tcp(familyOf(asked.server));
  const result = yield* stream(asked, socket, id, query, until, why);
  yield* net.close(socket);
  return result;
}

function* stream(
  asked: Asked,
  socket: SocketId,
  id: number,
  query: Uint8Array,
  until: number,
  why: Why,
): Net<Exchanged> {
  const { server } = asked;
  const dial = `dial tcp ${hostPort(server, 53)}`;
  const errno = yield* net.connect(socket, { address: server, port: 53 }, false);
  if (errno !== undefined && errno !== 'EINPROGRESS')
    return { kind: 'error', err: `${dial}: connect: ${errnoWords(errno)}`, socket: true };
  const [open] = yield* net.poll([{ socket, want: 'out' }], until);
  if (!open) return { kind: 'error', err: `${dial}: ${TIMED_OUT}`, timeout: true, socket: true };
  if (open.failed) {
    const got = yield* net.receive(socket);
    const words = got.kind === 'error' ? errnoWords(got.errno) : 'connection refused';
    return { kind: 'error', err: `${dial}: connect: ${words}`, socket: true };
  }
  const words = yield* connection('tcp', server, socket);
  const sent = yield* net.send(socket, framed(query), [why]);
  if (!sent.ok) return { kind: 'error', err: `write ${words}: write: ${errnoWords(sent.errno)}`, socket: true };
  let buffered = new Uint8Array(0);
  for (;;) {
    const ready = yield* net.poll([{ socket, want: 'in' }], until);
    if (ready.length === 0) {
      yield* net.timedOut(sent.queries, because(RULES.gaveUp, `${asked.timeout / 1_000_000} s are over`));
      return { kind: 'error', err: `read ${words}: ${TIMED_OUT}`, timeout: true, socket: true };
    }
    const got = yield* net.receive(socket);
    if (got.kind === 'end') return { kind: 'error', err: 'EOF' };
    if (got.kind === 'error' && got.errno !== 'EAGAIN')
      return { kind: 'error', err: `read ${words}: read: ${errnoWords(got.errno)}`, socket: true };
    if (got.kind !== 'bytes') continue;
    buffered = joined(buffered, got.bytes);
    const [message] = unframe(buffered).messages;
    if (!message) continue;
    if (!peek(message)?.question) return { kind: 'error', err: UNREADABLE };
    return isAnswer(message, id, asked)
      ? read(message, sent.queries[0] ?? 0, UNREADABLE)
      : { kind: 'error', err: INVALID };
  }
}
