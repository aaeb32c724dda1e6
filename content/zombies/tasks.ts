/** Things to do on the machines of lesson 2. One list a part of the lesson; what they look at is in look.ts. */
import type { Task } from '../../src/lesson/index.ts';
import dead from './tasks/dead.ts';
import incidents from './tasks/incidents.ts';
import kubernetes from './tasks/kubernetes.ts';
import orphans from './tasks/orphans.ts';
import limits from './tasks/limits.ts';
import { reaperTasks } from './tasks/reaper.ts';
import sigchld from './tasks/sigchld.ts';
import states from './tasks/states.ts';

export default [
  ...dead,
  ...states,
  ...sigchld,
  ...orphans,
  ...limits,
  ...reaperTasks,
  ...kubernetes,
  ...incidents,
] satisfies readonly Task[];
