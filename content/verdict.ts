// What a task's check says: done, nothing to say yet, or a sentence about what was done.
import type { Verdict } from '../src/lesson/index.ts';

export const DONE: Verdict = { done: true };
export const NOT_YET: Verdict = { done: false };
export const hint = (text: string): Verdict => ({ done: false, hint: text });
