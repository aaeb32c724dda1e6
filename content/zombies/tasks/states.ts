// Section 2: a stopped process and KILL, one that sleeps deeply, one that is held by a tracer, one that only looks dead.
import { SIGCONT, SIGKILL, type Task, type TaskRun } from '../../../src/lesson/index.ts';
import { DONE, hint, isPending, NOT_YET, signals, sigName, type Sent } from '../../pid-1/look.ts';
import { everyone, isZombie, nth, seen } from '../look.ts';

/** Signals that a person sent, with the state that the target was in. */
const sentTo = (run: TaskRun, states: string): readonly Sent[] =>
  signals(run).filter(({ from, to }) => from !== 'kernel' && to !== undefined && states.includes(to.state));

const diedOf = (run: TaskRun, pid: number, sig: number): boolean =>
  seen(run, 'exit').some(({ event }) => event.pid === pid && (event.status & 0x7f) === sig);

export default [
  {
    id: 'stopped-and-killed',
    section: 'states',
    title: 'End the stopped process (T) without waking it up first',
    check: (run) => {
      const stopped = sentTo(run, 'T');
      const woken = signals(run).some(({ sig, from, to }) => sig === SIGCONT && from !== 'kernel' && to !== undefined);
      if (stopped.some(({ sig, to }) => sig === SIGKILL && to && diedOf(run, to.pid, SIGKILL)) && !woken) return DONE;
      if (woken)
        return hint(
          'You have continued it; from then on it is an ordinary sleeper. Reset, and end it while it is stopped.',
        );
      const last = stopped.at(-1);
      if (last?.to) {
        const now = run.view.processes.get(last.to.pid);
        if (now && isPending(now, last.sig))
          return hint(`Your ${sigName(last.sig)} is pending: a stopped process acts on nothing, with one exception.`);
      }
      return NOT_YET;
    },
    hints: ['Which letter in the column STAT means stopped?', '`kill -9` with the number of the `sleep` in state T.'],
    solution: [{ type: 'kill -9 4' }],
    nearMisses: [
      { run: [{ type: 'kill 4' }], hint: 'is pending' },
      { run: [{ type: 'kill -CONT 4' }, { type: 'kill -9 4' }], hint: 'continued it' },
    ],
  },
  {
    id: 'deep-sleeper',
    section: 'states',
    title: 'End the process in state D',
    check: (run) => {
      const sent = sentTo(run, 'D');
      if (sent.some(({ to }) => to && seen(run, 'exit').some(({ event }) => event.pid === to.pid))) return DONE;
      const child = signals(run).find(
        ({ from, to }) => from !== 'kernel' && to?.comm === 'vforker' && to.state === 'S',
      );
      return child?.to
        ? hint(
            `Process ${nth(child.to)} is the child, in state S. When it ends, its parent wakes up and goes on. Look at the letter D.`,
          )
        : NOT_YET;
    },
    hints: ['Look for the D in the column STAT.', 'Any signal that ends a process will do: `kill 3`.'],
    solution: [{ type: 'kill 3' }],
    nearMisses: [{ run: [{ type: 'kill -9 6' }], hint: 'is the child' }],
  },
  {
    id: 'looks-dead',
    section: 'states',
    title: 'One process says `<defunct>` and is alive. Prove it: end it with a signal',
    check: (run) => {
      const all = everyone(run);
      const killed = signals(run).filter(({ from, to }) => from !== 'kernel' && to?.state === 'Z' && !isZombie(to));
      if (killed.some(({ to }) => to && seen(run, 'reap').some(({ event }) => event.pid === to.pid))) return DONE;
      const dead = signals(run)
        .filter(({ from, to }) => from !== 'kernel' && to !== undefined && isZombie(to))
        .at(-1);
      if (dead?.to) return hint(`Process ${nth(dead.to)} is dead, really. The other one has a second letter in STAT.`);
      const parent = signals(run).find(
        ({ from, to }) =>
          from !== 'kernel' && to !== undefined && all.get(to.pid)?.comm === 'zombies' && to.state !== 'Z',
      );
      return parent
        ? hint('That was the parent of the zombie; your zombie went with it. The other `<defunct>` is meant.')
        : NOT_YET;
    },
    hints: [
      '`ps -eo pid,stat,nlwp,comm`: how many threads has each?',
      '`l` after the Z means: more than one thread.',
      'Type `kill 10`.',
    ],
    solution: [{ type: 'kill 10' }],
    nearMisses: [
      { run: [{ type: 'kill -9 12' }], hint: 'dead, really' },
      { run: [{ type: 'kill -9 9' }], hint: 'parent of the zombie' },
    ],
  },
] satisfies readonly Task[];
