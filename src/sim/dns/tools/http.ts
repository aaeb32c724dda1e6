// What HTTP clients have in common: an address in a URL, a connection with a limit of time, a response with its head.
import { familyOf } from '../address/index.ts';
import type { Micros } from '../../../engine/index.ts';
import { net, type Errno, type Net, type SocketId } from '../net/index.ts';
import { fromBytes, toBytes } from '../server/http.ts';

export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
  /** The port was written. */
  readonly written: boolean;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21 };

/** RFC 3986 as far as clients of the command line go; undefined: no host. */
export function urlOf(text: string): Url | undefined {
  const match =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::(\d*))?([/?][^#]*)?(?:#[^]*)?$/.exec(
      text,
    );
  if (!match?.[2]) return undefined;
  const [, scheme = 'http', host, port = '', path = '/'] = match;
  const known = scheme.toLowerCase();
  return {
    scheme: known,
    host: host.replace(/^\[|\]$/g, ''),
    port: port === '' ? (PORTS[known] ?? 80) : Number(port),
    path: path.startsWith('?') ? `/${path}` : path,
    written: port !== '' && Number(port) !== PORTS[known],
  };
}

/** The Host header. */
export const hostHeader = ({ host, port, written }: Url): string => {
  const name = host.includes(':') ? `[${host}]` : host;
  return written ? `${name}:${port}` : name;
};

/** A connected socket, what went wrong, or `late`: the limit came first. */
export function* connectTo(address: string, port: number, until: Micros): Net<SocketId | Errno | 'late'> {
  const socket = yield* net.tcp(familyOf(address));
  const errno = yield* net.connect(socket, { address, port }, false);
  if (errno !== undefined && errno !== 'EINPROGRESS') {
    yield* net.close(socket);
    return errno;
  }
  const [ready] = yield* net.poll([{ socket, want: 'out' }], until);
  if (ready?.writable) return socket;
  const got = ready ? yield* net.receive(socket) : undefined;
  yield* net.close(socket);
  return got?.kind === 'error' ? got.errno : 'late';
}

export interface HttpReply {
  readonly status: number;
  /** "HTTP/1.1 404 Not Found" and the header lines. */
  readonly head: readonly string[];
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** `reset` and `empty`: the other side ended it, before or after the head; `late`: the limit came. */
export type Exchanged = HttpReply | { readonly failed: 'reset' | 'empty' | 'late'; readonly received: number };

/** Sends a request and reads its response. `quiet`: how long nothing may come (wget's idea of a limit). */
export function* exchange(
  socket: SocketId,
  request: string,
  until: Micros,
  headOnly: boolean,
  quiet: Micros = Infinity,
): Net<Exchanged> {
  yield* net.send(socket, toBytes(request), []);
  let text = '';
  for (;;) {
    const reply = replyIn(text, headOnly, false);
    if (reply) return reply;
    const limit = Math.min(until, (yield* net.now()) + quiet);
    const ready = yield* net.poll([{ socket, want: 'in' }], limit);
    const received = Math.max(0, text.length - (text.indexOf('\r\n\r\n') + 4));
    if (ready.length === 0) return { failed: 'late', received: text.includes('\r\n\r\n') ? received : 0 };
    const got = yield* net.receive(socket);
    if (got.kind === 'bytes') text += fromBytes(got.bytes);
    else if (got.kind === 'error' && got.errno !== 'EAGAIN') return { failed: 'reset', received };
    else if (got.kind === 'end') return replyIn(text, headOnly, true) ?? { failed: 'empty', received };
  }
}

function replyIn(text: string, headOnly: boolean, ended: boolean): HttpReply | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end).split('\r\n');
  const headers = new Map(
    head.slice(1).map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})/.exec(head[0] ?? '')?.[1] ?? 0);
  const length = headers.get('content-length');
  const body = text.slice(end + 4);
  const complete =
    headOnly || status === 204 || status === 304 || (length !== undefined && body.length >= Number(length));
  if (!complete && !ended) return undefined;
  return {
    status,
    head,
    headers,
    body: headOnly ? '' : body.slice(0, length === undefined ? undefined : Number(length)),
  };
}
