// Invariants of the kernel's state, checked after every step in tests. A broken one is a bug of ours, never of a learner's.
import { invariant } from '../../engine/index.ts';
import { nrIn } from './ns/pid.ts';
import type { Kernel } from './kernel.ts';
import { pidsCurrent } from './cgroup/pids.ts';
import type { Process } from './state.ts';

export function checkInvariants(k: Kernel): void {
  let charged = 0;
  for (const t of k.tasks()) {
    charged += 1;
    invariant(t.state.kind !== 'dead', `released task ${t.tid} is still listed`);
    invariant(t.cgroup.members.has(t), `task ${t.tid} is not charged to its cgroup`);
    invariant(t.ns.tasks.get(nrIn(t, t.ns)) === t, `task ${t.tid} has lost its number`);
    if (t.state.kind === 'blocked')
      for (const queue of t.state.block.on)
        invariant(queue.sleepers.has(t), `task ${t.tid} sleeps on a queue that forgot it`);
    if (t.state.kind === 'runnable')
      invariant(t.onRunQueue || k.suspended?.task === t, `task ${t.tid} can run and nobody will run it`);
    if (t.state.kind === 'zombie') invariant(t.frames.length === 0, `zombie ${t.tid} still has a program`);
  }
  invariant(pidsCurrent(k.cgroupRoot) === charged, 'pids.current differs from the members');
  for (const p of k.processes()) checkProcess(k, p);
}

function checkProcess(k: Kernel, p: Process): void {
  if (p.parent) {
    invariant(p.parent.children.has(p), `process ${p.pid} is unknown to its parent`);
    invariant(k.find(p.parent.pid) === p.parent, `the parent of ${p.pid} is gone`);
    invariant(
      p.parent.exitStatus === undefined || p.parent.leader.tracer !== undefined,
      `process ${p.pid} has a dead parent`,
    );
  }
  if (p.exitStatus !== undefined) {
    invariant(p.leader.state.kind === 'zombie', `dead process ${p.pid} is not a zombie`);
    invariant(p.children.size === 0 || p.leader.ns.init === p, `zombie ${p.pid} still has children`);
    invariant(p.parent !== undefined, `zombie ${p.pid} has nobody to reap it`);
  }
  if (p.stopped !== undefined)
    for (const t of p.threads)
      invariant(t.state.kind !== 'blocked' || t.exiting, `stopped process ${p.pid} has a sleeping thread`);
}
