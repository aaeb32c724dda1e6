// kill, sigaction, masks and the calls that wait for signals (kernel/signal.c).
import {
  bit,
  E,
  has,
  isErr,
  remove,
  SIGFPE,
  SIGKILL,
  SIGRTMAX,
  SIGSTOP,
  type Errno,
  type SigInfo,
  type Signal,
  type SigSet,
} from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { nrIn, processByNr, taskByNr } from '../ns/pid.ts';
import { actionOf, killPermitted, sigHandlerIgnored } from '../signal/decide.ts';
import { deliverable } from '../signal/deliver.ts';
import { flush, nextSignal, take } from '../signal/pending.ts';
import { killProcess, refuse, send } from '../signal/send.ts';
import { resetAction, setAction } from '../signal/sighand.ts';
import type { Block, CallHandlers, Process, Task } from '../state.ts';
import { hostToNr } from './ids.ts';

const valid = (sig: Signal): boolean => Number.isInteger(sig) && sig >= 0 && sig <= SIGRTMAX;
const unblockable = (set: SigSet): SigSet => remove(remove(set, SIGKILL), SIGSTOP);

/** `kill_something_info`. */
function kill(k: Kernel, t: Task, pid: number, sig: Signal): 0 | Errno {
  if (!valid(sig)) return E.EINVAL;
  if (pid > 0) {
    const target = processByNr(t.ns, pid) ?? taskByNr(t.ns, pid)?.process;
    if (!target) return sig === 0 ? E.ESRCH : refuse(k, t, sig, pid, undefined);
    return killProcess(k, t, target, sig, pid);
  }
  const everybody = pid === -1;
  const group = pid === 0 ? t.process.pgid : undefined;
  const targets: Process[] = [];
  for (const seen of t.ns.tasks.values()) {
    const p = seen.process;
    if (p.leader !== seen) continue;
    if (
      everybody
        ? nrIn(seen, t.ns) > 1 && p !== t.process
        : group !== undefined
          ? p.pgid === group
          : hostToNr(k, t, p.pgid) === -pid
    )
      targets.push(p);
  }
  if (targets.length === 0) return E.ESRCH;
  let result: 0 | Errno | undefined;
  for (const target of targets) {
    if (everybody && !killPermitted(t, target.leader, sig)) {
      result ??= E.EPERM;
      continue;
    }
    const one = killProcess(k, t, target, sig, nrIn(target.leader, t.ns));
    if (!isErr(one)) result = 0;
    else if (result === undefined) result = one;
  }
  return result ?? 0;
}

const sleepForSignal = (wchan: string, doing: string, more: Partial<Block> = {}): Block => ({
  kind: 'block',
  on: [],
  wchan,
  doing,
  sleep: 'interruptible',
  restarts: false,
  ...more,
});

type Names =
  | 'kill'
  | 'tgkill'
  | 'sigqueue'
  | 'sigaction'
  | 'sigprocmask'
  | 'sigpending'
  | 'sigsuspend'
  | 'sigtimedwait'
  | 'pause'
  | 'fault';

export const signalCalls: Pick<CallHandlers, Names> = {
  kill,
  tgkill(k, t, tgid, tid, sig) {
    if (!valid(sig)) return E.EINVAL;
    const thread = taskByNr(t.ns, tid);
    if (!thread || nrIn(thread.process.leader, t.ns) !== tgid) return E.ESRCH;
    return killProcess(k, t, thread.process, sig, tid, 'SI_TKILL', thread);
  },
  sigqueue(k, t, pid, sig) {
    if (!valid(sig)) return E.EINVAL;
    const target = processByNr(t.ns, pid);
    return target ? killProcess(k, t, target, sig, pid, 'SI_QUEUE') : E.ESRCH;
  },
  sigaction(k, t, sig, action) {
    if (sig < 1 || sig > SIGRTMAX || (action && (sig === SIGKILL || sig === SIGSTOP))) return E.EINVAL;
    const p = t.process;
    const old = actionOf(p, sig);
    if (action) {
      setAction(p, sig, action);
      // POSIX: setting "ignore" (or a default that ignores) forgets pending instances.
      if (sigHandlerIgnored(p, sig)) {
        flush(p.pending, bit(sig));
        for (const thread of p.threads) flush(thread.pending, bit(sig));
      }
      k.touch(p);
    }
    return old;
  },
  sigprocmask(k, t, how, set) {
    const old = t.blocked;
    if (how === 'block') t.blocked |= unblockable(set);
    else if (how === 'unblock') t.blocked &= ~set;
    else if (how === 'setmask') t.blocked = unblockable(set);
    if (t.blocked !== old) {
      t.sigpending = deliverable(t);
      k.touch(t.process);
    }
    return old;
  },
  sigpending: (_k, t) => (t.pending.set | t.process.pending.set) & t.blocked,
  sigsuspend(k, t, mask) {
    if (t.call.scratch === undefined) {
      t.call.scratch = true;
      t.savedMask = t.blocked;
      t.blocked = unblockable(mask);
      t.sigpending = deliverable(t);
      k.touch(t.process);
    }
    return sleepForSignal('sigsuspend', 'waiting for a signal (sigsuspend)');
  },
  sigtimedwait(k, t, set, timeout): SigInfo | Errno | Block {
    for (const pending of [t.pending, t.process.pending]) {
      const sig = nextSignal(pending, ~set);
      if (sig === undefined) continue;
      endTimedWait(k, t);
      const { info } = take(pending, sig);
      k.touch(t.process);
      return info;
    }
    const scratch = t.call.scratch as { until: number | undefined } | undefined;
    const until = scratch ? scratch.until : timeout === undefined ? undefined : k.now + timeout;
    if (!scratch) t.call.scratch = { until };
    if (until !== undefined && k.now >= until) {
      endTimedWait(k, t);
      return E.EAGAIN;
    }
    // do_sigtimedwait unblocks the awaited set while it sleeps: a signal of the set wakes it, and SigBlk shows the rest.
    if (t.savedMask === undefined) {
      t.savedMask = t.blocked;
      t.blocked &= ~set;
      k.touch(t.process);
    }
    return sleepForSignal('do_sigtimedwait', 'waiting for a signal (sigtimedwait)', { until });
  },
  pause: () => sleepForSignal('__do_sys_pause', 'waiting for a signal (pause)'),
  fault(k, t, sig) {
    // force_sig_info_to_task: a blocked or ignored fault becomes default and init loses its protection.
    const p = t.process;
    const kind = actionOf(p, sig).disposition.kind;
    if (kind === 'ignore' || has(t.blocked, sig)) {
      resetAction(p, sig);
      t.blocked = remove(t.blocked, sig);
    }
    if (actionOf(p, sig).disposition.kind === 'default') p.unkillable = false;
    send(k, {
      sig,
      code: sig === SIGFPE ? 'FPE_INTDIV' : 'SEGV_MAPERR',
      sender: undefined,
      thread: t,
      target: p,
      named: 0,
      reason: 'the running instruction faulted',
    });
    return 0;
  },
};

function endTimedWait(k: Kernel, t: Task): void {
  if (t.savedMask === undefined) return;
  t.blocked = t.savedMask;
  t.savedMask = undefined;
  k.touch(t.process);
}
