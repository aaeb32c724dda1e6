/** One question. The other kinds are in src/lesson/schema.ts, and one of each in content/pid-1/quiz/. */
import type { Question } from '../../src/lesson/index.ts';

export default [
  {
    id: 'last-job',
    section: 'background',
    kind: 'type',
    question: 'Which variable holds the process number of the job that you started last?',
    accept: ['$!', '!'],
    placeholder: '$…',
    explain: '`$!` is the number of the last background process, `$$` that of the shell itself.',
  },
] satisfies readonly Question[];
