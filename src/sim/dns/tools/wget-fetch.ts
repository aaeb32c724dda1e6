// One URL of GNU wget 1.21.3: tries, addresses, redirects, and the words on the way (src/http.c, src/connect.c, src/host.c).
import { familyOf, parseAddress } from '../address/index.ts';
import { net, type Errno, type Net, type SocketId } from '../net/index.ts';
import { hasOption, valueOf, type Parsed } from './getopt.ts';
import { connectTo, exchange, hostHeader, urlOf, type HttpReply, type Url } from './http.ts';
import type { Libc } from './libc.ts';
import { bar, dots, humanSize, rateText, stamp } from './wget-text.ts';
import type { ToolHost } from './tool.ts';

const SECOND = 1_000_000;
/** Less than this is not measured: the rate is that of a fast network. */
const SHORTEST = 8;
const MAX_REDIRECTS = 20;

/** Exit statuses of wget(1). */
export const NETWORK_FAILURE = 4;
const SERVER_ERROR = 8;

export interface Job {
  readonly host: ToolHost;
  readonly parsed: Parsed;
  readonly libc: Libc;
  /** Everything but -q and -nv. */
  readonly log: (text: string) => Net<unknown>;
  /** -nv and up. */
  readonly brief: (text: string) => Net<unknown>;
  readonly verbose: boolean;
  /** Microseconds; Infinity: none. */
  readonly timeouts: { readonly dns: number; readonly connect: number; readonly read: number };
  readonly tries: number;
  /** Addresses of names that were looked up before. */
  readonly known: Map<string, readonly string[]>;
}

export const now = function* ({ host }: Pick<Job, 'host'>): Net<string> {
  return stamp((yield* net.now()) + (host.epoch ?? 0));
};

const PROBLEMS: Partial<Record<Errno, string>> = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  ETIMEDOUT: 'Connection timed out',
};

/** A host's name twice, as wget writes it (the second would be the readable form of an international one). */
const named = ({ host }: Url): string => `${host} (${host})`;

function* addressesOf(job: Job, url: Url): Net<readonly string[] | string> {
  if (parseAddress(url.host)) return [url.host];
  const family = hasOption(job.parsed, '6') ? 'inet6' : hasOption(job.parsed, '4') ? 'inet' : 'unspec';
  const { dns } = job.timeouts;
  yield* job.log(`Resolving ${named(url)}... `);
  const lookup = job.libc.lookup(url.host, { family });
  const patience = dns === Infinity ? undefined : (yield* net.now()) + dns;
  const info = patience === undefined ? yield* lookup : (yield* net.race([lookup, waited(patience)])).value;
  if (info === undefined) return 'Connection timed out';
  if (!info.ok) return info.message;
  const shown = info.addresses.slice(0, 3).join(', ');
  yield* job.log(`${shown}${info.addresses.length > 3 ? ', ...' : ''}\n`);
  return info.addresses;
}

function* waited(until: number): Net<undefined> {
  return yield* net.sleep(until);
}

/** A socket, or whether another try makes sense. */
function* connected(job: Job, url: Url, addresses: readonly string[]): Net<SocketId | 'refused' | 'retry'> {
  let refused = true;
  for (const address of addresses) {
    const shown = familyOf(address) === 'inet6' ? `[${address}]` : address;
    const where = parseAddress(url.host) ? `${shown}:${url.port}` : `${named(url)}|${shown}|:${url.port}`;
    yield* job.log(`Connecting to ${where}... `);
    const socket = yield* connectTo(address, url.port, (yield* net.now()) + job.timeouts.connect);
    if (typeof socket === 'number') {
      yield* job.log('connected.\n');
      return socket;
    }
    const words = socket === 'late' ? 'Connection timed out' : (PROBLEMS[socket] ?? socket);
    yield* job.log(`failed: ${words}.\n`);
    // retryable: refused, unreachable networks and hosts are not tried again.
    if (socket === 'late' || socket === 'ETIMEDOUT') refused = false;
  }
  return refused ? 'refused' : 'retry';
}

function requestText({ parsed }: Job, url: Url): string {
  const data = valueOf(parsed, 'post');
  const method = data !== undefined ? 'POST' : hasOption(parsed, 'spider') ? 'HEAD' : 'GET';
  const own = parsed.options.filter(({ key }) => key === 'header').map(({ value }) => `${value}\r\n`);
  const agent = valueOf(parsed, 'U') ?? 'Wget/1.21.3';
  const body = `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${data?.length ?? 0}\r\n`;
  const lines = `Host: ${hostHeader(url)}\r\nUser-Agent: ${agent}\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: Keep-Alive\r\n`;
  return `${method} ${url.path} HTTP/1.1\r\n${lines}${own.join('')}${data === undefined ? '' : body}\r\n${data ?? ''}`;
}

const reason = (reply: HttpReply): string => (reply.head[0] ?? '').replace(/^\S+ \d+ ?/, '');

/** The answer of one try; 'retry' and 'refused' as above. */
function* attempt(job: Job, url: Url, addresses: readonly string[]): Net<HttpReply | 'refused' | 'retry'> {
  const socket = yield* connected(job, url, addresses);
  if (typeof socket !== 'number') return socket;
  yield* job.log('HTTP request sent, awaiting response... ');
  const headOnly = hasOption(job.parsed, 'spider');
  const reply = yield* exchange(socket, requestText(job, url), Infinity, headOnly, job.timeouts.read);
  yield* net.close(socket);
  if ('failed' in reply) {
    const words =
      reply.failed === 'empty'
        ? 'No data received.'
        : `Read error (${reply.failed === 'late' ? 'Connection timed out' : 'Connection reset by peer'}) in headers.`;
    yield* job.log(`${words}\n`);
    return 'retry';
  }
  if (hasOption(job.parsed, 'S')) yield* job.log(`\n${reply.head.map((line) => `  ${line}\n`).join('')}`);
  else yield* job.log(`${reply.status} ${reason(reply)}\n`);
  return reply;
}

