// Guesses of section 1: how many queries a name costs.
import type { Prediction } from '../../../src/lesson/index.ts';
import { askedIn, found } from '../look.ts';

export default [
  {
    id: 'how-many',
    section: 'eight-queries',
    question: '`curl http://example.com`, from a pod on Debian. How many DNS queries leave the pod?',
    options: [
      {
        id: 'one',
        text: '1',
        why: 'That is what `dig example.com` sends. `curl` does not know that you have no IPv6.',
      },
      {
        id: 'two',
        text: '2: one for IPv4, one for IPv6',
        why: 'Right for a machine of your own. In a pod, `example.com` is not the first name that is tried.',
      },
      {
        id: 'four',
        text: '4: three search domains, and the name itself',
        why: 'Four names, yes. But each of them is asked for twice, as A and as AAAA.',
      },
      { id: 'eight', text: '8' },
    ],
    answer: 'eight',
    explain:
      'Three names that do not exist, then the right one, and each as A and as AAAA. Only the last pair has an answer.',
    lookup: 'v=1&c=glibc',
    run: [{ type: 'curl -m 3 http://example.com' }],
    proof: (run) => askedIn(run, 'debian').some(({ queries }) => queries.length === 8),
  },
  {
    id: 'full-name',
    section: 'eight-queries',
    question:
      'Now with care: `curl http://web.prod.svc.cluster.local`, the whole name of a Service in another namespace. How many queries?',
    options: [
      {
        id: 'two',
        text: '2: the name is complete',
        why: 'It is complete for you. The resolver counts dots: four, and `ndots` is five.',
      },
      {
        id: 'four',
        text: '4',
        why: 'That is the price of `web.prod`, which is found with the second entry of the list.',
      },
      { id: 'eight', text: '8, as for `example.com`' },
    ],
    answer: 'eight',
    explain:
      'The whole name is the most expensive way to write it. `web.prod` costs 4, and the whole name with a dot behind it 2.',
    lookup: 'v=1&n=web.prod.svc.cluster.local',
    run: [{ type: 'curl -m 3 http://web.prod.svc.cluster.local' }],
    proof: (run) => askedIn(run, 'debian').some((asked) => asked.queries.length === 8 && found(asked)),
  },
] satisfies readonly Prediction[];
