// /proc/pid/status and /proc/pid/stat, in the format of Linux 6.18 (fs/proc/array.c).
import { maskHex, type ByteString } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { nrIn } from '../ns/pid.ts';
import { stateLetter } from '../project.ts';
import type { PidNamespace, Task } from '../state.ts';
import { memoryOf, PAGE_KIB, type Memory } from './memory.ts';
import { capabilityMask, groupNr, nestedNrs, parentNr } from './numbers.ts';
import { mayInspect } from './permission.ts';

const STATES = {
  R: 'R (running)',
  S: 'S (sleeping)',
  D: 'D (disk sleep)',
  T: 'T (stopped)',
  t: 't (tracing stop)',
  Z: 'Z (zombie)',
  X: 'X (dead)',
} as const;

/** A process that is gone but for its record: no memory, no files. */
export const isDead = (t: Task): boolean =>
  t.state.kind === 'zombie' || t.state.kind === 'dead' || t.process.exitStatus !== undefined;

const kib = (name: string, value: number): string => `${name}:\t${String(value).padStart(8)} kB\n`;

function memoryLines(m: Memory): string {
  const anonymous = Math.round(m.resident * 0.1);
  return (
    kib('VmPeak', m.size) +
    kib('VmSize', m.size) +
    kib('VmLck', 0) +
    kib('VmPin', 0) +
    kib('VmHWM', m.resident) +
    kib('VmRSS', m.resident) +
    kib('RssAnon', anonymous) +
    kib('RssFile', m.resident - anonymous) +
    kib('RssShmem', 0) +
    kib('VmData', m.data) +
    kib('VmStk', 132) +
    kib('VmExe', m.code) +
    kib('VmLib', m.libraries) +
    kib('VmPTE', 44) +
    kib('VmSwap', 0) +
    kib('HugetlbPages', 0) +
    'CoreDumping:\t0\nTHP_enabled:\t1\nuntag_mask:\t0xffffffffffffffff\n'
  );
}

/** Room in the descriptor table: it grows in powers of two from 64. */
function fdSize(t: Task): number {
  let size = 64;
  for (const fd of t.files.slots.keys()) while (fd >= size) size *= 2;
  return size;
}

/** A name as /proc shows it: newline and backslash are escaped (string_escape_str). */
const escaped = (comm: ByteString): ByteString => comm.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

export function statusText(k: Kernel, t: Task, ns: PidNamespace): ByteString {
  const p = t.process;
  const { cred } = t;
  const dead = isDead(t);
  const { ignored, caught } = p.sighand;
  const ids = (of: (level: PidNamespace) => number): string =>
    nestedNrs(ns, t, of)
      .map((nr) => `\t${nr}`)
      .join('');
  const tracer = t.tracer ? nrIn(t.tracer, ns) : 0;
  const queued = p.pending.queue.length + t.pending.queue.length;
  const bounding = t.ns.init && t.ns.level > 0 ? t.ns.init.leader.cred.caps : cred.caps;
  const caps = capabilityMask(cred.caps);
  return (
    `Name:\t${escaped(t.comm)}\n` +
    (dead ? '' : `Umask:\t${t.fs.umask.toString(8).padStart(4, '0')}\n`) +
    `State:\t${STATES[stateLetter(t)]}\nTgid:\t${nrIn(p.leader, ns)}\nNgid:\t0\nPid:\t${nrIn(t, ns)}\nPPid:\t${parentNr(ns, t)}\nTracerPid:\t${tracer}\n` +
    `Uid:\t${cred.ruid}\t${cred.euid}\t${cred.suid}\t${cred.euid}\nGid:\t${cred.rgid}\t${cred.egid}\t${cred.egid}\t${cred.egid}\n` +
    `FDSize:\t${dead ? 0 : fdSize(t)}\nGroups:\t${cred.groups.join(' ')} \n` +
    `NStgid:${ids((at) => nrIn(p.leader, at))}\nNSpid:${ids((at) => nrIn(t, at))}\nNSpgid:${ids((at) => groupNr(k, at, p.pgid))}\nNSsid:${ids((at) => groupNr(k, at, p.sid))}\n` +
    `Kthread:\t0\n` +
    (dead ? '' : memoryLines(memoryOf(p))) +
    `Threads:\t${Math.max(1, p.threads.size)}\nSigQ:\t${queued}/${p.limits.nproc}\n` +
    `SigPnd:\t${maskHex(t.pending.set)}\nShdPnd:\t${maskHex(p.pending.set)}\nSigBlk:\t${maskHex(t.blocked)}\nSigIgn:\t${maskHex(ignored)}\nSigCgt:\t${maskHex(caught)}\n` +
    `CapInh:\t0000000000000000\nCapPrm:\t${caps}\nCapEff:\t${caps}\nCapBnd:\t${capabilityMask(bounding)}\nCapAmb:\t0000000000000000\n` +
    `NoNewPrivs:\t${t.noNewPrivs ? 1 : 0}\nSeccomp:\t0\nSeccomp_filters:\t0\n` +
    'Speculation_Store_Bypass:\tvulnerable\nSpeculationIndirectBranch:\talways enabled\n' +
    'Cpus_allowed:\t3\nCpus_allowed_list:\t0-1\nMems_allowed:\t00000000,00000001\nMems_allowed_list:\t0\n' +
    'voluntary_ctxt_switches:\t0\nnonvoluntary_ctxt_switches:\t0\n'
  );
}

