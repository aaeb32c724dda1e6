// Hidden schedules of children, and the judge that runs a learner's PID 1 under them.
export { judge, judgeSteps, tryOut, type Trial, type TrialReport, type TrialVerdict } from './judge.ts';
export type { Duty, Plan } from './plan.ts';
export { BUILD_LINE, fileInput, INIT_SOURCE, RESTART_LINE } from './lines.ts';
export { PLANS, reaperInit, VARIATIONS } from './setup.ts';
export { startOf, STARTS, type Start } from './starts.ts';
