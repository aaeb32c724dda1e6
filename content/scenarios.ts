// The machines of the lessons: how a choice of options becomes the start of a lab machine. Read by the app (lab, playground),
// by `npm run lab` and by the tests.
import type { LabInit, Scenario } from '../src/sim/lab/index.ts';
import pid1 from './pid-1/scenarios.ts';

/** One thing that can be chosen about a machine: what PID 1 is, how it is started, who sends. The first choice is the default. */
export interface Chooser {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Heading under which it stands in a long list. */
  readonly group?: string;
  /** One sentence: what is special about it. */
  readonly about?: string;
}

export type Options = Readonly<Record<string, string>>;

/** A scenario whose start depends on choices. `init` is what the defaults give. */
export interface LabScenario extends Scenario {
  readonly choosers: readonly Chooser[];
  readonly setUp: (options: Options) => LabInit;
  /** What the playground's "Send" types, and where: for machines about signals. */
  readonly send?: (options: Options) => { readonly type: string; readonly in?: string };
}

export const lessonScenarios: readonly LabScenario[] = [...pid1];

export default lessonScenarios;
