// Guess of section 7: what a tool makes of a name.
import type { Prediction } from '../../../src/lesson/index.ts';
import { askedIn, found, isNo } from '../look.ts';

export default [
  {
    id: 'busybox-nslookup',
    section: 'debug',
    question:
      'In a pod on Alpine, `ndots:5`: `nslookup web.prod` says NXDOMAIN. The application in this pod asks for `web.prod` as well. What does it get?',
    options: [
      {
        id: 'same',
        text: 'An error: it is the same name, file and server',
        why: 'And another resolver. Alpine’s `nslookup` is busybox’s, and has rules of its own.',
      },
      { id: 'found', text: 'The address' },
      {
        id: 'late',
        text: 'An error after five seconds',
        why: 'CoreDNS answers everything here, so nobody has to wait.',
      },
    ],
    answer: 'found',
    explain:
      'busybox’s `nslookup` uses the search list for names without a dot only. `getaddrinfo` of musl uses it for `web.prod`, because one dot is fewer than five.',
    lookup: 'v=1&c=musl&n=web.prod',
    lab: { scenario: 'dns-cluster', options: { ndots: '5' }, view: 'network' },
    run: [
      { type: 'nslookup web.prod', in: 'alpine' },
      { type: 'getent ahosts web.prod', in: 'alpine' },
    ],
    proof: (run) => {
      const asked = askedIn(run, 'alpine');
      return (
        asked.some((a) => a.lookups.length === 0 && a.queries.every(isNo)) &&
        asked.some((a) => a.lookups.length > 0 && found(a))
      );
    },
  },
] satisfies readonly Prediction[];
