// Cards on the race, CoreDNS, policies, and finding out.
import type { Card } from '../../../src/lesson/index.ts';
import { proof, race } from './proof.ts';

export default [
  {
    id: 'five-seconds',
    level: 'senior',
    topic: 'Five seconds',
    question: 'Some lookups take exactly five seconds. Explain.',
    answer:
      'A UDP packet was lost, and five seconds is the resolver’s first time-out. The famous cause: A and AAAA leave one socket together, both are to be DNATed to a CoreDNS pod, both try to insert the same entry into conntrack, and one packet is dropped. On musl it is 2.5 s. Go uses two sockets and is not hit.',
    rubric: [
      '5 s is timeout:5, a lost packet',
      'A and AAAA from one socket',
      'conntrack insert race at DNAT',
      '2.5 s on musl, Go not hit',
    ],
    wrong: '“CoreDNS is slow.”',
    followUps: [
      {
        question: 'What helps?',
        answer:
          'NodeLocal DNSCache (no DNAT, no conntrack); single-request-reopen on glibc; a newer kernel. Not: more replicas.',
      },
      {
        question: 'How would you prove it?',
        answer:
          'insert_failed in conntrack -S rises with the slow lookups; tcpdump in the pod shows two queries and one answer, on CoreDNS’s side one query.',
      },
    ],
    sources: [26, 27, 46],
    proof: race({ type: 'time curl -m 9 http://web' }),
  },
  {
    id: 'single-request',
    level: 'middle',
    topic: 'Five seconds',
    question: 'What do `single-request` and `single-request-reopen` do, and for whom?',
    answer:
      'glibc then asks for AAAA only after the answer to A: with single-request from the same socket, with -reopen from a new one. Go treats both as “one after the other”. musl ignores them. The price: two round trips instead of one.',
    rubric: ['one after the other', 'reopen: a new socket', 'musl ignores it', 'twice the time'],
    wrong: '“It makes DNS use TCP.” (That is use-vc.)',
    followUps: [
      {
        question: 'Does glibc do it by itself?',
        answer: 'Yes: after a time-out with one answer of two in hand, for the rest of the process.',
      },
    ],
    sources: [1, 24],
    proof: race(
      { type: "echo 'options single-request-reopen' >> /etc/resolv.conf" },
      { type: 'time curl -m 9 http://web' },
    ),
  },
  {
    id: 'nodelocal',
    level: 'middle',
    topic: 'Five seconds',
    question: 'What is NodeLocal DNSCache, and which problems does it solve?',
    answer:
      'A CoreDNS on each node that listens on 169.254.20.10. Pods reach it without DNAT and conntrack, so the race is gone for every libc. It caches, also NXDOMAIN, so the useless names of the search list are cheap. To the cluster’s CoreDNS it speaks TCP.',
    rubric: ['on each node, local address', 'no DNAT, no conntrack', 'cache, also negative', 'TCP upstream'],
    wrong: '“It reduces the number of queries that a pod sends.”',
    followUps: [
      { question: 'What about NetworkPolicies?', answer: 'Egress to 169.254.20.10 has to be allowed as well.' },
      { question: 'What if it dies?', answer: 'Pods whose file names only it have no DNS until it is back.' },
    ],
    sources: [28, 30],
    proof: race(
      { type: "echo 'nameserver 169.254.20.10' > /etc/resolv.conf" },
      { type: 'time curl -m 9 http://web.default.svc.cluster.local' },
    ),
  },
  {
    id: 'headless-answer',
    level: 'junior',
    topic: 'CoreDNS',
    question: 'What does DNS answer for a Service, for a headless Service, and for a pod?',
    answer:
      'Service: one A record, the cluster IP. Headless: the addresses of all ready pods. A pod: only if it belongs to a headless Service and has hostname and subdomain, as in a StatefulSet: db-0.db.prod.svc.cluster.local. Besides, 10-244-1-7.default.pod.cluster.local if CoreDNS has pods insecure or verified.',
    rubric: ['cluster IP', 'all ready endpoints', 'hostname and subdomain', 'not every pod has a name'],
    wrong: '“Every pod’s name resolves.”',
    followUps: [
      { question: 'And pods that are not ready?', answer: 'Left out, unless publishNotReadyAddresses is set.' },
      { question: 'How do you find a port?', answer: 'SRV: _postgres._tcp.db.prod.svc.cluster.local.' },
    ],
    sources: [6, 31, 32],
    proof: proof(
      {},
      { type: 'dig +short db.prod.svc.cluster.local' },
      { type: 'dig +short web.prod.svc.cluster.local' },
    ),
  },
  {
    id: 'corefile',
    level: 'middle',
    topic: 'CoreDNS',
    question: 'How does CoreDNS decide what to answer? Walk through kubeadm’s Corefile.',
    answer:
      'A chain of plugins, in an order that is compiled in. kubernetes answers cluster.local and the reverse zones from what it watches; forward sends the rest to the servers of the node’s resolv.conf; cache remembers, also negative answers; errors logs failures; loop ends the process if it forwards to itself; reload picks up changes; loadbalance shuffles.',
    rubric: [
      'plugins, order from plugin.cfg',
      'kubernetes from watches, no zone file',
      'forward to the node’s servers',
      'cache, loop, reload',
    ],
    wrong: '“In the order of the lines.”',
    followUps: [
      {
        question: 'Where do you put a company’s zone?',
        answer: 'In a server block of its own: corp.example:53 { forward . <server> }.',
      },
      {
        question: 'CoreDNS crashes with “Loop detected”. Why?',
        answer: 'The node’s file names a local stub such as 127.0.0.53, so it forwards to itself.',
      },
    ],
    sources: [32, 33, 34, 35, 36],
  },
  {
    id: 'autopath',
    level: 'senior',
    topic: 'CoreDNS',
    question: 'What does `autopath` do, and what does it cost?',
    answer:
      'CoreDNS works off the search list for the client: it knows the pod by its address, tries all candidates itself, and answers the first question with the first hit, as a CNAME. Two queries instead of eight. It needs pods verified, that is a watch on every pod: memory, load on the API server. It may take the namespace of the pod that had the address before. No gain for names that do not exist.',
    rubric: [
      'the server does the search',
      'two queries instead of eight',
      'pods verified, watches all pods',
      'no gain for unknown names',
    ],
    wrong: '“It changes ndots.”',
    followUps: [
      {
        question: 'And on the client’s side?',
        answer: 'Nothing changes: same file, same list. It stops early because the first name exists.',
      },
    ],
    sources: [32, 37],
  },
  {
    id: 'two-servers',
    level: 'senior',
    topic: 'Libraries',
    question: 'resolv.conf names two servers. Only the second one knows `intranet.corp`. What happens?',
    answer:
      'glibc and Go ask the first; its NXDOMAIN is an answer, the second is never asked: not found. musl asks both and takes the first answer of the two, so it depends on who is faster. Servers of one file must be equivalent. Put the routing by name into the DNS server.',
    rubric: [
      'NXDOMAIN is final, no failover',
      'musl: first answer wins',
      'servers must be equivalent',
      'conditional forwarding in CoreDNS',
    ],
    wrong: '“The second is the fallback for names that the first does not know.”',
    followUps: [
      {
        question: 'When is the second one asked?',
        answer: 'When the first one is silent, unreachable, or answers SERVFAIL or REFUSED.',
      },
      { question: 'What does c-ares do?', answer: 'Node’s resolve4 takes SERVFAIL of the first as the result.' },
    ],
    sources: [21, 24, 41, 45],
    proof: {
      lab: { scenario: 'dns-split-horizon', view: 'network' },
      run: [{ type: 'getent ahosts web' }, { type: 'getent ahosts web', in: 'alpine' }],
    },
  },
  {
    id: 'deny-egress',
    level: 'middle',
    topic: 'Policies',
    question:
      'After a default-deny egress policy, nothing works any more, though the app’s own connections are allowed. Why?',
    answer:
      'DNS is egress, too: the packets to CoreDNS are dropped. Dropped, not refused, so it shows as time-outs: 20 s on Debian, 5 s on Alpine. Allow UDP and TCP 53 to the CoreDNS pods (namespaceSelector and podSelector in one item), and the node-local address where it is used.',
    rubric: [
      'DNS is egress',
      'dropped: silence, long time-outs',
      'UDP and TCP 53',
      'selectors for the pods, not the cluster IP',
    ],
    wrong: '“Policies exempt kube-system.”',
    followUps: [
      {
        question: 'Why TCP as well?',
        answer: 'Answers that do not fit into a datagram come over TCP; without it large answers fail.',
      },
      {
        question: 'Why not `ipBlock: 10.96.0.10/32`?',
        answer: 'Most plug-ins see the packet after DNAT, with the pod’s address.',
      },
    ],
    sources: [42, 43, 44],
    proof: {
      lab: { scenario: 'dns-deny-egress', view: 'network' },
      run: [{ type: 'time getent ahosts web' }, { type: 'time getent ahosts web', in: 'alpine' }],
    },
  },
  {
    id: 'debug-dns',
    level: 'middle',
    topic: 'Debugging',
    question: '“DNS is broken in my pod.” What do you do, in order?',
    answer:
      'cat /etc/resolv.conf in the pod. time getent ahosts name. The same with a final dot. dig @10.96.0.10 and each CoreDNS pod. dig @upstream for names outside. tcpdump -n port 53, count. Then Kubernetes: endpoints of kube-dns, policies, CoreDNS’s log, Corefile.',
    rubric: [
      'the file first',
      'getent, not nslookup; look at the seconds',
      'final dot',
      'CoreDNS and upstream directly',
      'packets, endpoints, policies, logs',
    ],
    wrong: '“nslookup works, so it is not DNS.”',
    followUps: [
      {
        question: 'Why not nslookup?',
        answer:
          'It is a resolver of its own. busybox’s uses no search list for names with a dot; others ask one server, with other time-outs.',
      },
      {
        question: 'The image has no shell?',
        answer: 'kubectl debug: same network and resolv.conf. But not necessarily the same libc.',
      },
    ],
    sources: [38, 39, 50, 51, 52],
    proof: {
      lab: { scenario: 'dns-upstream', options: { fault: 'silent' }, view: 'network' },
      run: [{ type: 'getent ahosts web' }, { type: 'dig +time=1 +tries=1 @172.18.0.1 example.com' }],
    },
  },
  {
    id: 'seconds-tell',
    level: 'senior',
    topic: 'Debugging',
    question: 'What can you tell from the seconds that a lookup took: 0, 2.5, 5, 15, 20, 40?',
    answer:
      '0 with EAI_AGAIN on glibc: refused, no endpoints. 2.5: one packet lost, musl. 5: one lost on glibc or Go, or the first of two servers dead; on musl any failure at all. 15: AAAA never answered, glibc. 20: silent server, glibc (or the first of two dead, four names). 40: silent server, Go.',
    rubric: ['2.5 and 5: a lost packet', '20 and 40: silence', '0: refusal', '15: AAAA'],
    wrong: '“Slow is slow.”',
    followUps: [{ question: 'And 10 on glibc?', answer: 'Silence for an absolute name: no list to try.' }],
    sources: [1, 12, 21, 24],
  },
] satisfies readonly Card[];
