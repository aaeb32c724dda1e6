// fork, vfork, threads and new namespaces (kernel/fork.c, copy_process).
import { E, type CloneFlags, type Errno, type Sys } from '../abi/index.ts';
import { charge, pidsCanFork } from '../cgroup/pids.ts';
import { copyFdTable, copyMountNamespace, mountProc } from '../fs/index.ts';
import type { Kernel } from '../kernel.ts';
import { allocPids, attachPid, newPidNamespace, nrIn } from '../ns/pid.ts';
import type { Process, Task } from '../state.ts';
import { makeProcess, makeTask } from './table.ts';

/** All the tasks one machine may have: a fork bomb without a pids limit must end in a readable event. The lab's largest pids.max is 10,000. */
export const MAX_TASKS = 12_000;

/** Returns the new task, or the reason why there is none. A refused fork has used up a pid number: it is taken before the check. */
export function cloneTask(k: Kernel, t: Task, child: () => Sys<number>, flags: CloneFlags): Task | Errno {
  const nsParent = t.nsForChildren;
  if (nsParent.dying) return E.ENOMEM;
  // copy_process: nr_threads >= max_threads comes first, before a pid is taken.
  if (k.taskCount() >= k.threadsMax) {
    k.emit({
      kind: 'fork-refused',
      parent: t.process.pid,
      why: `threads-max ${k.threadsMax} of the machine reached`,
      cgroup: '',
    });
    return E.EAGAIN;
  }
  const ns = flags.newPid ? newPidNamespace(k.nextInode(), nsParent, 'container') : nsParent;
  const nrs = allocPids(ns);
  const full = pidsCanFork(t.cgroup);
  if (full) {
    full.pidsEvents += 1;
    k.touchCgroups();
    k.emit({
      kind: 'fork-refused',
      parent: t.process.pid,
      why: `pids.max ${full.pidsMax ?? ''} reached`,
      cgroup: full.path,
    });
    return E.EAGAIN;
  }
  if (k.taskCount() >= MAX_TASKS) {
    k.emit({ kind: 'limit', name: 'MAX_TASKS', text: `this machine runs at most ${MAX_TASKS} tasks` });
    return E.EAGAIN;
  }
  const tid = nrs[0] ?? 0;
  const process = flags.thread ? t.process : copyProcess(t, tid);
  const task = makeTask({
    tid,
    nrs,
    ns,
    process,
    comm: t.comm,
    frames: [{ gen: child(), kind: 'main' }],
    cred: { ...t.cred },
    files: flags.thread ? t.files : copyFdTable(t.files),
    fs: flags.thread ? t.fs : { ...t.fs },
    mnt: flags.newMount ? copyMountNamespace(k, t.mnt) : t.mnt,
    uts: flags.newUts ? { ...t.uts, id: k.nextInode() } : t.uts,
    nsForChildren: ns,
    cgroup: t.cgroup,
    nice: t.nice,
    startedAt: k.now,
  });
  if (flags.mountProc) mountProc(k, task.mnt, ns);
  if (flags.thread) t.files.users += 1;
  task.blocked = t.blocked;
  task.lines = { ...t.lines };
  task.inspectable = flags.program;
  task.noNewPrivs = t.noNewPrivs;
  if (t.tracer && t.traceFollow) {
    task.tracer = t.tracer;
    t.tracer.tracees.add(task);
    task.traceFollow = true;
    task.traceInterrupt = true;
    task.sigpending = true;
  }
  if (!flags.thread) {
    (process as { leader: Task }).leader = task;
    process.parent?.children.add(process);
    k.addProcess(process);
    if (flags.newPid) {
      ns.init = process;
      process.unkillable = true;
    }
  }
  process.threads.add(task);
  attachPid(task);
  charge(t.cgroup, task);
  k.addTask(task);
  k.emit({
    kind: 'fork',
    parent: t.process.pid,
    child: flags.thread ? t.process.pid : process.pid,
    how: flags.thread ? 'thread' : flags.newPid ? 'container' : flags.vfork ? 'vfork' : 'fork',
  });
  return task;
}

function copyProcess(t: Task, pid: number): Process {
  const from = t.process;
  const process = makeProcess({ pid, parent: from, argv: from.argv, env: from.env, exe: from.exe }) as Process;
  process.pgid = from.pgid;
  process.sid = from.sid;
  process.tty = from.tty;
  process.sighand = from.sighand;
  process.limits = from.limits;
  process.container = from.container;
  return process;
}

/** What fork returns to the parent: the child's number in the parent's namespace. */
export const childNr = (parent: Task, child: Task): number => nrIn(child, parent.ns);
