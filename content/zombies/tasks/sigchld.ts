// Section 3: a handler that waits once, one that waits until nobody is left, and a parent without zombies that never waits.
import { SIGCHLD, SIGKILL, type ProcessView, type Task, type TaskRun } from '../../../src/lesson/index.ts';
import { DONE, hint, NOT_YET, signals, sigName } from '../../pid-1/look.ts';
import { everyone, inContainer, isZombie, nth, seen, zombieCount, zombiesOf } from '../look.ts';

interface Collected {
  readonly parent: ProcessView;
  /** Children collected between two deliveries of SIGCHLD, the most at once. */
  readonly atOnce: number;
  readonly calls: number;
  readonly collected: number;
}

/** What each parent collected from its SIGCHLD handler. */
function byHandler(run: TaskRun): readonly Collected[] {
  const found = new Map<
    number,
    { parent: ProcessView; atOnce: number; calls: number; collected: number; now: number }
  >();
  for (const { event, view } of run.steps) {
    if (event.kind === 'deliver' && event.sig === SIGCHLD && event.effect === 'handler') {
      const parent = view.processes.get(event.target);
      if (!parent || !inContainer(parent) || parent.comm === 'bash') continue;
      const had = found.get(parent.pid) ?? { parent, atOnce: 0, calls: 0, collected: 0, now: 0 };
      found.set(parent.pid, { ...had, calls: had.calls + 1, now: 0 });
    }
    if (event.kind === 'reap' && event.by !== undefined) {
      const had = found.get(event.by);
      if (!had) continue;
      const now = had.now + 1;
      found.set(event.by, { ...had, now, atOnce: Math.max(had.atOnce, now), collected: had.collected + 1 });
    }
  }
  return [...found.values()];
}

