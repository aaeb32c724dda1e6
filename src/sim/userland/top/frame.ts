// What top prints for one look: five lines of summary, the header, the tasks.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { Names } from '../lib/accounts.ts';
import { PAGE_KIB, TICKS_PER_SECOND, commandLine, ids, printable, type Proc } from '../procps/proc.ts';
import { uptimeLine } from '../uptime/index.ts';
import type { Field, Settings } from './options.ts';
import { cpuShares, usage, type Sample } from './sample.ts';

export interface Row {
  readonly proc: Proc;
  readonly user: ByteString;
  readonly cpu: number;
  readonly memory: number;
}

export interface Frame {
  readonly summary: readonly string[];
  readonly header: string;
  readonly rows: readonly { readonly text: ByteString; readonly running: boolean }[];
}

const MIB = 1024;
const mib = (kib: number): string => (kib / MIB).toFixed(1).padStart(9);

function memoryLines(memory: ReadonlyMap<string, number>): string[] {
  const kib = (name: string): number => memory.get(name) ?? 0;
  const cache = kib('Buffers') + kib('Cached') + kib('SReclaimable');
  const used = Math.max(0, kib('MemTotal') - kib('MemAvailable'));
  const swap = kib('SwapTotal');
  return [
    `MiB Mem :${mib(kib('MemTotal'))} total,${mib(kib('MemFree'))} free,${mib(used)} used,${mib(cache)} buff/cache     `,
    `MiB Swap:${mib(swap)} total,${mib(kib('SwapFree'))} free,${mib(swap - kib('SwapFree'))} used.${mib(kib('MemAvailable'))} avail Mem `,
  ];
}

function countLine(procs: readonly Proc[], threads: boolean): string {
  const count = (...states: readonly string[]): string =>
    String(procs.filter(({ state }) => states.includes(state)).length).padStart(4);
  const total = String(procs.length).padStart(4);
  return `${threads ? 'Threads:' : 'Tasks:'}${total} total,${count('R')} running,${count('S', 'D', 'I')} sleeping,${count('T', 't')} stopped,${count('Z')} zombie`;
}

function cpuLine(shares: readonly number[]): string {
  const names = ['us', 'sy', 'ni', 'id', 'wa', 'hi', 'si', 'st'];
  return `%Cpu(s):${shares.map((share, index) => `${share.toFixed(1).padStart(5)} ${names[index]}`).join(',')} `;
}

const ticksOf = (proc: Proc): number => proc.userTicks + proc.systemTicks;

/** minutes:seconds.hundredths */
function cpuTime(proc: Proc): string {
  const ticks = ticksOf(proc);
  const minutes = Math.floor(ticks / (60 * TICKS_PER_SECOND));
  const rest = ((ticks % (60 * TICKS_PER_SECOND)) / TICKS_PER_SECOND).toFixed(2).padStart(5, '0');
  return `${minutes}:${rest}`;
}

const kib = (proc: Proc, line: string): number => Number((proc.status.get(line) ?? '0').split(' ')[0]);
const resident = (proc: Proc): number => proc.rssPages * PAGE_KIB;
const shared = (proc: Proc): number => kib(proc, 'RssFile') + kib(proc, 'RssShmem');

const KEYS: Readonly<Record<Field, (row: Row) => number | ByteString>> = {
  PID: ({ proc }) => proc.tid,
  USER: ({ user }) => user,
  PR: ({ proc }) => proc.priority,
  NI: ({ proc }) => proc.nice,
  VIRT: ({ proc }) => proc.vsizeBytes,
  RES: ({ proc }) => proc.rssPages,
  SHR: ({ proc }) => shared(proc),
  S: ({ proc }) => proc.state,
  '%CPU': ({ cpu }) => cpu,
  '%MEM': ({ proc }) => proc.rssPages,
  'TIME+': ({ proc }) => ticksOf(proc),
  COMMAND: ({ proc }) => proc.comm,
};

/** Highest first, as top always sorts; equal ones stay in the order of their pids. */
function sorted(rows: readonly Row[], settings: Settings): Row[] {
  const key = KEYS[settings.sort];
  const sign = settings.reversed ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    return x === y ? 0 : (x < y ? 1 : -1) * sign;
  });
}

const cut = (text: ByteString, width: number): ByteString =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}+`;

function rowText({ proc, user, cpu, memory }: Row, settings: Settings, pidWidth: number, width: number): ByteString {
  const fixed = [
    String(proc.tid).padStart(pidWidth),
    cut(user, 8).padEnd(8),
    (proc.priority < -99 ? 'rt' : String(proc.priority)).padStart(3),
    String(proc.nice).padStart(3),
    String(Math.floor(proc.vsizeBytes / 1024)).padStart(7),
    String(resident(proc)).padStart(6),
    String(shared(proc)).padStart(6),
    proc.state,
    cpu.toFixed(1).padStart(5),
    memory.toFixed(1).padStart(5),
    cpuTime(proc).padStart(9),
  ].join(' ');
  const command = settings.commandLine ? commandLine(proc) : printable(proc.comm);
  return `${fixed} ${cut(command, Math.max(1, width - fixed.length - 1))}`;
}

export function* frame(
  before: Sample | undefined,
  now: Sample,
  settings: Settings,
  pidWidth: number,
  width: number,
): Sys<Frame> {
  const names = new Names();
  const used = usage(before, now);
  const total = now.memory.get('MemTotal') ?? 1;
  const rows: Row[] = [];
  for (const proc of now.procs) {
    if (settings.pids.length > 0 && !settings.pids.includes(proc.tgid)) continue;
    const uid = ids(proc, 'Uid')[1];
    const user = (yield* names.user(uid)) ?? String(uid);
    if (settings.user !== undefined && settings.user !== user && settings.user !== String(uid)) continue;
    rows.push({ proc, user, cpu: Math.min(used(proc), 9999), memory: (resident(proc) * 100) / total });
  }
  const shown = settings.idle ? rows : rows.filter((row) => row.cpu >= 0.05 || row.proc.state === 'R');
  return {
    summary: [
      `top -${yield* uptimeLine()}`,
      countLine(
        rows.map(({ proc }) => proc),
        settings.threads,
      ),
      cpuLine(cpuShares(before, now)),
      ...memoryLines(now.memory),
    ],
    header: `${'PID'.padStart(pidWidth)} USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND`,
    rows: sorted(shown, settings).map((row) => ({
      text: rowText(row, settings, pidWidth, width),
      running: row.proc.state === 'R',
    })),
  };
}
