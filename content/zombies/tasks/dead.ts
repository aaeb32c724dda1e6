// Section 1: signals for the dead, a parent that does not listen, a child that is collected at once, a status that is kept.
import { SIGCHLD, SIGKILL, type Task } from '../../../src/lesson/index.ts';
import { DONE, hint, isInit, NOT_YET, signals, sigName } from '../../pid-1/look.ts';
import { everyone, isZombie, nth, parentOf, pidInside, seen, zombiesOf } from '../look.ts';

const exitCode = (status: number): number | undefined => ((status & 0x7f) === 0 ? status >> 8 : undefined);

export default [
  {
    id: 'kill-the-dead',
    section: 'wont-leave',
    title: 'Send `SIGKILL` to one of the dead',
    check: (run) => {
      const sent = signals(run).filter(({ from }) => from !== 'kernel');
      if (sent.some(({ sig, to }) => sig === SIGKILL && to !== undefined && isZombie(to))) return DONE;
      const last = sent.at(-1);
      if (!last) return NOT_YET;
      if (!last.to) return hint(`There is no process ${last.named}. Take a number that ps calls \`<defunct>\`.`);
      if (!isZombie(last.to))
        return hint(
          `${sigName(last.sig)} went to process ${nth(last.to)}, which is alive. Take a number that ps calls \`<defunct>\`.`,
        );
      return hint(`That was ${sigName(last.sig)}. This task wants the strongest one.`);
    },
    hints: ['`ps -ef` shows the numbers; the dead are in square brackets.', 'Type `kill -9 2`.'],
    solution: [{ type: 'kill -9 2' }],
    nearMisses: [
      { run: [{ type: 'kill 2' }], hint: 'That was SIGTERM' },
      { run: [{ type: 'kill -9 1' }], hint: 'which is alive' },
      { run: [{ type: 'kill -9 99' }], hint: 'no process 99' },
    ],
  },
  {
    id: 'tell-the-parent',
    section: 'wont-leave',
    title: 'Remind their parent: send it the signal that announces a dead child',
    check: (run) => {
      const sent = signals(run).filter(({ from }) => from !== 'kernel');
      const reminded = sent.some(
        ({ sig, to }) => sig === SIGCHLD && to !== undefined && zombiesOf(run.view).some((z) => z.parent === to.pid),
      );
      if (reminded) return DONE;
      const last = sent.at(-1);
      if (!last?.to) return NOT_YET;
      if (last.sig !== SIGCHLD)
        return last.sig === SIGKILL
          ? NOT_YET
          : hint(`That was ${sigName(last.sig)}. The signal about children is another.`);
      return isZombie(last.to)
        ? hint(`You told ${nth(last.to)}, which is dead itself. Who is in its column PPID?`)
        : hint(`Process ${nth(last.to)} has no dead children. Whose number is in the column PPID of a zombie?`);
    },
    hints: ['`kill -l` lists the names. It is about a *child*.', 'Type `kill -CHLD 1`.'],
    solution: [{ type: 'kill -CHLD 1' }],
    nearMisses: [
      { run: [{ type: 'kill -CHLD 2' }], hint: 'dead itself' },
      { run: [{ type: 'kill -USR1 1' }], hint: 'That was SIGUSR1' },
      { run: [{ type: 'kill -CHLD $$' }], hint: 'no dead children' },
    ],
  },
  {
    id: 'collected-at-once',
    section: 'wont-leave',
    title: 'The control experiment: kill a child of your own shell with `SIGKILL`, and see that nothing stays',
    check: (run) => {
      const all = everyone(run);
      const ended = seen(run, 'exit').filter(({ event }) => {
        const parent = all.get(all.get(event.pid)?.parent ?? -1);
        return parent?.comm === 'bash';
      });
      const reaped = seen(run, 'reap');
      const killed = ended.filter(({ event }) => (event.status & 0x7f) === SIGKILL);
      if (
        killed.some(({ event }) =>
          reaped.some((r) => r.event.pid === event.pid && r.event.by === all.get(event.pid)?.parent),
        )
      )
        return DONE;
      const waiting = [...run.view.processes.values()].find(
        (p) => p.state !== 'Z' && p.comm !== 'bash' && parentOf(run.view, p)?.comm === 'bash' && p.nspid.length > 1,
      );
      if (waiting) return hint(`Process ${nth(waiting)} is a child of your shell. Now end it with \`kill -9\`.`);
      const other = ended.find(({ event }) => (event.status & 0x7f) !== 0);
      if (other)
        return hint('It died of another signal. That is no different, but use KILL here for a fair comparison.');
      const sent = signals(run).filter(({ from, to }) => from !== 'kernel' && to !== undefined && isZombie(to));
      return sent.length > 0 && ended.length === 0
        ? hint('That one is dead already. Start a process of your own first.')
        : NOT_YET;
    },
    hints: [
      'Start a child in the background: `sleep 1000 &`.',
      '`kill -9 $!` kills the job that you started last. Then `ps`.',
    ],
    solution: [{ type: 'sleep 1000 &' }, { type: 'kill -9 $!' }, { type: 'ps' }],
    nearMisses: [
      { run: [{ type: 'sleep 1000 &' }], hint: 'is a child of your shell' },
      { run: [{ type: 'sleep 1000 &' }, { type: 'kill $!' }, { type: 'ps' }], hint: 'another signal' },
      { run: [{ type: 'kill -9 3' }], hint: 'dead already' },
    ],
  },
  {
    id: 'keep-42',
    section: 'wont-leave',
    title: 'Make a zombie of your own, one that keeps the exit status 42',
    check: (run) => {
      const born = run.steps[0]?.view;
      const mine = zombiesOf(run.view).filter((z) => born?.processes.get(z.pid) === undefined);
      if (mine.some((z) => exitCode(z.exitStatus ?? 0) === 42)) return DONE;
      const all = everyone(run);
      const gone = seen(run, 'exit').filter(({ event }) => exitCode(event.status) === 42);
      const [first] = gone;
      if (first) {
        const parent = all.get(all.get(first.event.pid)?.parent ?? -1);
        return parent && isInit(parent)
          ? NOT_YET
          : hint(
              `A child ended with 42, and its parent ${parent ? nth(parent) : ''} collected it. It needs a parent that does not wait.`,
            );
      }
      const foreign = mine.filter((z) => z.parent !== 0 && !isInit(parentOf(run.view, z) ?? z)).at(-1);
      return foreign
        ? hint(
            `Your zombie ${pidInside(foreign)} keeps ${String(exitCode(foreign.exitStatus ?? 0) ?? 'a signal')}. This task wants 42.`,
          )
        : NOT_YET;
    },
    hints: [
      'A subshell that ends with 42: `(exit 42) &`. Your bash would collect it. Who would not? `sleep`, for example.',
      'A shell that has a child and then becomes `sleep` by `exec` keeps the child and forgets its duty.',
      "Type `bash -c '(exit 42) & exec sleep 1000' &`.",
    ],
    solution: [{ type: "bash -c '(exit 42) & exec sleep 1000' &" }, { waitMs: 500 }],
    nearMisses: [
      { run: [{ type: '(exit 42)' }], hint: 'collected it' },
      { run: [{ type: "bash -c '(exit 7) & exec sleep 1000' &" }, { waitMs: 500 }], hint: 'keeps 7' },
      { run: [{ type: 'bash -c "exit 42" &' }, { type: 'sleep 0.1' }], hint: 'collected it' },
    ],
  },
] satisfies readonly Task[];
