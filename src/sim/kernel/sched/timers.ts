// What a deadline of the kernel's queue does when it fires.
import type { Process, Task } from '../state.ts';

export type Timer =
  /** End of a sleep with a deadline. */
  | { readonly kind: 'wake'; readonly task: Task; readonly sleep: number }
  | { readonly kind: 'alarm'; readonly process: Process }
  /** A callback of a daemon outside the kernel (container engine): restart delays, stop time-outs. */
  | { readonly kind: 'call'; readonly run: () => void };
