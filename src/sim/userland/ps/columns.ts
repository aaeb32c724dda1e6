// Every format specifier of ps: header, width, alignment and value (the list that `ps L` prints).
import { NO_SIGNALS, type ByteString } from '../../kernel/abi/index.ts';
import { PAGE_KIB, TICKS_PER_SECOND, commandLine, ids, printable, ttyName, type Proc } from '../procps/proc.ts';
import { bsdStart, elapsed, longStart, longTime, shortTime, startTime, started } from './time.ts';

/** What values are computed from besides the process itself. */
export interface Scene {
  /** Seconds since 1970, and since boot. */
  readonly now: number;
  readonly uptime: number;
  readonly memKib: number;
  /** Names by number; numbers themselves in numeric mode. */
  readonly user: (uid: number) => ByteString;
  readonly group: (gid: number) => ByteString;
  /** `e`: the environment follows the command. */
  readonly environment: boolean;
  /** `c`: the name instead of the command line. */
  readonly trueName: boolean;
  /** Values that had to be asked for by a call of their own: namespaces, exe. */
  readonly link: (proc: Proc, name: string) => ByteString;
}

export interface Column {
  readonly name: string;
  readonly header: string;
  /** `pid`: as wide as the largest pid. */
  readonly width: number | 'pid';
  readonly align: 'left' | 'right';
  /** Last column: takes the rest of the line. */
  readonly unlimited?: boolean;
  /** Shows the tree in front of its value. */
  readonly tree?: boolean;
  /** User names get a `+` when cut. */
  readonly cut?: 'plus';
  readonly value: (proc: Proc, scene: Scene) => ByteString;
  /** For sorting; default: the value itself, as text. */
  readonly key?: (proc: Proc, scene: Scene) => number | ByteString;
}

const seconds = (proc: Proc): number => Math.floor((proc.userTicks + proc.systemTicks) / TICKS_PER_SECOND);
const startSeconds = (proc: Proc, scene: Scene): number =>
  Math.floor(scene.now - scene.uptime) + Math.floor(proc.startTicks / TICKS_PER_SECOND);
const ageSeconds = (proc: Proc, scene: Scene): number =>
  Math.max(0, Math.floor(scene.uptime) - Math.floor(proc.startTicks / TICKS_PER_SECOND));

/** Tenths of a percent of one processor over the whole life. */
function cpuTenths(proc: Proc, scene: Scene): number {
  const life = scene.uptime - proc.startTicks / TICKS_PER_SECOND;
  const used = (proc.userTicks + proc.systemTicks) / TICKS_PER_SECOND;
  return life > 0 ? Math.floor((used * 1000) / life) : 0;
}

const kib = (proc: Proc, line: string): number => Number((proc.status.get(line) ?? '0').split(' ')[0]);
const rssKib = (proc: Proc): number => (proc.status.has('VmRSS') ? kib(proc, 'VmRSS') : proc.rssPages * PAGE_KIB);
const memTenths = (proc: Proc, scene: Scene): number => Math.min(999, Math.floor((rssKib(proc) * 1000) / scene.memKib));
const tenths = (value: number): string =>
  value > 999 ? String(Math.floor(value / 10)) : `${Math.floor(value / 10)}.${value % 10}`;

/** STAT: state, nice, locked pages, session leader, threads, foreground. */
export function stat(proc: Proc): string {
  let text = proc.state;
  if (proc.nice < 0) text += '<';
  if (proc.nice > 0) text += 'N';
  if (Number((proc.status.get('VmLck') ?? '0').split(' ')[0]) > 0) text += 'L';
  if (proc.session === proc.tgid) text += 's';
  if (proc.threads > 1) text += 'l';
  if (proc.pgrp === proc.tpgid) text += '+';
  return text;
}

/** Kernel function, without the leading underscores and dots; `-` when it runs. */
export function wchan(proc: Proc): string {
  const name = (proc.wchan ?? '0').replace(/^[._]+/, '');
  return name === '' || name === '0' ? '-' : name;
}

const mask = (proc: Proc, ...names: readonly string[]): string =>
  names
    .reduce((all, name) => all | BigInt(`0x${proc.status.get(name) ?? '0'}`), NO_SIGNALS)
    .toString(16)
    .padStart(16, '0');

function command(proc: Proc, scene: Scene): ByteString {
  const base = scene.trueName ? name(proc) : commandLine(proc);
  const environment = scene.environment ? (proc.environment ?? []) : [];
  return [base, ...environment.map(printable)].join(' ');
}

