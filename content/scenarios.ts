/** The machines of all lessons: for the command line, the playground and the tests. Adding a lesson's is a line here. */
import type { LabScenario } from '../src/lesson/index.ts';
import dns from './dns/scenarios.ts';
import pid1 from './pid-1/scenarios.ts';
import zombies from './zombies/scenarios.ts';

export default [...pid1, ...zombies, ...dns] satisfies readonly LabScenario[];
