// Invariants of the kernel's state, checked after every step in tests. A broken one is a bug of ours, never of a learner's.
import { invariant } from '../../engine/index.ts';
import { has, SIGKILL } from './abi/index.ts';
import { nrIn } from './ns/pid.ts';
import type { Kernel } from './kernel.ts';
import { pidsCurrent } from './cgroup/pids.ts';
import type { Cgroup, PidNamespace, Process, Task } from './state.ts';

export function checkInvariants(k: Kernel): void {
  let charged = 0;
  for (const t of k.tasks()) {
    charged += 1;
    checkTask(k, t);
  }
  const current = pidsCurrent(k.cgroupRoot);
  invariant(current === charged, `pids.current says ${current}, there are ${charged} tasks`);
  checkCgroup(k.cgroupRoot);
  for (const ns of k.namespaces) checkNamespace(k, ns);
  const sessions = new Map<number, number>();
  for (const p of k.processes()) {
    checkProcess(k, p);
    const session = sessions.get(p.pgid);
    invariant(session === undefined || session === p.sid, `group ${p.pgid} is in two sessions`);
    sessions.set(p.pgid, p.sid);
  }
}

function checkTask(k: Kernel, t: Task): void {
  invariant(t.state.kind !== 'dead', `released task ${t.tid} is still listed`);
  invariant(t.cgroup.members.has(t), `task ${t.tid} is not charged to its cgroup`);
  for (let ns: PidNamespace | undefined = t.ns; ns; ns = ns.parent)
    invariant(ns.tasks.get(nrIn(t, ns)) === t, `task ${t.tid} has lost its number in ${ns.name}`);
  if (t.state.kind === 'blocked')
    for (const queue of t.state.block.on)
      invariant(queue.sleepers.has(t), `task ${t.tid} sleeps on a queue that forgot it`);
  if (t.state.kind === 'runnable')
    invariant(t.onRunQueue || k.suspended?.task === t, `task ${t.tid} can run and nobody will run it`);
  if (t.state.kind === 'zombie') invariant(t.frames.length === 0, `zombie ${t.tid} still has a program`);
}

/** Zombies count until they are released (kernel/cgroup/pids.c), nobody longer, and nobody twice. */
function checkCgroup(cgroup: Cgroup): void {
  for (const t of cgroup.members) {
    invariant(t.cgroup === cgroup, `task ${t.tid} is charged to a cgroup that is not its own`);
    invariant(t.state.kind !== 'dead', `released task ${t.tid} is still charged`);
  }
  invariant(pidsCurrent(cgroup) <= cgroup.pidsPeak, `pids.current of ${cgroup.path} is above its peak`);
  for (const child of cgroup.children.values()) checkCgroup(child);
}

/** A namespace ends with its init: who is left has a deadly signal, and init is dead only when it is alone. */
function checkNamespace(k: Kernel, ns: PidNamespace): void {
  const { init } = ns;
  if (!init) return;
  invariant(ns.dying || init.exitStatus === undefined, `init ${init.pid} is dead and its namespace goes on`);
  if (!ns.dying) return;
  const gone = init.exitStatus !== undefined;
  for (const t of ns.tasks.values()) {
    if (t.process === init) continue;
    invariant(!gone, `task ${t.tid} has outlived the init of its namespace`);
    invariant(isDoomed(t), `task ${t.tid} lives on in a namespace that ends`);
  }
  invariant(k.find(init.pid) === init || ns.tasks.size === 0, `namespace ${ns.name} has tasks and no init`);
}

const isDoomed = (t: Task): boolean =>
  t.exiting ||
  t.state.kind === 'zombie' ||
  t.process.groupExit !== undefined ||
  has(t.pending.set | t.process.pending.set, SIGKILL);

const sees = (ns: PidNamespace, below: PidNamespace): boolean => {
  for (let at: PidNamespace | undefined = below; at; at = at.parent) if (at === ns) return true;
  return false;
};

function checkProcess(k: Kernel, p: Process): void {
  invariant(p.parent !== undefined || p === k.hostNs.init, `process ${p.pid} is an orphan that nobody adopted`);
  for (const child of p.children) invariant(child.parent === p, `process ${child.pid} is a child of two`);
  if (p.parent) {
    invariant(sees(p.parent.leader.ns, p.leader.ns), `process ${p.pid} is invisible to its parent`);
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
