// Delivery: what happens to pending signals when a task is about to go back to its program (kernel/signal.c, get_signal).
import {
  add,
  bit,
  E,
  has,
  KERNEL_IGNORE,
  KERNEL_ONLY,
  KERNEL_STOP,
  remove,
  SA_NODEFER,
  SA_RESETHAND,
  SA_RESTART,
  SIGKILL,
  signalName,
  SIGSTOP,
} from '../abi/index.ts';
import type { Gate, SignalEffect } from '../events.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, QueuedSignal, Resume, Task } from '../state.ts';
import { actionOf, defaultEffect } from './decide.ts';
import { flush, nextSignal, take } from './pending.ts';
import { resetAction } from './sighand.ts';
import { isOrphanedPgrp, stopProcess } from './stop.ts';
import { traceStop } from '../task/tracing.ts';

/** `recalc_sigpending`: is there anything this task would take now? */
export function deliverable(t: Task): boolean {
  if (t.process.groupExit !== undefined) return true;
  if (t.traceInterrupt || t.traceInject) return true;
  return ((t.pending.set | t.process.pending.set) & ~t.blocked) !== 0n;
}

/** SIGKILL or the end of the group is pending: also an uninterruptible-but-killable sleep ends. */
export const fatalPending = (t: Task): boolean =>
  t.process.groupExit !== undefined || has(t.pending.set | t.process.pending.set, SIGKILL);

function report(
  k: Kernel,
  t: Task,
  queued: QueuedSignal,
  effect: SignalEffect,
  verdict: Gate['verdict'],
  reason: string,
  fn: string,
): void {
  const gate: Gate = { id: 'deliver', verdict, reason, fn, file: 'kernel/signal.c' };
  k.emit({ kind: 'deliver', journey: queued.journey, sig: queued.info.signo, target: t.process.pid, effect, gate });
}

function dequeue(t: Task): QueuedSignal | undefined {
  if (t.traceInject) {
    const injected = t.traceInject;
    t.traceInject = undefined;
    return injected;
  }
  for (const pending of [t.pending, t.process.pending]) {
    const sig = nextSignal(pending, t.blocked);
    if (sig !== undefined) return take(pending, sig);
  }
  return undefined;
}

/** complete_signal already made the group end: tell it once, as the delivery of the signal that did it. */
function reportFatal(k: Kernel, t: Task): void {
  const sig = (t.process.groupExit ?? 0) & 0x7f;
  if (sig === 0) return;
  for (const { queue } of [t.pending, t.process.pending]) {
    const index = queue.findIndex((queued) => queued.info.signo === sig && queued.journey > 0);
    const queued = queue[index];
    if (!queued) continue;
    queue[index] = { ...queued, journey: 0 };
    report(k, t, queued, 'terminate', 'pass', 'default action: terminate', 'do_group_exit');
    return;
  }
}

export type Delivery = 'user' | 'parked' | 'exit';

/**
 * Takes pending signals until none is left, the task stopped, or it is to exit (then `process.groupExit` is set).
 * `interrupted`: the sleep that the signals ended, if they ended one.
 */
export function deliverSignals(k: Kernel, t: Task, interrupted: Block | undefined): Delivery {
  const p = t.process;
  let sleep = interrupted;
  for (;;) {
    if (p.groupExit !== undefined) {
      reportFatal(k, t);
      // The thread's own SIGKILL is used up; what is pending for the process stays to be seen in a zombie's ShdPnd.
      flush(t.pending, bit(SIGKILL));
      return 'exit';
    }
    if (t.traceInterrupt) {
      t.traceInterrupt = false;
      traceStop(k, t, { kind: 'group', signal: 5 });
      return 'parked';
    }
    const injected = t.traceInject !== undefined;
    const queued = dequeue(t);
    if (!queued) {
      t.sigpending = false;
      if (t.savedMask !== undefined && !sleep) {
        t.blocked = t.savedMask;
        t.savedMask = undefined;
        if (deliverable(t)) continue;
      }
      return 'user';
    }
    k.touch(p);
    const sig = queued.info.signo;
    if (t.tracer && !injected && sig !== SIGKILL) {
      traceStop(k, t, { kind: 'signal', info: queued.info }, queued);
      return 'parked';
    }
    const action = actionOf(p, sig);
    const name = `SIG${signalName(sig)}`;
    if (action.disposition.kind === 'ignore') {
      report(k, t, queued, 'ignored', 'stop', `${name} is ignored`, 'get_signal');
      continue;
    }
    if (action.disposition.kind === 'handler') {
      report(k, t, queued, 'handler', 'pass', `the handler for ${name} runs`, 'handle_signal');
      pushHandler(k, t, queued, sleep);
      sleep = undefined;
      continue;
    }
    if (has(KERNEL_IGNORE, sig)) {
      report(k, t, queued, 'ignored', 'stop', `the default action of ${name} is to do nothing`, 'get_signal');
      continue;
    }
    if (p.unkillable && !has(KERNEL_ONLY, sig)) {
      report(
        k,
        t,
        queued,
        'discarded-init',
        'stop',
        `init without a handler: ${name} is thrown away at delivery`,
        'get_signal',
      );
      continue;
    }
    if (has(KERNEL_STOP, sig)) {
      if (sig !== SIGSTOP && isOrphanedPgrp(k, p.pgid)) {
        report(
          k,
          t,
          queued,
          'ignored',
          'stop',
          'the process group is orphaned: nobody could continue it',
          'get_signal',
        );
        continue;
      }
      report(k, t, queued, 'stop', 'pass', `default action: stop`, 'do_signal_stop');
      stopProcess(k, t, sig);
      return 'parked';
    }
    const effect = defaultEffect(sig) === 'core' ? 'core' : 'terminate';
    report(
      k,
      t,
      queued,
      effect,
      'pass',
      `default action: ${effect === 'core' ? 'terminate, core dump' : 'terminate'}`,
      'do_group_exit',
    );
    // zap_other_threads
    k.killThreads(p, sig, t);
    return 'exit';
  }
}

/** `handle_signal`: a frame on top of the interrupted code. The first frame decides what the interrupted call returns. */
function pushHandler(k: Kernel, t: Task, queued: QueuedSignal, sleep: Block | undefined): void {
  const p = t.process;
  const sig = queued.info.signo;
  const action = actionOf(p, sig);
  if (action.disposition.kind !== 'handler') return;
  let below: Resume = t.resume;
  if (sleep) {
    const again = sleep.restarts && (action.flags & SA_RESTART) !== 0;
    if (!again) below = { kind: 'value', value: sleep.interrupted ? sleep.interrupted(k) : E.EINTR };
  }
  const gen = action.disposition.handler(sig, queued.info, t.inspectable);
  t.frames.push({ gen, kind: 'handler', resume: below, savedMask: t.savedMask ?? t.blocked });
  t.savedMask = undefined;
  t.resume = { kind: 'start' };
  t.blocked |= action.mask;
  if ((action.flags & SA_NODEFER) === 0) t.blocked = add(t.blocked, sig);
  t.blocked = remove(remove(t.blocked, SIGKILL), SIGSTOP);
  if ((action.flags & SA_RESETHAND) !== 0) resetAction(p, sig);
}
