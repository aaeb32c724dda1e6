// Section 5: a lookup that takes five seconds is caught, and cured on Debian; Alpine does not hear of the cure.
import type { Task } from '../../../src/lesson/index.ts';
import {
  askedIn,
  deed,
  DONE,
  found,
  hint,
  isOver,
  NOT_YET,
  ownResolver,
  seconds,
  tookMs,
  type Asked,
} from '../look.ts';

const asksBoth = (asked: Asked): boolean =>
  asked.queries.some(({ type }) => type === 'A') && asked.queries.some(({ type }) => type === 'AAAA');

const OPTION = /single-request|use-vc/;

const noPair = (asked: Asked): string =>
  ownResolver(asked)
    ? `\`${asked.program}\` sends its questions one by one: no pair, no race. Take \`curl\`.`
    : `${deed(asked)} took ${seconds(tookMs(asked))}, and did not ask for A and AAAA together: no pair, no race. \`curl\` asks for both.`;

export default [
  {
    id: 'five-exactly',
    section: 'five-seconds',
    title: 'On Debian, have a name found after five seconds',
    check: (run) => {
      const mine = askedIn(run, 'debian').filter(isOver);
      if (mine.some((a) => found(a) && tookMs(a) > 4900 && tookMs(a) < 5500)) return DONE;
      const last = mine.at(-1);
      if (last) {
        if (last.lookups.length === 0 || !asksBoth(last)) return hint(noPair(last));
        return hint(
          `${deed(last)} took ${seconds(tookMs(last))}. Look at the pair that was sent first: were both answered?`,
        );
      }
      const alpine = askedIn(run, 'alpine').filter(isOver).at(-1);
      return alpine
        ? hint(
            `That was Alpine: ${seconds(tookMs(alpine))}. musl sends again after half of its five seconds. On Debian?`,
          )
        : NOT_YET;
    },
    hints: ['It takes a program that asks for A and AAAA, as nearly all do.', 'Type `time curl -s http://web/`.'],
    solution: [{ type: 'time curl -s http://web/' }],
    nearMisses: [
      { run: [{ type: 'time getent ahosts web' }], hint: 'no pair, no race' },
      { run: [{ type: 'dig web.default.svc.cluster.local' }], hint: 'one by one' },
      { run: [{ type: 'wget -qO- http://web/', in: 'alpine' }], hint: 'That was Alpine' },
    ],
  },
  {
    id: 'reopen',
    section: 'five-seconds',
    title: 'Cure it on Debian with an option in `/etc/resolv.conf`. Then write the same line on Alpine, and look again',
    check: (run) => {
      const last = (host: string): Asked | undefined =>
        askedIn(run, host).findLast((a) => isOver(a) && a.lookups.length > 0 && asksBoth(a));
      const [d, a] = [last('debian'), last('alpine')];
      const cured = d !== undefined && found(d) && tookMs(d) < 1000;
      const written = run.inputs.filter(({ line }) => OPTION.test(line) && line.includes('resolv.conf')).length;
      const asBefore = a !== undefined && tookMs(a) > 2000 && written > 1;
      if (cured && asBefore) return DONE;
      if (cured)
        return hint(
          a
            ? 'On Alpine the file does not have that line yet.'
            : 'No five seconds on Debian any more. Now the same line on Alpine, and a lookup there.',
        );
      if (d) return hint(`${seconds(tookMs(d))} on Debian. Which option makes glibc ask one after the other?`);
      const quick = askedIn(run, 'debian').findLast(isOver);
      return quick ? hint(noPair(quick)) : NOT_YET;
    },
    hints: [
      '`single-request-reopen`: AAAA only after the answer to A, from a socket of its own.',
      '`echo options single-request-reopen >> /etc/resolv.conf`, in both pods.',
      'Then `time curl -s http://web/` on Debian and `time wget -qO- http://web/` on Alpine.',
    ],
    solution: [
      { type: 'echo options single-request-reopen >> /etc/resolv.conf' },
      { type: 'time curl -s http://web/' },
      { type: 'echo options single-request-reopen >> /etc/resolv.conf', in: 'alpine' },
      { type: 'time wget -qO- http://web/', in: 'alpine' },
    ],
    nearMisses: [
      { run: [{ type: 'curl -s http://web/' }], hint: 'one after the other' },
      {
        run: [{ type: 'echo options single-request-reopen >> /etc/resolv.conf' }, { type: 'curl -s http://web/' }],
        hint: 'Now the same line on Alpine',
      },
      { run: [{ type: 'getent ahosts web' }], hint: 'no pair, no race' },
    ],
  },
] satisfies readonly Task[];
