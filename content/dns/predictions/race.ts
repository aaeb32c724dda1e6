// Guess of section 5: whose sockets are hit.
import type { Prediction } from '../../../src/lesson/index.ts';
import { askedIn, found, tookMs } from '../look.ts';

export default [
  {
    id: 'who-is-hit',
    section: 'five-seconds',
    question:
      'On this node, the second of two packets is lost if both leave one socket at the same moment. Who needs how long for `web`?',
    options: [
      {
        id: 'all-five',
        text: 'glibc, musl and Go: 5 s',
        why: 'musl tries again after 2.5 s. And Go does not send two from one socket.',
      },
      { id: 'parts', text: 'glibc 5 s, musl 2.5 s, Go not at all' },
      {
        id: 'musl-free',
        text: 'glibc 5 s, musl and Go not at all',
        why: 'musl sends A and AAAA from one socket, just as glibc does.',
      },
      {
        id: 'none',
        text: 'None: one answer is enough',
        why: 'It is asked for both, so it waits for both.',
      },
    ],
    answer: 'parts',
    explain:
      'glibc and musl send the pair from one socket, and wait for the missing half as long as their first time-out is. Go uses a socket for each question.',
    lookup: 'v=1&n=web&s=10.96.0.10~race~0',
    run: [{ type: 'curl -m 9 http://web' }, { type: 'getent ahosts web', in: 'alpine' }],
    proof: (run) =>
      askedIn(run, 'debian').some((a) => found(a) && Math.round(tookMs(a) / 100) === 50) &&
      askedIn(run, 'alpine').some((a) => found(a) && Math.round(tookMs(a) / 100) === 25),
  },
] satisfies readonly Prediction[];
