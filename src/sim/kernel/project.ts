// From the kernel's state to the learner's view: plain values, made anew only for what changed.
import type { PMap } from '../../engine/index.ts';
import type { StateLetter } from './events.ts';
import type { Kernel } from './kernel.ts';
import { pidsCurrent } from './cgroup/pids.ts';
import type { Tty } from './fs/types.ts';
import type { Cgroup, PidNamespace, Process, Task } from './state.ts';
import type { CgroupView, MachineView, NamespaceView, ProcessView, TtyView } from './view.ts';

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

export const wchanOf = (t: Task): string =>
  t.state.kind === 'blocked'
    ? t.state.block.wchan
    : t.state.kind === 'stopped'
      ? 'do_signal_stop'
      : t.state.kind === 'traced'
        ? 'ptrace_stop'
        : '';

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
      // delay_group_leader: the first thread is dead, the process is not.
      return t.process.exitStatus === undefined
        ? 'its first thread has ended, others live'
        : 'dead, not yet waited for';
    case 'dead':
      return 'gone';
  }
}

export function viewOfProcess(p: Process): ProcessView {
  const t = p.leader;
  const { ignored, caught } = p.sighand;
  return {
    pid: p.pid,
    nspid: t.nrs,
    ns: t.ns.id,
    parent: p.parent?.pid ?? 0,
    comm: t.comm,
    argv: p.argv,
    exe: p.exe,
    state: stateLetter(t),
    doing: doing(t),
    wchan: wchanOf(t),
    threads: Math.max(1, p.threads.size),
    pgid: p.pgid,
    sid: p.sid,
    tty: p.tty?.id,
    foreground: p.tty !== undefined && p.tty.foreground === p.pgid,
    uid: t.cred.ruid,
    nice: t.nice,
    pending: t.pending.set,
    sharedPending: p.pending.set,
    blocked: t.blocked,
    ignored,
    caught,
    unkillable: p.unkillable,
    subreaper: p.subreaper,
    tracer: t.tracer?.process.pid ?? 0,
    exitStatus: p.exitStatus ?? (t.state.kind === 'zombie' ? p.leaderStatus : undefined),
    startedAt: t.startedAt,
    cgroup: t.cgroup.path,
    container: p.container,
    ...inspected(t),
  };
}

/** A dead program has neither line nor variables any more. */
function inspected(t: Task): Pick<ProcessView, 'line' | 'frames' | 'globals' | 'source'> {
  const program = t.inspectable;
  if (!program || t.exiting) return { line: t.line };
  const frames = program.frames();
  return { line: frames[0]?.line ?? t.line, frames, globals: program.globals(), source: program.source };
}

/** Keeps the view before where nothing of it has changed: a step shares all that it does not touch. */
function shared<V extends object>(before: readonly V[], now: readonly V[]): readonly V[] {
  let same = before.length === now.length;
  const out = now.map((view, i) => {
    const old = before[i];
    if (old && isSame(old, view)) return old;
    same = false;
    return view;
  });
  return same ? before : out;
}

function isSame<V extends object>(a: V, b: V): boolean {
  for (const field in a) if (a[field] !== b[field]) return false;
  return true;
}

function cgroupViews(cgroup: Cgroup, out: CgroupView[]): CgroupView[] {
  out.push({
    path: cgroup.path,
    pidsMax: cgroup.pidsMax,
    pidsCurrent: pidsCurrent(cgroup),
    pidsPeak: cgroup.pidsPeak,
    pidsEvents: cgroup.pidsEvents,
    frozen: cgroup.frozen !== 'no',
  });
  for (const child of cgroup.children.values()) cgroupViews(child, out);
  return out;
}

const namespaceView = (k: Kernel, ns: PidNamespace): NamespaceView => ({
  id: ns.id,
  parent: ns.parent?.id,
  init: ns.init?.pid ?? 0,
  name: ns.name,
  alive: ns === k.hostNs || ns.tasks.size > 0,
});

const ttyView = (tty: Tty): TtyView => ({
  id: tty.id,
  name: tty.name,
  title: tty.title,
  size: tty.size,
  bytes: tty.screen.bytes,
  foreground: tty.foreground,
  open: !tty.hungUp,
  exitCode: tty.exitCode,
});

export function viewOfMachine(k: Kernel, processes: PMap<ProcessView>, before: MachineView | undefined): MachineView {
  return {
    at: k.now,
    processes,
    containers: k.containers,
    idle: !k.runnable,
    namespaces: shared(
      before?.namespaces ?? [],
      k.namespaces.map((ns) => namespaceView(k, ns)),
    ),
    cgroups: shared(before?.cgroups ?? [], cgroupViews(k.cgroupRoot, [])),
    ttys: shared(before?.ttys ?? [], k.ttys.map(ttyView)),
  };
}
