// Who becomes the parent of orphans (kernel/exit.c, find_new_reaper and forget_original_parent).
import type { Kernel } from '../kernel.ts';
import { killOrphanedPgrp } from '../signal/stop.ts';
import { send } from '../signal/send.ts';
import type { PidNamespace, Process, Task } from '../state.ts';
import { notifyParent } from './exit.ts';

export interface Reaper {
  readonly process: Process;
  readonly why: string;
}

/** `find_new_reaper`: the nearest living ancestor that is a subreaper in the same namespace, else the namespace's init. */
export function findNewReaper(k: Kernel, father: Process): Reaper | undefined {
  const ns: PidNamespace = father.leader.ns;
  for (let at = father.parent; at && at.leader.ns === ns; at = at.parent) {
    if (at === ns.init) break;
    if (at.subreaper && at.exitStatus === undefined)
      return { process: at, why: `${at.leader.comm} is the nearest subreaper (PR_SET_CHILD_SUBREAPER)` };
  }
  const init = ns.init;
  if (init && init !== father && init.exitStatus === undefined)
    return { process: init, why: 'init of the pid namespace adopts orphans' };
  const host = k.hostNs.init;
  return host && host !== father ? { process: host, why: 'init of the host adopts them' } : undefined;
}

/** `forget_original_parent`: gives the children away; zombies among them are reported to their new parent. */
export function forgetOriginalParent(k: Kernel, father: Process): void {
  if (father.children.size === 0) return;
  const reaper = findNewReaper(k, father);
  for (const child of [...father.children]) {
    const leader: Task = child.leader;
    if (!reaper) continue;
    father.children.delete(child);
    child.parent = reaper.process;
    reaper.process.children.add(child);
    k.touch(child);
    k.emit({ kind: 'reparent', pid: child.pid, from: father.pid, to: reaper.process.pid, why: reaper.why });
    if (child.exitStatus !== undefined) {
      notifyParent(k, child);
      continue;
    }
    if (leader.pdeathsig !== 0) {
      send(k, {
        sig: leader.pdeathsig,
        code: 'SI_USER',
        sender: father.leader,
        target: child,
        named: 0,
        reason: 'PR_SET_PDEATHSIG: the parent died',
      });
    }
    killOrphanedPgrp(k, child, father);
  }
}