export default [
  {
    id: 'merged',
    section: 'sigchld',
    title: 'Start `/app/reap_once 5`, and make it collect the rest of its children, without ending it',
    check: (run) => {
      const parent = [...run.view.processes.values()].find(
        (p) => p.comm === 'reap_once' && !isZombie(p) && run.view.processes.get(p.parent)?.comm === 'bash',
      );
      const all = everyone(run);
      if (!parent) {
        const ended = [...all.values()].find((p) => p.comm === 'reap_once' && all.get(p.parent)?.comm === 'bash');
        return ended
          ? hint(
              'You have ended the parent. Its zombies have a new one now, which does not wait either. Start again, and let it live.',
            )
          : NOT_YET;
      }
      const zombies = zombiesOf(run.view).filter((z) => z.parent === parent.pid).length;
      const collected = seen(run, 'reap').filter(({ event }) => event.by === parent.pid).length;
      if (collected > 1 && zombies === 0) return DONE;
      const told = signals(run).filter(
        ({ from, sig, to }) => from !== 'kernel' && sig === SIGCHLD && to?.pid === parent.pid,
      );
      const merged = told.some(({ outcome }) => outcome === 'merged');
      if (zombies === 0) return NOT_YET;
      if (merged)
        return hint(
          `Some of your signals were merged: you were faster than the handler. ${zombieCount(zombies)} left; send them one at a time.`,
        );
      if (told.length > 0) return hint(`The handler ran, and collected one. ${zombieCount(zombies)} left.`);
      const killed = signals(run).some(
        ({ from, sig, to }) => from !== 'kernel' && sig === SIGKILL && to !== undefined && isZombie(to),
      );
      return killed ? hint('The dead do not hear you. It is the parent whose handler has to run.') : NOT_YET;
    },
    hints: [
      'The handler runs whenever `SIGCHLD` comes, whoever sends it. `$!` is the number of `reap_once`.',
      'Each `kill -CHLD $!` makes it collect one. There are four.',
    ],
    solution: [
      { type: '/app/reap_once 5 &' },
      { type: 'sleep 1' },
      { type: 'kill -CHLD $!; sleep 0.1' },
      { type: 'kill -CHLD $!; sleep 0.1' },
      { type: 'kill -CHLD $!; sleep 0.1' },
      { type: 'kill -CHLD $!; sleep 0.1' },
    ],
    nearMisses: [
      { run: [{ type: '/app/reap_once 5 &' }, { type: 'sleep 1' }, { type: 'kill -CHLD $!' }], hint: '3 zombies left' },
      {
        run: [{ type: '/app/reap_once 5 &' }, { type: 'sleep 1' }, { type: 'kill -9 $!' }, { type: 'sleep 0.1' }],
        hint: 'ended the parent',
      },
      {
        run: [
          { type: '/app/reap_once 5 &' },
          { type: 'sleep 1' },
          { type: 'for i in 1 2 3 4; do kill -CHLD $!; done' },
        ],
        hint: 'faster than the handler',
      },
    ],
  },
  {
    id: 'five-in-one',
    section: 'sigchld',
    title: 'Find a program here whose handler collects five children in a single call',
    check: (run) => {
      const found = byHandler(run);
      if (found.some(({ atOnce }) => atOnce >= 5)) return DONE;
      const best = found.at(-1);
      if (best)
        return hint(
          `The handler of \`${best.parent.comm}\` ran ${best.calls === 1 ? 'once' : `${best.calls} times`} and collected ${best.atOnce === 1 ? 'one child' : `${best.atOnce} children`} in a call.`,
        );
      const other = seen(run, 'reap').find(({ event, view }) => {
        const by = event.by === undefined ? undefined : view.processes.get(event.by);
        return by !== undefined && inContainer(by) && by.comm !== 'bash';
      });
      const by = other?.event.by === undefined ? undefined : other.view.processes.get(other.event.by);
      return by ? hint(`\`${by.comm}\` collects its children without a handler.`) : NOT_YET;
    },
    hints: [
      '`ls /app/reap*`',
      'The right one has a loop in its handler, and takes the number of children as its argument.',
      'Type `/app/reap_handler 5 &`.',
    ],
    solution: [{ type: '/app/reap_handler 5 &' }, { type: 'sleep 1' }],
    nearMisses: [
      { run: [{ type: '/app/reap_once 5 &' }, { type: 'sleep 1' }], hint: 'collected one child' },
      { run: [{ type: '/app/reap_block 5 &' }, { type: 'sleep 1' }], hint: 'without a handler' },
      { run: [{ type: '/app/reap_handler 2 &' }, { type: 'sleep 1' }], hint: '2 children in a call' },
    ],
  },
  {
    id: 'no-zombie-ever',
    section: 'sigchld',
    title: 'Run a parent that never has a zombie, although nobody waits',
    check: (run) => {
      const all = everyone(run);
      const zombies = new Set(seen(run, 'zombie').map(({ event }) => event.pid));
      let waited: ProcessView | undefined;
      for (const { event, view } of seen(run, 'reap')) {
        const parent = event.by === undefined ? undefined : view.processes.get(event.by);
        if (!parent || !inContainer(parent) || parent.comm === 'bash') continue;
        if (!zombies.has(event.pid)) return DONE;
        waited = parent;
      }
      const left = zombiesOf(run.view).at(-1);
      if (left)
        return hint(
          `Process ${nth(left)} is a zombie of \`${all.get(left.parent)?.comm ?? 'its parent'}\`: the default of SIGCHLD does not do it.`,
        );
      if (waited)
        return hint(`\`${waited.comm}\` had zombies, for a moment: it waits for them. This one has to do without.`);
      const sent = signals(run)
        .filter(({ from }) => from !== 'kernel')
        .at(-1);
      return sent ? hint(`${sigName(sent.sig)} does not change what the parent has decided about SIGCHLD.`) : NOT_YET;
    },
    hints: ['It has set SIGCHLD to ignore. `ls /app`: one of the names says so.', 'Type `/app/chld_ign 3 &`.'],
    solution: [{ type: '/app/chld_ign 3 &' }, { type: 'sleep 1' }],
    nearMisses: [
      { run: [{ type: '/app/zombies 3 &' }, { type: 'sleep 1' }], hint: 'the default of SIGCHLD' },
      { run: [{ type: '/app/reap_handler 3 &' }, { type: 'sleep 1' }], hint: 'for a moment' },
    ],
  },
] satisfies readonly Task[];
