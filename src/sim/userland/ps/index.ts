// ps of procps-ng 4.0.2: reads /proc, selects, sorts, prints.
import {
  DEFAULT,
  MILLISECOND,
  SIGHUP,
  SIGPIPE,
  SIGUSR1,
  SIGUSR2,
  bit,
  isErr,
  members,
  signalName,
  sys,
  type ByteString,
  type Handler,
  type Program,
  type SigSet,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { groups, users } from '../lib/accounts.ts';
import { Out } from '../lib/stdio.ts';
import {
  allProcs,
  memInfo,
  pidDigits,
  readProc,
  threadsOf,
  uptimeSeconds,
  type Proc,
  type Want,
} from '../procps/proc.ts';
import { columnOf, type Column, type Scene } from './columns.ts';
import { forest } from './forest.ts';
import { columnsOf, type Shown } from './formats.ts';
import { USAGE } from './help.ts';
import { UsageError } from './lists.ts';
import { fixedWidth, hasHeader, line, wrapped, type Layout } from './output.ts';
import { parse } from './parse.ts';
import type { Parsed, Request } from './request.ts';
import { resolve, selector, type Asker, type ResolvedList } from './select.ts';

const MICROS = 1_000_000;
/** Until the real ps has loaded its libraries and looks at /proc, the other programs of a pipeline are there too. */
const START_UP = 3 * MILLISECOND;
/** In small pieces, so that whoever wakes meanwhile has its turn and is asleep again when ps looks. */
const PIECE = MILLISECOND / 5;
/** -w once means at least this many columns. */
const WIDE = 132;

function* error(text: ByteString): Sys<number> {
  yield* sys.writeAll(2, `error: ${text}\n${USAGE}`);
  return 1;
}

/** Columns of the screen: --cols, COLUMNS, the terminal; without terminal there is no limit. */
function* screenColumns(request: Request, env: ReadonlyMap<ByteString, ByteString>): Sys<number> {
  if (request.columns !== undefined) return request.columns;
  if (request.wide > 1) return Infinity;
  const size = yield* sys.getwinsize(1);
  let columns = isErr(size) || size.cols === 0 ? Infinity : size.cols;
  const asked = Number(env.get('COLUMNS'));
  if (asked > 0) columns = asked;
  return request.wide === 1 ? Math.max(columns, WIDE) : columns;
}

/** Names for the ids that occur; files are read only when a column needs them. */
function* nameTables(shown: readonly Shown[], numeric: boolean): Sys<Pick<Scene, 'user' | 'group'>> {
  const uses = (of: (column: Column) => boolean): boolean =>
    !numeric && shown.some((one) => one.kind === 'column' && of(one.column));
  const user = uses((column) => column.cut === 'plus') ? yield* users() : [];
  const group = uses((column) => column.name.endsWith('group')) ? yield* groups() : [];
  const userNames = new Map([...user].reverse().map(({ uid, name }) => [uid, name]));
  const groupNames = new Map([...group].reverse().map(({ gid, name }) => [gid, name]));
  return {
    user: (uid) => userNames.get(uid) ?? String(uid),
    group: (gid) => groupNames.get(gid) ?? String(gid),
  };
}

/** Links under /proc/PID that columns show: exe and the namespaces. */
function* readLinks(procs: readonly Proc[], shown: readonly Shown[]): Sys<Scene['link']> {
  const names = shown.flatMap((one) => {
    if (one.kind === 'text') return [];
    if (one.column.name === 'exe') return ['exe'];
    const kind = /^(cgroup|ipc|mnt|net|pid|time|user|uts)ns$/.exec(one.column.name)?.[1];
    return kind === undefined ? [] : [`ns/${kind}`];
  });
  const links = new Map<string, ByteString>();
  for (const proc of procs) {
    for (const name of names) {
      const target = yield* sys.readlink(`${proc.path}/${name}`);
      if (!isErr(target)) links.set(`${proc.path}/${name}`, target);
    }
  }
  return (proc, name) => links.get(`${proc.path}/${name}`) ?? '';
}

const wants = (shown: readonly Shown[], request: Request): Want => {
  const names = new Set(shown.flatMap((one) => (one.kind === 'column' ? [one.column.name] : [])));
  const command = ['args', 'command', 'cmd'].some((name) => names.has(name));
  return {
    argv: command || request.sort.some(({ key }) => ['args', 'command', 'cmd'].includes(key)),
    environment: request.environment && command,
    wchan: names.has('wchan') || names.has('wname'),
    cgroup: names.has('cgroup'),
  };
};

const compare = (a: number | ByteString, b: number | ByteString): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : a === b ? 0 : 1;

/** By parent (for a tree), then the user's keys, then by start, then as read. */
function sorted(procs: readonly Proc[], request: Request, scene: Scene): Proc[] {
  const keys = request.sort.map(({ key, descending }) => ({ column: columnOf(key), descending }));
  if (request.forest) {
    if (keys.length === 0) keys.push({ column: columnOf('start_time'), descending: false });
    keys.unshift({ column: columnOf('ppid'), descending: false });
  }
  const keyOf = (column: Column, proc: Proc): number | ByteString =>
    column.key ? column.key(proc, scene) : column.value(proc, scene);
  return [...procs].sort((a, b) => {
    for (const { column, descending } of keys) {
      const order = compare(keyOf(column, a), keyOf(column, b));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

function* gather(request: Request, lists: readonly ResolvedList[], asker: Asker, want: Want): Sys<Proc[]> {
  const quick = lists.filter((list) => list.by === 'quick');
  let procs: Proc[] = [];
  if (quick.length > 0) {
    for (const pid of quick.flatMap((list) => [...list.numbers])) {
      const proc = yield* readProc(`/proc/${pid}`, want);
      if (proc) procs.push(proc);
    }
  } else procs = (yield* allProcs(want)).filter(selector(request, lists, asker));
  if (request.threads === 'none' || request.threads === 'm') return procs;
  const threads: Proc[] = [];
  for (const proc of procs) threads.push(...(yield* threadsOf(proc.tgid, want)));
  return threads;
}

function* print(request: Request, env: ReadonlyMap<ByteString, ByteString>): Sys<number> {
  const self = yield* readProc(`/proc/${yield* sys.getpid()}`);
  const asker: Asker = { euid: (yield* sys.getuid()).euid, ttyNr: self?.ttyNr ?? 0 };
  const lists = yield* resolve(request, asker);
  const shown = columnsOf(request);
  const procs = yield* gather(request, lists, asker, wants(shown, request));
  const scene: Scene = {
    now: Math.floor((yield* sys.clock('realtime')) / MICROS),
    uptime: yield* uptimeSeconds(),
    memKib: (yield* memInfo()).get('MemTotal') ?? 1,
    ...(yield* nameTables(shown, request.numeric)),
    environment: request.environment,
    trueName: request.trueName,
    link: yield* readLinks(procs, shown),
  };
  const pidWidth = yield* pidDigits();
  const layout: Layout = {
    shown,
    pidWidth,
    screen: wrapped(yield* screenColumns(request, env), fixedWidth(shown, pidWidth)),
    scene,
    numeric: request.numeric,
  };
  const out = new Out(1);
  if (request.headers !== 'none' && hasHeader(layout)) yield* out.put(`${line(layout, undefined, '')}\n`);
  const ordered = sorted(procs, request, scene);
  const rows = request.forest ? forest(ordered, request.forest) : ordered.map((proc) => ({ proc, tree: '' }));
  for (const { proc, tree } of rows) yield* out.put(`${line(layout, proc, tree)}\n`);
  yield* out.flush();
  return rows.length > 0 ? 0 : 1;
}

/** What the arguments lead to: a status, or the complaint about them. */
function* attempt(parsed: Parsed, env: ReadonlyMap<ByteString, ByteString>): Sys<number | string> {
  if (parsed.kind === 'error') return parsed.text;
  if (parsed.kind === 'print') {
    yield* sys.writeAll(1, parsed.text);
    return 0;
  }
  try {
    return yield* print(parsed.request, env);
  } catch (problem) {
    if (problem instanceof UsageError) return problem.message;
    throw problem;
  }
}

/** ps catches what usually means a crash, to say so; and SIGPIPE, which only means that somebody has read enough. */
const CAUGHT: SigSet = 0x7391fef9n;

const onSignal: Handler = function* (sig) {
  if (sig === SIGPIPE) yield* sys.exit(0);
  yield* sys.writeAll(2, `Signal ${sig} (${signalName(sig)}) caught by ps (4.0.2).\n`);
  if (sig === SIGHUP || sig === SIGUSR1 || sig === SIGUSR2) yield* sys.exit(1);
  yield* sys.writeAll(2, 'ps:ps/display.c:66: please report this bug\n');
  yield* sys.sigaction(sig, DEFAULT);
  yield* sys.sigprocmask('unblock', bit(sig));
  yield* sys.kill(yield* sys.getpid(), sig);
  yield* sys.exit(1);
};

const run: Program = function* (argv, env) {
  for (const sig of members(CAUGHT)) yield* sys.sigaction(sig, onSignal);
  for (let spent = 0; spent < START_UP; spent += PIECE) yield* sys.compute(PIECE);
  const args = argv.slice(1);
  const first = parse(args, false);
  const result = yield* attempt(first.parsed, env);
  if (typeof result === 'number') return result;
  if (first.again) {
    const second = yield* attempt(parse(args, true).parsed, env);
    if (typeof second === 'number') return second;
  }
  // the first complaint is the one to tell
  return yield* error(result);
};

export const ps: Command = {
  name: 'ps',
  paths: ['/usr/bin/ps'],
  pkg: 'procps',
  run,
  support: {
    level: 'partial',
    note: 'Not modelled: m and -m (threads below their process), --headers page by page, security labels, per-process PSS.',
    options: [
      ...'-A -e -a -d -N -f -F -l -j -c -y -P -H -L -T -w -C -G -U -u -g -p -q -s -t -o -O -V'.split(' '),
      ...'a x r T u j l v s X f e c n h H w k o O p q t U L V'.split(' '),
      ...'--ppid --pid --sid --tty --user --User --group --Group --forest --sort --format --cols --no-headers --deselect'.split(
        ' ',
      ),
    ],
  },
  man: {
    summary: 'report a snapshot of the current processes',
    synopsis: 'ps [options]',
    text: 'Without options: the processes of your terminal. `ps -ef` and `ps aux`: all. `ps -o pid,ppid,stat,args`: columns of your choice. `ps axf`: the tree. STAT letters: R running, S sleeping, D uninterruptible, T stopped, t traced, Z zombie; s session leader, l threads, + foreground, N nice.',
  },
};
