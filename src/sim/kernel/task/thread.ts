// The end of a single thread: others of its process live on (release_task in kernel/exit.c).
import { uncharge } from '../cgroup/pids.ts';
import type { Kernel } from '../kernel.ts';
import { detachPid } from '../ns/pid.ts';
import type { Task } from '../state.ts';

/** A thread goes without being the last: nothing of it stays. */
export function dropThread(k: Kernel, t: Task): void {
  k.park(t, { kind: 'dead' });
  t.exiting = true;
  t.frames = [];
  t.process.threads.delete(t);
  if (t !== t.process.leader) {
    detachPid(t);
    uncharge(t);
    k.removeTask(t);
    k.touchCgroups();
  }
  k.touch(t.process);
}
