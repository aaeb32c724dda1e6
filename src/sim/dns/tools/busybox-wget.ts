// wget of busybox (networking/wget.c) for HTTP: one address, one try, a bar of 32 stars.
import { familyOf, parseAddress } from '../address/index.ts';
import { net, type Net } from '../net/index.ts';
import { busyboxUsage } from './busybox-texts.ts';
import { getopt, hasOption, valueOf, type Parsed } from './getopt.ts';
import { connectTo, exchange, hostHeader, urlOf, type Exchanged, type HttpReply, type Url } from './http.ts';
import { isMusl, libcOf } from './libc.ts';
import type { NetTool, ToolHost } from './tool.ts';

const SECOND = 1_000_000;
/** -T without the option. */
const TIMEOUT = 900;
const MAX_REDIRECTS = 5;

const LONG = {
  continue: { key: 'c', value: 'none' },
  header: { key: 'header', value: 'required' },
  'no-check-certificate': { key: 'no-check', value: 'none' },
  'output-document': { key: 'O', value: 'required' },
  'post-data': { key: 'post', value: 'required' },
  quiet: { key: 'q', value: 'none' },
  'server-response': { key: 'S', value: 'none' },
  spider: { key: 'spider', value: 'none' },
  timeout: { key: 'T', value: 'required' },
  tries: { key: 't', value: 'required' },
  'user-agent': { key: 'U', value: 'required' },
} as const;

class Death extends Error {}

const problem = (host: ToolHost, errno: string): string =>
  ({
    ECONNREFUSED: 'Connection refused',
    ECONNRESET: 'Connection reset by peer',
    EHOSTUNREACH: isMusl(host) ? 'Host is unreachable' : 'No route to host',
    ENETUNREACH: isMusl(host) ? 'Network unreachable' : 'Network is unreachable',
    ETIMEDOUT: isMusl(host) ? 'Operation timed out' : 'Connection timed out',
  })[errno] ?? errno;

interface Settings {
  readonly host: ToolHost;
  readonly parsed: Parsed;
  readonly quiet: boolean;
  /** Microseconds for the connection and again for each answer; looking the name up does not count. */
  readonly patience: number;
}

function* addressOf({ host }: Settings, url: Url): Net<string> {
  if (parseAddress(url.host)) return url.host;
  const [address] = (yield* libcOf(host).lookup(url.host)).addresses;
  if (address === undefined) throw new Death(`bad address '${hostHeader(url)}'`);
  return address;
}

function requestText({ parsed }: Settings, url: Url): string {
  const data = valueOf(parsed, 'post');
  const own = parsed.options.filter(({ key }) => key === 'header').map(({ value }) => `${value}\r\n`);
  const type = 'Content-Type: application/x-www-form-urlencoded\r\n';
  const post = data === undefined ? '' : `${type}Content-Length: ${data.length}\r\n`;
  const agent = `User-Agent: ${valueOf(parsed, 'U') ?? 'Wget'}\r\n`;
  const head = `${data === undefined ? 'GET' : 'POST'} ${url.path} HTTP/1.1\r\nHost: ${hostHeader(url)}\r\n${agent}`;
  return `${head}Connection: close\r\n${own.join('')}${post}\r\n${data ?? ''}`;
}

function* fetched(settings: Settings, text: string): Net<{ readonly reply: HttpReply; readonly url: Url }> {
  const { host, parsed, quiet, patience } = settings;
  let address = text;
  let target = '';
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const url = urlOf(address);
    if (!url) throw new Death(`bad address '${address}'`);
    if (url.scheme === 'https') throw new Death('TLS is not part of this simulator');
    if (url.scheme !== 'http') throw new Death(`not an http or ftp url: ${address}`);
    const ip = yield* addressOf(settings, url);
    const shown = familyOf(ip) === 'inet6' ? `[${ip}]:${url.port}` : `${ip}:${url.port}`;
    if (!quiet && target !== shown) yield* net.print(2, `Connecting to ${hostHeader(url)} (${shown})\n`);
    target = shown;
    const socket = yield* connectTo(ip, url.port, (yield* net.now()) + patience);
    if (socket === 'late') throw new Death('download timed out');
    if (typeof socket !== 'number') throw new Death(`can't connect to remote host (${ip}): ${problem(host, socket)}`);
    const reply: Exchanged = yield* exchange(socket, requestText(settings, url), (yield* net.now()) + patience, false);
    yield* net.close(socket);
    if ('failed' in reply) {
      if (reply.failed === 'late') throw new Death('download timed out');
      throw new Death(reply.failed === 'empty' ? 'no response from server' : 'error getting response');
    }
    if (hasOption(parsed, 'S')) yield* net.print(2, `${[...reply.head, ''].map((line) => `  ${line}\n`).join('')}`);
    const to = reply.headers.get('location');
    if (to === undefined || reply.status < 300 || reply.status > 399) return { reply, url };
    address = to.startsWith('/') ? `http://${hostHeader(url)}${to}` : to;
  }
  throw new Death('too many redirections');
}

const KIB = 1024;

/** libbb/progress.c at the end: name, per cent, stars, size, time. */
function progress(name: string, size: number): string {
  const amount = size < 100_000 ? String(size).padStart(6) : `${String(Math.floor(size / KIB)).padStart(5)}k`;
  return `${name.slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}|${amount}  0:00:00 ETA\n`;
}

function* one(settings: Settings, text: string): Net<undefined> {
  const { host, parsed, quiet } = settings;
  const { reply, url } = yield* fetched(settings, text);
  const first = reply.head[0] ?? '';
  if (reply.status !== 200 && reply.status !== 204 && reply.status !== 206)
    throw new Death(`server returned error: ${first}`);
  if (hasOption(parsed, 'spider')) {
    if (!quiet) yield* net.print(2, 'remote file exists\n');
    return undefined;
  }
  const name = valueOf(parsed, 'O') ?? (url.path.split('?')[0]?.split('/').at(-1) || 'index.html');
  if (!quiet) yield* net.print(2, name === '-' ? 'writing to stdout\n' : `saving to '${name}'\n`);
  if (name === '-') yield* net.print(1, reply.body);
  else if (name !== '/dev/null') host.save?.(name, reply.body);
  if (quiet) return undefined;
  const bar = progress(name.split('/').at(-1) ?? name, reply.body.length);
  yield* net.print(
    2,
    `${host.terminal ? '\r' : ''}${bar}${name === '-' ? 'written to stdout\n' : `'${name}' saved\n`}`,
  );
  return undefined;
}

export const busyboxWget: NetTool = function* (host, argv) {
  const libc = isMusl(host) ? 'musl' : 'glibc';
  const parsed = getopt(argv.slice(1), { short: 'cqSO:o:P:Y:U:T:t:', long: LONG, libc });
  if (parsed.fault !== undefined || parsed.operands.length === 0) {
    yield* net.print(2, busyboxUsage(host, 'wget', parsed.fault));
    return 1;
  }
  const timeout = valueOf(parsed, 'T') ?? String(TIMEOUT);
  try {
    if (!/^\d+$/.test(timeout)) throw new Death(`invalid number '${timeout}'`);
    const settings = { host, parsed, quiet: hasOption(parsed, 'q'), patience: Number(timeout) * SECOND };
    for (const url of parsed.operands) yield* one(settings, url);
    return 0;
  } catch (error) {
    if (!(error instanceof Death)) throw error;
    yield* net.print(2, `wget: ${error.message}\n`);
    return 1;
  }
};
