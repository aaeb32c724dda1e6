// Guesses about the first kills: who may end PID 1.
import { SIGKILL, SIGTERM, type Prediction } from '../../../src/lesson/index.ts';
import { catches, hasExited, initOf, isInit, isPending, isShell, signals, toInit } from '../look.ts';

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
] satisfies readonly Prediction[];
