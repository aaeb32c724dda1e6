// Freezing a cgroup. v1: tasks sit in the refrigerator, D, and even SIGKILL waits. v2: shown S, SIGKILL works at once.
import { SIGKILL } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { fatalPending } from '../signal/deliver.ts';
import { send } from '../signal/send.ts';
import { WaitQueue, type Block, type Cgroup, type Task } from '../state.ts';

const thawed = new WeakMap<Cgroup, WaitQueue>();

function thawQueue(cgroup: Cgroup): WaitQueue {
  let queue = thawed.get(cgroup);
  if (!queue) thawed.set(cgroup, (queue = new WaitQueue()));
  return queue;
}

/** The group, from the task's own up, that is frozen. */
function frozenBy(t: Task): Cgroup | undefined {
  for (let at: Cgroup | undefined = t.cgroup; at; at = at.parent) if (at.frozen !== 'no') return at;
  return undefined;
}

/** Where a task of a frozen group has to sleep, if it has to. */
export function refrigerator(t: Task): Block | undefined {
  const cgroup = frozenBy(t);
  if (!cgroup) return undefined;
  const v1 = cgroup.frozen === 'v1';
  if (!v1 && fatalPending(t)) return undefined;
  return {
    kind: 'block',
    on: [thawQueue(cgroup)],
    wchan: v1 ? '__refrigerator' : 'do_freezer_trap',
    doing: 'frozen by its cgroup',
    sleep: v1 ? 'no' : 'killable',
    shown: v1 ? 'D' : 'S',
    restarts: true,
  };
}

function eachTask(cgroup: Cgroup, act: (t: Task) => void): void {
  for (const t of [...cgroup.members]) act(t);
  for (const child of cgroup.children.values()) eachTask(child, act);
}

export function freeze(k: Kernel, cgroup: Cgroup, version: 'v1' | 'v2'): void {
  cgroup.frozen = version;
  eachTask(cgroup, (t) => {
    if (t.state.kind === 'blocked') k.makeRunnable(t);
    k.touch(t.process);
  });
  k.touchCgroups();
}

export function thaw(k: Kernel, cgroup: Cgroup): void {
  cgroup.frozen = 'no';
  k.wake(thawQueue(cgroup));
  eachTask(cgroup, (t) => {
    if (t.state.kind === 'blocked') k.makeRunnable(t);
    k.touch(t.process);
  });
  k.touchCgroups();
}

/** cgroup.kill of v2: SIGKILL from the kernel to every member. */
export function killAll(k: Kernel, cgroup: Cgroup): void {
  eachTask(cgroup, (t) => {
    if (t === t.process.leader)
      send(k, {
        sig: SIGKILL,
        code: 'SI_KERNEL',
        sender: undefined,
        target: t.process,
        named: 0,
        reason: 'cgroup.kill',
      });
  });
}
