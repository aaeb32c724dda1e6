// execve ends all threads but one, and that one becomes the main thread, whichever called (fs/exec.c, de_thread).
import { closeAll } from '../fs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../state.ts';
import { detachTracees, traceDetach } from './tracing.ts';
import { dropThread } from './thread.ts';

/** Returns the task that the new program runs in: the leader. */
export function deThread(k: Kernel, t: Task): Task {
  const p = t.process;
  const { leader } = p;
  for (const other of [...p.threads]) {
    if (other === t || other === leader) continue;
    if (!other.exiting) closeAll(k, other.files);
    dropThread(k, other);
  }
  if (t === leader) return t;
  if (!leader.exiting) closeAll(k, leader.files);
  leader.files = t.files;
  leader.fs = t.fs;
  leader.mnt = t.mnt;
  leader.uts = t.uts;
  leader.cred = t.cred;
  leader.blocked = t.blocked;
  leader.pending.set = t.pending.set;
  leader.pending.queue.splice(0, Infinity, ...t.pending.queue);
  leader.sigpending = t.sigpending;
  leader.exiting = false;
  p.leaderStatus = undefined;
  if (leader.tracer) traceDetach(k, leader);
  inheritTracer(k, t, leader);
  k.releaseVfork(t);
  detachTracees(k, t);
  dropThread(k, t);
  k.makeRunnable(leader);
  return leader;
}

/** The tracer goes on with the thread that it traced, under the number of the main thread. */
function inheritTracer(k: Kernel, from: Task, to: Task): void {
  const { tracer, traceSyscalls, traceFollow } = from;
  if (!tracer) return;
  traceDetach(k, from);
  to.tracer = tracer;
  to.traceSyscalls = traceSyscalls;
  to.traceFollow = traceFollow;
  tracer.tracees.add(to);
}
