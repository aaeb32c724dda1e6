// Questions on sections 1 to 4: the list, the file, the libraries, the seconds.
import type { Question } from '../../../src/lesson/index.ts';

export default [
  {
    id: 'who-appends',
    section: 'eight-queries',
    kind: 'one',
    question: 'Who makes `web.default.svc.cluster.local` out of `web`?',
    options: [
      {
        id: 'coredns',
        text: 'CoreDNS, it knows the namespace of the pod that asks',
        why: 'It gets a whole name. (Only with `autopath` does it look at who asks.)',
      },
      { id: 'libc', text: 'The resolver inside of the process that asks' },
      { id: 'kubelet', text: 'The kubelet', why: 'It writes the file with the list, once. It looks nothing up.' },
      { id: 'proxy', text: 'kube-proxy', why: 'It deals with addresses, not with names.' },
    ],
    answer: 'libc',
    explain:
      'The C library, or Go’s own resolver, reads `search` and `ndots` and asks for one whole name after the other.',
  },
  {
    id: 'order-of-names',
    section: 'eight-queries',
    kind: 'order',
    question:
      '`getaddrinfo("api.example.com")` in a pod of the namespace `shop`, `ndots:5`. In which order are the names tried?',
    items: [
      { id: 'ns', text: '`api.example.com.shop.svc.cluster.local`' },
      { id: 'svc', text: '`api.example.com.svc.cluster.local`' },
      { id: 'cluster', text: '`api.example.com.cluster.local`' },
      { id: 'bare', text: '`api.example.com`' },
    ],
    explain:
      'Two dots are fewer than five, so the list comes first, in the order of the file, and the name itself last.',
  },
  {
    id: 'dots',
    section: 'eight-queries',
    kind: 'match',
    question: 'In a pod of the namespace `default` with `ndots:5`: how many queries until the answer?',
    pairs: [
      { id: 'web', left: '`web` (exists in `default`)', right: '2' },
      { id: 'prod', left: '`web.prod`', right: '4' },
      { id: 'svc', left: '`web.prod.svc`', right: '6' },
      { id: 'full', left: '`web.prod.svc.cluster.local`', right: '8' },
      { id: 'dot', left: '`web.prod.svc.cluster.local.` with a final dot', right: '2' },
    ],
    explain: 'Two for each name that is tried. The whole name is tried last, unless a dot says that it is whole.',
  },
  {
    id: 'make-absolute',
    section: 'eight-queries',
    kind: 'type',
    question:
      'A configuration says `host: api.example.com`. Write it so that it costs two queries instead of eight, without touching the pod.',
    accept: ['api.example.com.', 'host: api.example.com.'],
    placeholder: 'host',
    explain: 'A final dot makes the name absolute: nothing is put behind it, in any library.',
  },
  {
    id: 'default-default',
    section: 'who-writes',
    kind: 'one',
    question: 'A pod says nothing about DNS. Which `dnsPolicy` has it?',
    options: [
      { id: 'default', text: '`Default`', why: 'That one has to be asked for, and means the node’s file.' },
      { id: 'cf', text: '`ClusterFirst`' },
      { id: 'none', text: '`None`', why: 'That one needs a `dnsConfig`.' },
      {
        id: 'host',
        text: '`ClusterFirstWithHostNet`',
        why: 'That one has to be asked for, too, by pods with `hostNetwork`.',
      },
    ],
    answer: 'cf',
    explain: 'The name `Default` is the trap: it is not the default. It means “as on the node”.',
  },
  {
    id: 'faulty-line',
    section: 'who-writes',
    kind: 'line',
    question:
      'This agent runs on the node’s network and does not find the Service `collector`. Which line is at fault?',
    code: {
      language: 'yaml',
      text: 'spec:\n  hostNetwork: true\n  dnsPolicy: ClusterFirst\n  containers:\n    - name: agent\n      image: agent:1\n      args: ["--to", "collector.monitoring"]',
    },
    answer: [3],
    explain: 'With `hostNetwork`, `ClusterFirst` means the node’s file. It has to be `ClusterFirstWithHostNet`.',
  },
  {
    id: 'who-reads-hosts',
    section: 'who-writes',
    kind: 'many',
    question: 'Which of these look into `/etc/hosts`?',
    options: [
      { id: 'curl', text: '`curl`', why: 'Yes: it calls `getaddrinfo`.' },
      { id: 'getent', text: '`getent ahosts`', why: 'Yes: `getaddrinfo`.' },
      { id: 'go', text: 'a Go program without C', why: 'Yes: its own resolver reads the file.' },
      { id: 'dig', text: '`dig`', why: 'No: it asks name servers and nobody else.' },
      { id: 'resolve4', text: 'Node’s `dns.resolve4`', why: 'No: c-ares is asked for a DNS query, not for a name.' },
      { id: 'lookup', text: 'Node’s `dns.lookup`', why: 'Yes: that is `getaddrinfo`.' },
    ],
    answer: ['curl', 'getent', 'go', 'lookup'],
    explain: 'Whatever goes through `getaddrinfo` (or Go’s copy of it) does. DNS tools do not.',
  },
  {
    id: 'ndots-two-breaks',
    section: 'alpine',
    kind: 'many',
    question:
      'You set `ndots:2` for a workload on Alpine. Which of these names of existing Services does it still find?',
    options: [
      { id: 'web', text: '`web`', why: 'Yes: no dot, the list is used.' },
      { id: 'ns', text: '`web.prod`', why: 'Yes: one dot is fewer than two.' },
      { id: 'svc', text: '`web.prod.svc`', why: 'No: two dots. musl tries it as it is, and stops.' },
      {
        id: 'full',
        text: '`web.prod.svc.cluster.local`',
        why: 'Yes, and cheaper than before: it is tried as it is, first.',
      },
    ],
    answer: ['web', 'ns', 'full'],
    explain: 'On musl a name with at least `ndots` dots is never put through the list. On Debian all four are found.',
  },
  {
    id: 'stops-or-goes',
    section: 'alpine',
    kind: 'match',
    question: 'The second name of the list gets this answer. What does musl do?',
    pairs: [
      { id: 'nx', left: 'NXDOMAIN', right: 'tries the third name' },
      { id: 'nodata', left: 'NODATA', right: 'stops at once: not found' },
      { id: 'servfail', left: 'SERVFAIL', right: 'fails after 5 s' },
      { id: 'silence', left: 'nothing', right: 'fails after 5 s' },
    ],
    explain: 'Only a clear “no such name” makes musl go on. glibc goes on after NODATA and SERVFAIL as well.',
  },
  {
    id: 'aaaa-lost',
    section: 'alpine',
    kind: 'one',
    question: 'A firewall drops every AAAA query. `getaddrinfo` of an IPv4-only name, on Debian?',
    options: [
      {
        id: 'once',
        text: 'The address at once; AAAA is not needed',
        why: 'It was asked for both, so both are waited for.',
      },
      { id: 'five', text: 'The address after 5 s', why: 'At 5 s both are asked again, one after the other this time.' },
      { id: 'fifteen', text: 'The address after 15 s' },
      { id: 'fails', text: 'An error after 20 s', why: 'It has an A answer in hand, and uses it in the end.' },
    ],
    answer: 'fifteen',
    explain:
      'Three rounds of 5 s: together, one after the other, each from a socket of its own. Then it takes what it has. musl fails after 5 s, Go answers after 10.',
  },
  {
    id: 'seconds-match',
    section: 'silence',
    kind: 'match',
    question: 'A lookup of `web` in a pod failed. What was it, by the seconds?',
    pairs: [
      { id: 'g20', left: 'Debian, after 20 s', right: 'the name server is silent' },
      { id: 'g0', left: 'Debian, `EAI_AGAIN` at once', right: 'refused: the Service has no endpoints' },
      { id: 'go40', left: 'Go, after 40 s', right: 'the name server is silent' },
      { id: 'a5', left: 'Alpine, after 5 s', right: 'silence, refusal or SERVFAIL: it does not tell' },
    ],
    explain:
      'glibc and Go tell silence from refusal by time. musl takes five seconds for everything that is not an answer.',
  },
  {
    id: 'timeout-one',
    section: 'silence',
    kind: 'one',
    question: '`options timeout:1 attempts:2`, one silent server, glibc looks up `web` (four candidates). How long?',
    options: [
      { id: 'one', text: '1 s', why: 'That is musl: its time-out is for the whole name.' },
      { id: 'two', text: '2 s', why: 'Two attempts for the first name, yes. Then comes the bare name.' },
      { id: 'four', text: '4 s' },
      { id: 'eight', text: '8 s', why: 'That is Go: all four candidates.' },
    ],
    answer: 'four',
    explain: 'Two names (after a silence glibc skips the rest of the list), two attempts each, one second each.',
  },
] satisfies readonly Question[];
