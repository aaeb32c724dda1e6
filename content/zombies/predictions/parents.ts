// Guesses of sections 3 to 5: merged signals, the default of SIGCHLD, who adopts, what a full container still can do.
import { SIGCHLD, type LabSetup, type Prediction } from '../../../src/lesson/index.ts';
import { ignores, isInit, signals } from '../../pid-1/look.ts';
import { inContainer, isZombie, seen, zombiesOf } from '../look.ts';

const lab = (pid1: string, workload: string): LabSetup => ({
  scenario: 'zombies',
  options: { pid1, workload },
  view: 'states',
});

export default [
  {
    id: 'five-deaths',
    section: 'sigchld',
    question:
      '`/app/reap_once 5` starts five children. Its handler for SIGCHLD calls `wait` once. The five end together. How many zombies stay?',
    options: [
      {
        id: 'none',
        text: 'None: five deaths, five signals, five waits',
        why: 'Five signals were sent. They did not all arrive.',
      },
      { id: 'one', text: 'One', why: 'You are on the right track: signals were lost. More of them than you think.' },
      { id: 'four', text: 'Four' },
      { id: 'five', text: 'All five', why: 'The handler did run. Once.' },
    ],
    answer: 'four',
    explain:
      'A standard signal that is pending already is not queued a second time. The first SIGCHLD waited, the other four were merged with it; one handler call, one `wait`.',
    run: [{ type: '/app/reap_once 5 &' }, { type: 'sleep 1' }, { type: 'ps -eo pid,ppid,stat,comm' }],
    proof: (run) =>
      zombiesOf(run.view).length === 4 &&
      signals(run).filter(({ sig, outcome, to }) => sig === SIGCHLD && outcome === 'merged' && to?.comm === 'reap_once')
        .length === 4,
  },
  {
    id: 'default-ignore',
    section: 'sigchld',
    question:
      'The default action of SIGCHLD is “ignore”, says signal(7). So does a parent that never touches SIGCHLD have zombies?',
    options: [
      {
        id: 'no',
        text: 'No: ignored means that nobody wants the status',
        why: 'That is true when a program *says* so, with SIG_IGN.',
      },
      { id: 'yes', text: 'Yes' },
      { id: 'once', text: 'Only the first one', why: 'All children are treated alike.' },
    ],
    answer: 'yes',
    explain:
      'Default and SIG_IGN do the same with the signal, nothing. They differ in what the kernel makes of the child: only SIG_IGN, set explicitly, means “I shall never ask”.',
    run: [
      { type: '/app/zombies 3 &' },
      { type: 'sleep 0.5' },
      { type: 'grep SigIgn /proc/$!/status; ps -o pid,stat,comm --ppid $!' },
    ],
    proof: (run) => {
      const parent = [...run.view.processes.values()].find((p) => p.comm === 'zombies' && !isZombie(p));
      return (
        parent !== undefined &&
        !ignores(parent, SIGCHLD) &&
        zombiesOf(run.view).filter((z) => z.parent === parent.pid).length === 3
      );
    },
  },
  {
    id: 'orphan-parent',
    section: 'orphans',
    question:
      'Your shell starts `/app/orphan`, that starts a child, and the child starts a grandchild. Then the child ends, and so does `/app/orphan`. Your shell lives. Who is the parent of the grandchild now?',
    options: [
      {
        id: 'shell',
        text: 'Your shell, its nearest living ancestor',
        why: 'The kernel does not look for grandparents.',
      },
      { id: 'init', text: 'PID 1 of the container' },
      {
        id: 'host',
        text: "The host's PID 1",
        why: 'An orphan stays in its pid namespace; its init is the one with number 1 there.',
      },
      {
        id: 'none',
        text: 'Nobody: PPID 0',
        why: '0 is shown for a parent outside of the namespace. This one has a parent inside.',
      },
    ],
    answer: 'init',
    explain:
      'Orphans go to a subreaper if one of their ancestors has asked to be one, and otherwise to PID 1 of their namespace. Not to the grandparent.',
    run: [{ type: '/app/orphan 100' }, { type: 'sleep 0.5' }, { type: 'ps -eo pid,ppid,stat,args' }],
    proof: (run) => {
      const orphan = [...run.view.processes.values()].find((p) => p.comm === 'orphan' && p.state !== 'Z');
      const parent = orphan && run.view.processes.get(orphan.parent);
      return parent !== undefined && inContainer(parent) && isInit(parent);
    },
  },
  {
    id: 'parent-killed',
    section: 'orphans',
    question:
      'PID 1 is a `sleep`. A parent that never waits has five zombies. You kill the parent. What becomes of the five?',
    lab: lab('sleep', 'parent'),
    options: [
      { id: 'gone', text: 'They go with it', why: 'They go when somebody waits. The new parent would have to.' },
      { id: 'moved', text: 'They stay zombies, with PID 1 as their parent' },
      { id: 'orphans', text: 'They are orphans now, PPID 0', why: 'There is always somebody who adopts.' },
    ],
    answer: 'moved',
    explain:
      'The dead are handed on as well as the living. “Kill the parent” is good advice exactly as far as PID 1 is one that waits.',
    run: [{ type: 'kill $(pgrep -o zombies)' }, { type: 'sleep 0.2; ps -eo pid,ppid,stat,args' }],
    proof: (run) => {
      const left = zombiesOf(run.view);
      return (
        left.length === 5 &&
        left.every((z) => {
          const p = run.view.processes.get(z.parent);
          return p !== undefined && isInit(p);
        })
      );
    },
  },
  {
    id: 'ls-in-full',
    section: 'out-of-pids',
    question: 'The limit is 20, and 20 places are taken. You type `ls`. What happens?',
    options: [
      {
        id: 'kill',
        text: 'The kernel kills a process to make room',
        why: 'That is what happens when *memory* runs out. Here nobody is killed.',
      },
      {
        id: 'error',
        text: 'An error, at once',
        why: 'Nearly. bash is a hopeful program: it tries again four times first.',
      },
      { id: 'retry', text: 'bash tries for 15 seconds, then gives up' },
      { id: 'hang', text: 'It hangs until a place is free', why: 'It hopes for that, but not for ever.' },
    ],
    answer: 'retry',
    explain:
      'fork fails with EAGAIN, “Resource temporarily unavailable”. bash believes in the “temporarily”: it waits 1, 2, 4 and 8 seconds before it gives up with status 254.',
    run: [{ type: 'ls' }, { type: 'echo $?' }],
    proof: (run) => seen(run, 'fork-refused').length >= 5 && run.screen('container').includes('254'),
  },
  {
    id: 'kill-frees',
    section: 'out-of-pids',
    question: 'You send `kill -9` to all the dead. How many places are free then?',
    options: [
      {
        id: 'all',
        text: 'As many as you killed',
        why: 'They were dead before. A place is given back by the parent’s wait.',
      },
      { id: 'none', text: 'None' },
      { id: 'one', text: 'One, for the last signal', why: 'A signal does not free anything.' },
    ],
    answer: 'none',
    explain:
      '`pids.current` counts entries in the table, not living programs. An entry goes when it is collected, and not before.',
    run: [{ type: 'kill -9 6 7 8 9 10 11 12' }, { type: 'read -r n < /sys/fs/cgroup/pids.current; echo $n' }],
    proof: (run) => /^20\r?$/m.test(run.screen('container')),
  },
] satisfies readonly Prediction[];
