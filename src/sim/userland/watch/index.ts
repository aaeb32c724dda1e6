// watch of procps-ng 4.0.2: runs a command again and again and shows its output full-screen.
import {
  DEFAULT,
  SIGHUP,
  SIGINT,
  SIGTERM,
  SIGWINCH,
  isErr,
  sys,
  type ByteString,
  type Handler,
  type Program,
  type Sys,
  type Termios,
} from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { getopt } from '../lib/getopt.ts';
import { execvp, exitCode, waitFor } from '../lib/spawn.ts';
import { broken } from '../ps/time.ts';
import { changes, drawRow, grid, title, type Window } from './screen.ts';
import { SHORT_MONTHS, SHORT_WEEKDAYS } from '../../posix/calendar.ts';

const USAGE = `
Usage:
 watch [options] command

Options:
  -b, --beep             beep if command has a non-zero exit
  -c, --color            interpret ANSI color and style sequences
  -d, --differences[=<permanent>]
                         highlight changes between updates
  -e, --errexit          exit if command has a non-zero exit
  -g, --chgexit          exit when output from command changes
  -q, --equexit <cycles>
                         exit when output from command does not change
  -n, --interval <secs>  seconds to wait between updates
  -p, --precise          attempt run command in precise intervals
  -t, --no-title         turn off header
  -w, --no-wrap          turn off line wrapping
  -x, --exec             pass command to exec instead of "sh -c"

 -h, --help     display this help and exit
 -v, --version  output version information and exit

For more details see watch(1).
`;

const START = '\x1b[?1049h\x1b[22;0;0t\x1b(B\x1b[m\x1b[4l\x1b[?7h\x1b[H\x1b[2J';
const SECOND = 1_000_000;
/** The shortest interval watch accepts. */
const MIN_INTERVAL = 0.1;
/** Output that is kept of one run: far more than fits on any screen. */
const MAX_OUTPUT = 1 << 20;

interface Settings {
  interval: number;
  beep: boolean;
  differences: 'no' | 'last' | 'permanent';
  errexit: boolean;
  chgexit: boolean;
  /** Runs without a change after which to end; 0 = never. */
  equexit: number;
  title: boolean;
  wrap: boolean;
  exec: boolean;
}

/** Thousandths are enough; a comma is no point here. */
function seconds(text: ByteString): number | undefined {
  return /^\s*[0-9]*\.?[0-9]+$|^\s*[0-9]+\.$/.test(text) ? Number(text) : undefined;
}

function* dateAndHost(): Sys<ByteString> {
  const now = broken(Math.floor((yield* sys.clock('realtime')) / SECOND));
  const two = (value: number): string => String(value).padStart(2, '0');
  const { nodename } = yield* sys.uname();
  const time = `${two(now.hour)}:${two(now.minute)}:${two(now.second)}`;
  return `${nodename}: ${SHORT_WEEKDAYS[now.weekday] ?? ''} ${SHORT_MONTHS[now.month] ?? ''} ${String(now.day).padStart(2)} ${time} ${now.year}`;
}

/** Runs the command once with its output on a pipe. */
function* capture(
  argv: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
): Sys<{ readonly output: ByteString; readonly status: number }> {
  const pipe = yield* sys.pipe();
  if (isErr(pipe)) return { output: '', status: 1 };
  const child = yield* sys.fork(function* () {
    yield* sys.sigaction(SIGINT, DEFAULT);
    yield* sys.close(pipe.r);
    yield* sys.dup2(pipe.w, 1);
    yield* sys.dup2(1, 2);
    if (pipe.w > 2) yield* sys.close(pipe.w);
    const failed = yield* execvp(argv, env);
    yield* sys.writeAll(2, `unable to execute '${argv[0] ?? ''}': ${failed.text}\n`);
    return failed.name === 'ENOENT' ? 127 : 126;
  });
  yield* sys.close(pipe.w);
  let output = '';
  while (!isErr(child)) {
    const data = yield* sys.read(pipe.r);
    if (isErr(data) && data.name === 'EINTR') continue;
    if (isErr(data) || data === '') break;
    if (output.length < MAX_OUTPUT) output += data;
  }
  yield* sys.close(pipe.r);
  return { output, status: isErr(child) ? 1 : exitCode(yield* waitFor(child)) };
}

/** Signals that came, noted by the handlers. */
interface Noted {
  ended: boolean;
  resized: boolean;
}

function* listen(noted: Noted): Sys<void> {
  const noting = (note: () => void): Handler =>
    function* (): Sys<void> {
      yield* [];
      note();
    };
  for (const sig of [SIGINT, SIGTERM, SIGHUP])
    yield* sys.sigaction(
      sig,
      noting(() => (noted.ended = true)),
    );
  yield* sys.sigaction(
    SIGWINCH,
    noting(() => (noted.resized = true)),
  );
}

function* windowSize(): Sys<Window> {
  const size = yield* sys.getwinsize(1);
  return isErr(size) || size.cols === 0 ? { rows: 24, cols: 80 } : size;
}

