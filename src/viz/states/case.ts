// A zombie, its parent, and what the trace knows of them: what all answers are drawn from.
import type { Pid } from '../../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';
import { who } from '../names.ts';
import type { Facts } from './facts.ts';
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

export const zombiesOf = (view: MachineView, parent: Pid): number => {
  let count = 0;
  for (const each of view.processes.values()) if (each.parent === parent && isZombie(each)) count += 1;
  return count;
};
