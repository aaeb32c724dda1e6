// release_task: the last trace of a process goes; its pid is free and its cgroup slot too.
import { uncharge } from '../cgroup/pids.ts';
import type { Kernel } from '../kernel.ts';
import { detachPid } from '../ns/pid.ts';
import type { Process } from '../state.ts';

export function releaseProcess(k: Kernel, p: Process, by: Process | undefined, why: string): void {
  const t = p.leader;
  p.parent?.children.delete(p);
  if (by) {
    by.childUsage = {
      user: by.childUsage.user + p.usage.user + p.childUsage.user,
      system: by.childUsage.system + p.usage.system + p.childUsage.system,
    };
  }
  detachPid(t);
  uncharge(t);
  t.state = { kind: 'dead' };
  k.removeProcess(p);
  k.removeTask(t);
  k.touchCgroups();
  for (let ns: typeof t.ns | undefined = t.ns; ns; ns = ns.parent) k.wake(ns.emptied);
  k.emit({ kind: 'reap', pid: p.pid, by: by?.pid, why });
}
