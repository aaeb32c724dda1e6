// Section 1: eight queries are made and counted, and a name is asked for with two.
import type { Task } from '../../../src/lesson/index.ts';
import {
  askedFor,
  askedOf,
  bare,
  deed,
  DONE,
  found,
  hint,
  isOver,
  NOT_YET,
  ownResolver,
  queries,
  type Asked,
} from '../look.ts';

const FULL = 'web.prod.svc.cluster.local';

/** What a lookup of a name sends; `ping` asks for the name of an address as well, afterwards. */
const addresses = (asked: Asked): Asked['queries'] =>
  asked.queries.filter(({ type }) => type === 'A' || type === 'AAAA');

function aboutCount(asked: Asked): string {
  const n = addresses(asked).length;
  if (ownResolver(asked))
    return `${deed(asked)} sent ${queries(n)}: it is a resolver of its own, with its own rules. Take a program that asks through the C library: \`curl\`, \`ping\`.`;
  if (n > 0 && asked.queries.every(({ type }) => type === 'A'))
    return `${deed(asked)} sent ${queries(n)}, all of them for A: it leaves AAAA out on a pod that has no IPv6 address. \`curl\` asks for both.`;
  if (n === 0) return `${deed(asked)} sent nothing: a file had the answer.`;
  const names = new Set(addresses(asked).map(({ name }) => name)).size;
  return `${deed(asked)} sent ${queries(n)}: ${names === 1 ? 'the first name existed' : `${names} names were tried`}. Ask for a name that is not in the cluster, as it is written in a browser.`;
}

export default [
  {
    id: 'see-eight',
    section: 'eight-queries',
    title: 'Have one program send eight queries for one name that exists',
    check: (run) => {
      const over = askedOf(run).filter(isOver);
      if (over.some((each) => each.lookups.length === 1 && addresses(each).length === 8 && found(each))) return DONE;
      const last = over.at(-1);
      if (!last) return NOT_YET;
      return addresses(last).length === 8
        ? hint(
            `Eight queries, and in the end \`${askedFor(last)}\` was not found. Ask for one that exists: \`example.com\`.`,
          )
        : hint(aboutCount(last));
    },
    hints: [
      'A name from outside of the cluster is found last, after the whole list.',
      'Type `curl http://example.com`. Nobody listens there; it is about the name.',
    ],
    solution: [{ type: 'curl -sS -m 2 http://example.com' }],
    nearMisses: [
      { run: [{ type: 'getent ahosts example.com' }], hint: 'leaves AAAA out' },
      { run: [{ type: 'dig example.com' }], hint: 'resolver of its own' },
      { run: [{ type: 'curl -sS -m 2 http://web' }], hint: 'the first name existed' },
      { run: [{ type: 'curl -sS -m 2 http://nosuch' }], hint: 'was not found' },
    ],
  },
  {
    id: 'full-name-two',
    section: 'eight-queries',
    title: 'Reach the Service `web` of the namespace `prod` by its full name, with `curl` and two queries',
    check: (run) => {
      const over = askedOf(run).filter((each) => isOver(each) && each.queries.length > 0);
      const mine = over.filter((each) => bare(askedFor(each)) === FULL && !ownResolver(each));
      if (mine.some((each) => each.queries.length <= 2 && found(each))) return DONE;
      const last = mine.at(-1);
      if (last)
        return hint(
          `\`${askedFor(last)}\` has four dots, fewer than five: ${queries(last.queries.length)}. What tells the resolver that nothing is to be put behind it?`,
        );
      const other = over.at(-1);
      if (!other) return NOT_YET;
      return ownResolver(other)
        ? hint(`\`${other.program}\` does not use the list in any case. Ask with \`curl\`.`)
        : hint(`You asked for \`${askedFor(other)}\`. The full name is \`web.prod.svc.cluster.local\`.`);
    },
    hints: ['A final dot makes a name absolute.', 'Type `curl http://web.prod.svc.cluster.local./`.'],
    solution: [{ type: 'curl -sS http://web.prod.svc.cluster.local./' }],
    nearMisses: [
      { run: [{ type: 'curl -sS http://web.prod.svc.cluster.local/' }], hint: 'fewer than five' },
      { run: [{ type: 'curl -sS http://web.prod/' }], hint: 'The full name is' },
      { run: [{ type: 'dig web.prod.svc.cluster.local' }], hint: 'in any case' },
    ],
  },
] satisfies readonly Task[];
