// curl 7.88.1 for HTTP: one URL after the other, the meter, -v, -w, limits of time, exit codes (curl(1), EXIT CODES).
import type { Micros } from '../../../engine/index.ts';
import { net, type Net } from '../net/index.ts';
import { meterLine, METER_TITLES, ticking } from './curl-meter.ts';
import { has, last, readCurlOptions, type CurlOptions } from './curl-options.ts';
import { SECOND, transferred, type Failure, type Outcome, type Phase, type Transfer } from './curl-transfer.ts';
import { newFigures, writtenOut, type Figures } from './curl-write-out.ts';
import { urlOf, type HttpReply } from './http.ts';
import { libcOf } from './libc.ts';
import type { NetTool, ToolHost } from './tool.ts';

const VERSION = `curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.19 zlib/1.2.13 brotli/1.0.9 zstd/1.5.4 libidn2/2.3.3 libpsl/0.21.2 (+libidn2/2.3.3) libssh2/1.10.0 nghttp2/1.52.0 librtmp/2.3 OpenLDAP/2.5.13
Release-Date: 2023-02-20, security patched: 7.88.1-10+deb12u14
`;

/** CURLOPT_MAXREDIRS of the tool. */
const MAX_REDIRECTS = 50;

function* nothing(): Net<undefined> {}

/** What -m or --connect-timeout say when their time comes first, by what was going on. */
function limitWords(phase: Phase, milliseconds: number): string {
  if (phase.now === 'resolving') return `Resolving timed out after ${milliseconds} milliseconds`;
  if (phase.now === 'connecting') return `Connection timed out after ${milliseconds} milliseconds`;
  return `Operation timed out after ${milliseconds} milliseconds with 0 bytes received`;
}

function* limit(until: Micros, milliseconds: number, phase: Phase, onlyResolving: boolean): Net<Failure> {
  yield* net.sleep(until);
  // connect() looks after its own limit once there is an address.
  if (onlyResolving && phase.now !== 'resolving') yield* net.sleep(Infinity);
  return { exit: 28, words: limitWords(phase, milliseconds) };
}

/** The transfer, its meter and its limits side by side: the first that ends decides. */
function* timed(transfer: Transfer, metered: boolean): Net<Outcome> {
  const { options, start, phase, say } = transfer;
  const programs: Net<Outcome>[] = [transferred(transfer)];
  for (const [name, onlyResolving] of [
    ['max-time', false],
    ['connect-timeout', true],
  ] as const) {
    const seconds = last(options, name);
    if (seconds === undefined || Number(seconds) === 0) continue;
    programs.push(limit(start + Number(seconds) * SECOND, Math.floor(Number(seconds) * 1000), phase, onlyResolving));
  }
  if (metered) programs.push(ticking(start));
  const { winner, value } = yield* net.race(programs);
  if (winner > 0 && 'exit' in value) yield* say(value.words);
  return value;
}

interface Session {
  readonly host: ToolHost;
  readonly options: CurlOptions;
  /** The meter is wanted and not in the way of a terminal's output. */
  readonly metered: boolean;
}

function* body(session: Session, reply: HttpReply, url: string, figures: Figures): Net<undefined> {
  const { options, host } = session;
  const head = `${reply.head.join('\r\n')}\r\n\r\n`;
  const text = `${has(options, 'head') || has(options, 'include') ? head : ''}${reply.body}`;
  figures.size = reply.body.length;
  figures.headerSize = head.length;
  const name = has(options, 'remote-name') ? (url.split('?')[0]?.split('/').at(-1) ?? '') : last(options, 'output');
  if (name === undefined || name === '-') yield* net.print(1, text);
  else if (name !== '/dev/null') host.save?.(name, text);
  return undefined;
}

