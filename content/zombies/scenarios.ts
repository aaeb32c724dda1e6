/** The machines of lesson 2. One list an idea. */
import type { LabScenario } from '../../src/lesson/index.ts';
import full from './scenarios/full.ts';
import letters from './scenarios/letters.ts';
import playground from './scenarios/playground.ts';
import pods from './scenarios/pods.ts';
import { reaperScenarios } from './scenarios/reaper.ts';

export default [...playground, ...letters, ...full, ...reaperScenarios, ...pods] satisfies readonly LabScenario[];
