// Guesses of section 3: the same names through another C library.
import type { Prediction } from '../../../src/lesson/index.ts';
import { askedIn, found, isOver, tookMs } from '../look.ts';

export default [
  {
    id: 'ndots-one',
    section: 'alpine',
    question: '`options ndots:1`, and the name `web.prod` of a Service that exists. Who finds it?',
    options: [
      {
        id: 'all',
        text: 'All of them: after the name itself comes the list',
        why: 'That is the rule of glibc and Go. musl has another one.',
      },
      {
        id: 'none',
        text: 'None: with one dot it is tried as it is, and that is that',
        why: 'glibc and Go go on with the list.',
      },
      { id: 'not-musl', text: 'glibc and Go, not musl' },
      { id: 'only-musl', text: 'Only musl', why: 'The other way round.' },
    ],
    answer: 'not-musl',
    explain:
      'glibc and Go try the name first and the list afterwards: six queries. For musl a name with `ndots` dots is absolute: two queries, not found.',
    lookup:
      'v=1&n=web.prod&r=search%20default.svc.cluster.local%20svc.cluster.local%20cluster.local%0Anameserver%2010.96.0.10%0Aoptions%20ndots%3A1%0A',
    run: [{ type: 'getent ahosts web.prod' }, { type: 'getent ahosts web.prod', in: 'alpine' }],
    proof: (run) =>
      askedIn(run, 'debian').some(found) && askedIn(run, 'alpine').some((asked) => isOver(asked) && !found(asked)),
  },
  {
    id: 'servfail-middle',
    section: 'alpine',
    question:
      '`example.com` exists. One of the search domains before it answers SERVFAIL. What does a program on Alpine get?',
    options: [
      {
        id: 'at-once',
        text: 'The address, at once, as on Debian',
        why: 'Debian does that: SERVFAIL, next entry. musl does not.',
      },
      {
        id: 'late',
        text: 'The address, after five seconds',
        why: 'After five seconds it has given up, and does not try another name.',
      },
      { id: 'fails', text: 'An error, after five seconds' },
      {
        id: 'error-at-once',
        text: 'An error, at once',
        why: 'SERVFAIL may pass, so musl tries again for as long as its time lasts.',
      },
    ],
    answer: 'fails',
    explain:
      'For musl, SERVFAIL is no answer. It asks again until its five seconds are over, and then the search is over, too: the right name is never asked for.',
    lookup: 'v=1&s=10.96.0.10~servfail-search~0',
    lab: { scenario: 'dns-node-domain', view: 'network' },
    run: [{ type: 'getent ahosts example.com' }, { type: 'getent ahosts example.com', in: 'alpine' }],
    proof: (run) =>
      askedIn(run, 'debian').some(found) &&
      askedIn(run, 'alpine').some((a) => !found(a) && Math.round(tookMs(a) / 100) === 50),
  },
  {
    id: 'musl-faster',
    section: 'alpine',
    question:
      'A pod with `ClusterFirst`, CoreDNS is healthy. How much faster is a lookup of `example.com` on Alpine than on Debian?',
    options: [
      {
        id: 'twice',
        text: 'Twice as fast: A and AAAA go out in parallel',
        why: 'glibc sends both at the same moment as well.',
      },
      {
        id: 'four',
        text: 'Four times: all names of the list go out in parallel',
        why: 'No library does that. Each goes through the list, one name after the other.',
      },
      { id: 'same', text: 'Not at all' },
    ],
    answer: 'same',
    explain:
      'The same eight queries, in the same four steps. What musl does in parallel is to ask several *name servers*, and there is one.',
    lookup: 'v=1&c=glibc%2Cmusl',
  },
] satisfies readonly Prediction[];
