// Section 3: one name and two answers, a value of ndots that suits both, and a search domain that stops musl.
import type { Task } from '../../../src/lesson/index.ts';
import {
  askedFor,
  askedIn,
  bare,
  deed,
  DONE,
  found,
  hint,
  isOver,
  NOT_YET,
  queries,
  seconds,
  tookMs,
  type Asked,
} from '../look.ts';

const NODE_DOMAIN = { scenario: 'dns-node-domain', view: 'network' } as const;

/** Lookups of both pods for the same name: what became of the last of each. */
function pairs(debian: readonly Asked[], alpine: readonly Asked[]): readonly (readonly [Asked, Asked])[] {
  return debian.flatMap((d) => alpine.filter((a) => askedFor(a) === askedFor(d)).map((a) => [d, a] as const));
}

export default [
  {
    id: 'only-on-debian',
    section: 'alpine',
    title: 'Find a name that Debian finds and Alpine does not. Ask for it in both pods',
    check: (run) => {
      const [debian, alpine] = ['debian', 'alpine'].map((host) =>
        askedIn(run, host).filter((a) => isOver(a) && a.lookups.length > 0),
      );
      if (!debian || !alpine) return NOT_YET;
      const both = pairs(debian, alpine);
      if (both.some(([d, a]) => found(d) && !found(a))) return DONE;
      const [d, a] = both.at(-1) ?? [];
      if (d && a)
        return hint(
          `\`${askedFor(d)}\`: ${found(d) ? 'found' : 'not found'} on Debian, ${found(a) ? 'found' : 'not found'} on Alpine. Take one with a dot in it, a Service of the other namespace.`,
        );
      const last = [...debian, ...alpine].at(-1);
      return last ? hint(`${deed(last)} asked for \`${askedFor(last)}\`. Ask for the same in the other pod.`) : NOT_YET;
    },
    hints: [
      'With `ndots:1`, a name with one dot is tried as it is first. And then?',
      'Type `getent ahosts web.prod` in both.',
    ],
    solution: [{ type: 'getent ahosts web.prod' }, { type: 'getent ahosts web.prod', in: 'alpine' }],
    nearMisses: [
      { run: [{ type: 'getent ahosts web' }, { type: 'getent ahosts web', in: 'alpine' }], hint: 'with a dot in it' },
      { run: [{ type: 'getent ahosts web.prod' }], hint: 'in the other pod' },
    ],
  },
  {
    id: 'ndots-two',
    section: 'alpine',
    title:
      'In the Alpine pod, find a value of ndots with which `web.prod` is found and `api.example.com` is tried as it is, first',
    check: (run) => {
      const mine = askedIn(run, 'alpine').filter((a) => isOver(a) && a.lookups.length > 0);
      const web = mine.findLast((a) => askedFor(a) === 'web.prod');
      const api = mine.findLast((a) => askedFor(a) === 'api.example.com');
      const found1 = web !== undefined && found(web);
      const cheap = api?.queries[0] !== undefined && found(api) && bare(api.queries[0].name) === 'api.example.com';
      if (found1 && cheap) return DONE;
      if (web && !found1)
        return hint(
          '`web.prod` was not found: it has one dot, and that was enough to be taken as it is. The value has to be larger.',
        );
      if (api && !cheap)
        return hint(
          `\`api.example.com\` took ${queries(api.queries.length)}: it has two dots, fewer than ndots. The value has to be smaller.`,
        );
      if (found1) return hint('`web.prod` is found. Now look up `api.example.com` and count.');
      return cheap ? hint('`api.example.com` is tried as it is. Now look up `web.prod`.') : NOT_YET;
    },
    hints: [
      '`web.prod` has one dot, `api.example.com` has two. “Enough dots” means: at least ndots.',
      'A later `options` line counts: `echo options ndots:2 >> /etc/resolv.conf`.',
      'Then look both names up with `getent ahosts`.',
    ],
    solution: [
      { type: 'echo options ndots:2 >> /etc/resolv.conf', in: 'alpine' },
      { type: 'getent ahosts web.prod', in: 'alpine' },
      { type: 'getent ahosts api.example.com', in: 'alpine' },
    ],
    nearMisses: [
      { run: [{ type: 'getent ahosts web.prod', in: 'alpine' }], hint: 'has to be larger' },
      {
        run: [
          { type: 'echo options ndots:5 >> /etc/resolv.conf', in: 'alpine' },
          { type: 'getent ahosts web.prod', in: 'alpine' },
          { type: 'getent ahosts api.example.com', in: 'alpine' },
        ],
        hint: 'has to be smaller',
      },
      { run: [{ type: 'getent ahosts api.example.com', in: 'alpine' }], hint: 'Now look up `web.prod`' },
    ],
  },
  {
    id: 'servfail-alpine',
    section: 'alpine',
    title: 'The node’s domain answers SERVFAIL. Look up `example.com` in both pods, and see the difference in seconds',
    lab: NODE_DOMAIN,
    check: (run) => {
      const last = (host: string): Asked | undefined =>
        askedIn(run, host).findLast((a) => isOver(a) && a.lookups.length > 0 && bare(askedFor(a)) === 'example.com');
      const [d, a] = [last('debian'), last('alpine')];
      if (d && a && found(d) && !found(a) && tookMs(a) > 4900) return DONE;
      if (a && found(a))
        return hint(
          'Alpine has found it: with a final dot there is no list, and nobody who answers SERVFAIL. Without it?',
        );
      if (d && !a) return hint(`Debian has found it, in ${seconds(tookMs(d))}. Now on Alpine.`);
      return a && !d ? hint(`Alpine has given up after ${seconds(tookMs(a))}. Now on Debian.`) : NOT_YET;
    },
    hints: ['`time getent ahosts example.com`, in both.'],
    solution: [{ type: 'getent ahosts example.com' }, { type: 'time getent ahosts example.com', in: 'alpine' }],
    nearMisses: [
      { run: [{ type: 'getent ahosts example.com' }], hint: 'Now on Alpine' },
      { run: [{ type: 'getent ahosts example.com', in: 'alpine' }], hint: 'Now on Debian' },
      { run: [{ type: 'getent ahosts example.com.', in: 'alpine' }], hint: 'Without it?' },
    ],
  },
  {
    id: 'get-past',
    section: 'alpine',
    title: 'On the same machine: get the address of `example.com` on Alpine, through the C library, at once',
    lab: NODE_DOMAIN,
    check: (run) => {
      const mine = askedIn(run, 'alpine').filter((a) => isOver(a) && bare(askedFor(a)) === 'example.com');
      if (mine.some((a) => a.lookups.length > 0 && found(a) && tookMs(a) < 1000)) return DONE;
      const last = mine.at(-1);
      if (!last) return NOT_YET;
      return last.lookups.length === 0
        ? hint(`\`${last.program}\` has its own rules. Your application would not see that.`)
        : hint(
            `${seconds(tookMs(last))} and ${queries(last.queries.length)}. The last of them was for \`${last.queries.at(-1)?.name ?? ''}\`: how is that name avoided?`,
          );
    },
    hints: [
      'A name that the list is not applied to, or a list without `corp.example`.',
      'Type `getent ahosts example.com.`, with the dot.',
    ],
    solution: [{ type: 'getent ahosts example.com.', in: 'alpine' }],
    nearMisses: [
      { run: [{ type: 'getent ahosts example.com', in: 'alpine' }], hint: 'how is that name avoided' },
      { run: [{ type: 'nslookup example.com', in: 'alpine' }], hint: 'has its own rules' },
    ],
  },
] satisfies readonly Task[];
