// Pending sets: one instance of a standard signal, a queue of real-time ones (kernel/signal.c legacy_queue, dequeue_signal).
import { bit, has, members, remove, SIGRTMIN_KERNEL, SYNCHRONOUS, type Signal, type SigSet } from '../abi/index.ts';
import type { QueuedSignal, SigPending } from '../state.ts';

/** Real-time signals one receiver may have queued (RLIMIT_SIGPENDING's purpose; the real limit is per user). */
export const MAX_QUEUED = 1024;

export const newPending = (): SigPending => ({ set: 0n, queue: [] });

/** `legacy_queue`: a standard signal that is already pending is merged. */
export const merges = (pending: SigPending, sig: Signal): boolean => sig < SIGRTMIN_KERNEL && has(pending.set, sig);

export function enqueue(pending: SigPending, signal: QueuedSignal): void {
  pending.set |= bit(signal.info.signo);
  if (pending.queue.length < MAX_QUEUED) pending.queue.push(signal);
}

/** `flush_sigqueue_mask`: forgets all of these signals. */
export function flush(pending: SigPending, set: SigSet): void {
  if ((pending.set & set) === 0n) return;
  pending.set &= ~set;
  for (let i = pending.queue.length - 1; i >= 0; i -= 1) {
    const queued = pending.queue[i];
    if (queued && has(set, queued.info.signo)) pending.queue.splice(i, 1);
  }
}

/** `next_signal`: synchronous faults first, then the lowest number. */
export function nextSignal(pending: SigPending, blocked: SigSet): Signal | undefined {
  const ready = pending.set & ~blocked;
  if (ready === 0n) return undefined;
  return members(ready & SYNCHRONOUS)[0] ?? members(ready)[0];
}

/** Takes the oldest instance of `sig`; the bit stays while further real-time instances wait. */
export function take(pending: SigPending, sig: Signal): QueuedSignal {
  const index = pending.queue.findIndex((queued) => queued.info.signo === sig);
  const [found] = index >= 0 ? pending.queue.splice(index, 1) : [];
  if (!pending.queue.some((queued) => queued.info.signo === sig)) pending.set = remove(pending.set, sig);
  return found ?? { info: { signo: sig, code: 'SI_USER', pid: 0, uid: 0 }, journey: 0 };
}
