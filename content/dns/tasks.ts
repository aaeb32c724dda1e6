/** Things to do on the machines of lesson 3. One list a section; what they look at is in look.ts. */
import type { Task } from '../../src/lesson/index.ts';
import alpine from './tasks/alpine.ts';
import coredns from './tasks/coredns.ts';
import debug from './tasks/debug.ts';
import eightQueries from './tasks/eight-queries.ts';
import fiveSeconds from './tasks/five-seconds.ts';
import incidents from './tasks/incidents.ts';
import silence from './tasks/silence.ts';
import whoWrites from './tasks/who-writes.ts';

export default [
  ...eightQueries,
  ...whoWrites,
  ...alpine,
  ...silence,
  ...fiveSeconds,
  ...coredns,
  ...debug,
  ...incidents,
] satisfies readonly Task[];
