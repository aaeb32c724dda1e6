// fork, execve, exit, wait4, setns (kernel/fork.c, fs/exec.c, kernel/exit.c).
import { E, isErr, WCONTINUED, WNOHANG, WNOWAIT, WUNTRACED, type Errno, type WaitResult } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { nrIn, processByNr, taskByNr } from '../ns/pid.ts';
import type { Block, CallHandlers, Process, Task } from '../state.ts';
import { childNr, cloneTask } from '../task/clone.ts';
import { execve } from '../task/exec.ts';
import { releaseProcess } from '../task/reap.ts';
import { hostToNr } from './ids.ts';
import { notifyParent } from '../task/exit.ts';
import { traceDetach } from '../task/tracing.ts';

const VFORK_WAIT: Block = {
  kind: 'block',
  on: [],
  wchan: 'kernel_clone',
  doing: 'vfork: waits until the child execs or exits',
  sleep: 'killable',
  restarts: true,
};

/** Does wait4's first argument mean this child? */
function selects(k: Kernel, t: Task, child: Process, pid: number): boolean {
  if (pid === -1) return true;
  const nr = nrIn(child.leader, t.ns);
  if (pid > 0) return nr === pid;
  if (pid === 0) return child.pgid === t.process.pgid;
  return hostToNr(k, t, child.pgid) === -pid;
}

/** All threads but a zombie leader are gone (`delay_group_leader`). */
const waitable = (p: Process): boolean => p.exitStatus !== undefined;

function wait4(k: Kernel, t: Task, pid: number, options: number): WaitResult | 0 | Errno | Block {
  let eligible = false;
  for (const child of t.process.children) {
    if (!selects(k, t, child, pid)) continue;
    eligible = true;
    const found = report(k, t, child, options);
    if (found) return found;
  }
  for (const tracee of t.tracees) {
    if (!selects(k, t, tracee.process, pid)) continue;
    eligible = true;
    const found = traceReport(k, t, tracee);
    if (found) return found;
  }
  if (!eligible) return E.ECHILD;
  if ((options & WNOHANG) !== 0) return 0;
  return {
    kind: 'block',
    on: [t.process.childWait],
    wchan: 'do_wait',
    doing: pid === -1 ? 'waiting for any child' : `waiting for child ${pid}`,
    sleep: 'interruptible',
    restarts: true,
  };
}

function report(k: Kernel, t: Task, child: Process, options: number): WaitResult | undefined {
  const nr = nrIn(child.leader, t.ns);
  if (waitable(child)) {
    if (child.leader.tracer && child.leader.tracer.process !== t.process) return undefined;
    const status = child.exitStatus ?? 0;
    const result = { pid: nr, status, usage: child.usage };
    if ((options & WNOWAIT) === 0) releaseProcess(k, child, t.process, `${t.comm} waited for it`);
    return result;
  }
  const event = child.waitEvent;
  if (event?.kind === 'stopped' && (options & WUNTRACED) !== 0 && child.leader.tracer === undefined) {
    child.waitEvent = undefined;
    return { pid: nr, status: (event.sig << 8) | 0x7f, usage: child.usage };
  }
  if (event?.kind === 'continued' && (options & WCONTINUED) !== 0) {
    child.waitEvent = undefined;
    return { pid: nr, status: 0xffff, usage: child.usage };
  }
  return undefined;
}

/** A tracee's stop, or its end. */
function traceReport(k: Kernel, t: Task, tracee: Task): WaitResult | undefined {
  const p = tracee.process;
  const nr = nrIn(tracee, t.ns);
  if (p.exitStatus !== undefined) {
    const result = { pid: nr, status: p.exitStatus, usage: p.usage };
    traceDetach(k, tracee);
    if (p.parent === t.process) releaseProcess(k, p, t.process, `${t.comm} waited for it`);
    else notifyParent(k, p);
    return result;
  }
  const stop = tracee.traceEvent;
  if (!stop) return undefined;
  tracee.traceEvent = undefined;
  const sig = stop.kind === 'signal' ? stop.info.signo : stop.kind === 'group' ? stop.signal : 5 | 0x80;
  return { pid: nr, status: (sig << 8) | 0x7f, usage: p.usage };
}

type Names = 'fork' | 'execve' | 'exit' | 'wait4' | 'setns';

export const processCalls: Pick<CallHandlers, Names> = {
  fork(k, t, child, flags) {
    // The second run of a vfork: the child has exec'ed or is gone.
    const scratch = t.call.scratch as { task: Task; nr: number } | undefined;
    if (scratch) return scratch.task.vforkParent === t ? VFORK_WAIT : scratch.nr;
    const task = cloneTask(k, t, child, flags);
    if (isErr(task)) return task;
    const nr = childNr(t, task);
    if (!flags.vfork) return nr;
    task.vforkParent = t;
    t.call.scratch = { task, nr };
    return VFORK_WAIT;
  },
  execve(k, t, path, argv, env) {
    // undefined tells the scheduler that the program was replaced.
    return execve(k, t, path, argv, env) ?? (undefined as never);
  },
  exit() {
    // The scheduler ends the task when it sees this call's name.
    return undefined as never;
  },
  wait4,
  setns(k, t, pid) {
    const target = processByNr(t.ns, pid) ?? taskByNr(t.ns, pid)?.process;
    if (!target) return E.ESRCH;
    if (!t.cred.caps.has('SYS_ADMIN')) return E.EPERM;
    const leader = target.leader;
    t.nsForChildren = leader.ns;
    t.mnt = leader.mnt;
    t.uts = leader.uts;
    t.fs = { ...t.fs, root: '/', cwd: '/' };
    k.touch(t.process);
    return 0;
  },
};
