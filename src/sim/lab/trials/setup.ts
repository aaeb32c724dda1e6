// The machine of a schedule: a container whose PID 1 is compiled from /app/init.c, with the schedule's files in it.
import { Rng } from '../../../engine/index.ts';
import { executable } from '../../cc/index.ts';
import type { ContainerSpec, FileSpec } from '../../container/runtime/index.ts';
import type { LabInit } from '../init.ts';
import { oneContainer } from '../scenario.ts';
import { INIT, INIT_SOURCE } from './lines.ts';
import type { Plan, PlanFile, Schedule } from './plan.ts';
import { CALM_PLANS } from './plans/calm.ts';
import { MAIN_PLANS } from './plans/main.ts';
import { REAP_PLANS } from './plans/reap.ts';
import { startOf } from './starts.ts';

export const PLANS: readonly Plan[] = [...REAP_PLANS, ...CALM_PLANS, ...MAIN_PLANS];

/** Each has numbers of its own. Few enough for a list that can be chosen from. */
export const VARIATIONS: readonly string[] = ['1', '2', '3', '4', '5', '6', '7', '8'];

/** A schedule with the numbers of this variation. */
export const scheduleOf = (plan: Plan, variation: string): Schedule =>
  plan.make(new Rng('reaper').fork(plan.id).fork(variation));

const fileOf = (path: string, file: PlanFile): FileSpec =>
  'c' in file
    ? { text: executable(file.c, `${path.slice(path.lastIndexOf('/') + 1)}.c`), mode: 0o755 }
    : { text: file.script, mode: 0o755 };

/** Processes of a container without a limit of its own: far more than any schedule has, and the end of a fork bomb. */
const ENOUGH = 512;

/** What a lab without a schedule runs: a command that sleeps, and whatever children the learner makes. */
const FREE: Pick<Schedule, 'command' | 'files' | 'entry' | 'pidsMax'> = { command: ['sleep', '1000'], files: {} };

/** The machine of the scenario `reaper`: where PID 1 begins (`start`), and which schedule's files are there (`children`, `variation`). */
export function reaperInit(options: Readonly<Record<string, string>>): LabInit {
  const source = startOf(options['start']).text;
  const plan = PLANS.find(({ id }) => id === options['children']);
  const { command, entry, files, pidsMax } = plan ? scheduleOf(plan, options['variation'] ?? '1') : FREE;
  const argv = [...(entry === undefined ? [] : [entry]), INIT, ...command];
  const more: Partial<ContainerSpec> = {
    files: {
      [INIT_SOURCE]: { text: source },
      [INIT]: { text: executable(source, 'init.c'), mode: 0o755 },
      ...Object.fromEntries(Object.entries(files).map(([path, file]) => [path, fileOf(path, file)])),
    },
    pidsMax: pidsMax ?? ENOUGH,
  };
  return oneContainer(argv, more);
}
