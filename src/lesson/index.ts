// The learning side of the course: what lessons consist of, how answers and tasks are judged, what is remembered.
export type * from './schema.ts';
export type * from './machine.ts';
export * from '../sim/kernel/abi/signals.ts';
export { utf8 } from '../sim/kernel/abi/bytes.ts';
export { decided, type Choice, type LabScenario, type Program } from './scenario.ts';
export { GATE_ORDER, GATE_TITLES } from './gates.ts';
export { pieces, plain, type Piece } from './inline.ts';
export { plainScreen } from './screen.ts';
export { grade, isAnswered, normalizeTyped, shuffled } from './quiz.ts';
export { eventFrom, type Fact, type ProgressEvent, type StoredEvent } from './progress/events.ts';
export { LOG_NAME, LOG_VERSION, MAX_EVENTS, mergeEvents, readLog, writeLog, type ReadLog } from './progress/log.ts';
export {
  continueAt,
  isNews,
  lessonProgress,
  NO_LESSON_PROGRESS,
  progressOf,
  type Answered,
  type LessonProgress,
  type Progress,
} from './progress/state.ts';
