/** The machines of lesson 2. One list an idea. */
import type { LabScenario } from '../../src/lesson/index.ts';
import full from './scenarios/full.ts';
import letters from './scenarios/letters.ts';
import playground from './scenarios/playground.ts';

export default [...playground, ...letters, ...full] satisfies readonly LabScenario[];
