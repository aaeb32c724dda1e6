// Cards on what a zombie is and what removes it.
import type { Card, LabSetup, Script } from '../../../src/lesson/index.ts';

const proof = (options: LabSetup['options'], ...run: Script): { lab: LabSetup; run: Script } => ({
  lab: { scenario: 'zombies', options: options ?? {}, view: 'states' },
  run,
});

export default [
  {
    id: 'what-is-a-zombie',
    level: 'junior',
    topic: 'Zombies',
    question: 'What is a zombie process?',
    answer:
      'A process that has ended and whose parent has not yet asked for its exit status with wait. Memory, files and threads are gone. What is left is the entry in the table of processes: number, exit status, CPU times, and a place in the pids cgroup.',
    rubric: ['has ended', 'parent has not waited', 'entry and status are kept, memory is not', 'it uses up a number'],
    wrong: '“A hung process that eats memory.”',
    followUps: [
      {
        question: 'Does every process become one?',
        answer: 'Yes, between exit and wait; usually for microseconds. Unless the parent ignores SIGCHLD.',
      },
      {
        question: 'How does ps show it?',
        answer:
          'State Z, the short name in brackets and <defunct>; VSZ and RSS 0, because there is no command line and no memory.',
      },
    ],
    sources: [1, 6, 10],
    proof: proof({ pid1: 'never', workload: 'quiet' }, { type: 'kill -9 2' }, { type: 'ps aux' }),
  },
] satisfies readonly Card[];
