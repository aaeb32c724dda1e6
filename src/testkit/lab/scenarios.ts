// The scenarios that the command line knows: the base ones and those of the lessons.
import { BASE_SCENARIOS, type Scenario } from '../../sim/lab/index.ts';

export const SCENARIOS: readonly Scenario[] = [...BASE_SCENARIOS];
