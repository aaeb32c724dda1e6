// Sections 1 to 3: signals from inside, the bits in /proc, and what a handler changes.
import { SIGKILL, SIGSTOP, SIGTERM, SIGTSTP, type Task } from '../../../src/lesson/index.ts';
import {
  aboutLast,
  blocks,
  catches,
  deliveries,
  DONE,
  hasExited,
  hint,
  ignores,
  initOf,
  insiders,
  isInit,
  isPending,
  isShell,
  nameOf,
  NOT_YET,
  others,
  signals,
  sigName,
  theContainer,
  toInit,
} from '../look.ts';

export default [
  {
    id: 'term-inside',
    section: 'wont-die',
    title: 'Ask PID 1 to stop: send it `SIGTERM` from inside the container',
    check: (run) => {
      const dropped = toInit(signals(run), SIGTERM).some(
        ({ from, outcome }) => from === 'inside' && outcome === 'dropped',
      );
      return dropped ? DONE : aboutLast(run, { sig: SIGTERM, from: 'inside' });
    },
    hints: ['`kill` with a process number and nothing else sends `SIGTERM`.', 'Type `kill 1`.'],
    solution: [{ type: 'kill 1' }],
    nearMisses: [
      { run: [{ type: 'kill -9 1' }], hint: 'That was SIGKILL' },
      { run: [{ type: 'kill $$' }], hint: 'went to process' },
      { run: [{ type: 'kill 999' }], hint: 'no process 999' },
    ],
  },
  {
    id: 'control',
    section: 'wont-die',
    title: 'The control experiment: start the same program once more, and end *that* one with a signal',
    check: (run) => {
      const sent = signals(run);
      const init = run.steps[0] && initOf(run.steps[0].view);
      const program = (initOf(run.view) ?? init)?.exe;
      const ended = deliveries(run).filter(
        ({ to, effect, journey }) =>
          !isInit(to) &&
          to.nspid.length > 1 &&
          (effect === 'terminate' || effect === 'core') &&
          sent.some((each) => each.journey === journey && each.from !== 'kernel'),
      );
      if (ended.some(({ to }) => to.exe === program)) return DONE;
      const running = others(run.view).find((p) => p.exe === program);
      if (running) return hint(`It runs as ${nameOf(running)}. Now send a signal to that number.`);
      const last = ended.at(-1);
      if (last)
        return hint(`A signal has ended ${nameOf(last.to)}. For a fair comparison, take the program that PID 1 is.`);
      const byItself = run.steps.some(({ event, view }) => {
        const p = event.kind === 'exit' && event.status % 128 === 0 ? view.processes.get(event.pid) : undefined;
        return p !== undefined && !isInit(p) && p.exe === program;
      });
      return byItself
        ? hint('It ended by itself, before a signal could. Let it sleep longer, and put it in the background with `&`.')
        : NOT_YET;
    },
    hints: [
      'Start it in the background: `sleep 1000 &`. bash prints its process number.',
      '`kill $!` signals the job that you started last.',
    ],
    solution: [{ type: 'sleep 1000 &' }, { type: 'kill $!' }],
    nearMisses: [
      { run: [{ type: 'sleep 1000 &' }], hint: 'Now send a signal to that number' },
      { run: [{ type: 'sleep 0.1' }], hint: 'ended by itself' },
      { run: [{ type: '/app/sleeper &' }, { type: 'kill $!' }], hint: 'take the program that PID 1 is' },
    ],
  },
  {
    id: 'ignored-by-birth',
    section: 'what-a-signal-is',
    title: 'Start a program that ignores `SIGTERM` from birth, because its parent did',
    check: (run) => {
      let handed = false;
      let plain: string | undefined;
      let handler = false;
      for (const { event, view } of run.steps) {
        const p = event.kind === 'exec' ? view.processes.get(event.pid) : undefined;
        if (!p || p.nspid.length < 2 || isInit(p) || isShell(p)) continue;
        if (ignores(p, SIGTERM)) handed = true;
        else {
          plain = nameOf(p);
          handler = insiders(view).some((each) => isShell(each) && !isInit(each) && catches(each, SIGTERM));
        }
      }
      if (handed) return DONE;
      const self = others(run.view).find((p) => !isShell(p) && ignores(p, SIGTERM));
      if (self)
        return hint(
          `The ${nameOf(self)} ignores SIGTERM, but it decided that itself after its start. Let it inherit that from the shell.`,
        );
      if (handler)
        return hint(
          'The shell has a *handler* for SIGTERM now. Handlers do not survive `exec`; ignoring does: the trap must be empty.',
        );
      if (plain !== undefined)
        return hint(
          `${plain[0]?.toUpperCase() ?? ''}${plain.slice(1)} was started with SIGTERM at its default. What did its parent ignore?`,
        );
      return NOT_YET;
    },
    hints: ["An empty trap means ignore: `trap '' TERM`.", "Then start something: `trap '' TERM`, `sleep 1000 &`."],
    solution: [{ type: "trap '' TERM" }, { type: 'sleep 1000 &' }],
    nearMisses: [
      { run: [{ type: 'sleep 1000 &' }], hint: 'at its default' },
      { run: [{ type: "trap 'echo no' TERM" }, { type: 'sleep 1000 &' }], hint: 'Handlers do not survive' },
      { run: [{ type: '/app/term_ign &' }], hint: 'itself after its start' },
    ],
  },
  {
    id: 'pending-term',
    section: 'what-a-signal-is',
    title:
      'Make `SIGTERM` wait: a process that blocks it, with the bit `4000` in `ShdPnd` (the program `/app/term_block` blocks it)',
    check: (run) => {
      const waiting = others(run.view).filter((p) => isPending(p, SIGTERM));
      if (waiting.some((p) => blocks(p, SIGTERM))) return DONE;
      const stopped = waiting.find((p) => p.state === 'T');
      if (stopped)
        return hint(
          `SIGTERM waits in ${nameOf(stopped)}, but because it is stopped (T), not because it blocks the signal.`,
        );
      const last = signals(run)
        .filter(({ to, from }) => from === 'inside' && to !== undefined && !isShell(to))
        .at(-1);
      if (!last?.to) {
        const blocker = others(run.view).find((p) => blocks(p, SIGTERM));
        return blocker ? hint(`The ${nameOf(blocker)} blocks SIGTERM. Now send it one.`) : NOT_YET;
      }
      if (last.sig === SIGKILL) return hint('That was SIGKILL. It cannot be blocked, so it never waits for a mask.');
      if (!blocks(last.to, last.sig))
        return hint(
          `The ${nameOf(last.to)} does not block ${sigName(last.sig)}: it acts at once, there is nothing to wait for.`,
        );
      return NOT_YET;
    },
    hints: ['Start `/app/term_block &`, and send it `SIGTERM`.', "Look at it: `grep -E 'Pnd|Blk' /proc/$!/status`."],
    solution: [{ type: '/app/term_block &' }, { type: 'kill $!' }],
    nearMisses: [
      { run: [{ type: '/app/term_block &' }], hint: 'Now send it one' },
      { run: [{ type: '/app/sleeper &' }, { type: 'kill $!' }], hint: 'does not block' },
      { run: [{ type: '/app/term_block &' }, { type: 'kill -9 $!' }], hint: 'cannot be blocked' },
      { run: [{ type: '/app/sleeper &' }, { type: 'kill -STOP $!' }, { type: 'kill $!' }], hint: 'stopped (T)' },
    ],
  },
  {
    id: 'kill-inside',
    section: 'kill-nine',
    title: 'Force it: send `SIGKILL` to PID 1 from inside',
    check: (run) => {
      const sent = signals(run);
      if (toInit(sent, SIGKILL).some(({ from, outcome }) => from === 'inside' && outcome === 'dropped')) return DONE;
      const own = sent.find(({ sig, to, sender }) => sig === SIGKILL && to !== undefined && to.pid === sender?.pid);
      if (own)
        return hint('That killed your own shell: it is not process 1. Reset the machine, or open another terminal.');
      return aboutLast(run, { sig: SIGKILL, from: 'inside' });
    },
    hints: ['`SIGKILL` is number 9.', 'Type `kill -9 1`.'],
    solution: [{ type: 'kill -9 1' }],
    nearMisses: [
      { run: [{ type: 'kill 1' }], hint: 'That was SIGTERM' },
      { run: [{ type: 'kill -9 $$' }], hint: 'your own shell' },
    ],
  },
  {
    id: 'stop-inside',
    section: 'kill-nine',
    title: 'And the other one: try to freeze PID 1 with `SIGSTOP` from inside',
    check: (run) => {
      const sent = toInit(signals(run));
      if (sent.some(({ sig, from, outcome }) => sig === SIGSTOP && from === 'inside' && outcome === 'dropped'))
        return DONE;
      if (sent.some(({ sig }) => sig === SIGTSTP))
        return hint('That was SIGTSTP, the polite sister that Ctrl Z sends. Take SIGSTOP, which nobody can refuse.');
      return aboutLast(run, { sig: SIGSTOP, from: 'inside' });
    },
    hints: ['Signals can be given by name: `kill -STOP …`.', 'Type `kill -STOP 1`.'],
    solution: [{ type: 'kill -STOP 1' }],
    nearMisses: [
      { run: [{ type: 'kill -TSTP 1' }], hint: 'SIGTSTP' },
      { run: [{ type: 'kill -CONT 1' }], hint: 'That was SIGCONT' },
    ],
  },
  {
    id: 'handler-inside',
    section: 'kill-nine',
    title: 'This PID 1 has a handler for one signal. Make the container end with status 0, from inside',
    lab: { scenario: 'pid1', options: { pid1: 'exit' }, view: 'signals' },
    check: (run) => {
      const handled = deliveries(run).filter(({ to, effect }) => isInit(to) && effect === 'handler');
      const sent = toInit(signals(run));
      if (hasExited(run.view) && theContainer(run.view)?.exitCode === 0) {
        const inside = sent.some(
          ({ journey, from }) => from === 'inside' && handled.some((each) => each.journey === journey),
        );
        return inside
          ? DONE
          : hint('It ended with 0, but the signal came from the host. It works from inside, too: reset and try.');
      }
      if (hasExited(run.view))
        return hint('It is over, but its handler never ran. Reset the machine and send a signal that it catches.');
      const last = sent.filter(({ from }) => from === 'inside').at(-1);
      if (!last) return NOT_YET;
      if (last.sig === SIGKILL || last.sig === SIGSTOP)
        return hint(`No program can have a handler for ${sigName(last.sig)}. So it is dropped here, as before.`);
      return last.outcome === 'dropped'
        ? hint(`PID 1 has no handler for ${sigName(last.sig)}: dropped. Which bit is set in SigCgt?`)
        : NOT_YET;
    },
    hints: ['`SigCgt` is `4000`: bit 14, signal 15.', 'Type `kill 1`, and give it a moment.'],
    solution: [{ type: 'kill 1' }, { waitMs: 1000 }],
    nearMisses: [
      { run: [{ type: 'kill -9 1' }], hint: 'No program can have a handler for SIGKILL' },
      { run: [{ type: 'kill -HUP 1' }], hint: 'no handler for SIGHUP' },
    ],
  },
] satisfies readonly Task[];
