// From the kernel's state to the learner's view: plain values, made anew only for what changed.
import type { PMap } from '../../engine/index.ts';
import type { StateLetter } from './events.ts';
import type { Kernel } from './kernel.ts';
import { pidsCurrent } from './cgroup/pids.ts';
import type { Cgroup, Process, Task } from './state.ts';
import type { CgroupView, MachineView, ProcessView } from './view.ts';
import { SIGRTMAX, type SigSet } from './abi/index.ts';

/** As in /proc/pid/status and ps. A vfork parent and a hung file system show D. */
export function stateLetter(t: Task): StateLetter {
  switch (t.state.kind) {
    case 'runnable':
      return 'R';
    case 'blocked':
      return t.state.block.shown ?? (t.state.block.sleep === 'interruptible' ? 'S' : 'D');
    case 'stopped':
      return 'T';
    case 'traced':
      return 't';
    case 'zombie':
      return 'Z';
    case 'dead':
      return 'X';
  }
}

export const wchanOf = (t: Task): string => (t.state.kind === 'blocked' ? t.state.block.wchan : t.state.kind === 'stopped' ? 'do_signal_stop' : t.state.kind === 'traced' ? 'ptrace_stop' : '');

function doing(t: Task): string {
  switch (t.state.kind) {
    case 'runnable':
      return 'running';
    case 'blocked':
      return t.state.block.doing;
    case 'stopped':
      return 'stopped';
    case 'traced':
      return 'stopped for its tracer';
    case 'zombie':
      return 'dead, not yet waited for';
    case 'dead':
      return 'gone';
  }
}

/** SigIgn and SigCgt of /proc/pid/status. */
export function dispositionMasks(p: Process): { readonly ignored: SigSet; readonly caught: SigSet } {
  // Two 32-bit halves each: 64 big-integer operations a view would be the most expensive part of a step.
  let ignoredLow = 0;
  let ignoredHigh = 0;
  let caughtLow = 0;
  let caughtHigh = 0;
  for (let sig = 1; sig <= SIGRTMAX; sig += 1) {
    const kind = p.actions[sig]?.disposition.kind;
    if (kind === undefined || kind === 'default') continue;
    const mask = 1 << ((sig - 1) & 31);
    if (kind === 'ignore') {
      if (sig <= 32) ignoredLow |= mask;
      else ignoredHigh |= mask;
    } else if (sig <= 32) caughtLow |= mask;
    else caughtHigh |= mask;
  }
  return { ignored: join(ignoredHigh, ignoredLow), caught: join(caughtHigh, caughtLow) };
}

const join = (high: number, low: number): SigSet => (high === 0 && low === 0 ? 0n : (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));

export function viewOfProcess(p: Process): ProcessView {
  const t = p.leader;
  const { ignored, caught } = dispositionMasks(p);
  return {
    pid: p.pid, nspid: t.nrs, ns: t.ns.id, parent: p.parent?.pid ?? 0, comm: t.comm, argv: p.argv, exe: p.exe, state: stateLetter(t), doing: doing(t),
    wchan: wchanOf(t), threads: Math.max(1, p.threads.size), pgid: p.pgid, sid: p.sid, tty: p.tty?.id, foreground: p.tty !== undefined && p.tty.foreground === p.pgid,
    uid: t.cred.ruid, nice: t.nice, pending: t.pending.set, sharedPending: p.pending.set, blocked: t.blocked, ignored, caught, unkillable: p.unkillable,
    subreaper: p.subreaper, tracer: t.tracer?.process.pid ?? 0, exitStatus: p.exitStatus, startedAt: t.startedAt, cgroup: t.cgroup.path, container: p.container,
    line: t.line,
  };
}

function cgroupViews(cgroup: Cgroup, out: CgroupView[]): CgroupView[] {
  out.push({
    path: cgroup.path, pidsMax: cgroup.pidsMax, pidsCurrent: pidsCurrent(cgroup), pidsPeak: cgroup.pidsPeak, pidsEvents: cgroup.pidsEvents, frozen: cgroup.frozen !== 'no',
  });
  for (const child of cgroup.children.values()) cgroupViews(child, out);
  return out;
}

export function viewOfMachine(k: Kernel, processes: PMap<ProcessView>): MachineView {
  return {
    at: k.now, processes, namespaces: k.namespaceViews(), containers: k.containers, cgroups: cgroupViews(k.cgroupRoot, []),
    ttys: k.ttys.map((tty) => ({
      id: tty.id, name: tty.name, title: tty.title, size: tty.size, bytes: tty.screen.bytes, foreground: tty.foreground, open: !tty.hungUp, exitCode: tty.exitCode,
    })),
    idle: !k.runnable,
  };
}
