/** Lesson 1 as the course map knows it. */
import type { Lesson } from '../../src/lesson/index.ts';

export default {
  id: 'pid-1',
  title: 'PID 1 and signals',
  question: 'Why does `kill -9 1` do nothing?',
  built: true,
  checkedAgainst: 'Linux 6.18',
  sections: [
    {
      id: 'kill-nine',
      title: 'Why does `kill -9 1` do nothing?',
      minutes: 4,
      summary: 'The strongest signal there is, sent to the first process of a container, changes nothing.',
      lab: { scenario: 'pid1' },
    },
  ],
  quizQuestions: 0,
} satisfies Lesson;
