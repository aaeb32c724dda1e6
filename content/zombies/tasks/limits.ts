// Section 5: a fork that is refused, looking around without forking, making room, and a limit that was reached outside.
import type { CgroupView, MachineView, Task, TaskRun } from '../../../src/lesson/index.ts';
import { DONE, hasExited, hint, isInit, NOT_YET, signals } from '../../pid-1/look.ts';
import { isZombie, nth, pidInside, seen, zombiesOf } from '../look.ts';

const limited = (view: MachineView): CgroupView | undefined =>
  view.cgroups.find(({ pidsMax }) => pidsMax !== undefined);

const typed = (run: TaskRun): string => run.inputs.map(({ line }) => line).join('\n');

/** Forks that were refused after somebody had begun to type. */
const refused = (run: TaskRun): number => {
  const first = run.steps.findIndex(({ event }) => event.kind === 'input');
  return first < 0 ? 0 : run.steps.slice(first).filter(({ event }) => event.kind === 'fork-refused').length;
};

export default [
  {
    id: 'refused',
    section: 'out-of-pids',
    title: 'Have a fork refused: type a command, any program will do',
    check: (run) => {
      if (refused(run) > 0) return DONE;
      return run.inputs.length > 0
        ? hint('That worked, because it needed no new process: it is built into the shell. Try a program.')
        : NOT_YET;
    },
    hints: [
      '`type ls` says whether something is a program or built into the shell.',
      'Type `ls`, and have patience: bash tries five times.',
    ],
    solution: [{ type: 'ls' }],
    nearMisses: [
      { run: [{ type: 'echo hello' }], hint: 'built into the shell' },
      { run: [{ type: 'pwd' }], hint: 'built into the shell' },
    ],
  },
  {
    id: 'without-fork',
    section: 'out-of-pids',
    title: 'Read `/sys/fs/cgroup/pids.events` all the same',
    check: (run) => {
      if (/^max \d+\r?$/m.test(run.screen('container'))) return DONE;
      if (/\bcat\b|\bless\b|\bhead\b/.test(typed(run)))
        return hint('`cat` is a program, and a program needs a place. The shell can read a line by itself.');
      return /\bread\b/.test(typed(run)) ? hint('You have read it into a variable. `echo` shows it.') : NOT_YET;
    },
    hints: [
      '`read` and `echo` are built in. `<` opens a file without any program.',
      'Type `read -r line < /sys/fs/cgroup/pids.events; echo $line`.',
    ],
    solution: [{ type: 'read -r line < /sys/fs/cgroup/pids.events; echo $line' }],
    nearMisses: [
      { run: [{ type: 'cat /sys/fs/cgroup/pids.events' }], hint: 'The shell can read' },
      { run: [{ type: 'read -r line < /sys/fs/cgroup/pids.events' }], hint: '`echo` shows it' },
    ],
  },
  {
    id: 'make-room',
    section: 'out-of-pids',
    title: 'Make room, from inside, and leave the app `/app/web` running',
    check: (run) => {
      const group = limited(run.view);
      const web = [...run.view.processes.values()].some(({ comm, state }) => comm === 'web' && state !== 'Z');
      const was = run.steps.some(({ view }) => {
        const g = limited(view);
        return g?.pidsMax !== undefined && g.pidsCurrent >= g.pidsMax;
      });
      if (hasExited(run.view) || (was && !web))
        return hint('The container has ended, and with it the app. Reset, and look for the one who keeps the dead.');
      if (was && web && group?.pidsMax !== undefined && group.pidsCurrent <= group.pidsMax / 2) return DONE;
      const sent = signals(run)
        .filter(({ from, to }) => from !== 'kernel' && to !== undefined)
        .at(-1);
      if (!sent?.to) return NOT_YET;
      if (isZombie(sent.to))
        return hint(`Process ${nth(sent.to)} is dead, and keeps its place until its parent waits. Who is its parent?`);
      if (isInit(sent.to)) return hint('PID 1 would collect them, but they are not its children. Whose are they?');
      return hint(`Your signal went to ${nth(sent.to)}. ${zombiesOf(run.view).length} zombies still have a place.`);
    },
    hints: [
      'Which process is the parent of all the dead? Their `/proc/<pid>/stat` says it in the fourth place.',
      '`for s in /proc/[0-9]*/stat; do read -r pid name state ppid rest < $s; echo $pid $name $state $ppid; done`',
      '`kill` is built in. Type `kill 5`.',
    ],
    solution: [{ type: 'kill 5' }, { type: 'ps -ef' }],
    nearMisses: [
      { run: [{ type: 'kill -9 10' }], hint: 'until its parent waits' },
      { run: [{ type: 'kill 2' }, { waitMs: 4000 }], hint: 'has ended' },
      { run: [{ type: 'kill 1' }], hint: 'not its children' },
    ],
  },
  {
    id: 'from-outside',
    section: 'out-of-pids',
    title: 'Find the guilty parent from the host, where there is room, and end it from there',
    check: (run) => {
      const ended = signals(run).filter(
        ({ from, to }) => from === 'above' && to !== undefined && to.comm === 'zombies' && !isZombie(to),
      );
      if (ended.some(({ to }) => to && seen(run, 'reap').some(({ event }) => event.pid === to.pid))) return DONE;
      const last = signals(run)
        .filter(({ from }) => from !== 'kernel')
        .at(-1);
      if (last?.from === 'inside' && last.to?.comm === 'zombies')
        return hint('That works as well, but it came from inside. This task is for the tab *host*.');
      if (last && last.to === undefined)
        return hint(
          `On the host there is no process ${last.named}: the numbers of the container are not valid there. \`docker top web-0\` shows the host's.`,
        );
      if (last?.to && isZombie(last.to)) return hint(`${pidInside(last.to)} is one of the dead, from the host, too.`);
      return last?.to && isInit(last.to)
        ? hint(
            'That was PID 1 of the container. Killing the container is a way to make room, but not the one that is asked for.',
          )
        : NOT_YET;
    },
    hints: [
      '`docker top web-0` in the tab *host*: the column PPID of the dead.',
      'The number in that column is valid on the host: `kill` it there.',
      'With tools: `pkill -f "^/app/zombies 30"`.',
    ],
    solution: [
      { type: 'docker top web-0', in: 'host' },
      { type: 'pkill -f "^/app/zombies 30"', in: 'host' },
      { type: 'docker top web-0', in: 'host' },
    ],
    nearMisses: [
      { run: [{ type: 'kill 5' }], hint: 'came from inside' },
      { run: [{ type: 'kill 20999', in: 'host' }], hint: 'not valid there' },
      { run: [{ type: 'docker kill web-0', in: 'host' }], hint: 'PID 1 of the container' },
    ],
  },
] satisfies readonly Task[];
