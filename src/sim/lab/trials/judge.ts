// The examiner: runs a program as PID 1 under every schedule and says, for each, whether it did its duty and why not.
import { Rng } from '../../../engine/index.ts';
import { compile, type Diagnostic } from '../../cc/index.ts';
import { utf8 } from '../../kernel/abi/index.ts';
import { play, type LabSimulator, type TrialSession } from './drive.ts';
import type { Duty, Finding, Plan } from './plan.ts';
import { PLANS, reaperInit, scheduleOf, VARIATIONS } from './setup.ts';
import { STARTS } from './starts.ts';
import { neverRests } from './words.ts';

export { PLANS } from './setup.ts';

export interface TrialVerdict {
  readonly plan: string;
  /** The plan's own, so that whoever reads verdicts needs no plans. */
  readonly title: string;
  readonly duty: Duty;
  readonly variation: string;
  /** What happened in this run, with its numbers. */
  readonly story: string;
  /** Why it failed; undefined: it passed. */
  readonly reason: string | undefined;
}

export interface TrialReport {
  readonly source: string;
  /** Of the compiler; with an error nothing was run. */
  readonly diagnostics: readonly Diagnostic[];
  readonly verdicts: readonly TrialVerdict[];
}

/** A verdict, and the machine on which it was reached: to be opened and looked through. */
export interface Trial {
  readonly verdict: TrialVerdict;
  /** The choices of the scenario `reaper` with which that machine began. */
  readonly options: Readonly<Record<string, string>>;
  readonly session: TrialSession;
}

const SEED = 'reaper';

/** Which numbers a program meets depends on its text: what was tuned for one set meets another after the next change. */
const variationFor = (plan: Plan, source: string): string =>
  VARIATIONS[new Rng(source).fork(plan.id).below(VARIATIONS.length)] ?? '1';

/** One schedule, in pieces of a few milliseconds. The same program gets the same numbers and the same verdict. */
export function* tryOut(simulator: LabSimulator, source: string, plan: Plan): Generator<void, Trial> {
  const variation = variationFor(plan, source);
  const schedule = scheduleOf(plan, variation);
  const options = { start: STARTS[0].id, children: plan.id, variation };
  const { session, witness, said, stopped } = yield* play(simulator, reaperInit(options), SEED, source, schedule);
  const reason: Finding = witness
    ? (schedule.check(witness) ?? (stopped ? neverRests(witness) : undefined))
    : `The program could not be made PID 1: ${said.trim()}`;
  return {
    verdict: { plan: plan.id, title: plan.title, duty: plan.duty, variation, story: schedule.story, reason },
    options,
    session,
  };
}

/** All schedules; reports each verdict as it is reached. A text that does not compile is not run. */
export function* judgeSteps(simulator: LabSimulator, source: string): Generator<TrialVerdict | undefined, TrialReport> {
  const { ok, diagnostics } = compile(utf8(source), 'init.c');
  const verdicts: TrialVerdict[] = [];
  if (!ok) return { source, diagnostics, verdicts };
  for (const plan of PLANS) {
    const trial = tryOut(simulator, source, plan);
    let piece = trial.next();
    for (; piece.done !== true; piece = trial.next()) yield undefined;
    verdicts.push(piece.value.verdict);
    yield piece.value.verdict;
  }
  return { source, diagnostics, verdicts };
}

/** The whole report at once. */
export function judge(simulator: LabSimulator, source: string): TrialReport {
  const steps = judgeSteps(simulator, source);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
