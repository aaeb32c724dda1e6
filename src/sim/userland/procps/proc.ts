// Reading processes as procps' library does: open, read and close files under /proc. Nothing here looks behind the system calls.
import { O_RDONLY, isErr, sys, type ByteString, type Errno, type Sys } from '../../kernel/abi/index.ts';
import { readAll } from '../lib/stdio.ts';

/** One process, or one thread of it, from stat and status (proc(5)). */
export interface Proc {
  /** Thread group and thread; equal for a process. */
  readonly tgid: number;
  readonly tid: number;
  readonly comm: ByteString;
  readonly state: string;
  readonly ppid: number;
  readonly pgrp: number;
  readonly session: number;
  /** Device number of the controlling terminal; 0 for none. */
  readonly ttyNr: number;
  /** Foreground group of that terminal; -1 for none. */
  readonly tpgid: number;
  readonly flags: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
  /** Clock ticks (1/100 s). */
  readonly userTicks: number;
  readonly systemTicks: number;
  readonly priority: number;
  readonly nice: number;
  readonly threads: number;
  /** Ticks after boot. */
  readonly startTicks: number;
  readonly vsizeBytes: number;
  readonly rssPages: number;
  readonly processor: number;
  readonly realtimePriority: number;
  readonly policy: number;
  /** Lines of status by name: `SigBlk`, `Uid`, `VmSize`. */
  readonly status: ReadonlyMap<string, string>;
  /** Arguments, undefined when not asked for; [] for zombies and kernel threads. */
  readonly argv: readonly ByteString[] | undefined;
  readonly environment: readonly ByteString[] | undefined;
  readonly wchan: ByteString | undefined;
  readonly cgroup: ByteString | undefined;
  /** Directory under /proc it was read from. */
  readonly path: string;
}

export interface Want {
  readonly argv?: boolean;
  readonly environment?: boolean;
  readonly wchan?: boolean;
  readonly cgroup?: boolean;
}

export const TICKS_PER_SECOND = 100;
export const PAGE_KIB = 4;

export function* readFile(path: ByteString): Sys<ByteString | Errno> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return fd;
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  return text;
}

function* readOr(path: ByteString, otherwise: ByteString): Sys<ByteString> {
  const text = yield* readFile(path);
  return isErr(text) ? otherwise : text;
}

const strings = (text: ByteString): ByteString[] => (text === '' ? [] : text.replace(/\0+$/, '').split('\0'));

/** One process (`/proc/7`) or thread (`/proc/7/task/8`); undefined when it is gone. */
export function* readProc(path: string, want: Want = {}): Sys<Proc | undefined> {
  const stat = yield* readFile(`${path}/stat`);
  if (isErr(stat)) return undefined;
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  if (open < 0 || close < 0) return undefined;
  // Field numbers of proc(5), from 3 (state) on.
  const fields = stat
    .slice(close + 2)
    .trim()
    .split(' ');
  const field = (number: number): number => Number(fields[number - 3] ?? 0);
  const status = new Map<string, string>();
  for (const line of (yield* readOr(`${path}/status`, '')).split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) status.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const tid = Number(stat.slice(0, open));
  return {
    tgid: Number(status.get('Tgid') ?? tid),
    tid,
    comm: stat.slice(open + 1, close),
    state: fields[0] ?? '?',
    ppid: field(4),
    pgrp: field(5),
    session: field(6),
    ttyNr: field(7),
    tpgid: field(8),
    flags: field(9),
    minorFaults: field(10),
    majorFaults: field(12),
    userTicks: field(14),
    systemTicks: field(15),
    priority: field(18),
    nice: field(19),
    threads: field(20),
    startTicks: field(22),
    vsizeBytes: field(23),
    rssPages: field(24),
    processor: field(39),
    realtimePriority: field(40),
    policy: field(41),
    status,
    argv: want.argv ? strings(yield* readOr(`${path}/cmdline`, '')) : undefined,
    environment: want.environment ? strings(yield* readOr(`${path}/environ`, '')) : undefined,
    wchan: want.wchan ? yield* readOr(`${path}/wchan`, '0') : undefined,
    cgroup: want.cgroup ? yield* readOr(`${path}/cgroup`, '') : undefined,
    path,
  };
}

