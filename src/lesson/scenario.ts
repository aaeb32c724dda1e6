// A machine that can be opened: what there is to see, what can be chosen, and how it starts for a choice.
import type { LabInit } from '../sim/lab/index.ts';
import type { LabSetup } from './schema.ts';

/** One thing to choose before the machine starts: the program that is PID 1, the form of the entrypoint. */
export interface Choice {
  /** As in LabSetup.options and in links: never renamed. */
  readonly name: string;
  readonly label: string;
  readonly values: readonly {
    readonly value: string;
    readonly label: string;
    /** One sentence: what is special about it. */
    readonly about?: string;
  }[];
  /** Also what an unknown value in a link falls back to. */
  readonly initial: string;
}

/** A program that the learner writes on a machine: where its text is, and from what it can be begun. */
export interface Program {
  /** Its file in the container. */
  readonly file: string;
  /** The choice whose value names the text that the machine starts with. */
  readonly choice: string;
  readonly starts: readonly {
    readonly id: string;
    readonly label: string;
    /** One sentence: what to watch. */
    readonly watch: string;
    readonly text: string;
  }[];
}

export interface LabScenario {
  /** Stored in links and progress: never renamed. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly choices: readonly Choice[];
  /** Which picture is open at first, where a page does not say: `states`, `signals`, `network` … */
  readonly view?: string;
  /** Its editor takes the place of the plain one. */
  readonly program?: Program;
  readonly init: (options: Readonly<Record<string, string>>) => LabInit;
}

/** Every choice decided: what was asked for where it exists, the initial value elsewhere. */
export function decided(scenario: LabScenario, asked: LabSetup['options']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    scenario.choices.map((choice) => {
      const wanted = asked?.[choice.name];
      const known = choice.values.some((each) => each.value === wanted);
      return [choice.name, known && wanted !== undefined ? wanted : choice.initial];
    }),
  );
}
