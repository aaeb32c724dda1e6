/** Guesses made before the machine is asked. Each is proved by playing its `run`. */
import { SIGKILL, SIGSEGV, SIGTERM, type LabSetup, type Prediction } from '../../src/lesson/index.ts';
import {
  catches,
  deliveries,
  hasExited,
  initOf,
  isInit,
  isPending,
  isShell,
  signals,
  theContainer,
  toInit,
} from './look.ts';

const lab = (pid1: string, form?: string): LabSetup => ({
  scenario: 'pid1',
  options: form === undefined ? { pid1 } : { pid1, form },
  view: 'signals',
});

export default [
  {
    id: 'first-kill',
    section: 'wont-die',
    question: 'You are root, PID 1 is `sleep 1000`. What will `kill 1` do?',
    options: [
      {
        id: 'ends',
        text: 'The container ends; Docker shows 143',
        why: 'That is what SIGTERM does to a `sleep`, to any but this one.',
      },
      {
        id: 'eperm',
        text: 'bash prints `Operation not permitted`',
        why: 'You are root, and you may signal it. The kernel accepts.',
      },
      { id: 'nothing', text: 'Nothing, and the status is 0' },
      {
        id: 'later',
        text: 'Nothing at first; it ends when the sleep is over',
        why: 'A signal interrupts a sleep at once, if it is delivered at all.',
      },
    ],
    answer: 'nothing',
    explain:
      'The kernel accepts the signal and throws it away. No message, no trace in the process. Status 0 says only: the target exists and you may signal it.',
    run: [{ type: 'kill 1' }, { type: 'echo $?' }],
    proof: (run) => {
      const [first] = toInit(signals(run), SIGTERM);
      const init = initOf(run.view);
      return first?.outcome === 'dropped' && init !== undefined && !isPending(init, SIGTERM);
    },
  },
  {
    id: 'own-shell',
    section: 'what-a-signal-is',
    question: 'Your shell lives through `kill $$`. Why?',
    options: [
      {
        id: 'protected',
        text: 'Every shell of a container is protected, like PID 1',
        why: 'Only the first process of the namespace is. `kill -9 $$` ends your shell at once.',
      },
      { id: 'ignores', text: 'An interactive bash has set SIGTERM to ignore' },
      {
        id: 'blocked',
        text: 'bash blocks SIGTERM; it waits',
        why: 'Then the bit would be in `SigBlk` and `ShdPnd`. It is in `SigIgn`.',
      },
      { id: 'self', text: 'No process can signal itself', why: 'It can: `kill -9 $$` proves it.' },
    ],
    answer: 'ignores',
    explain:
      'The bit 4000 is set in SigIgn of the shell. Ignored is a choice of the program; being dropped for want of a handler is a rule of the kernel for PID 1.',
    run: [{ type: 'kill $$' }, { type: "grep -E 'Ign|Cgt' /proc/$$/status" }],
    proof: (run) => {
      const last = signals(run).find(({ sig, from }) => sig === SIGTERM && from === 'inside');
      return (
        last?.to !== undefined &&
        isShell(last.to) &&
        !isInit(last.to) &&
        last.outcome === 'dropped' &&
        !catches(last.to, SIGTERM)
      );
    },
  },
  {
    id: 'kill-nine-inside',
    section: 'kill-nine',
    question: 'Before you run it: what will `kill -9 1` do here?',
    options: [
      {
        id: 'ends',
        text: 'The container ends with 137',
        why: 'It does when the signal comes from the host. You are inside.',
      },
      { id: 'nothing', text: 'Nothing: the signal is dropped before it is queued' },
      { id: 'eperm', text: 'bash prints `Operation not permitted`', why: 'Permission is checked, and you pass.' },
      {
        id: 'pending',
        text: 'It stays pending until PID 1 wakes up',
        why: 'Look at ShdPnd afterwards: empty. And SIGKILL wakes whomever it is for.',
      },
    ],
    answer: 'nothing',
    explain: 'SIGKILL can have no handler, and a handler is the only thing that lets a signal from inside reach PID 1.',
    run: [{ type: 'kill -9 1' }, { type: 'grep Pnd /proc/1/status' }],
    proof: (run) => toInit(signals(run), SIGKILL)[0]?.outcome === 'dropped' && !hasExited(run.view),
  },
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
  {
    id: 'trap-late',
    section: 'traps-and-exec',
    question: 'PID 1 is the script above, with `sleep 1000` in front. You send `SIGTERM`. When does the trap run?',
    options: [
      {
        id: 'now',
        text: 'At once: there is a handler',
        why: "bash's handler runs at once. It only takes a note; the trap is shell code.",
      },
      { id: 'never', text: 'Never: PID 1 drops it', why: 'It is caught: the bit 4000 is in SigCgt.' },
      { id: 'child', text: 'When the `sleep` in front has ended' },
    ],
    answer: 'child',
    explain: 'bash runs traps between commands. The foreground command has to end first.',
    run: [{ type: 'kill 1' }, { waitMs: 3000 }, { type: 'ps -o pid,ppid,stat,args -e' }],
    proof: (run) => {
      const caught = deliveries(run).some(
        ({ to, sig, effect }) => isInit(to) && sig === SIGTERM && effect === 'handler',
      );
      return caught && !hasExited(run.view);
    },
  },
  {
    id: 'tini-and-shell',
    section: 'shut-down',
    question:
      'PID 1 is tini, its child is `sh -c "app; true"`, and the app has a handler that tidies up. `docker stop`. What happens?',
    options: [
      {
        id: 'graceful',
        text: 'tini passes the signal on, the app tidies up, 0',
        why: 'It passes it on to its child. That is the shell.',
      },
      { id: 'shell', text: 'The shell dies of TERM, tini exits with 143, the app is killed without its handler' },
      {
        id: 'timeout',
        text: 'Nothing for ten seconds, then 137',
        why: 'So it would be without tini. Behind tini the shell is an ordinary process.',
      },
    ],
    answer: 'shell',
    explain: 'tini signals its direct child only. `tini -g` signals the whole process group; then the app hears it.',
    lab: lab('exit', 'tini-sh'),
    run: [{ type: 'docker kill -s TERM web-0', in: 'host' }, { waitMs: 1000 }],
    proof: (run) => {
      const handlerRan = deliveries(run).some(({ to, effect }) => to.comm === 'term_exit' && effect === 'handler');
      return !handlerRan && theContainer(run.view)?.exitCode === 143;
    },
  },
] satisfies readonly Prediction[];
