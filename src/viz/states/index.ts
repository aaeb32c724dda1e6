// The process state machine: from views and steps to places, tokens, moves, duties, meters and answers.
export * from './places.ts';
export * from './moves.ts';
export { functionsOf, movesSince } from './move-words.ts';
export * from './facts.ts';
export * from './scene.ts';
export * from './duties.ts';
export * from './pids.ts';
export * from './proc-lines.ts';
export * from './answers.ts';
export { killLine, type Attempt, type Way } from './ways.ts';
export { SQUARES, type Grouping } from './pack.ts';
export type { EdgeLine, Rect } from './layout.ts';
export { habitOf, newReaper } from './reaper.ts';
