// Guesses of section 8, before each explanation.
import type { Prediction } from '../../../src/lesson/index.ts';
import { askedIn, found, isOver, tookMs } from '../look.ts';

export default [
  {
    id: 'replay-five',
    section: 'incidents',
    question: 'Which fact of the report already rules CoreDNS out?',
    options: [
      {
        id: 'graphs',
        text: 'It has been scaled up',
        why: 'Scaling might have helped a server that is slow. That it did not is a hint, no proof.',
      },
      { id: 'numbers', text: 'The extra time is exactly 5 s in one image, and exactly 2.5 s in the other' },
      {
        id: 'rare',
        text: 'It is rare',
        why: 'A server that is overloaded now and then would be rare, too.',
      },
      {
        id: 'no-errors',
        text: 'There are no errors in its log',
        why: 'A query that never arrives is in nobody’s log, and neither is one that is just slow.',
      },
    ],
    answer: 'numbers',
    explain:
      'A slow server is slow by any amount. 5.0 and 2.5 are the resolvers’ own waiting times: the server was never asked, or never heard.',
    lookup: 'v=1&c=glibc%2Cmusl&n=web&s=10.96.0.10~race~0',
  },
  {
    id: 'replay-split',
    section: 'incidents',
    question: 'Which names are found, on Debian and on Alpine?',
    options: [
      {
        id: 'all',
        text: 'All of them: whoever knows the name answers',
        why: '“No such name” is an answer, too. Nobody asks further because of it.',
      },
      { id: 'split', text: 'Debian: the cluster’s. Alpine: those of the faster server' },
      {
        id: 'debian-all',
        text: 'Debian: all, the second server is its fallback. Alpine: the cluster’s',
        why: 'A fallback for a server that does not answer. The first one does answer: no.',
      },
      {
        id: 'none',
        text: 'Neither finds anything, because the servers contradict each other',
        why: 'Nobody compares answers. The first one that counts is taken.',
      },
    ],
    answer: 'split',
    explain:
      'glibc asks in order, and NXDOMAIN of the first is final. musl asks both, and believes whoever is first, today the company’s server.',
    lookup:
      'v=1&n=web&r=search%20default.svc.cluster.local%20svc.cluster.local%20cluster.local%0Anameserver%2010.96.0.10%0Anameserver%2010.96.0.11%0Aoptions%20ndots%3A5%0A&s=10.96.0.10~slow~200%2C10.96.0.11~nxdomain~0',
    lab: { scenario: 'dns-split-horizon', view: 'network' },
    run: [{ type: 'getent ahosts web' }, { type: 'getent ahosts web', in: 'alpine' }],
    proof: (run) =>
      askedIn(run, 'debian').some(found) && askedIn(run, 'alpine').some((asked) => isOver(asked) && !found(asked)),
  },
  {
    id: 'replay-deny',
    section: 'incidents',
    question: 'The policy is in force. A program on Debian asks for `web`. When does it get its error?',
    options: [
      {
        id: 'at-once',
        text: 'At once: the connection is refused',
        why: 'A refusal would have to be sent by somebody. The policy drops.',
      },
      { id: 'five', text: 'After 5 s', why: 'That is Alpine.' },
      { id: 'twenty', text: 'After 20 s' },
      {
        id: 'never',
        text: 'It does not fail: policies do not count for `kube-system`',
        why: 'Egress rules count for every target.',
      },
    ],
    answer: 'twenty',
    explain:
      'Dropped packets are silence, and silence takes glibc twenty seconds, musl five and Go forty. “Temporary failure in name resolution” is what it says then.',
    lookup: 'v=1&n=web&s=10.96.0.10~drop~0',
    lab: { scenario: 'dns-deny-egress', view: 'network' },
    run: [{ type: 'getent ahosts web' }, { waitMs: 6_000 }],
    proof: (run) => askedIn(run, 'debian').some((a) => !found(a) && Math.round(tookMs(a) / 100) === 200),
  },
] satisfies readonly Prediction[];
