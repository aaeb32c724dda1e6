/** Lesson 2 as the course map knows it. */
import type { Lesson } from '../../src/lesson/index.ts';

export default {
  id: 'zombies',
  title: 'Zombie processes',
  question: 'What does a dead process still hold, and who has to bury it?',
  built: true,
  checkedAgainst: 'Linux 6.18',
  sections: [
    {
      id: 'wont-leave',
      title: 'Dead, and it will not go',
      minutes: 7,
      summary:
        'Three processes are marked defunct, and `kill -9` does nothing to them. What is left of a dead process.',
      lab: { scenario: 'zombies', options: { pid1: 'never', workload: 'quiet' }, view: 'states' },
    },
    {
      id: 'states',
      title: 'R S D T t Z: the letters',
      minutes: 7,
      summary: 'Every state with the call that causes it, and what KILL does in each. One defunct process is alive.',
      lab: { scenario: 'letters', view: 'states' },
    },
  ],
  quizQuestions: 2,
} satisfies Lesson;
