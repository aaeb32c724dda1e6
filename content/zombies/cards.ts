/** Interview cards of lesson 2. */
import type { Card } from '../../src/lesson/index.ts';
import containers from './cards/containers.ts';
import dead from './cards/dead.ts';

export default [...dead, ...containers] satisfies readonly Card[];
