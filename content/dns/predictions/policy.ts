// Guesses of section 2: what the kubelet writes.
import type { Prediction } from '../../../src/lesson/index.ts';
import { askedOf, found } from '../look.ts';

export default [
  {
    id: 'default-policy',
    section: 'who-writes',
    question:
      'The second pod has `dnsPolicy: Default`. The node’s file says `search corp.example` and `nameserver 172.18.0.1`. What happens when it asks for `web`?',
    options: [
      {
        id: 'same',
        text: 'It is found: `Default` is what pods have when they say nothing',
        why: 'That would be `ClusterFirst`. `Default` means: the file of the node.',
      },
      { id: 'four', text: '4 queries to the node’s name server, and no such name' },
      {
        id: 'eight',
        text: '8 queries to CoreDNS, and no such name',
        why: 'CoreDNS is not in its file at all, nor are the three search domains.',
      },
      {
        id: 'none',
        text: 'Nothing is sent: there is no name server for it',
        why: 'There is one, the node’s. It has never heard of `web`.',
      },
    ],
    answer: 'four',
    explain:
      'It asks for `web.corp.example` and for `web`, A and AAAA each, and asks the node’s server. No Service has a name there.',
    lookup: 'v=1&n=web&r=search%20corp.example%0Anameserver%20172.18.0.1%0A',
    lab: { scenario: 'dns-policy', options: { policy: 'Default' }, view: 'network' },
    run: [{ type: 'cat /etc/resolv.conf' }, { type: 'ping -c 1 web' }],
    proof: (run) => askedOf(run).some((asked) => asked.queries.length === 4 && !found(asked)),
  },
  {
    id: 'hostnet',
    section: 'who-writes',
    question:
      'A monitoring agent gets `hostNetwork: true`. Nothing else is changed. Does it still find the Service `web`?',
    options: [
      {
        id: 'yes',
        text: 'Yes: it says nothing about DNS, so it is `ClusterFirst`',
        why: 'The field says `ClusterFirst`, indeed: `kubectl get pod -o yaml` shows it. The kubelet does something else.',
      },
      { id: 'no', text: 'No: it has the node’s file now' },
      {
        id: 'ip',
        text: 'Only by address: pods on the node’s network cannot reach Services',
        why: 'They can reach them; kube-proxy works on the node. It is only the name.',
      },
    ],
    answer: 'no',
    explain: 'On the node’s network `ClusterFirst` means the node’s file. `ClusterFirstWithHostNet` has to be said.',
    lab: { scenario: 'dns-policy', options: { policy: 'hostNetwork' }, view: 'network' },
    run: [{ type: 'cat /etc/resolv.conf' }, { type: 'getent ahosts web' }],
    proof: (run) => {
      const asked = askedOf(run).filter(({ program }) => program === 'getent');
      return (
        asked.length > 0 && asked.every((each) => !found(each) && each.queries.every(({ to }) => to === '172.18.0.1'))
      );
    },
  },
] satisfies readonly Prediction[];
