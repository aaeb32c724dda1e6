// One transfer of curl 7.88 (lib/): look the name up, connect, send, receive; and the words of what goes wrong.
import { familyOf, parseAddress } from '../address/index.ts';
import type { Micros } from '../../../engine/index.ts';
import { net, type Errno, type Net, type SocketId } from '../net/index.ts';
import { has, last, type CurlOptions } from './curl-options.ts';
import type { Figures } from './curl-write-out.ts';
import { connectTo, exchange, hostHeader, type HttpReply, type Url } from './http.ts';
import type { Libc } from './libc.ts';

export const SECOND = 1_000_000;
/** CURLOPT_CONNECTTIMEOUT without the option. */
const CONNECT_TIMEOUT = 300 * SECOND;

export interface Failure {
  readonly exit: number;
  readonly words: string;
  /** The name was not resolved: the meter's line is not ended. */
  readonly early?: boolean;
}

export type Outcome = HttpReply | Failure;

/** What the transfer is doing: it decides how a limit of time is told. */
export interface Phase {
  now: 'resolving' | 'connecting' | 'receiving';
}

export interface Transfer {
  readonly options: CurlOptions;
  readonly libc: Libc;
  readonly url: Url;
  readonly figures: Figures;
  readonly phase: Phase;
  readonly start: Micros;
  /** A line of -v, without "* ". */
  readonly say: (text: string) => Net<unknown>;
  readonly show: (text: string) => Net<unknown>;
  readonly terminal: boolean;
}

const ms = (micros: Micros): number => Math.floor(micros / 1000);

/** --resolve HOST:PORT:ADDRESS */
function pinned({ options, url }: Transfer): readonly string[] | undefined {
  const entry = (options.given.get('resolve') ?? []).findLast((each) => {
    const [host, port] = each.replace(/^\+/, '').split(':');
    return (host === '*' || host?.toLowerCase() === url.host.toLowerCase()) && Number(port) === url.port;
  });
  return entry
    ?.replace(/^\+?[^:]*:[^:]*:/, '')
    .split(',')
    .map((each) => each.replace(/^\[|\]$/g, ''));
}

function* addressesOf(transfer: Transfer): Net<readonly string[] | Failure> {
  const { options, url, libc, say } = transfer;
  for (const entry of options.given.get('resolve') ?? []) yield* say(`Added ${entry} to DNS cache`);
  const fixed = pinned(transfer);
  if (fixed) {
    yield* say(`Hostname ${url.host} was found in DNS cache`);
    return fixed;
  }
  if (parseAddress(url.host)) return [url.host];
  const info = yield* libc.lookup(url.host);
  const wanted = has(options, 'ipv6') ? 'inet6' : has(options, 'ipv4') ? 'inet' : undefined;
  const addresses = info.addresses.filter((each) => wanted === undefined || familyOf(each) === wanted);
  if (addresses.length > 0) return addresses;
  if (info.ok) return { exit: 7, words: "Couldn't connect to server" };
  const words = `Could not resolve host: ${url.host}`;
  yield* say(words);
  return { exit: 6, words, early: true };
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused',
  ETIMEDOUT: 'Connection timed out',
  ENETUNREACH: 'Network is unreachable',
  EHOSTUNREACH: 'No route to host',
};

/** Address after address; the time that is left is halved while there are more. */
function* connected(transfer: Transfer, addresses: readonly string[]): Net<SocketId | Failure> {
  const { url, options, figures, start, say } = transfer;
  const limit = last(options, 'connect-timeout');
  const until = start + (limit === undefined ? CONNECT_TIMEOUT : Number(limit) * SECOND);
  let problem: Errno | 'late' | undefined;
  for (const [i, address] of addresses.entries()) {
    const shown = familyOf(address) === 'inet6' ? `[${address}]` : address;
    yield* say(`  Trying ${shown}:${url.port}...`);
    const now = yield* net.now();
    const share = i + 1 < addresses.length ? now + Math.floor((until - now) / 2) : until;
    const socket = yield* connectTo(address, url.port, share);
    if (typeof socket === 'number') {
      figures.remote = { address, port: url.port };
      figures.local = yield* net.local(socket);
      return socket;
    }
    problem = socket;
    if (socket === 'late')
      yield* say(
        `ip${familyOf(address) === 'inet' ? 'v4' : 'v6'} connect timeout after ${ms(share - now)}ms, move on!`,
      );
    else {
      const words = PROBLEMS[socket] ?? socket;
      if (socket === 'ENETUNREACH') yield* say(`Immediate connect fail for ${address}: ${words}`);
      yield* say(`connect to ${address} port ${url.port} failed: ${words}`);
    }
  }
  const took = ms((yield* net.now()) - start);
  const reason = problem === 'late' ? 'Timeout was reached' : "Couldn't connect to server";
  const words = `Failed to connect to ${url.host} port ${url.port} after ${took} ms: ${reason}`;
  yield* say(words);
  return { exit: problem === 'late' || problem === 'ETIMEDOUT' ? 28 : 7, words };
}

