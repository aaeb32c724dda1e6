// The engine: virtual time, traces, recordings, branching. It knows no simulator.
export { EventQueue, type Entry } from './queue.ts';
export { PMap } from './pmap.ts';
export { Rng } from './rng.ts';
export { assertNever, invariant, InvariantError } from './invariant.ts';
export type { Machine, Micros, RecordedInput, Recording, Simulator, TraceStep } from './machine.ts';
export {
  MAX_INPUTS,
  MAX_STEPS,
  replay,
  ReplayError,
  Session,
  Trace,
  type ReplayLimit,
  type RunLimit,
  type RunOutcome,
} from './session.ts';
