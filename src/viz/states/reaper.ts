// Who adopts the children of a process when it ends, and whether that one collects what it adopts.
import { bit, has, SIGCHLD } from '../../sim/kernel/abi/signals.ts';
import type { Pid } from '../../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';
import { who } from '../names.ts';
import type { Facts } from './facts.ts';
import { isZombie } from './places.ts';

export interface Adopter {
  readonly process: ProcessView;
  /** `subreaper`, or `init` of the namespace. */
  readonly role: 'subreaper' | 'init';
}

/** `find_new_reaper` (kernel/exit.c) on a view: the nearest living subreaper above it in its namespace, else init. */
export function newReaper(view: MachineView, father: ProcessView): Adopter | undefined {
  const init = view.namespaces.find((ns) => ns.id === father.ns)?.init;
  let at = view.processes.get(father.parent);
  for (let hops = 0; at && at.ns === father.ns && at.pid !== init && hops < view.processes.size; hops += 1) {
    if (at.subreaper && at.state !== 'Z') return { process: at, role: 'subreaper' };
    at = view.processes.get(at.parent);
  }
  const first = init === undefined || init === father.pid ? undefined : view.processes.get(init);
  return first && first.state !== 'Z' ? { process: first, role: 'init' } : undefined;
}

export interface Habit {
  readonly reaps: 'yes' | 'no' | 'maybe';
  readonly words: string;
}

/** What can be told of a process: does it collect children that it did not start? From what it did and what it does. */
export function habitOf(view: MachineView, facts: Facts, step: number, process: ProcessView): Habit {
  const name = who(view, process.pid);
  const collected = facts.collected(process.pid, step).filter((each) => !each.unasked);
  const strangers = collected.filter((each) => each.adopted).length;
  if (has(process.ignored, SIGCHLD))
    return { reaps: 'yes', words: `${name} ignores SIGCHLD, so the kernel keeps no zombie for it.` };
  const zombies = left(view, facts, step, process.pid);
  if (strangers > 0 && zombies > 0)
    return {
      reaps: 'maybe',
      words: `${name} has collected ${strangers} that it had adopted, but ${zombies} are still there.`,
    };
  if (strangers > 0)
    return {
      reaps: 'yes',
      words: `${name} has collected ${strangers === 1 ? 'a process' : `${strangers} processes`} that it had adopted.`,
    };
  if (zombies > 0)
    return {
      reaps: 'no',
      words: `${name} has ${zombies === 1 ? 'a zombie' : `${zombies} zombies`} already that it adopted and has not collected.`,
    };
  if (process.wchan === 'do_wait' && /any child/.test(process.doing))
    return { reaps: 'yes', words: `${name} is in wait4(-1): it takes any child that ends.` };
  if (has(process.caught, SIGCHLD))
    return {
      reaps: 'maybe',
      words:
        collected.length > 0
          ? `${name} has a handler for SIGCHLD and has collected ${collected.length} of its own children; whether it takes strangers too is not yet seen.`
          : `${name} has a handler for SIGCHLD; whether it waits for strangers is not yet seen.`,
    };
  if (/sigtimedwait|sigsuspend/.test(process.wchan) || (process.blocked & bit(SIGCHLD)) !== 0n)
    return {
      reaps: 'maybe',
      words: `${name} waits for signals itself; whether it collects strangers is not yet seen.`,
    };
  if (collected.length > 0)
    return {
      reaps: 'maybe',
      words: `${name} has collected ${collected.length} of its own children, but no stranger so far.`,
    };
  return {
    reaps: 'no',
    words: `${name} has no handler for SIGCHLD, has collected nobody so far, and is ${process.doing}.`,
  };
}

/** Zombies that it has adopted and that are still there. */
function left(view: MachineView, facts: Facts, step: number, pid: Pid): number {
  let count = 0;
  for (const process of view.processes.values())
    if (process.parent === pid && isZombie(process) && facts.adopted(process.pid, step)?.to === pid) count += 1;
  return count;
}