function* loop(
  settings: Settings,
  command: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
): Sys<number> {
  const noted: Noted = { ended: false, resized: false };
  const shown = command.join(' ');
  const argv = settings.exec ? command : ['sh', '-c', shown];
  let before: readonly (readonly string[])[] | undefined;
  let marked: boolean[][] = [];
  let same = 0;
  yield* listen(noted);
  while (!noted.ended) {
    const window = yield* windowSize();
    const top = settings.title ? 2 : 0;
    const head = settings.title ? title(settings.interval, shown, yield* dateAndHost(), window.cols) : '';
    const { output, status } = yield* capture(argv, env);
    if (noted.ended) break;
    const now = grid(output, { rows: window.rows - top, cols: window.cols }, settings.wrap);
    const fresh = changes(before, now);
    if (settings.differences === 'permanent')
      marked = fresh.map((row, y) => row.map((lit, x) => lit || marked[y]?.[x] === true));
    else marked = settings.differences === 'last' ? fresh : [];
    const changed = before !== undefined && JSON.stringify(before) !== JSON.stringify(now);
    let out = settings.title ? `\x1b[1;1H${head === '' ? '\x1b[K' : head}\x1b[2;1H\x1b[K` : '';
    for (let y = 0; y < window.rows - top; y += 1) {
      const row = now[y] ?? [];
      out += `\x1b[${y + top + 1};1H${drawRow(row, marked[y])}${row.length < window.cols ? '\x1b[K' : ''}`;
    }
    if (settings.beep && status !== 0) out += '\x07';
    yield* sys.writeAll(1, `${out}\x1b[${window.rows};${window.cols}H`);
    if (settings.errexit && status !== 0) {
      yield* sys.writeAll(1, `\x1b[${window.rows};1Hcommand exit with a non-zero status, press a key to exit`);
      yield* sys.read(0, 1);
      return 8;
    }
    same = changed ? 0 : same + 1;
    if ((settings.chgexit && changed) || (settings.equexit > 0 && before !== undefined && same > settings.equexit))
      return 0;
    before = now;
    yield* rest(settings.interval, noted);
  }
  return 0;
}

/** Waits for the next run; a changed window does not wait. */
function* rest(interval: number, noted: Noted): Sys<void> {
  let left = Math.round(interval * SECOND);
  while (left > 0 && !noted.ended && !noted.resized) left = yield* sys.nanosleep(left);
  noted.resized = false;
}

const run: Program = function* (argv, env) {
  const name = argv[0] ?? 'watch';
  const long = {
    beep: 'b',
    color: 'c',
    'differences=?': 'd',
    errexit: 'e',
    chgexit: 'g',
    'equexit=': 'q',
    'interval=': 'n',
    precise: 'p',
    'no-title': 't',
    'no-wrap': 'w',
    exec: 'x',
    help: 'h',
    version: 'v',
  };
  const parsed = getopt(argv, { short: '+bcd::egq:n:ptwxhv', long }, env);
  const settings: Settings = {
    interval: 2,
    beep: false,
    differences: 'no',
    errexit: false,
    chgexit: false,
    equexit: 0,
    title: true,
    wrap: true,
    exec: false,
  };
  const given = env.get('WATCH_INTERVAL');
  if (given !== undefined) settings.interval = seconds(given) ?? 2;
  for (const { key, arg } of parsed.options) {
    if (key === 'b') settings.beep = true;
    if (key === 'd') settings.differences = arg === undefined ? 'last' : 'permanent';
    if (key === 'e') settings.errexit = true;
    if (key === 'g') settings.chgexit = true;
    if (key === 't') settings.title = false;
    if (key === 'w') settings.wrap = false;
    if (key === 'x') settings.exec = true;
    if (key === 'q') settings.equexit = Math.max(1, Number(arg) || 1);
    if (key === 'n') {
      const value = seconds(arg ?? '');
      if (value === undefined) {
        yield* sys.writeAll(2, `${name}: failed to parse argument: '${arg ?? ''}': Invalid argument\n`);
        return 1;
      }
      settings.interval = value;
    }
    if (key === 'h') {
      yield* sys.writeAll(1, USAGE);
      return 0;
    }
    if (key === 'v') {
      yield* sys.writeAll(1, 'watch from procps-ng 4.0.2\n');
      return 0;
    }
    if (key === '?') {
      yield* sys.writeAll(2, `${arg ?? ''}\n${USAGE}`);
      return 1;
    }
  }
  if (parsed.operands.length === 0) {
    yield* sys.writeAll(2, USAGE);
    return 1;
  }
  settings.interval = Math.max(MIN_INTERVAL, settings.interval);
  if (env.get('TERM') === undefined) {
    yield* sys.writeAll(2, 'Error opening terminal: unknown.\n');
    return 1;
  }
  return yield* fullScreen(() => loop(settings, parsed.operands, env));
};

/** Takes the terminal while `body` runs. */
function* fullScreen(body: () => Sys<number>): Sys<number> {
  const saved: Termios | undefined = yield* termios();
  if (saved) yield* sys.tcsetattr(0, { icanon: false, echo: false });
  yield* sys.writeAll(1, START);
  const status = yield* body();
  const { rows } = yield* windowSize();
  yield* sys.writeAll(1, `\x1b[${rows};1H\x1b[?1049l\x1b[23;0;0t\r\x1b[?1l\x1b>`);
  if (saved) yield* sys.tcsetattr(0, saved);
  return status;
}

function* termios(): Sys<Termios | undefined> {
  const got = yield* sys.tcgetattr(0);
  return isErr(got) ? undefined : got;
}

export const watch: Command = {
  name: 'watch',
  paths: ['/usr/bin/watch'],
  pkg: 'procps',
  run,
  support: {
    level: 'partial',
    note: 'Colours of the output are not shown (-c).',
    options: ['-b', '-d', '-e', '-g', '-h', '-n', '-p', '-q', '-t', '-v', '-w', '-x'],
  },
  man: {
    summary: 'run a command again and again, full-screen',
    synopsis: 'watch [options] command',
    text: 'Runs the command through sh -c every two seconds (-n says how often) and shows what fits on the screen. -d marks what changed, -g ends at the first change, -e at the first failure, Ctrl-C at any time.',
  },
};
