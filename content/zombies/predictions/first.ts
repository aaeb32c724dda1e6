// Guesses of sections 1 and 2: signals for the dead, what is left of them, which letter survives KILL.
import { SIGKILL, type Prediction } from '../../../src/lesson/index.ts';
import { signals } from '../../pid-1/look.ts';
import { isZombie, seen, zombiesOf } from '../look.ts';

export default [
  {
    id: 'kill-nine-zombie',
    section: 'wont-leave',
    question: 'Process 2 is `<defunct>`. What will `kill -9 2` do?',
    options: [
      {
        id: 'gone',
        text: 'It disappears',
        why: 'KILL ends a process. This one has ended already; its entry is kept for the parent.',
      },
      {
        id: 'esrch',
        text: '`No such process`',
        why: 'The number is still taken, so there is such a process, as far as `kill` can tell.',
      },
      { id: 'nothing', text: 'Nothing, and the status is 0' },
      {
        id: 'parent',
        text: 'The parent dies too',
        why: 'A signal goes to the process that was named, and to no other.',
      },
    ],
    answer: 'nothing',
    explain:
      'The kernel accepts the signal: the number exists, and you are root. But nobody is left to act on it. You cannot kill what is dead.',
    run: [{ type: 'kill -9 2; echo $?' }, { type: 'ps -o pid,stat,comm -p 2' }],
    proof: (run) =>
      signals(run).some(({ sig, to }) => sig === SIGKILL && to !== undefined && isZombie(to)) &&
      zombiesOf(run.view).length === 3,
  },
  {
    id: 'zombie-memory',
    section: 'wont-leave',
    question:
      'Each of the three once had a program, a stack, libraries. How much memory does `ps` show for them now (VSZ, RSS)?',
    options: [
      {
        id: 'all',
        text: 'As much as their parent, until they are collected',
        why: 'Memory is given back at exit, long before anybody waits.',
      },
      { id: 'none', text: '0 and 0' },
      {
        id: 'stack',
        text: 'Only the stack, a few kB',
        why: 'The stack is memory like the rest. There is no program any more that could stand on it.',
      },
    ],
    answer: 'none',
    explain:
      'Exit gives back the memory, the open files, the current directory. What stays is an entry in the table of processes: a few kB of the kernel, which `ps` does not count.',
    run: [{ type: 'ps -o pid,stat,vsz,rss,comm --ppid 1' }],
    proof: (run) => /\bZ\s+0\s+0\s+zombies/.test(run.screen('container')),
  },
  {
    id: 'survives-nine',
    section: 'states',
    question:
      'Each of these gets a `kill -9` of its own: the sleeper (S), the deep sleeper (D), the stopped one (T), the `[zombies] <defunct>` (Z). Which of them is still there afterwards?',
    options: [
      {
        id: 'd',
        text: 'D',
        why: 'That is true of *some* processes in D. This one waits in a way that lets a deadly signal through.',
      },
      {
        id: 't',
        text: 'T: it does not run, so it cannot die',
        why: 'KILL wakes up what is stopped. It is the one signal that does, besides CONT.',
      },
      { id: 'z', text: 'Only Z' },
      { id: 'all', text: 'D, T and Z', why: 'Two of these three end at once. Try them.' },
    ],
    answer: 'z',
    explain: 'KILL ends whatever is alive here, in any state. The zombie is not alive. Only its parent can make it go.',
    run: [{ type: 'kill -9 2 3 4 12' }, { type: 'ps -eo pid,ppid,stat,args' }],
    proof: (run) => {
      const died = seen(run, 'exit').filter(({ event }) => (event.status & 0x7f) === SIGKILL);
      return died.length === 3 && zombiesOf(run.view).some(({ comm }) => comm === 'zombies');
    },
  },
] satisfies readonly Prediction[];
