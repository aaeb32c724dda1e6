/** Things to do on the machines of lesson 2. One list a part of the lesson; what they look at is in look.ts. */
import type { Task } from '../../src/lesson/index.ts';
import dead from './tasks/dead.ts';
import orphans from './tasks/orphans.ts';
import pids from './tasks/pids.ts';
import sigchld from './tasks/sigchld.ts';
import states from './tasks/states.ts';

export default [...dead, ...states, ...sigchld, ...orphans, ...pids] satisfies readonly Task[];
