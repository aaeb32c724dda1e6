/** The machines of lesson 3: a cluster that is well, clusters that are not, and those of the replays. */
import type { LabScenario } from '../../src/lesson/index.ts';
import cluster from './scenarios/cluster.ts';
import incidents from './scenarios/incidents.ts';
import trouble from './scenarios/trouble.ts';

export default [...cluster, ...trouble, ...incidents] satisfies readonly LabScenario[];
