// A zombie, its parent, and what the trace knows of them: what all answers are drawn from.
import { has, SIGCHLD } from '../../sim/kernel/abi/signals.ts';
import type { Pid } from '../../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';
import { who } from '../names.ts';
import type { Collected, Facts } from './facts.ts';
import { isZombie } from './places.ts';

export interface Case {
  readonly view: MachineView;
  readonly facts: Facts;
  readonly step: number;
  readonly zombie: ProcessView;
  readonly parent: ProcessView | undefined;
}

export const nameOf = ({ view, parent, zombie }: Case): string => who(view, parent?.pid ?? zombie.parent);

/** Inits of namespaces, and those whose parent is in another namespace: started from outside. */
export const fromOutside = ({ zombie, parent }: Case): boolean => parent !== undefined && parent.ns !== zombie.ns;

/**
 * A parent that collects when it looks, without being told: it has done so before, for children of this kind, and this one
 * ended after its last look.
 */
export function looksNow({ facts, step, zombie, parent }: Case): Collected | undefined {
  if (!parent || (has(parent.caught, SIGCHLD) && !has(parent.blocked, SIGCHLD))) return undefined;
  const adopted = facts.adopted(zombie.pid, step)?.to === parent.pid;
  const own = facts.collected(parent.pid, step).filter((each) => !each.unasked && (!adopted || each.adopted));
  const last = own.at(-1);
  const ended = facts.ended(zombie.pid, step);
  return last && ended && ended.step > last.step ? last : undefined;
}

export const zombiesOf = (view: MachineView, parent: Pid): number => {
  let count = 0;
  for (const each of view.processes.values()) if (each.parent === parent && isZombie(each)) count += 1;
  return count;
};
