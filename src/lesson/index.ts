// The learning side of the course: what lessons consist of, how answers and tasks are judged, what is remembered.
export type * from './schema.ts';
export type * from './machine.ts';
export * from '../sim/kernel/abi/signals.ts';
