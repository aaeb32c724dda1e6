// Sections 5 and 6: what runtimes install, and the decisions of kernel/signal.c.
import { SIGINT, SIGSEGV, SIGTERM, SIGUSR1, type Task } from '../../../src/lesson/index.ts';
import {
  aboutLast,
  blocks,
  catches,
  deliveries,
  DONE,
  hasExited,
  hint,
  initOf,
  isInit,
  isPending,
  NOT_YET,
  signals,
  sigName,
  theContainer,
  toInit,
} from '../look.ts';

const lab = (pid1: string): { scenario: string; options: { pid1: string }; view: string } => ({
  scenario: 'pid1',
  options: { pid1 },
  view: 'signals',
});

export default [
  {
    id: 'go-exit-two',
    section: 'runtimes',
    title: 'PID 1 is a Go program without `signal.Notify`. Make its container end with status 2',
    lab: lab('go'),
    check: (run) => {
      const box = theContainer(run.view);
      if (hasExited(run.view)) {
        if (box?.exitCode === 2 && box.signal === undefined) return DONE;
        return hint(
          `It ended with ${box?.exitCode ?? 'another status'}: killed before the runtime could act. Reset, and send a signal that the runtime catches.`,
        );
      }
      const last = toInit(signals(run)).at(-1);
      if (!last) return aboutLast(run, { sig: SIGTERM, from: 'inside' });
      if (last.outcome === 'dropped')
        return hint(`${sigName(last.sig)} cannot be caught, not even by Go's runtime: dropped.`);
      return hint(
        `The runtime caught ${sigName(last.sig)} and does nothing about it. It wants to die of TERM, INT or HUP.`,
      );
    },
    hints: ['The runtime catches nearly all signals. Which of them ends a program by default?', 'Type `kill 1`.'],
    solution: [{ type: 'kill 1' }, { waitMs: 500 }],
    nearMisses: [
      { run: [{ type: 'kill -9 1' }], hint: 'cannot be caught' },
      { run: [{ type: 'kill -USR1 1' }], hint: 'does nothing about it' },
      { run: [{ type: 'docker kill web-0', in: 'host' }, { waitMs: 500 }], hint: 'ended with 137' },
    ],
  },
  {
    id: 'node-lost-handler',
    section: 'runtimes',
    title: 'PID 1 is Node without a listener. Make it lose its handler for `SIGTERM`, and live',
    lab: lab('node'),
    check: (run) => {
      const had = run.steps.some(({ view }) =>
        [...view.processes.values()].some((p) => isInit(p) && catches(p, SIGTERM)),
      );
      const init = initOf(run.view);
      if (!init) return hasExited(run.view) ? hint('It is dead. Reset the machine, and be gentler.') : NOT_YET;
      if (had && !catches(init, SIGTERM)) return DONE;
      const last = toInit(signals(run)).at(-1);
      if (!last) return NOT_YET;
      if (last.sig === SIGINT)
        return hint('That used up the handler for SIGINT (the bit 2). The one for SIGTERM, 4000, is still there.');
      return last.outcome === 'dropped'
        ? hint(`${sigName(last.sig)} was dropped. Send the signal whose handler is to go.`)
        : NOT_YET;
    },
    hints: [
      'The handler removes itself when it runs. So let it run.',
      'Type `kill 1`, then `grep SigCgt /proc/1/status`.',
    ],
    solution: [{ type: 'kill 1' }, { waitMs: 200 }],
    nearMisses: [
      { run: [{ type: 'kill -INT 1' }, { waitMs: 200 }], hint: 'handler for SIGINT' },
      { run: [{ type: 'kill -9 1' }], hint: 'was dropped' },
    ],
  },
  {
    id: 'python-130',
    section: 'runtimes',
    title: 'PID 1 is Python without a handler. Make its container end with status 130, from inside',
    lab: lab('python'),
    check: (run) => {
      const box = theContainer(run.view);
      if (hasExited(run.view))
        return box?.exitCode === 130
          ? DONE
          : hint(`It ended with ${box?.exitCode ?? 'another status'}. 130 is 128 + 2.`);
      const last = toInit(signals(run)).at(-1);
      return last
        ? hint(`Python has no handler for ${sigName(last.sig)}. Its SigCgt is 2: which signal is that?`)
        : NOT_YET;
    },
    hints: ['130 is 128 + 2. Which signal has number 2?', 'Type `kill -INT 1`.'],
    solution: [{ type: 'kill -INT 1' }, { waitMs: 500 }],
    nearMisses: [
      { run: [{ type: 'kill 1' }], hint: 'no handler for SIGTERM' },
      { run: [{ type: 'docker kill web-0', in: 'host' }, { waitMs: 500 }], hint: 'ended with 137' },
    ],
  },
  {
    id: 'merged',
    section: 'inside-signal-c',
    title: 'This PID 1 blocks `SIGTERM`. Make the kernel *merge* a signal: `legacy_queue` has to say no',
    check: (run) => {
      const sent = toInit(signals(run));
      if (sent.some(({ outcome }) => outcome === 'merged')) return DONE;
      const last = sent.at(-1);
      if (!last) return NOT_YET;
      const init = initOf(run.view);
      if (init && isPending(init, last.sig))
        return hint(`One ${sigName(last.sig)} is pending now. What happens to a second one?`);
      if (last.outcome === 'dropped')
        return hint(
          `${sigName(last.sig)} is not blocked here, so it was dropped, not kept. Only what waits can be merged.`,
        );
      return last.sig === SIGUSR1
        ? hint('SIGUSR1 made the program open its mask: nothing waits any more. Reset the machine.')
        : NOT_YET;
    },
    hints: ['The same signal twice, while the first one still waits.', 'Type `kill 1; kill 1`.'],
    solution: [{ type: 'kill 1; kill 1' }],
    nearMisses: [
      { run: [{ type: 'kill 1' }], hint: 'What happens to a second one' },
      { run: [{ type: 'kill -HUP 1; kill -HUP 1' }], hint: 'Only what waits' },
      { run: [{ type: 'kill -USR1 1' }, { waitMs: 200 }], hint: 'open its mask' },
    ],
  },
  {
    id: 'mask-opens',
    section: 'inside-signal-c',
    title: 'Let a `SIGTERM` wait, then open the mask (`SIGUSR1` tells this program to): PID 1 must survive it',
    check: (run) => {
      const discarded = deliveries(run).some(
        ({ to, sig, effect }) => isInit(to) && sig === SIGTERM && effect === 'discarded-init',
      );
      const init = initOf(run.view);
      if (discarded && init) return DONE;
      if (!init) return NOT_YET;
      if (isPending(init, SIGTERM))
        return hint('SIGTERM is waiting. Now make the program open its mask: send it SIGUSR1.');
      const opened = toInit(signals(run), SIGUSR1).length > 0 && !blocks(init, SIGTERM);
      if (opened)
        return hint(
          'The mask is open, but no SIGTERM was waiting behind it, and one that comes now is dropped at once. Reset, and do it in the other order.',
        );
      return NOT_YET;
    },
    hints: ['First `kill 1`; look at `ShdPnd`.', 'Then `kill -USR1 1`; look again.'],
    solution: [{ type: 'kill 1' }, { type: 'kill -USR1 1' }, { waitMs: 200 }],
    nearMisses: [
      { run: [{ type: 'kill 1' }], hint: 'SIGTERM is waiting' },
      { run: [{ type: 'kill -USR1 1' }, { waitMs: 200 }, { type: 'kill 1' }], hint: 'in the other order' },
    ],
  },
  {
    id: 'real-fault',
    section: 'inside-signal-c',
    title:
      'End PID 1 from inside, by a real fault: status 139 (this program writes to address 0 when it gets `SIGUSR1`)',
    lab: lab('fault'),
    check: (run) => {
      const fault = toInit(signals(run), SIGSEGV).some(({ from }) => from === 'kernel');
      const box = theContainer(run.view);
      if (hasExited(run.view)) {
        return fault && box?.signal === SIGSEGV
          ? DONE
          : hint(
              `It ended with ${box?.exitCode ?? 'another status'}, and not by its own instruction. Reset the machine.`,
            );
      }
      const last = toInit(signals(run)).at(-1);
      if (!last) return NOT_YET;
      if (last.sig === SIGSEGV)
        return hint(
          'This SIGSEGV was sent by somebody: by you. It is dropped like any other signal without a handler. Make the program do it itself.',
        );
      return last.outcome === 'dropped'
        ? hint(`${sigName(last.sig)} was dropped. Which signals does this program catch? Look at its source.`)
        : NOT_YET;
    },
    hints: ["The program's source is in the tab *source*. What does it do for SIGUSR1?", 'Type `kill -USR1 1`.'],
    solution: [{ type: 'kill -USR1 1' }, { waitMs: 1000 }],
    nearMisses: [
      { run: [{ type: 'kill -SEGV 1' }], hint: 'sent by somebody' },
      { run: [{ type: 'kill -TERM 1' }], hint: 'was dropped' },
      { run: [{ type: 'docker kill web-0', in: 'host' }, { waitMs: 500 }], hint: 'not by its own instruction' },
    ],
  },
] satisfies readonly Task[];
