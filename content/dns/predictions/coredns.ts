// Guesses of section 6: what the server answers.
import type { Prediction } from '../../../src/lesson/index.ts';
import { askedIn, found, isNo } from '../look.ts';

export default [
  {
    id: 'pod-name',
    section: 'coredns',
    question:
      'The pod `debian` runs in the namespace `default`. Another pod asks for `debian.default.svc.cluster.local`. What does CoreDNS say?',
    options: [
      { id: 'ip', text: 'Its address', why: 'A pod’s name is no DNS name by itself. Names belong to Services.' },
      { id: 'nx', text: 'NXDOMAIN: no such name' },
      {
        id: 'nodata',
        text: 'NODATA: the name exists, without an address',
        why: 'That is the answer for a headless Service without a ready pod. Here there is no Service of that name.',
      },
      {
        id: 'forward',
        text: 'It asks its upstream',
        why: 'Not for `cluster.local`: for that zone CoreDNS has the last word.',
      },
    ],
    answer: 'nx',
    explain:
      'Services have names. Pods have one only through a headless Service, with `hostname` and `subdomain`, as StatefulSets set them.',
    run: [{ type: 'dig debian.default.svc.cluster.local' }],
    proof: (run) => askedIn(run, 'debian').some(({ queries }) => queries.some(isNo)),
  },
  {
    id: 'autopath',
    section: 'coredns',
    question:
      'With `autopath`, how many queries does `curl http://example.com` send from the same pod, with `ndots:5`?',
    options: [
      {
        id: 'eight',
        text: '8: the client does not change',
        why: 'The client is the same. But it stops as soon as a name of its list exists, and the first one does now.',
      },
      { id: 'two', text: '2' },
      { id: 'one', text: '1', why: 'A and AAAA are still two questions.' },
      { id: 'four', text: '4', why: 'The first name is answered already; the others are never asked for.' },
    ],
    answer: 'two',
    explain:
      'It asks for `example.com.default.svc.cluster.local`, A and AAAA. CoreDNS tries the whole list by itself and answers with a CNAME to `example.com`.',
    run: [
      {
        type: "kubectl -n kube-system get cm coredns -o yaml | sed 's/pods insecure/pods verified/;s/^        ready$/&\\n        autopath @kubernetes/' | kubectl apply -f -",
        in: 'host',
      },
      { waitMs: 120_000 },
      { type: 'curl -sS -m 2 http://example.com' },
    ],
    proof: (run) => askedIn(run, 'debian').some((asked) => asked.queries.length === 2 && found(asked)),
  },
] satisfies readonly Prediction[];
