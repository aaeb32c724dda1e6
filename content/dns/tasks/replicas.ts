// Section 6, its end: one of two replicas hangs, and half of all names meet it.
import type { Task } from '../../../src/lesson/index.ts';
import {
  askedIn,
  coreDns,
  deed,
  DONE,
  found,
  hint,
  isOver,
  NOT_YET,
  ownResolver,
  queries,
  seconds,
  tookMs,
} from '../look.ts';

export default [
  {
    id: 'one-ill',
    section: 'coredns',
    title: 'Stop one of the two CoreDNS from the node, and look names up on Debian until one is found *late*',
    check: (run) => {
      const all = coreDns(run.view);
      const stopped = all.filter((each) => each.stopped).length;
      const mine = askedIn(run, 'debian').filter((a) => isOver(a) && !ownResolver(a) && a.queries.length > 0);
      const late = mine.some((a) => found(a) && tookMs(a) > 4900 && a.queries.some(({ reply }) => reply === undefined));
      if (late) return DONE;
      const last = mine.at(-1);
      if (stopped === 0)
        return last ? hint(`${deed(last)} took ${seconds(tookMs(last))}: both replicas are well.`) : NOT_YET;
      if (stopped === all.length) return hint('All of them are stopped. Let one go on: `kill -CONT` with its number.');
      return last && found(last)
        ? hint(
            `${seconds(tookMs(last))}, with ${queries(last.queries.length)}: all of them met the one that is well. A name that takes the whole list has four chances to meet the other.`,
          )
        : hint('One of two is stopped. Now look `example.com` up on Debian, perhaps more than once.');
    },
    hints: [
      'On the host: `pgrep -a coredns`, and `kill -STOP` with one of the numbers.',
      'In the Debian pod: `time getent ahosts example.com`, and again.',
    ],
    solution: [
      { type: 'kill -STOP $(pgrep -o coredns)', in: 'host' },
      ...Array.from({ length: 3 }, () => [{ type: 'time getent ahosts example.com' }, { waitMs: 6000 }]).flat(),
    ],
    nearMisses: [
      { run: [{ type: 'getent ahosts example.com' }], hint: 'both replicas are well' },
      { run: [{ type: 'kill -STOP $(pgrep -o coredns)', in: 'host' }], hint: 'Now look' },
      { run: [{ type: 'kill -STOP $(pidof coredns)', in: 'host' }], hint: 'Let one go on' },
    ],
  },
] satisfies readonly Task[];
