/** Where machines come from: the app gives a source, the lab asks by id. */
import { createContext } from 'react';
import type { LabScenario } from '../lesson/index.ts';

/** The same promise for the same question. */
export interface Machines {
  /** Resolves to undefined for an unknown id. */
  readonly find: (id: string) => Promise<LabScenario | undefined>;
  /** All that the course has, lesson by lesson. */
  readonly all: () => Promise<readonly LabScenario[]>;
}

const NONE = Promise.resolve(undefined);
const NOTHING = Promise.resolve([]);

export const ScenarioSource = createContext<Machines>({ find: () => NONE, all: () => NOTHING });
