/** The smallest lesson there is: copy this folder, rename it, and add one line to content/course.ts. */
import type { Lesson } from '../../src/lesson/index.ts';

export default {
  id: 'example',
  title: 'An example',
  question: 'What does a background job leave behind?',
  built: true,
  checkedAgainst: 'Linux 6.18',
  sections: [
    {
      id: 'background',
      title: 'A job in the background',
      minutes: 3,
      summary: 'One sentence for search and link previews.',
      lab: { scenario: 'pid1', options: { pid1: 'sleep' }, view: 'processes' },
    },
  ],
  quizQuestions: 1,
} satisfies Lesson;
