// Job control stops: do_signal_stop, SIGCONT, and orphaned process groups (kernel/signal.c, kernel/exit.c).
import { SA_NOCLDSTOP, SIGCHLD, SIGCONT, SIGHUP, signalName, type Signal } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Process, Task } from '../state.ts';
import { actionOf } from './decide.ts';
import { send } from './send.ts';

/** Tells the parent about a stop or a continuation, unless it asked not to be told (`do_notify_parent_cldstop`). */
export function notifyParentCldStop(
  k: Kernel,
  p: Process,
  code: 'CLD_STOPPED' | 'CLD_CONTINUED' | 'CLD_TRAPPED',
  status: Signal,
  to = p.parent,
): void {
  if (!to) return;
  const action = actionOf(to, SIGCHLD);
  if (action.disposition.kind !== 'ignore' && (action.flags & SA_NOCLDSTOP) === 0) {
    send(k, {
      sig: SIGCHLD,
      code,
      sender: undefined,
      target: to,
      named: 0,
      about: p,
      status,
      reason: `child ${p.leader.comm} ${code === 'CLD_CONTINUED' ? 'continued' : 'stopped'}`,
    });
  }
  k.wake(to.childWait);
}

/** `do_signal_stop`: all threads stop; the parent hears of it. */
export function stopProcess(k: Kernel, t: Task, sig: Signal): void {
  const p = t.process;
  p.stopped = sig;
  p.waitEvent = { kind: 'stopped', sig };
  for (const thread of p.threads)
    if (thread === t || thread.state.kind === 'runnable' || thread.state.kind === 'blocked')
      k.park(thread, { kind: 'stopped' });
  k.changed(p, 'T', `stopped by SIG${signalName(sig)}`);
  notifyParentCldStop(k, p, 'CLD_STOPPED', sig);
}

/** SIGCONT was sent: the process runs again even if the signal itself is ignored or blocked. */
export function continueProcess(k: Kernel, p: Process): void {
  if (p.stopped === undefined) return;
  p.stopped = undefined;
  p.waitEvent = { kind: 'continued' };
  for (const thread of p.threads) if (thread.state.kind === 'stopped') k.makeRunnable(thread);
  k.changed(p, 'S', 'continued by SIGCONT');
  notifyParentCldStop(k, p, 'CLD_CONTINUED', SIGCONT);
}

/** `will_become_orphaned_pgrp`: no member has a parent in another group of the same session. */
export function isOrphanedPgrp(k: Kernel, pgid: number, except?: Process): boolean {
  for (const p of k.processes()) {
    if (p.pgid !== pgid || p === except || p.exitStatus !== undefined || !p.parent) continue;
    // is_global_init(real_parent): being init's child does not hold a group.
    if (p.parent.pid === 1) continue;
    if (p.parent.pgid !== pgid && p.parent.sid === p.sid) return false;
  }
  return true;
}

/** `kill_orphaned_pgrp`: a group that lost its last link to its session and has stopped members gets HUP, then CONT. */
export function killOrphanedPgrp(k: Kernel, p: Process, parent: Process | undefined): void {
  const ref = parent ?? p.parent;
  const except = parent ? undefined : p;
  if (!ref || ref.pgid === p.pgid || ref.sid !== p.sid) return;
  if (!isOrphanedPgrp(k, p.pgid, except)) return;
  const stopped = [...k.processes()].some(
    (q) => q.pgid === p.pgid && q.stopped !== undefined && q.exitStatus === undefined,
  );
  if (!stopped) return;
  for (const sig of [SIGHUP, SIGCONT]) k.sendToGroup(p.pgid, sig, 'orphaned process group with stopped members');
}
