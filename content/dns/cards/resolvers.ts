// Cards on the list, the file, the libraries and their seconds.
import type { Card } from '../../../src/lesson/index.ts';
import { proof } from './proof.ts';

export default [
  {
    id: 'lookup-of-web',
    level: 'junior',
    topic: 'Resolving',
    question: 'A program in a pod looks up `web`. What happens, step by step?',
    answer:
      'getaddrinfo in its own process reads nsswitch.conf and /etc/hosts, then resolv.conf, which the kubelet has written: the name server of the cluster, three search domains, ndots:5. The name has fewer than five dots, so web.<namespace>.svc.cluster.local is tried first, A and AAAA together. CoreDNS answers with the cluster IP: two queries.',
    rubric: [
      'the resolver in the process, getaddrinfo',
      '/etc/hosts before DNS',
      'resolv.conf written by the kubelet: nameserver, search, ndots:5',
      'the first candidate hits; A and AAAA, two queries',
    ],
    wrong: '“CoreDNS applies the search list.”',
    followUps: [
      { question: 'And `web.prod`?', answer: 'The second candidate: four queries.' },
      {
        question: 'Which address comes back?',
        answer:
          'The Service’s cluster IP; kube-proxy replaces it by a pod’s. For a headless Service: the pods’ own addresses.',
      },
    ],
    sources: [1, 2, 6],
    proof: proof({}, { type: 'getent ahosts web' }),
  },
  {
    id: 'eight-queries',
    level: 'junior',
    topic: 'Resolving',
    question: 'Why does `api.example.com` cost eight DNS queries from a pod, and how do you bring that down?',
    answer:
      'Two dots are fewer than ndots:5, so three search domains are tried before the name itself, and each is asked for as A and AAAA: four times two. To bring it down: a final dot for fixed names, ndots:2 in dnsConfig, a cache on the node, or autopath in CoreDNS.',
    rubric: [
      'ndots:5 and the three search domains',
      'A and AAAA',
      'final dot',
      'dnsConfig with ndots, tested with the libc in use',
    ],
    wrong: '“Four”, forgetting AAAA. Or “set ndots:1 everywhere”.',
    followUps: [
      {
        question: 'Why is it five?',
        answer: 'So that _dns._udp.kube-dns.kube-system.svc, with four dots, still gets the search list.',
      },
      {
        question: 'Does NodeLocal DNSCache make it fewer?',
        answer: 'No. The process still asks eight times; the answers are nearer.',
      },
    ],
    sources: [1, 4, 5],
    proof: proof({}, { type: 'curl -m 3 http://example.com' }),
  },
  {
    id: 'fqdn-dot',
    level: 'middle',
    topic: 'Resolving',
    question: 'Does a fully qualified name avoid the search list?',
    answer:
      'Only if it ends in a dot, or has at least ndots dots. web.prod.svc.cluster.local has four, fewer than five: it costs eight queries, more than web.prod. In DNS absolute means “ends in the dot”, and nothing else.',
    rubric: ['final dot', 'or at least ndots dots', 'the whole Service name has four dots', 'eight queries'],
    wrong: '“It ends in cluster.local, so it is absolute.”',
    followUps: [
      {
        question: 'Where is the final dot a bad idea?',
        answer:
          'In URLs: it travels into the Host header and into the check of the certificate, and not every program takes it off.',
      },
    ],
    sources: [1, 3],
    proof: proof(
      {},
      { type: 'getent ahosts web.prod.svc.cluster.local' },
      { type: 'getent ahosts web.prod.svc.cluster.local.' },
    ),
  },
  {
    id: 'dns-policies',
    level: 'junior',
    topic: 'Kubernetes',
    question: 'Which values has `dnsPolicy`, and which one does a pod have that says nothing?',
    answer:
      'ClusterFirst, which is what you get when you say nothing: cluster DNS, search list, ndots:5. Default: the node’s file. ClusterFirstWithHostNet: ClusterFirst for pods with hostNetwork. None: only what dnsConfig says.',
    rubric: [
      'ClusterFirst is what unset means',
      'Default means the node’s',
      'hostNetwork needs ClusterFirstWithHostNet',
      'None needs dnsConfig',
    ],
    wrong: '“Default is the default.”',
    followUps: [
      {
        question: 'Which one has CoreDNS itself?',
        answer: 'Default: it has to ask the node’s name servers, not itself.',
      },
      {
        question: 'What happens with hostNetwork and ClusterFirst?',
        answer: 'The kubelet gives the node’s file, silently. Services are not found.',
      },
    ],
    sources: [6, 7, 8],
    proof: {
      lab: { scenario: 'dns-policy', options: { policy: 'Default' }, view: 'network' },
      run: [{ type: 'cat /etc/resolv.conf' }, { type: 'getent ahosts web' }],
    },
  },
  {
    id: 'glibc-vs-musl',
    level: 'senior',
    topic: 'Libraries',
    question: 'How do the resolvers of glibc and musl differ? Name four differences that you can meet in production.',
    answer:
      'Several servers: glibc one after another, musl all at once, first answer wins. A name with at least ndots dots: glibc goes on with the list when it does not exist, musl stops. SERVFAIL and NODATA: glibc tries the next entry, musl stops, after SERVFAIL for five seconds. timeout: per try in glibc, for the whole name in musl. musl also ignores nsswitch.conf, single-request, use-vc, and a search line over 255 characters.',
    rubric: [
      'servers in order or all at once',
      'no list after ndots dots in musl',
      'stops at NODATA, SERVFAIL, time-out',
      'timeout is the total',
      'options that musl ignores',
    ],
    wrong: '“musl is faster because it asks in parallel.”',
    followUps: [
      {
        question: 'Is musl faster?',
        answer: 'Not with one server, which is what pods have. With two of which one is dead: 0 s instead of 5 s.',
      },
      {
        question: 'And Go?',
        answer:
          'As tolerant as glibc in the list, a socket for each query, and it tries every candidate after a time-out: 40 s.',
      },
    ],
    sources: [10, 16, 21, 48],
    proof: proof({ ndots: '1' }, { type: 'getent ahosts web.prod' }, { type: 'getent ahosts web.prod', in: 'alpine' }),
  },
  {
    id: 'ndots-one',
    level: 'middle',
    topic: 'Libraries',
    question: 'Somebody proposes `ndots:1` for all pods. What do you say?',
    answer:
      'On glibc and Go it works: names with a dot are tried as they are first, then with the list. But service.namespace then asks the outside first: six queries, and internal names leak upstream. On musl service.namespace is not found any more, because a name with ndots dots is never put through the list. ndots:2 saves most and breaks least.',
    rubric: [
      'works on glibc and Go',
      'internal names go outside first',
      'breaks service.namespace on musl',
      'ndots:2 instead; test with the libc',
    ],
    wrong: '“It is safe, the list is still used afterwards.”',
    followUps: [{ question: 'What does `ndots:2` break?', answer: 'service.namespace.svc on musl: two dots.' }],
    sources: [10, 16],
    proof: proof({ ndots: '1' }, { type: 'getent ahosts web.prod' }, { type: 'getent ahosts web.prod', in: 'alpine' }),
  },
  {
    id: 'server-dead',
    level: 'senior',
    topic: 'Time-outs',
    question:
      'The only name server is dead. How long until `getaddrinfo("web")` fails, in glibc, musl and Go, and why?',
    answer:
      'glibc 20 s: the first candidate twice, five seconds each; then it skips the list and tries the bare name twice. musl 5 s: sends at 0 and 2.5, and stops the search at a time-out. Go 40 s: all four candidates, twice five seconds each.',
    rubric: [
      '20, 5, 40',
      'timeout × attempts for each name',
      'how many candidates after a time-out: two, one, four',
      'musl’s timeout is the total',
    ],
    wrong: '“Five seconds.”',
    followUps: [
      {
        question: 'And if the port is closed?',
        answer: 'glibc and Go fail at once; musl waits its 5 s, because it is not told of the ICMP error.',
      },
      { question: 'With `timeout:1`?', answer: '4 s, 1 s and 8 s.' },
    ],
    sources: [10, 12, 21, 24],
    proof: proof({}, { type: 'kill -STOP $(pidof coredns)', in: 'host' }, { type: 'time getent ahosts web' }),
  },
  {
    id: 'slow-answers',
    level: 'senior',
    topic: 'Time-outs',
    question: 'The name server answers everything, but six seconds late. Which programs work?',
    answer:
      'Those with glibc, after 6 s: it sends again at 5 s from the same socket and still takes the answer to the first packet. musl has given up at 5 s. Go opens a new socket for each try, so every answer comes to a closed one: an error after 40 s.',
    rubric: ['glibc: same socket, late answer counts', 'musl: total of 5 s', 'Go: new socket each time'],
    wrong: '“None, the time-out is five seconds.” Or “all, after six.”',
    followUps: [
      {
        question: 'And three seconds late?',
        answer: 'All three work, in 3 s; musl sends twice as many packets. Times four for a name outside.',
      },
    ],
    sources: [12, 21, 24],
  },
  {
    id: 'aaaa-broken',
    level: 'senior',
    topic: 'Libraries',
    question: 'A name resolves on Debian and not on Alpine; `dig A` shows an address on both. What do you suspect?',
    answer:
      'The AAAA answer. A and AAAA are judged together: if the server answers NXDOMAIN for AAAA although the name exists, musl says the name does not exist; with SERVFAIL or no answer it fails after five seconds. glibc returns the A address. Ask for AAAA explicitly, and repair the server.',
    rubric: [
      'look at AAAA as well',
      'NXDOMAIN for AAAA makes musl say no',
      'SERVFAIL: 5 s, error',
      'the server is wrong: RFC 4074',
    ],
    wrong: '“Alpine does not support that.”',
    followUps: [
      {
        question: 'What does glibc do if AAAA never comes?',
        answer: 'It takes 15 s, in three rounds, and then returns the A address.',
      },
      {
        question: 'What else could it be?',
        answer: 'A search domain that answers SERVFAIL or NODATA, or ndots with service.namespace.',
      },
    ],
    sources: [16, 20],
  },
] satisfies readonly Card[];
