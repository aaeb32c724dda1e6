/** Where machines come from: the app gives a loader, the lab asks by id. */
import { createContext } from 'react';
import type { LabScenario } from '../lesson/index.ts';

/** Resolves to undefined for an unknown id. Must give the same promise for the same id. */
export const ScenarioSource = createContext<(id: string) => Promise<LabScenario | undefined>>(() => NONE);

const NONE = Promise.resolve(undefined);
