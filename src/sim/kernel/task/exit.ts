// The end of a process: exit_group, zombies, telling the parent, and the death of an init (kernel/exit.c do_exit, exit_notify).
import { SA_NOCLDWAIT, SIGCHLD, SIGKILL, signalName, type SiCode } from '../abi/index.ts';
import { closeAll } from '../fs/index.ts';
import { disassociateCtty } from '../tty/index.ts';
import type { Kernel } from '../kernel.ts';
import { actionOf } from '../signal/decide.ts';
import { send } from '../signal/send.ts';
import { ignoreSignal } from '../signal/sighand.ts';
import { killOrphanedPgrp, notifyParentCldStop } from '../signal/stop.ts';
import type { Block, PidNamespace, Process, Task } from '../state.ts';
import { releaseProcess } from './reap.ts';
import { forgetOriginalParent } from './reparent.ts';
import { detachTracees } from './tracing.ts';
import { dropThread } from './thread.ts';

export const statusWords = (status: number): string =>
  (status & 0x7f) === 0 ? `exit code ${(status >> 8) & 0xff}` : `killed by SIG${signalName(status & 0x7f)}`;

/** Stages of an exiting task; only an init's death waits in the middle. */
export interface ExitProgress {
  stage: 'start' | 'zap' | 'done';
}

/**
 * One thread ends. `status` is a wait status word. Returns a Block while an init waits for its namespace to empty.
 * Precondition: called again with the same progress until it returns undefined; then the task is dead.
 */
export function exitTask(k: Kernel, t: Task, status: number, progress: ExitProgress): Block | undefined {
  const p = t.process;
  if (progress.stage === 'start') {
    t.exiting = true;
    t.frames = [];
    t.inspectable = undefined;
    k.releaseVfork(t);
    detachTracees(k, t);
    closeAll(k, t.files);
    const alive = [...p.threads].some((other) => other !== t && other.state.kind !== 'zombie');
    if (t === p.leader) p.leaderStatus = status;
    if (alive) {
      progress.stage = 'done';
      // delay_group_leader: a dead main thread stays, as a zombie, while others live.
      if (t === p.leader) {
        p.argv = [];
        k.park(t, { kind: 'zombie' });
        k.touch(p);
      } else dropThread(k, t);
      return undefined;
    }
    if (t !== p.leader) dropThread(k, t);
    progress.stage = 'zap';
    if (p.leader.ns.init === p) zapBegin(k, p);
  }
  if (progress.stage === 'zap' && p.leader.ns.init === p) {
    const waiting = zapContinue(k, p);
    if (waiting) return waiting;
  }
  finish(k, p.leader, p.groupExit ?? p.leaderStatus ?? status, progress);
  return undefined;
}

/** `zap_pid_ns_processes`: kills everybody in the namespace, then waits for all of them to be reaped. */
function zapBegin(k: Kernel, p: Process): void {
  const ns = p.leader.ns;
  ns.dying = true;
  p.argv = [];
  ignoreSignal(p, SIGCHLD);
  const killed: number[] = [];
  for (const t of [...ns.tasks.values()]) {
    if (t.process === p || t !== t.process.leader || t.process.exitStatus !== undefined) continue;
    killed.push(t.process.pid);
  }
  k.emit({ kind: 'namespace-end', init: p.pid, killed });
  for (const pid of killed) {
    const victim = k.find(pid);
    if (victim)
      send(k, {
        sig: SIGKILL,
        code: 'SI_KERNEL',
        sender: undefined,
        target: victim,
        named: 0,
        reason: 'the pid namespace ends with its init',
      });
  }
  forgetZombies(k, p);
}

/** kernel_wait4(-1): whoever is dead already and a child of init goes at once. */
function forgetZombies(k: Kernel, p: Process): void {
  for (const child of p.children) {
    if (child.exitStatus !== undefined) releaseProcess(k, child, p, 'zap_pid_ns_processes waits for it');
  }
}

function zapContinue(k: Kernel, p: Process): Block | undefined {
  forgetZombies(k, p);
  const ns = p.leader.ns;
  if (isAlone(ns, p)) return undefined;
  return {
    kind: 'block',
    on: [ns.emptied, p.childWait],
    wchan: p.children.size > 0 ? 'do_wait' : 'zap_pid_ns_processes',
    doing: 'exiting: waits until everybody in its namespace is gone',
    sleep: 'no',
    shown: 'S',
    restarts: false,
  };
}

/** Looks at the first foreigner only: with thousands of tasks left this is asked thousands of times. */
function isAlone(ns: PidNamespace, p: Process): boolean {
  for (const t of ns.tasks.values()) if (t.process !== p) return false;
  return true;
}

function finish(k: Kernel, leader: Task, status: number, progress: ExitProgress): void {
  const p = leader.process;
  progress.stage = 'done';
  p.alarmAt = undefined;
  p.exitStatus = status;
  p.stopped = undefined;
  p.argv = [];
  p.usage = { user: leader.user, system: leader.system };
  k.park(leader, { kind: 'zombie' });
  k.emit({ kind: 'exit', pid: p.pid, status, why: statusWords(status) });
  disassociateCtty(k, p);
  forgetOriginalParent(k, p);
  killOrphanedPgrp(k, p, undefined);
  p.onExit?.(status);
  if (leader.tracer && leader.tracer.process !== p.parent) {
    notifyParentCldStop(k, p, 'CLD_TRAPPED', 0, leader.tracer.process);
    return;
  }
  notifyParent(k, p);
}

/** `do_notify_parent`: SIGCHLD, or no zombie at all when the parent ignores SIGCHLD explicitly or set SA_NOCLDWAIT. */
export function notifyParent(k: Kernel, p: Process): void {
  const parent = p.parent;
  const status = p.exitStatus ?? 0;
  if (!parent) {
    releaseProcess(k, p, undefined, 'it has no parent');
    return;
  }
  const action = actionOf(parent, SIGCHLD);
  const ignored = action.disposition.kind === 'ignore';
  const autoreap = ignored || (action.flags & SA_NOCLDWAIT) !== 0;
  if (autoreap) {
    if (!ignored) tell(k, p, parent, status);
    releaseProcess(
      k,
      p,
      parent,
      ignored
        ? `${parent.leader.comm} ignores SIGCHLD: no zombie is kept`
        : `${parent.leader.comm} set SA_NOCLDWAIT: no zombie is kept`,
    );
    k.wake(parent.childWait);
    return;
  }
  k.emit({ kind: 'zombie', pid: p.pid, parent: parent.pid, why: `${parent.leader.comm} has not waited for it yet` });
  tell(k, p, parent, status);
  k.wake(parent.childWait);
}

function tell(k: Kernel, p: Process, parent: Process, status: number): void {
  const bySignal = (status & 0x7f) !== 0;
  const code: SiCode = bySignal ? ((status & 0x80) !== 0 ? 'CLD_DUMPED' : 'CLD_KILLED') : 'CLD_EXITED';
  send(k, {
    sig: SIGCHLD,
    code,
    sender: undefined,
    target: parent,
    named: 0,
    about: p,
    status: bySignal ? status & 0x7f : (status >> 8) & 0xff,
    reason: `child ${p.leader.comm} ended`,
  });
}