function* numbersIn(path: string): Sys<number[]> {
  const entries = yield* sys.readdir(path);
  if (isErr(entries)) return [];
  return entries.flatMap(({ name }) => (/^[0-9]+$/.test(name) ? [Number(name)] : [])).sort((a, b) => a - b);
}

export const listPids = (): Sys<number[]> => numbersIn('/proc');
export const listTids = (pid: number): Sys<number[]> => numbersIn(`/proc/${pid}/task`);

/** All processes, in the order of their pids. */
export function* allProcs(want: Want = {}): Sys<Proc[]> {
  const found: Proc[] = [];
  for (const pid of yield* listPids()) {
    const proc = yield* readProc(`/proc/${pid}`, want);
    if (proc) found.push(proc);
  }
  return found;
}

/** The threads of a process, the first one first. */
export function* threadsOf(pid: number, want: Want = {}): Sys<Proc[]> {
  const found: Proc[] = [];
  for (const tid of yield* listTids(pid)) {
    const proc = yield* readProc(`/proc/${pid}/task/${tid}`, want);
    if (proc) found.push({ ...proc, tgid: pid });
  }
  return found;
}

/** Real, effective, saved and file-system id: `Uid:\t0\t0\t0\t0`. */
export function ids(proc: Proc, which: 'Uid' | 'Gid'): readonly [number, number, number, number] {
  const [r = 0, e = 0, s = 0, f = 0] = (proc.status.get(which) ?? '').split(/\s+/).map(Number);
  return [r, e, s, f];
}

/** `/proc/uptime`: seconds since boot. */
export function* uptimeSeconds(): Sys<number> {
  return Number((yield* readOr('/proc/uptime', '0')).split(' ')[0]);
}

/** KiB by name from /proc/meminfo. */
export function* memInfo(): Sys<ReadonlyMap<string, number>> {
  const map = new Map<string, number>();
  for (const line of (yield* readOr('/proc/meminfo', '')).split('\n')) {
    const match = /^(\w+(?:\(\w+\))?):\s+([0-9]+)/.exec(line);
    if (match) map.set(match[1] ?? '', Number(match[2]));
  }
  return map;
}

/** Digits of the largest pid: how wide the pid columns are. */
export function* pidDigits(): Sys<number> {
  const max = Number((yield* readOr('/proc/sys/kernel/pid_max', '32768')).trim());
  return Math.max(5, String(max - 1).length);
}

const PTS_FIRST = 136;
const PTS_LAST = 143;
const TTY_MAJOR = 4;

/** Name of a terminal device: `pts/0`, `tty1`, `?` for none. Numbers as new_encode_dev (linux/kdev_t.h) packs them. */
export function ttyName(device: number): string {
  if (device === 0) return '?';
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  if (major >= PTS_FIRST && major <= PTS_LAST) return `pts/${(major - PTS_FIRST) * 256 + minor}`;
  if (major === TTY_MAJOR) return `tty${minor}`;
  return '?';
}

const unprintable = (byte: string): boolean => byte < ' ' || byte === '\x7f';

/** What a terminal can show: control characters become `?`. */
export const printable = (text: ByteString): ByteString => [...text].map((c) => (unprintable(c) ? '?' : c)).join('');

/** The command line as ps shows it: arguments, or `[comm]` when there are none, `<defunct>` for the dead. */
export function commandLine(proc: Proc): ByteString {
  const dead = proc.state === 'Z' ? ' <defunct>' : '';
  if (!proc.argv || proc.argv.length === 0) return `[${printable(proc.comm)}]${dead}`;
  return `${printable(proc.argv.join(' '))}${dead}`;
}
