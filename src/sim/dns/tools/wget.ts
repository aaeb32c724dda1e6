// GNU wget 1.21.3 for HTTP: its options, and one URL after the other.
import { net, type Net } from '../net/index.ts';
import { getopt, hasOption, valueOf, type LongOption, type Parsed } from './getopt.ts';
import { libcOf } from './libc.ts';
import type { NetTool } from './tool.ts';
import { fetchUrl, type Job } from './wget-fetch.ts';

const none = (key: string): LongOption => ({ key, value: 'none' });
const value = (key: string): LongOption => ({ key, value: 'required' });

const LONG: Readonly<Record<string, LongOption>> = {
  'connect-timeout': value('connect'),
  continue: none('c'),
  debug: none('d'),
  'dns-timeout': value('dns'),
  header: value('header'),
  help: none('h'),
  'inet4-only': none('4'),
  'inet6-only': none('6'),
  'no-check-certificate': none('no-check'),
  'no-proxy': none('no-proxy'),
  'no-verbose': none('nv'),
  'output-document': value('O'),
  'post-data': value('post'),
  quiet: none('q'),
  'read-timeout': value('read'),
  'server-response': none('S'),
  spider: none('spider'),
  timeout: value('T'),
  timestamping: none('N'),
  tries: value('t'),
  'user-agent': value('U'),
  verbose: none('v'),
  version: none('V'),
  wait: value('w'),
  waitretry: value('waitretry'),
};

const SHORT = '46cdhqvVNSe:O:P:t:T:U:w:n:';
const USAGE = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n";
const SECOND = 1_000_000;
/** --tries and --read-timeout without the options. */
const TRIES = 20;
const READ = 900;

function* fail(text: string, status: number): Net<number> {
  yield* net.print(2, text);
  return status;
}

/** Seconds as microseconds; 0 is no limit. undefined: no number. */
function seconds(text: string): number | undefined {
  const match = /^(\d+(?:\.\d*)?)([smhd]?)$/.exec(text);
  if (!match) return undefined;
  const unit = { s: 1, m: 60, h: 3600, d: 86_400 }[match[2] ?? 's'] ?? 1;
  return Number(match[1]) * unit * SECOND || Infinity;
}

function timeoutsOf(parsed: Parsed): Job['timeouts'] | string {
  const limits = { dns: Infinity, connect: Infinity, read: READ * SECOND };
  for (const { key, value: text } of parsed.options) {
    if (key !== 'T' && key !== 'dns' && key !== 'connect' && key !== 'read') continue;
    const limit = seconds(text);
    if (limit === undefined) return `wget: timeout: Invalid time period '${text}'\n`;
    if (key === 'T') Object.assign(limits, { dns: limit, connect: limit, read: limit });
    else limits[key] = limit;
  }
  return limits;
}

function* nothing(): Net<undefined> {}

export const wget: NetTool = function* (host, argv) {
  const parsed = getopt(argv.slice(1), { short: SHORT, long: LONG });
  if (parsed.fault !== undefined) return yield* fail(`wget: ${parsed.fault}\n${USAGE}`, 2);
  if (hasOption(parsed, 'V')) {
    yield* net.print(1, 'GNU Wget 1.21.3 built on linux-gnu.\n');
    return 0;
  }
  if (hasOption(parsed, 'h')) {
    yield* net.print(1, 'GNU Wget 1.21.3, a non-interactive network retriever.\nUsage: wget [OPTION]... [URL]...\n');
    return 0;
  }
  if (parsed.operands.length === 0) return yield* fail(`wget: missing URL\n${USAGE}`, 1);
  const timeouts = timeoutsOf(parsed);
  if (typeof timeouts === 'string') return yield* fail(timeouts, 2);
  const tries = valueOf(parsed, 't') ?? String(TRIES);
  if (!/^(?:\d+|inf)$/.test(tries)) return yield* fail(`wget: --tries: Invalid number '${tries}'.\n`, 2);
  const quiet = hasOption(parsed, 'q');
  // -nv is the letter n with the value v.
  const brief =
    hasOption(parsed, 'nv') || parsed.options.some(({ key, value: text }) => key === 'n' && text.includes('v'));
  const say = (text: string): Net<unknown> => net.print(2, text);
  const job: Job = {
    host,
    parsed,
    libc: libcOf(host),
    log: quiet || brief ? nothing : say,
    brief: quiet ? nothing : say,
    verbose: !quiet && !brief,
    timeouts,
    tries: Number(tries) || Infinity,
    known: new Map(),
  };
  let status = 0;
  for (const url of parsed.operands) {
    const got = yield* fetchUrl(job, url);
    // The most serious: 1 to 3 before the higher ones, and 8 only when nothing else happened.
    if (got !== 0) status = status === 0 ? got : Math.min(status, got);
  }
  return status;
};
