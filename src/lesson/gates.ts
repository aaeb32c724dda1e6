// The kernel's gates that a signal passes, in the order in which Linux takes them, and what they are called.
import type { GateId } from './machine.ts';

export const GATE_ORDER: readonly GateId[] = [
  'find',
  'permission',
  'forced',
  'ignored',
  'pending',
  'queue',
  'wake',
  'deliver',
];

export const GATE_TITLES: Readonly<Record<GateId, string>> = {
  find: 'Find the task',
  permission: 'May I?',
  forced: 'From above?',
  ignored: 'Ignored?',
  pending: 'Already pending?',
  queue: 'Queue',
  wake: 'Wake',
  deliver: 'Deliver',
};
