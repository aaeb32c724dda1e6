// Section 4: an orphan is made, dies under a PID 1 that does not care, is buried under one that does, is adopted elsewhere.
import type { ProcessView, Task, TaskRun } from '../../../src/lesson/index.ts';
import { DONE, hint, isInit, NOT_YET, signals } from '../../pid-1/look.ts';
import { everyone, inContainer, isZombie, nth, pidInside, seen, zombieCount, zombiesOf } from '../look.ts';

interface Adoption {
  readonly child: ProcessView;
  readonly by: ProcessView;
  readonly index: number;
}

/** Living processes that got a new parent inside the container. */
function adoptions(run: TaskRun): readonly Adoption[] {
  return seen(run, 'reparent').flatMap(({ event, view, index }) => {
    const child = view.processes.get(event.pid);
    const by = view.processes.get(event.to);
    return child && by && inContainer(by) && child.state !== 'Z' ? [{ child, by, index }] : [];
  });
}

const startedSomething = (run: TaskRun): ProcessView | undefined =>
  [...run.view.processes.values()].find(
    (p) =>
      inContainer(p) &&
      !isInit(p) &&
      p.state !== 'Z' &&
      p.comm !== 'bash' &&
      run.view.processes.get(p.parent)?.comm === 'bash',
  );

export default [
  {
    id: 'make-an-orphan',
    section: 'orphans',
    title: 'Make an orphan: a living process whose parent has ended',
    check: (run) => {
      if (adoptions(run).some(({ by }) => isInit(by))) return DONE;
      const child = startedSomething(run);
      return child
        ? hint(
            `Process ${nth(child)} is a child of your shell, and your shell lives. Somebody between the two of you has to end.`,
          )
        : NOT_YET;
    },
    hints: [
      'A program that starts another one in the background and ends: that is how daemons are made.',
      '`(sleep 1000 &)` is a subshell that does just that. So does `/app/orphan`.',
    ],
    solution: [{ type: '(sleep 1000 &)' }, { type: 'ps -eo pid,ppid,stat,args' }],
    nearMisses: [{ run: [{ type: 'sleep 1000 &' }], hint: 'your shell lives' }],
  },
  {
    id: 'unburied',
    section: 'orphans',
    title: 'Let an orphan end, and find its zombie under PID 1',
    check: (run) => {
      const adopted = new Set(
        adoptions(run)
          .filter(({ by }) => isInit(by))
          .map(({ child }) => child.pid),
      );
      if (zombiesOf(run.view).some((z) => adopted.has(z.pid))) return DONE;
      const living = [...run.view.processes.values()].find((p) => adopted.has(p.pid) && p.state !== 'Z');
      if (living) return hint(`Your orphan ${nth(living)} is alive. End it, or give it time to end.`);
      const child = startedSomething(run);
      return child ? hint(`Process ${nth(child)} has a parent that waits: your shell.`) : NOT_YET;
    },
    hints: [
      '`/app/orphan 1` leaves an orphan that ends after a second.',
      'Type `/app/orphan 1`, then `sleep 2`, then `ps -ef`.',
    ],
    solution: [{ type: '/app/orphan 1' }, { type: 'sleep 2' }, { type: 'ps -ef' }],
    nearMisses: [
      { run: [{ type: '/app/orphan 1000' }], hint: 'is alive' },
      { run: [{ type: 'sleep 1000 &' }], hint: 'has a parent that waits' },
    ],
  },
  {
    id: 'buried',
    section: 'orphans',
    title: 'The same with tini as PID 1: let an orphan end, and see that nothing is left of it',
    lab: { scenario: 'zombies', options: { pid1: 'tini', workload: 'quiet' }, view: 'states' },
    check: (run) => {
      const adopted = adoptions(run).filter(({ by }) => isInit(by));
      const reaped = seen(run, 'reap');
      if (adopted.some(({ child, by }) => reaped.some(({ event }) => event.pid === child.pid && event.by === by.pid)))
        return DONE;
      const living = adopted.find(({ child }) => run.view.processes.get(child.pid) !== undefined);
      if (living) return hint(`Your orphan ${nth(living.child)} is alive. tini has nothing to bury yet.`);
      const child = startedSomething(run);
      return child
        ? hint(`Process ${nth(child)} is a child of your shell. tini buries only what it has adopted.`)
        : NOT_YET;
    },
    hints: ['As before: `/app/orphan 1`, then wait a little.'],
    solution: [{ type: '/app/orphan 1' }, { type: 'sleep 2' }, { type: 'ps -ef' }],
    nearMisses: [
      { run: [{ type: '/app/orphan 1000' }], hint: 'nothing to bury yet' },
      { run: [{ type: 'sleep 1000 &' }], hint: 'only what it has adopted' },
    ],
  },
  {
    id: 'adopted-elsewhere',
    section: 'orphans',
    title: 'Have an orphan adopted by somebody who is not PID 1',
    check: (run) => {
      const found = adoptions(run);
      if (found.some(({ by }) => !isInit(by))) return DONE;
      const [last] = found.slice(-1);
      return last
        ? hint(`PID 1 has adopted ${nth(last.child)}, because nobody between them had asked for orphans.`)
        : NOT_YET;
    },
    hints: ['The one that adopts has called `prctl(PR_SET_CHILD_SUBREAPER)`. `ls /app`.', 'Type `/app/subreaper &`.'],
    solution: [{ type: '/app/subreaper &' }, { type: 'sleep 0.5' }, { type: 'ps -eo pid,ppid,stat,args' }],
    nearMisses: [{ run: [{ type: '/app/orphan 100' }, { type: 'sleep 0.5' }], hint: 'nobody between them had asked' }],
  },
  {
    id: 'end-the-parent',
    section: 'orphans',
    title: 'Five zombies, and a parent that will never wait. Get rid of them, with tini as PID 1',
    lab: { scenario: 'zombies', options: { pid1: 'tini', workload: 'parent' }, view: 'states' },
    check: (run) => {
      const had = seen(run, 'zombie').filter(({ view, event }) => view.processes.get(event.parent)?.comm === 'zombies');
      const left = zombiesOf(run.view);
      if (had.length >= 5 && left.length === 0) return DONE;
      const sent = signals(run)
        .filter(({ from, to }) => from !== 'kernel' && to !== undefined)
        .at(-1);
      if (!sent?.to) return NOT_YET;
      if (isZombie(sent.to))
        return hint(`Process ${pidInside(sent.to)} is one of the dead. ${zombieCount(left.length)} left, as before.`);
      if (isInit(sent.to))
        return hint('PID 1 is not their parent, so it has nothing to collect. Look at the column PPID.');
      const all = everyone(run);
      return hint(`Your signal went to ${nth(all.get(sent.to.pid) ?? sent.to)}. ${zombieCount(left.length)} left.`);
    },
    hints: [
      'Their parent is in the column PPID of `ps -ef`.',
      'When a parent ends, its zombies are handed on as well.',
      'Type `kill` with the number of the living `/app/zombies 5`.',
    ],
    solution: [{ type: 'kill 4' }, { type: 'ps -ef' }],
    nearMisses: [
      { run: [{ type: 'kill -9 5 6' }], hint: 'one of the dead' },
      { run: [{ type: 'kill -CHLD 1' }], hint: 'not their parent' },
      { run: [{ type: 'kill -CHLD 4' }], hint: '5 zombies left' },
    ],
  },
] satisfies readonly Task[];
