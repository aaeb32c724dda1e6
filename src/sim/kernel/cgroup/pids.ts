// The cgroup tree and its pids controller (kernel/cgroup/pids.c): members count from fork until they are released, so zombies count.
import type { Kernel } from '../kernel.ts';
import type { Cgroup, Task } from '../state.ts';

export function newCgroup(path: string, parent: Cgroup | undefined): Cgroup {
  const cgroup: Cgroup = {
    path,
    parent,
    children: new Map(),
    members: new Set(),
    pidsMax: undefined,
    pidsPeak: 0,
    pidsEvents: 0,
    frozen: 'no',
  };
  parent?.children.set(path.slice(path.lastIndexOf('/') + 1), cgroup);
  return cgroup;
}

/** pids.current: this group and all below. */
export function pidsCurrent(cgroup: Cgroup): number {
  let count = cgroup.members.size;
  for (const child of cgroup.children.values()) count += pidsCurrent(child);
  return count;
}

/** `pids_can_fork`: the first group, from here up, that has no room for one more. */
export function pidsCanFork(cgroup: Cgroup): Cgroup | undefined {
  for (let at: Cgroup | undefined = cgroup; at; at = at.parent) {
    if (at.pidsMax !== undefined && pidsCurrent(at) + 1 > at.pidsMax) return at;
  }
  return undefined;
}

export function charge(cgroup: Cgroup, t: Task): void {
  cgroup.members.add(t);
  for (let at: Cgroup | undefined = cgroup; at; at = at.parent) at.pidsPeak = Math.max(at.pidsPeak, pidsCurrent(at));
}

/** `pids_release`, called by release_task. */
export const uncharge = (t: Task): boolean => t.cgroup.members.delete(t);

/** Moving into a group is never refused (`pids_can_attach` has no limit check). */
export function moveToCgroup(k: Kernel, t: Task, to: Cgroup): void {
  uncharge(t);
  t.cgroup = to;
  charge(to, t);
  k.touch(t.process);
  k.touchCgroups();
}

export function setPidsMax(k: Kernel, cgroup: Cgroup, max: number | undefined): void {
  cgroup.pidsMax = max;
  k.touchCgroups();
}