const name = (proc: Proc): ByteString => printable(proc.comm);
const policies = ['TS', 'FF', 'RR', 'B', 'ISO', 'IDL', 'DLN'];

type Extra = Partial<Pick<Column, 'unlimited' | 'tree' | 'cut' | 'key'>>;
type Value = Column['value'];

const column = (
  names: string,
  header: string,
  width: number | 'pid',
  align: Column['align'],
  value: Value,
  extra: Extra = {},
): Column[] => names.split(' ').map((one) => ({ name: one, header, width, align, value, ...extra }));

const number = (names: string, header: string, width: number | 'pid', of: (p: Proc, s: Scene) => number): Column[] =>
  column(names, header, width, 'right', (p, s) => String(of(p, s)), { key: of });
const text = (names: string, header: string, width: number, value: Value, extra: Extra = {}): Column[] =>
  column(names, header, width, 'left', value, extra);
const user = (names: string, header: string, which: 0 | 1 | 2 | 3): Column[] =>
  text(names, header, 8, (p, s) => s.user(ids(p, 'Uid')[which]), { cut: 'plus' });
const group = (names: string, header: string, which: 0 | 1 | 2 | 3): Column[] =>
  text(names, header, 8, (p, s) => s.group(ids(p, 'Gid')[which]), { cut: 'plus' });
const signals = (names: string, header: string, ...lines: readonly string[]): Column[] =>
  column(names, header, 16, 'right', (p) => mask(p, ...lines));
const namespace = (kind: string): Column[] =>
  column(
    `${kind}ns`,
    `${kind.toUpperCase()}NS`,
    10,
    'right',
    (p, s) => /[0-9]+/.exec(s.link(p, `ns/${kind}`))?.[0] ?? '-',
  );
const none = (names: string, header: string, width: number, align: Column['align'] = 'left'): Column[] =>
  column(names, header, width, align, () => '-');

const ARGS: Extra = { unlimited: true, tree: true };

