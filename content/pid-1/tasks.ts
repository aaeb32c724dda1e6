/** Things to do on the machines of lesson 1. One list a part of the lesson; what they look at is in look.ts. */
import type { Task } from '../../src/lesson/index.ts';
import first from './tasks/first.ts';
import host from './tasks/host.ts';
import runtimes from './tasks/runtimes.ts';
import shutdown from './tasks/shutdown.ts';

export default [...first, ...host, ...runtimes, ...shutdown] satisfies readonly Task[];