/** USER_HZ is 100. */
export const TICK = 10_000;
const ticks = (micros: number): number => Math.floor(micros / TICK);
const RLIM_INFINITY = '18446744073709551615';
const PF_EXITING = 0x4;
const PF_FORKNOEXEC = 0x40;
const PF_SUPERPRIV = 0x100;
const PF_RANDOMIZE = 0x400000;

/** dev_t of a terminal: major 136, minor its number. */
export const ttyNumber = (t: Task): number => (t.process.tty ? 136 * 256 + t.process.tty.index : 0);

/** The 52 fields of proc_pid_stat(5). */
export function statText(k: Kernel, t: Task, ns: PidNamespace, reader: Task, whole: boolean): ByteString {
  const p = t.process;
  const dead = isDead(t);
  const open = mayInspect(reader, t) && !dead;
  const { ignored, caught } = p.sighand;
  const low = (set: bigint): string => (set & 0x7fffffffn).toString();
  const memory = memoryOf(p);
  // What the container's runtime started had used its privileges before (namespaces, mounts, ids).
  const entered = p.parent?.leader.ns !== t.ns;
  const flags =
    PF_RANDOMIZE | (entered ? PF_SUPERPRIV : 0) | (p.execed ? 0 : PF_FORKNOEXEC) | (dead || t.exiting ? PF_EXITING : 0);
  let user = t.user;
  let system = t.system;
  if (whole) {
    for (const other of p.threads) {
      if (other === t) continue;
      user += other.user;
      system += other.system;
    }
  }
  const address = (value: number | string): number | string => (open ? value : 0);
  const fields: (number | string)[] = [
    nrIn(t, ns),
    `(${escaped(t.comm)})`,
    stateLetter(t),
    parentNr(ns, t),
    groupNr(k, ns, p.pgid),
    groupNr(k, ns, p.sid),
    ttyNumber(t),
    p.tty ? (p.tty.foreground === 0 ? -1 : groupNr(k, ns, p.tty.foreground)) : -1,
    flags,
    104,
    0,
    0,
    0,
    ticks(user),
    ticks(system),
    ticks(p.childUsage.user),
    ticks(p.childUsage.system),
    20 + t.nice,
    t.nice,
    Math.max(1, p.threads.size),
    0,
    ticks(t.startedAt),
    memory.size * 1024,
    memory.resident / PAGE_KIB,
    RLIM_INFINITY,
    address('94463823695872'),
    address('94463823715753'),
    address('140731788356400'),
    0,
    0,
    low(t.pending.set),
    low(t.blocked),
    low(ignored),
    low(caught),
    open && t.state.kind === 'blocked' ? 1 : 0,
    0,
    0,
    17,
    0,
    0,
    0,
    0,
    0,
    0,
    address('94463823731760'),
    address('94463823733376'),
    address('94464501932032'),
    address('140731788360400'),
    address('140731788360420'),
    address('140731788360420'),
    address('140731788361707'),
    mayInspect(reader, t) ? (p.exitStatus ?? p.leaderStatus ?? 0) : 0,
  ];
  return `${fields.join(' ')}\n`;
}
