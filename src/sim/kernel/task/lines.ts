// Which statements of a compiled program are steps of the trace: all that a person could follow, not all that a busy loop runs.
import { SECOND, type Micros } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../state.ts';

/** Statements that may be steps, saved up at so many a second of virtual time. */
interface Allowance {
  readonly most: number;
  readonly perSecond: number;
}

/** A burst of a hundred children, each with its handler call, can be stepped through; `while (1);` is seen for its first rounds. */
const PROCESS: Allowance = { most: 600, perSecond: 20 };
/** All programs together: a fork bomb in C must leave room for its forks among the trace's 20,000 steps. */
const MACHINE: Allowance = { most: 4000, perSecond: 200 };

export interface LineBudget {
  left: number;
  /** When `left` was right. */
  at: Micros;
  /** Used up; shown again when half of it has been saved up, so that what is seen is seen in one piece. */
  spent: boolean;
}

export const newLineBudget = (): LineBudget => ({ left: PROCESS.most, at: 0, spent: false });
export const newMachineBudget = (): LineBudget => ({ left: MACHINE.most, at: 0, spent: false });

/** Whether one more statement may be shown now. Takes it from the budget. */
function take(budget: LineBudget, allowance: Allowance, now: Micros): boolean {
  budget.left = Math.min(allowance.most, budget.left + ((now - budget.at) * allowance.perSecond) / SECOND);
  budget.at = now;
  if (budget.spent && budget.left >= allowance.most / 2) budget.spent = false;
  if (budget.spent) return false;
  budget.left -= 1;
  if (budget.left < 1) budget.spent = true;
  return true;
}

/** Makes the line a step of the trace, if there is room. */
export function showLine(k: Kernel, t: Task, line: number): boolean {
  if (!take(t.lines, PROCESS, k.now) || !take(k.lines, MACHINE, k.now)) return false;
  k.touch(t.process);
  k.emit({ kind: 'line', pid: t.process.pid, line });
  if (t.lines.spent || k.lines.spent) {
    k.emit({
      kind: 'limit',
      name: 'LINES',
      text: `${t.comm} runs too many statements to show each: some are left out until it slows down`,
    });
  }
  return true;
}
