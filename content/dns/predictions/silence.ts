// Guesses of section 4: which seconds?
import type { Prediction } from '../../../src/lesson/index.ts';
import { askedIn, found, tookMs } from '../look.ts';

export default [
  {
    id: 'silent-server',
    section: 'silence',
    question:
      'A lookup of `web`, and the only name server is silent. After how many seconds do glibc, musl and Go report an error?',
    options: [
      {
        id: 'five',
        text: '5, 5, 5',
        why: '`timeout:5` is the wait for *one* answer, in glibc and Go. They try again, and they try other names.',
      },
      {
        id: 'ten',
        text: '10, 10, 10: five seconds, two attempts',
        why: 'That would be right for one name, in glibc and Go. There is a list of names.',
      },
      { id: 'differ', text: '20, 5, 40' },
      {
        id: 'forty',
        text: '40, 40, 40: four names, two attempts, five seconds',
        why: 'Only Go goes through the whole list. After a silence glibc skips the rest of it, and musl stops.',
      },
    ],
    answer: 'differ',
    explain:
      'The same file, the same silence. glibc tries two names, musl one (with a time-out for all of it), Go four.',
    lookup: 'v=1&n=web&s=10.96.0.10~drop~0',
  },
  {
    id: 'no-endpoints',
    section: 'silence',
    question:
      'CoreDNS is scaled to zero: the Service `kube-dns` has no endpoints. How long does Debian wait now? And Alpine?',
    options: [
      {
        id: 'same',
        text: '20 s and 5 s, as before: nobody answers',
        why: 'Somebody does: the node rejects what is sent to a Service without endpoints.',
      },
      { id: 'refused', text: 'Debian fails at once, Alpine after 5 s' },
      {
        id: 'both',
        text: 'Both fail at once',
        why: 'The rejection reaches both. musl’s socket is not connected, and is not told of it.',
      },
    ],
    answer: 'refused',
    explain:
      'kube-proxy answers for a Service without endpoints: “port unreachable”. glibc sees that and fails in no time; musl waits for an answer all the same.',
    lookup: 'v=1&n=web&s=10.96.0.10~closed~0',
    run: [
      { type: 'kubectl -n kube-system scale deployment coredns --replicas=0', in: 'host' },
      { waitMs: 10_000 },
      { type: 'getent ahosts web' },
      { type: 'getent ahosts web', in: 'alpine' },
    ],
    proof: (run) =>
      askedIn(run, 'debian').some((a) => !found(a) && tookMs(a) < 100) &&
      askedIn(run, 'alpine').some((a) => !found(a) && Math.round(tookMs(a) / 100) === 50),
  },
  {
    id: 'six-seconds',
    section: 'silence',
    question:
      'The name server is overloaded: it answers every question, each after six seconds. Who gets an address for `web`?',
    options: [
      {
        id: 'all',
        text: 'All: the answers come',
        why: 'They come after musl has given up, and to sockets that Go has closed.',
      },
      { id: 'glibc', text: 'Only glibc, after 6 s' },
      {
        id: 'none',
        text: 'None: every time-out is 5 s',
        why: 'glibc keeps its socket when it tries again, and takes the late answer.',
      },
      {
        id: 'go',
        text: 'glibc and Go, after 10 s and more',
        why: 'Go opens a new socket for each try. The answer to the first one finds it closed.',
      },
    ],
    answer: 'glibc',
    explain:
      'glibc: 6 s. musl: an error after 5 s. Go: an error after 40 s, though each of its sixteen questions was answered.',
    lookup: 'v=1&n=web&s=10.96.0.10~slow~6000',
  },
] satisfies readonly Prediction[];
