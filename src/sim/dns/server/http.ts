// A small HTTP/1.1 server: what curl and wget of a pod talk to. RFC 9112.
import type { Micros } from '../../../engine/index.ts';
import { FOREVER, net, type Endpoint, type Net, type Service, type SocketId } from '../net/index.ts';

export interface HttpRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly peer: Endpoint;
}

export interface HttpResponse {
  readonly status: number;
  /** Besides Content-Length. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** How long it takes. */
  readonly delay?: Micros;
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Requests of a connection: more than this is no lesson. */
const MAX_REQUESTS = 1000;

export const toBytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff);

export function fromBytes(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

/** A whole request at the beginning of the text; undefined: there is more to come. */
function requestIn(text: string, peer: Endpoint): { request: HttpRequest; rest: string } | 'bad' | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const words = /^(\S+) (\S+) HTTP\/1\.[01]$/.exec(first);
  if (!words) return 'bad';
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const length = Number(headers.get('content-length') ?? 0);
  const body = text.slice(end + 4, end + 4 + length);
  if (body.length < length) return undefined;
  const [, method = '', path = ''] = words;
  return { request: { method, path, headers, body, peer }, rest: text.slice(end + 4 + length) };
}

function responseText({ status, headers = [], body = '' }: HttpResponse, method: string): string {
  const all = [...headers, ['Content-Length', String(body.length)] as const];
  const head = `HTTP/1.1 ${status} ${REASONS[status] ?? 'Unknown'}\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return method === 'HEAD' ? head : head + body;
}

function* connection(
  socket: SocketId,
  peer: Endpoint,
  respond: (request: HttpRequest) => HttpResponse,
): Net<undefined> {
  let text = '';
  for (let served = 0; served < MAX_REQUESTS;) {
    const found = requestIn(text, peer);
    if (found === undefined) {
      yield* net.poll([{ socket, want: 'in' }], FOREVER);
      const got = yield* net.receive(socket);
      if (got.kind === 'end' || (got.kind === 'error' && got.errno !== 'EAGAIN')) break;
      if (got.kind === 'bytes') text += fromBytes(got.bytes);
      continue;
    }
    if (found === 'bad') {
      yield* net.send(socket, toBytes(responseText({ status: 400, headers: [['Connection', 'close']] }, 'GET')), []);
      break;
    }
    served += 1;
    text = found.rest;
    const { request } = found;
    const response = respond(request);
    if (response.delay !== undefined) yield* net.sleep((yield* net.now()) + response.delay);
    const sent = yield* net.send(socket, toBytes(responseText(response, request.method)), []);
    if (!sent.ok || request.headers.get('connection')?.toLowerCase() === 'close') break;
  }
  return yield* net.close(socket);
}

/** `respond` is asked for each request, in order of arrival. */
export const httpService = (respond: (request: HttpRequest) => HttpResponse): Service => ({
  answer: () => ({ kind: 'silence', words: 'HTTP is spoken over TCP' }),
  accept: (socket, peer) => connection(socket, peer, respond),
});