function* lengthLine(job: Job, reply: HttpReply): Net<undefined> {
  const type = reply.headers.get('content-type')?.replace(/;.*/, '');
  const length = Number(reply.headers.get('content-length') ?? reply.body.length);
  const human = length >= 1024 ? ` (${humanSize(length)})` : '';
  const size = reply.headers.has('content-length') ? `${length}${human}` : 'unspecified';
  yield* job.log(`Length: ${size}${type === undefined ? '' : ` [${type}]`}\n`);
  return undefined;
}

function* saved(job: Job, text: string, url: Url, reply: HttpReply, started: number): Net<number> {
  const { parsed, host } = job;
  const output = valueOf(parsed, 'O');
  const name = output ?? (url.path.split('?')[0]?.split('/').at(-1) || 'index.html');
  const shown = output === '-' ? 'STDOUT' : name;
  const size = reply.body.length;
  const seconds = Math.max(SHORTEST, (yield* net.now()) - started) / SECOND;
  yield* job.log(`Saving to: '${shown}'\n\n`);
  if (output === '-') yield* net.print(1, reply.body);
  else if (name !== '/dev/null') host.save?.(name, reply.body);
  if (size > 0) yield* job.log(host.terminal ? bar(shown, size) : dots(size, seconds));
  const when = yield* now(job);
  const what = output === '-' ? 'written to stdout' : `'${name}' saved`;
  if (job.verbose) yield* job.log(`${when} (${rateText(size, seconds)}) - ${what} [${size}/${size}]\n\n`);
  else yield* job.brief(`${when} URL:${text} [${size}/${size}] -> "${output ?? name}" [1]\n`);
  return 0;
}

function* bad(job: Job, text: string, reply: HttpReply): Net<number> {
  if (hasOption(job.parsed, 'spider')) yield* job.log('Remote file does not exist -- broken link!!!\n\n');
  else {
    if (!job.verbose) yield* job.brief(`${text}:\n`);
    yield* job.brief(`${yield* now(job)} ERROR ${reply.status}: ${reason(reply)}.\n${job.verbose ? '\n' : ''}`);
  }
  return SERVER_ERROR;
}

/** All tries for one place; the answer, or the exit status. */
function* tried(job: Job, url: Url, text: string, reuse: boolean): Net<HttpReply | number> {
  yield* job.log(`--${yield* now(job)}--  ${text}\n`);
  if (reuse) yield* job.log(`Reusing existing connection to ${url.host}:${url.port}.\n`);
  let addresses: readonly string[] | undefined;
  for (let attempts = 1; ; attempts += 1) {
    if (addresses === undefined) {
      const found = (reuse ? job.known.get(url.host) : undefined) ?? (yield* addressesOf(job, url));
      if (typeof found === 'string') {
        yield* job.log(`failed: ${found}.\n`);
        yield* job.brief(`wget: unable to resolve host address '${url.host}'\n`);
        return NETWORK_FAILURE;
      }
      addresses = found;
      job.known.set(url.host, found);
    }
    const quiet: Job = reuse ? { ...job, log: function* () {} } : job;
    const reply = yield* attempt(quiet, url, addresses);
    if (typeof reply !== 'string') {
      if (reuse) yield* job.log(`HTTP request sent, awaiting response... ${reply.status} ${reason(reply)}\n`);
      return reply;
    }
    if (reply === 'refused') return NETWORK_FAILURE;
    if (attempts >= job.tries) {
      yield* job.log('Giving up.\n\n');
      return NETWORK_FAILURE;
    }
    yield* job.log('Retrying.\n\n');
    // --waitretry: 1 s, 2 s … 10 s.
    yield* net.sleep((yield* net.now()) + Math.min(10, attempts) * SECOND);
    yield* job.log(`--${yield* now(job)}--  (try:${String(attempts + 1).padStart(2)})  ${text}\n`);
  }
}

/** A URL from beginning to end: its exit status. */
export function* fetchUrl(job: Job, given: string): Net<number> {
  let text = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  if (hasOption(job.parsed, 'spider')) yield* job.log('Spider mode enabled. Check if remote file exists.\n');
  let from: Url | undefined;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const url = urlOf(text);
    if (!url || (url.scheme !== 'http' && url.scheme !== 'https')) {
      yield* job.brief(`${text}: ${url ? `Unsupported scheme '${url.scheme}'` : 'Invalid host name'}.\n`);
      return 1;
    }
    if (/^[^:]*:\/\/[^/]*$/.test(text)) text += '/';
    if (url.scheme === 'https') {
      yield* job.brief('wget: TLS is not part of this simulator\n');
      return 5;
    }
    const started = yield* net.now();
    const reply = yield* tried(job, url, text, from?.host === url.host && from.port === url.port);
    if (typeof reply === 'number') return reply;
    const to = reply.headers.get('location');
    if (to !== undefined && reply.status >= 300 && reply.status < 400) {
      yield* job.log(`Location: ${to} [following]\n`);
      text = to.startsWith('/') ? `${/^[^:]*:\/\/[^/]*/.exec(text)?.[0] ?? ''}${to}` : to;
      from = url;
      continue;
    }
    if (reply.status >= 400) return yield* bad(job, text, reply);
    yield* lengthLine(job, reply);
    if (!hasOption(job.parsed, 'spider')) return yield* saved(job, text, url, reply, started);
    yield* job.log('Remote file exists.\n\n');
    return 0;
  }
  yield* job.brief(`${MAX_REDIRECTS} redirections exceeded.\n`);
  return SERVER_ERROR;
}
