// Questions on sections 1 and 2: what a zombie is, what it keeps, what the letters mean.
import type { Question } from '../../../src/lesson/index.ts';

export default [
  {
    id: 'still-holds',
    section: 'wont-leave',
    kind: 'many',
    question: 'What does a zombie still hold?',
    options: [
      { id: 'pid', text: 'Its process number', why: 'Yes. Nobody else can get it before the parent has waited.' },
      { id: 'status', text: 'Its exit status', why: 'Yes, that is what it is kept for.' },
      { id: 'slot', text: 'A place in the pids cgroup', why: 'Yes: `pids.current` counts it.' },
      { id: 'memory', text: 'The memory that it had not freed', why: 'No: exit gives back all of it, freed or not.' },
      { id: 'port', text: 'The port that it listened on', why: 'No: sockets are files, and all files are closed.' },
    ],
    answer: ['pid', 'status', 'slot'],
    explain:
      'Everything a program uses is given back at `exit`. What is kept is what the parent may ask for, and the number by which it asks.',
  },
  {
    id: 'order-of-death',
    section: 'wont-leave',
    kind: 'order',
    question: 'Put the life of a child in order.',
    items: [
      { id: 'fork', text: 'The parent calls `fork`' },
      { id: 'exit', text: 'The child calls `exit(3)`' },
      { id: 'zombie', text: 'Memory and files are given back; the state is Z' },
      { id: 'chld', text: 'The parent is sent `SIGCHLD`' },
      { id: 'wait', text: 'The parent calls `wait` and gets 3' },
      { id: 'free', text: 'The number is free again' },
    ],
    explain: '`SIGCHLD` is only a note. Without the `wait` the last step never comes.',
  },
] satisfies readonly Question[];
