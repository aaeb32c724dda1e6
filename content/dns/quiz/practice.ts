// Questions on sections 5 to 8: the race, CoreDNS, tools, incidents.
import type { Question } from '../../../src/lesson/index.ts';

export default [
  {
    id: 'why-not-go',
    section: 'five-seconds',
    kind: 'one',
    question: 'Why does the conntrack race of A and AAAA not hit programs in Go?',
    options: [
      { id: 'tcp', text: 'Go asks over TCP', why: 'Only with `use-vc`, or when an answer was cut short.' },
      { id: 'sockets', text: 'Go sends each of the two from a socket of its own' },
      {
        id: 'seq',
        text: 'Go asks for AAAA only after A',
        why: 'Only with `single-request`. Normally both leave at once.',
      },
      { id: 'cache', text: 'Go has a cache', why: 'It has none.' },
    ],
    answer: 'sockets',
    explain: 'Two source ports are two connections for conntrack: nothing clashes.',
  },
  {
    id: 'reopen-helps',
    section: 'five-seconds',
    kind: 'many',
    question: 'Which of these help a program on *Alpine* against the race?',
    options: [
      { id: 'reopen', text: '`options single-request-reopen`', why: 'No: musl does not know the word.' },
      { id: 'vc', text: '`options use-vc`', why: 'No: musl does not know that one either.' },
      { id: 'local', text: 'NodeLocal DNSCache', why: 'Yes: no DNAT, no conntrack on the way to it.' },
      { id: 'dot', text: 'A final dot behind the name', why: 'Yes, a little: one pair instead of four.' },
      { id: 'replicas', text: 'More replicas of CoreDNS', why: 'No: the packet is lost before it gets there.' },
    ],
    answer: ['local', 'dot'],
    explain: 'musl reads `ndots`, `timeout` and `attempts` from the options line, and nothing else.',
  },
  {
    id: 'lost-packet',
    section: 'five-seconds',
    kind: 'state',
    question: 'Exactly one UDP packet of a lookup is lost. After how many seconds has each resolver the address?',
    answer: { 'glibc 2.36': '5', 'musl 1.2.5': '2.5' },
    choices: ['1', '2.5', '5', '10'],
    explain:
      'glibc waits for `timeout`, which is 5. musl cuts the same five seconds into `attempts` parts, which are 2.',
  },
  {
    id: 'headless-answer',
    section: 'coredns',
    kind: 'one',
    question: 'What does CoreDNS answer for a headless Service with three ready pods and one that is not ready?',
    options: [
      { id: 'vip', text: 'The cluster IP', why: 'It has none: that is what headless means.' },
      { id: 'three', text: 'Three A records' },
      {
        id: 'four',
        text: 'Four A records',
        why: 'Only with `publishNotReadyAddresses: true`.',
      },
      { id: 'cname', text: 'A CNAME to the first pod', why: 'CNAMEs are for ExternalName.' },
    ],
    answer: 'three',
    explain: 'All ready endpoints, one A record each. The client chooses.',
  },
  {
    id: 'corefile-order',
    section: 'coredns',
    kind: 'one',
    question: 'In a Corefile `forward` stands above `kubernetes`. What changes?',
    options: [
      {
        id: 'all-out',
        text: 'Every query goes to the upstream, cluster names as well',
        why: 'It would, if the order of the lines counted.',
      },
      { id: 'nothing', text: 'Nothing' },
      { id: 'error', text: 'CoreDNS refuses the file', why: 'It is a valid file.' },
      { id: 'faster', text: 'Names outside are found faster', why: 'The chain is the same as before.' },
    ],
    answer: 'nothing',
    explain: 'The order of the plugins is compiled in (`plugin.cfg`). The file only says which of them there are.',
  },
  {
    id: 'srv-name',
    section: 'coredns',
    kind: 'type',
    question:
      'The Service `db` in the namespace `prod` has a TCP port named `postgres`. For which name do you ask SRV? (without `.svc.cluster.local`)',
    accept: [
      '_postgres._tcp.db.prod',
      '_postgres._tcp.db.prod.svc.cluster.local',
      '_postgres._tcp.db.prod.svc.cluster.local.',
    ],
    placeholder: '_…',
    explain:
      'Port and protocol with an underscore each, then the Service. The four dots of such names are why `ndots` is 5.',
  },
  {
    id: 'tool-matches-app',
    section: 'debug',
    kind: 'one',
    question: 'Your app runs on Debian and uses `getaddrinfo`. Which command comes nearest to what it does?',
    options: [
      { id: 'dig', text: '`dig web`', why: 'No list, no `/etc/hosts`, A only.' },
      { id: 'nslookup', text: '`nslookup web`', why: 'A resolver of its own, with other time-outs.' },
      { id: 'ahosts', text: '`getent ahosts web`' },
      {
        id: 'hosts',
        text: '`getent hosts web`',
        why: 'It asks for AAAA through the whole list first, and takes twice as long at a silent server.',
      },
    ],
    answer: 'ahosts',
    explain: '`getent ahosts` calls `getaddrinfo`: same files, same list. (It leaves AAAA out on a pod without IPv6.)',
  },
  {
    id: 'debug-order',
    section: 'debug',
    kind: 'order',
    question: 'Put the questions into the order in which they halve the problem soonest.',
    items: [
      { id: 'file', text: 'What does `/etc/resolv.conf` in the pod say?' },
      { id: 'getent', text: 'What does `getent ahosts` say, and after how many seconds?' },
      { id: 'dot', text: 'Does a final dot change it?' },
      { id: 'coredns', text: 'What does CoreDNS say when asked directly?' },
      { id: 'upstream', text: 'What does the upstream say?' },
    ],
    explain: 'From the pod outwards. Each step that works moves the fault further out.',
  },
] satisfies readonly Question[];
