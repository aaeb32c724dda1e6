// Guesses about senders, language runtimes and the kernel’s way of a signal.
import { SIGSEGV, SIGTERM, type Prediction } from '../../../src/lesson/index.ts';
import { deliveries, hasExited, initOf, isInit, isPending, signals, theContainer, toInit } from '../look.ts';
import { lab } from './lab.ts';

export default [
  {
    id: 'term-from-host',
    section: 'from-the-host',
    question: 'You are root on the host, PID 1 of the container has no handler. You send it `SIGTERM`.',
    options: [
      {
        id: 'ends',
        text: 'It ends: from outside it is an ordinary process',
        why: 'It has an ordinary number out there, but the mark is on the process itself.',
      },
      { id: 'nothing', text: 'Nothing: dropped, as from inside' },
      { id: 'pending', text: 'It waits until the container is stopped', why: 'Dropped signals wait nowhere.' },
    ],
    answer: 'nothing',
    explain:
      'Coming from above helps two signals only, KILL and STOP. Every other signal needs a handler, from wherever it comes.',
    run: [{ type: 'docker kill -s TERM web-0', in: 'host' }],
    proof: (run) => {
      const [sent] = toInit(signals(run), SIGTERM);
      return sent?.from === 'above' && sent.outcome === 'dropped' && !hasExited(run.view);
    },
  },
  {
    id: 'go-term',
    section: 'runtimes',
    question: 'PID 1 is a Go program that never heard of signals. What does `kill 1` do?',
    options: [
      { id: 'lives', text: 'Nothing, as with C', why: 'A C program has no handler. Look at SigCgt of the Go program.' },
      {
        id: '143',
        text: 'It ends, Docker shows 143',
        why: 'So it would as an ordinary process. Here the final blow is dropped, too.',
      },
      { id: '2', text: 'It ends, Docker shows 2' },
      { id: '0', text: 'It shuts down gracefully, Docker shows 0', why: 'Nobody told it how.' },
    ],
    answer: '2',
    explain:
      'The runtime catches TERM, finds that you did not ask for it, restores the default and signals itself. For PID 1 that is dropped. So it calls exit(2).',
    lab: lab('go'),
    run: [{ type: 'kill 1' }, { waitMs: 500 }],
    proof: (run) => theContainer(run.view)?.exitCode === 2 && theContainer(run.view)?.signal === undefined,
  },
  {
    id: 'node-second-term',
    section: 'runtimes',
    question: 'Node as PID 1 without a listener has had one `SIGTERM`. What becomes of the second?',
    options: [
      { id: 'handler', text: 'Its handler runs again', why: 'The handler took itself out; SigCgt shows it.' },
      { id: 'dropped', text: 'The kernel drops it' },
      {
        id: 'ends',
        text: 'It ends Node: the default action is back',
        why: 'The default action is back, and for PID 1 that means dropped.',
      },
    ],
    answer: 'dropped',
    explain: 'After the first one the disposition is default again. From then on Node is protected like any C program.',
    lab: lab('node'),
    run: [{ type: 'kill 1' }, { waitMs: 200 }, { type: 'kill 1' }],
    proof: (run) => {
      const terms = toInit(signals(run), SIGTERM).filter(({ sender }) => sender !== undefined && !isInit(sender));
      return (
        terms.length === 2 && terms[0]?.outcome === 'queued' && terms[1]?.outcome === 'dropped' && !hasExited(run.view)
      );
    },
  },
  {
    id: 'blocked-then-opened',
    section: 'inside-signal-c',
    question: "A `SIGTERM` waits behind PID 1's mask; there is no handler for it. The program opens the mask.",
    options: [
      {
        id: 'dies',
        text: 'PID 1 dies: the signal is in the set, the test at the door is over',
        why: 'For an ordinary process this is right. There is a second test at delivery.',
      },
      { id: 'lives', text: 'The signal is taken out and thrown away; PID 1 lives' },
      {
        id: 'stays',
        text: 'It stays pending for ever',
        why: 'What is not blocked is taken out of the set, one way or the other.',
      },
    ],
    answer: 'lives',
    explain: 'get_signal looks at SIGNAL_UNKILLABLE once more: default action, not forced, thrown away.',
    run: [{ type: 'kill 1' }, { type: 'kill -USR1 1' }, { waitMs: 200 }, { type: "grep -E 'Pnd|Blk' /proc/1/status" }],
    proof: (run) => {
      const init = initOf(run.view);
      const thrown = deliveries(run).some(
        ({ to, sig, effect }) => isInit(to) && sig === SIGTERM && effect === 'discarded-init',
      );
      return thrown && init !== undefined && !isPending(init, SIGTERM);
    },
  },
  {
    id: 'abort-status',
    section: 'inside-signal-c',
    question: 'PID 1 calls `abort()` and does not catch SIGABRT (6). Which status does the container show?',
    options: [
      { id: '134', text: '134: 128 + 6', why: 'Outside of PID 1, yes.' },
      { id: '139', text: '139: 128 + 11' },
      {
        id: 'lives',
        text: 'None: SIGABRT is dropped and the program goes on',
        why: 'It is dropped, but abort() never returns: it has one more card.',
      },
      { id: '1', text: '1', why: 'abort() is not exit(1).' },
    ],
    answer: '139',
    explain:
      'SIGABRT to itself is dropped. Then the C library executes an instruction that faults, and a real fault kills even PID 1: SIGSEGV, 11.',
    lab: lab('fault'),
    run: [{ type: 'kill -USR2 1' }, { waitMs: 1000 }],
    proof: (run) => theContainer(run.view)?.signal === SIGSEGV && theContainer(run.view)?.exitCode === 139,
  },
] satisfies readonly Prediction[];
