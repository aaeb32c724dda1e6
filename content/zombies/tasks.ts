/** Things to do on the machines of lesson 2. One list a part of the lesson; what they look at is in look.ts. */
import type { Task } from '../../src/lesson/index.ts';
import dead from './tasks/dead.ts';
import states from './tasks/states.ts';

export default [...dead, ...states] satisfies readonly Task[];