export const COLUMNS: readonly Column[] = [
  ...text('args command', 'COMMAND', 27, command, ARGS),
  ...text('cmd', 'CMD', 27, command, ARGS),
  ...text('comm ucomm', 'COMMAND', 15, name, { tree: true }),
  ...text('ucmd', 'CMD', 15, name, { tree: true }),
  ...text('fname', 'COMMAND', 8, (p) => name(p).slice(0, 8)),
  ...text('exe', 'EXE', 27, (p, s) => s.link(p, 'exe') || '-', { unlimited: true }),
  ...number('pid', 'PID', 'pid', (p) => p.tgid),
  ...number('tgid', 'TGID', 'pid', (p) => p.tgid),
  ...number('tid', 'TID', 'pid', (p) => p.tid),
  ...number('lwp', 'LWP', 'pid', (p) => p.tid),
  ...number('spid', 'SPID', 'pid', (p) => p.tid),
  ...number('ppid', 'PPID', 'pid', (p) => p.ppid),
  ...number('pgid', 'PGID', 'pid', (p) => p.pgrp),
  ...number('pgrp', 'PGRP', 'pid', (p) => p.pgrp),
  ...number('sid', 'SID', 'pid', (p) => p.session),
  ...number('sess session', 'SESS', 'pid', (p) => p.session),
  ...number('tpgid', 'TPGID', 'pid', (p) => p.tpgid),
  ...number('uid', 'UID', 5, (p) => ids(p, 'Uid')[1]),
  ...number('euid', 'EUID', 5, (p) => ids(p, 'Uid')[1]),
  ...number('ruid', 'RUID', 5, (p) => ids(p, 'Uid')[0]),
  ...number('suid', 'SUID', 5, (p) => ids(p, 'Uid')[2]),
  ...number('svuid', 'SVUID', 5, (p) => ids(p, 'Uid')[2]),
  ...number('fuid', 'FUID', 5, (p) => ids(p, 'Uid')[3]),
  ...number('fsuid', 'FSUID', 5, (p) => ids(p, 'Uid')[3]),
  ...number('gid', 'GID', 5, (p) => ids(p, 'Gid')[1]),
  ...number('egid', 'EGID', 5, (p) => ids(p, 'Gid')[1]),
  ...number('rgid', 'RGID', 5, (p) => ids(p, 'Gid')[0]),
  ...number('sgid', 'SGID', 5, (p) => ids(p, 'Gid')[2]),
  ...number('svgid', 'SVGID', 5, (p) => ids(p, 'Gid')[2]),
  ...number('fgid', 'FGID', 5, (p) => ids(p, 'Gid')[3]),
  ...number('fsgid', 'FSGID', 5, (p) => ids(p, 'Gid')[3]),
  ...user('user uname', 'USER', 1),
  ...user('uid_hack', 'UID', 1),
  ...user('euser', 'EUSER', 1),
  ...user('ruser', 'RUSER', 0),
  ...user('suser', 'SUSER', 2),
  ...user('svuser', 'SVUSER', 2),
  ...user('fuser', 'FUSER', 3),
  ...user('fsuser', 'FSUSER', 3),
  ...group('group', 'GROUP', 1),
  ...group('egroup', 'EGROUP', 1),
  ...group('rgroup', 'RGROUP', 0),
  ...group('sgroup', 'SGROUP', 2),
  ...group('svgroup', 'SVGROUP', 2),
  ...group('fgroup', 'FGROUP', 3),
  ...group('fsgroup', 'FSGROUP', 3),
  ...text('supgid', 'SUPGID', 20, (p) => (p.status.get('Groups') ?? '').trim().split(/\s+/).join(',') || '-'),
  ...text('tname tty8 longtname', 'TTY', 8, (p) => ttyName(p.ttyNr)),
  ...text('tt tty', 'TT', 8, (p) => ttyName(p.ttyNr)),
  ...text('tty4', 'TTY', 4, (p) => ttyName(p.ttyNr).replace('pts/', '')),
  ...text('stat', 'STAT', 4, stat),
  ...text('s state', 'S', 1, (p) => p.state),
  ...column('f flag flags', 'F', 1, 'right', (p) => String((p.flags >> 6) & 7)),
  ...text('wchan wname', 'WCHAN', 6, wchan),
  ...number('c util', 'C', 2, (p, s) => Math.min(99, Math.floor(cpuTenths(p, s) / 10))),
  ...number('cp', 'CP', 3, (p, s) => Math.min(999, cpuTenths(p, s))),
  ...column('%cpu pcpu', '%CPU', 4, 'right', (p, s) => tenths(cpuTenths(p, s)), { key: cpuTenths }),
  ...column('cuu', '%CUU', 6, 'right', (p, s) => (cpuTenths(p, s) / 10).toFixed(3).slice(0, 6), { key: cpuTenths }),
  ...column('%mem pmem', '%MEM', 4, 'right', (p, s) => tenths(memTenths(p, s)), { key: (p) => p.rssPages }),
  ...number('vsz vsize', 'VSZ', 6, (p) => Math.floor(p.vsizeBytes / 1024)),
  ...number('rss rssize rsz', 'RSS', 5, rssKib),
  ...number('sz', 'SZ', 5, (p) => Math.floor(p.vsizeBytes / 1024 / PAGE_KIB)),
  ...number('size', 'SIZE', 5, (p) => kib(p, 'VmData') + kib(p, 'VmStk')),
  ...number('drs', 'DRS', 5, (p) => Math.max(0, Math.floor(p.vsizeBytes / 1024) - kib(p, 'VmExe'))),
  ...number('trs', 'TRS', 4, (p) => kib(p, 'VmExe')),
  ...number('pss', 'PSS', 5, rssKib),
  ...number('uss', 'USS', 5, rssKib),
  ...number('majflt maj_flt', 'MAJFLT', 6, (p) => p.majorFaults),
  ...number('minflt min_flt', 'MINFLT', 6, (p) => p.minorFaults),
  ...number('pagein', 'PAGEIN', 6, (p) => p.majorFaults),
  ...column('ni nice', 'NI', 3, 'right', (p) => (policies[p.policy] === 'FF' ? '-' : String(p.nice)), {
    key: (p) => p.nice,
  }),
  ...number('pri', 'PRI', 3, (p) => 39 - p.priority),
  ...number('priority', 'PRI', 3, (p) => p.priority),
  ...number('opri intpri', 'PRI', 3, (p) => 60 + p.priority),
  ...number('pri_api', 'API', 3, (p) => -1 - p.priority),
  ...number('pri_bar', 'BAR', 3, (p) => p.priority + 1),
  ...number('pri_baz', 'BAZ', 3, (p) => p.priority + 100),
  ...number('pri_foo', 'FOO', 3, (p) => p.priority - 20),
  ...number('psr', 'PSR', 3, (p) => p.processor),
  ...number('cpuid', 'CPUID', 5, (p) => p.processor),
  ...number('sgi_p', 'P', 1, (p) => p.processor),
  ...text('class', 'CLS', 3, (p) => policies[p.policy] ?? '?'),
  ...column('cls', 'CLS', 3, 'right', (p) => policies[p.policy] ?? '?'),
  ...number('policy', 'POL', 3, (p) => p.policy),
  ...number('sched', 'SCH', 3, (p) => p.policy),
  ...column('rtprio', 'RTPRIO', 6, 'right', (p) => (p.policy === 0 ? '-' : String(p.realtimePriority))),
  ...number('nlwp', 'NLWP', 4, (p) => p.threads),
  ...number('thcount', 'THCNT', 5, (p) => p.threads),
  ...column('time cputime atime', 'TIME', 8, 'right', (p) => longTime(seconds(p)), { key: seconds }),
  ...column('bsdtime', 'TIME', 6, 'right', (p) => shortTime(seconds(p)), { key: seconds }),
  ...number('times cputimes', 'TIME', 8, seconds),
  ...column('etime', 'ELAPSED', 11, 'right', (p, s) => elapsed(ageSeconds(p, s)), { key: ageSeconds }),
  ...number('etimes', 'ELAPSED', 7, ageSeconds),
  ...text('stime', 'STIME', 5, (p, s) => startTime(startSeconds(p, s), s.now), { key: (p) => p.startTicks }),
  ...text('start_time', 'START', 5, (p, s) => startTime(startSeconds(p, s), s.now), { key: (p) => p.startTicks }),
  ...column('start', 'STARTED', 8, 'right', (p, s) => started(startSeconds(p, s), s.now), { key: (p) => p.startTicks }),
  ...column('bsdstart', 'START', 6, 'right', (p, s) => bsdStart(startSeconds(p, s), s.now), {
    key: (p) => p.startTicks,
  }),
  ...column('lstart', 'STARTED', 24, 'right', (p, s) => longStart(startSeconds(p, s)), { key: (p) => p.startTicks }),
  ...signals('pending sig', 'PENDING', 'SigPnd', 'ShdPnd'),
  ...signals('tsig', 'PENDING', 'SigPnd'),
  ...signals('sig_pend', 'SIGNAL', 'SigPnd', 'ShdPnd'),
  ...signals('blocked sigmask sig_block', 'BLOCKED', 'SigBlk'),
  ...signals('ignored sigignore sig_ignore', 'IGNORED', 'SigIgn'),
  ...signals('caught sigcatch', 'CAUGHT', 'SigCgt'),
  ...signals('sig_catch', 'CATCHED', 'SigCgt'),
  ...column('stackp start_stack', 'STACKP', 16, 'right', () => '00007ffc00000000'),
  ...column('esp', 'ESP', 16, 'right', () => '0'.repeat(16)),
  ...column('eip', 'EIP', 16, 'right', () => '0'.repeat(16)),
  ...none('_timeout', 'TMOUT', 5, 'right'),
  ...none('_alarm', 'ALARM', 5, 'right'),
  // -l: a one-wide column under a four-wide header, which the next column makes up for
  ...text('_address', 'ADDR', 1, () => '-'),
  ...text('cgroup', 'CGROUP', 27, (p) => (p.cgroup ?? '').trim().split('\n').join(',') || '-', { unlimited: true }),
  ...text('cgname', 'CGNAME', 27, () => '-', { unlimited: true }),
  ...['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'].flatMap(namespace),
  ...['label', 'unit', 'uunit', 'slice', 'machine', 'zone'].flatMap((name) => none(name, name.toUpperCase(), 31)),
  ...none('context', 'CONTEXT', 31),
  ...none('lxc', 'LXC', 8),
  ...none('seat', 'SEAT', 11),
  ...number('oom', 'OOM', 4, () => 0),
  ...number('oomadj', 'OOMADJ', 6, () => 0),
  ...number('numa', 'NUMA', 4, () => 0),
];

/** The first entry of a name wins. */
const BY_NAME: ReadonlyMap<string, Column> = new Map([...COLUMNS].reverse().map((one) => [one.name, one]));

export const findColumn = (name: string): Column | undefined => BY_NAME.get(name);

/** Headers that differ from their column's own name only. */
export const renamed = (name: string, header: string): Column => ({ ...columnOf(name), header });

/** A column that exists: our own formats name it. */
export function columnOf(name: string): Column {
  const found = findColumn(name);
  if (!found) throw new Error(`no ps column ${name}`);
  return found;
}
