/** Interview cards of lesson 3. */
import type { Card } from '../../src/lesson/index.ts';
import cluster from './cards/cluster.ts';
import resolvers from './cards/resolvers.ts';

export default [...resolvers, ...cluster] satisfies readonly Card[];
