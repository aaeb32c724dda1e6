/** One interview card. */
import type { Card } from '../../src/lesson/index.ts';

export default [
  {
    id: 'background-job',
    level: 'junior',
    topic: 'Processes',
    question: 'What does `&` do?',
    answer:
      'The shell forks a child for the command and does not wait for it. The job goes on in the background; `$!` is its number.',
    rubric: ['a child of the shell', 'the shell does not wait', '$!'],
    followUps: [{ question: 'And when the shell exits?', answer: 'The job becomes an orphan, and PID 1 its parent.' }],
    sources: [1],
    proof: { lab: { scenario: 'pid1' }, run: [{ type: 'sleep 1000 &' }, { type: 'kill $!' }] },
  },
] satisfies readonly Card[];
