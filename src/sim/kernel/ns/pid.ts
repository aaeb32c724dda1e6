// Pid namespaces: nested, each task numbered in its own and in all above (kernel/pid.c, kernel/pid_namespace.c).
import type { PidNamespace, Process, Task } from '../state.ts';
import { WaitQueue } from '../state.ts';

/** Largest pid, per namespace (pid_max). */
export const PID_MAX = 4_194_304;

export function newPidNamespace(id: number, parent: PidNamespace | undefined, name: string): PidNamespace {
  return {
    id,
    parent,
    level: parent ? parent.level + 1 : 0,
    name,
    init: undefined,
    nextPid: 1,
    tasks: new Map(),
    emptied: new WaitQueue(),
    dying: false,
  };
}

/** The numbers of one task: Linux's struct pid, which outlives the task while a group or session bears its number. */
export type PidRecord = Pick<Task, 'nrs' | 'ns'>;

/** The task's number in `ns`; 0 when it is not visible there (`task_pid_nr_ns`). */
export function nrIn(t: PidRecord, ns: PidNamespace): number {
  return ns.level < t.nrs.length && seesTask(ns, t) ? (t.nrs[ns.level] ?? 0) : 0;
}

/** A namespace sees its own tasks and those of the namespaces below it. */
function seesTask(ns: PidNamespace, t: PidRecord): boolean {
  let at: PidNamespace | undefined = t.ns;
  while (at && at.level > ns.level) at = at.parent;
  return at === ns;
}

/** `find_vpid`: who has this number in `ns`. */
export const taskByNr = (ns: PidNamespace, nr: number): Task | undefined => ns.tasks.get(nr);

export const processByNr = (ns: PidNamespace, nr: number): Process | undefined => {
  const t = ns.tasks.get(nr);
  return t && t.process.leader === t ? t.process : undefined;
};

/** Takes the next number in `ns` and all its ancestors; index = level. */
export function allocPids(ns: PidNamespace): number[] {
  const nrs: number[] = [];
  for (let at: PidNamespace | undefined = ns; at; at = at.parent) {
    nrs[at.level] = at.nextPid;
    at.nextPid = at.nextPid >= PID_MAX ? 300 : at.nextPid + 1;
    while (at.tasks.has(at.nextPid)) at.nextPid += 1;
  }
  return nrs;
}

export function attachPid(t: Task): void {
  for (let at: PidNamespace | undefined = t.ns; at; at = at.parent) at.tasks.set(t.nrs[at.level] ?? 0, t);
}

export function detachPid(t: Task): void {
  for (let at: PidNamespace | undefined = t.ns; at; at = at.parent) at.tasks.delete(t.nrs[at.level] ?? 0);
}
