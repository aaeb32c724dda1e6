// The scenarios that the command line knows: the base ones and those of the lessons, at their first choices.
import lessons from '../../../content/scenarios.ts';
import { decided } from '../../lesson/index.ts';
import { BASE_SCENARIOS, type Scenario } from '../../sim/lab/index.ts';

const ofLessons: readonly Scenario[] = lessons.map((scenario) => ({
  id: scenario.id,
  title: scenario.title,
  about: scenario.about,
  init: scenario.init(decided(scenario, undefined)),
}));

export const SCENARIOS: readonly Scenario[] = [
  ...BASE_SCENARIOS.filter(({ id }) => !ofLessons.some((each) => each.id === id)),
  ...ofLessons,
];