function requestText({ options, url }: Transfer): { readonly text: string; readonly method: string } {
  const data = [...(options.given.get('data') ?? []), ...(options.given.get('data-raw') ?? [])];
  const asQuery = has(options, 'get') && data.length > 0;
  const method =
    last(options, 'request') ?? (has(options, 'head') ? 'HEAD' : data.length > 0 && !asQuery ? 'POST' : 'GET');
  const path = asQuery ? `${url.path}${url.path.includes('?') ? '&' : '?'}${data.join('&')}` : url.path;
  const body = asQuery ? '' : data.join('&');
  const user = last(options, 'user-agent');
  const referer = last(options, 'referer');
  const cookie = last(options, 'cookie');
  const headers: (readonly [string, string])[] = [
    ['Host', hostHeader(url)],
    ...(user === '' ? [] : [['User-Agent', user ?? 'curl/7.88.1'] as const]),
    ['Accept', '*/*'],
    ...(referer === undefined ? [] : [['Referer', referer] as const]),
    ...(cookie === undefined ? [] : [['Cookie', cookie] as const]),
  ];
  const own = (options.given.get('header') ?? []).map((line) => {
    const [, name = line, value = ''] = /^([^:]*):\s*([^]*)$/.exec(line) ?? [];
    return [name, value] as const;
  });
  const replaced = new Set(own.map(([name]) => name.toLowerCase()));
  const all = [
    ...headers.filter(([name]) => !replaced.has(name.toLowerCase())),
    ...own.filter(([, value]) => value !== ''),
  ];
  if (body !== '')
    all.push(
      ['Content-Length', String(body.length)],
      ...(replaced.has('content-type') ? [] : [['Content-Type', 'application/x-www-form-urlencoded'] as const]),
    );
  const lines = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const version = has(options, 'http1.0') ? '1.0' : '1.1';
  return { text: `${method} ${path} HTTP/${version}\r\n${lines}\r\n${body}`, method };
}

export function* transferred(transfer: Transfer): Net<Outcome> {
  const { figures, phase, start, url, say, show } = transfer;
  const since = function* (): Net<Micros> {
    return (yield* net.now()) - start;
  };
  const addresses = yield* addressesOf(transfer);
  if ('exit' in addresses) return addresses;
  figures.namelookup = yield* since();
  phase.now = 'connecting';
  const socket = yield* connected(transfer, addresses);
  if (typeof socket !== 'number') return socket;
  figures.connect = figures.pretransfer = yield* since();
  phase.now = 'receiving';
  yield* say(`Connected to ${url.host} (${figures.remote?.address ?? ''}) port ${url.port} (#0)`);
  if (url.scheme === 'https') {
    yield* net.close(socket);
    // Fidelity: there are no certificates here.
    return { exit: 35, words: 'TLS is not part of this simulator' };
  }
  const { text, method } = requestText(transfer);
  figures.method = method;
  const head = text.slice(0, text.indexOf('\r\n\r\n') + 2).split('\r\n');
  yield* show(head.map((line) => `> ${line}\r\n`).join(''));
  const reply = yield* exchange(socket, text, Infinity, method === 'HEAD');
  yield* net.close(socket);
  figures.starttransfer = yield* since();
  if ('failed' in reply)
    return reply.failed === 'empty'
      ? { exit: 52, words: 'Empty reply from server' }
      : { exit: 56, words: 'Recv failure: Connection reset by peer' };
  yield* show(`${reply.head.map((line) => `< ${line}\r\n`).join('')}< \r\n`);
  if (reply.body !== '' && !transfer.terminal) yield* show(`{ [${reply.body.length} bytes data]\n`);
  return reply;
}