function* one(session: Session, text: string): Net<number> {
  const { options, host, metered } = session;
  const start = yield* net.now();
  const figures = newFigures(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`, start);
  const verbose = has(options, 'verbose');
  const libc = libcOf(host);
  let outcome: Outcome | undefined;
  if (metered) yield* net.print(2, METER_TITLES);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const url = urlOf(figures.url);
    if (!url) outcome = { exit: 3, words: 'URL using bad/illegal format or missing URL', early: true };
    else if (url.scheme !== 'http' && url.scheme !== 'https')
      outcome = { exit: 1, words: `Protocol "${url.scheme}" not supported or disabled in libcurl`, early: true };
    else {
      if (metered) yield* net.print(2, meterLine(0, 0, 0));
      const transfer: Transfer = {
        options,
        libc,
        url,
        figures,
        phase: { now: 'resolving' },
        start,
        say: verbose ? (words) => net.print(2, `* ${words}\n`) : nothing,
        show: verbose ? (lines) => net.print(2, lines) : nothing,
        terminal: host.terminal === true,
      };
      outcome = yield* timed(transfer, metered);
    }
    const next = 'head' in outcome ? redirected(options, outcome, figures.url) : undefined;
    if (next === undefined) break;
    if (verbose)
      yield* net.print(
        2,
        `* Connection #0 to host ${url?.host ?? ''} left intact\n* Issue another request to this URL: '${next}'\n`,
      );
    figures.url = next;
    figures.redirects += 1;
  }
  figures.total = (yield* net.now()) - start;
  return yield* finished(session, outcome ?? { exit: 47, words: 'Maximum (50) redirects followed' }, figures);
}

function redirected(options: CurlOptions, reply: HttpReply, from: string): string | undefined {
  const to = reply.headers.get('location');
  if (!has(options, 'location') || to === undefined || reply.status < 300 || reply.status > 399) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(to)) return to;
  const origin = /^[^/]*\/\/[^/]*/.exec(from)?.[0] ?? '';
  return to.startsWith('/') ? `${origin}${to}` : `${from.replace(/[^/]*$/, '')}${to}`;
}

function* finished(session: Session, outcome: Outcome, figures: Figures): Net<number> {
  const { options, metered } = session;
  const verbose = has(options, 'verbose');
  let failure = 'exit' in outcome ? outcome : undefined;
  if ('head' in outcome) {
    figures.status = outcome.status;
    figures.contentType = outcome.headers.get('content-type') ?? '';
    if (has(options, 'fail') && outcome.status >= 400)
      failure = { exit: 22, words: `The requested URL returned error: ${outcome.status}` };
    else yield* body(session, outcome, figures.url, figures);
  }
  if (metered && !failure?.early) {
    const total = 'head' in outcome && !failure ? figures.size : 0;
    yield* net.print(2, `${meterLine(figures.total, total, total)}\n`);
  }
  if (verbose) {
    const host = urlOf(figures.url)?.host ?? '';
    yield* net.print(2, failure ? '* Closing connection 0\n' : `* Connection #0 to host ${host} left intact\n`);
  }
  figures.exit = failure?.exit ?? 0;
  figures.error = failure?.words ?? '';
  if (failure && (!has(options, 'silent') || has(options, 'show-error')))
    yield* net.print(2, `curl: (${failure.exit}) ${failure.words}\n`);
  const format = last(options, 'write-out');
  if (format !== undefined) {
    const { out, err } = writtenOut(format, figures);
    if (err !== '') yield* net.print(2, err);
    yield* net.print(1, out);
  }
  return figures.exit;
}

export const curl: NetTool = function* (host, argv) {
  const options = readCurlOptions(argv.slice(1));
  if (typeof options === 'string') {
    yield* net.print(2, options);
    return 2;
  }
  if (has(options, 'version')) {
    yield* net.print(1, VERSION);
    return 0;
  }
  if (has(options, 'help')) {
    yield* net.print(1, 'Usage: curl [options...] <url>\n');
    return 0;
  }
  const toFile = has(options, 'output') || has(options, 'remote-name');
  const quiet = has(options, 'silent') || has(options, 'no-progress-meter');
  const metered = !quiet && (toFile || host.terminal !== true);
  let status = 0;
  for (const url of options.urls) status = yield* one({ host, options, metered }, url);
  return status;
};
