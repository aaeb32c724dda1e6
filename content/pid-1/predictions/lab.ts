// The machine of a guess: what PID 1 is, and how it was started.
import type { LabSetup } from '../../../src/lesson/index.ts';

export const lab = (pid1: string, form?: string): LabSetup => ({
  scenario: 'pid1',
  options: form === undefined ? { pid1 } : { pid1, form },
  view: 'signals',
});
