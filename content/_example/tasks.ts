/** One task: the goal is a state of the machine, not a line that was typed. */
import { SIGTERM, type Task } from '../../src/lesson/index.ts';

export default [
  {
    id: 'end-a-job',
    section: 'background',
    title: 'Start a job in the background and end it with `SIGTERM`',
    check: ({ steps }) => {
      const ended = steps.flatMap(({ event }) =>
        event.kind === 'deliver' && event.effect === 'terminate' ? [event] : [],
      );
      if (ended.some(({ sig }) => sig === SIGTERM)) return { done: true };
      if (ended.length > 0)
        return { done: false, hint: 'It has ended, but not by SIGTERM. What does `kill` send by itself?' };
      return { done: false };
    },
    hints: ['`sleep 1000 &` starts one; `$!` is its number.', 'Type `kill $!`.'],
    solution: [{ type: 'sleep 1000 &' }, { type: 'kill $!' }],
    nearMisses: [{ run: [{ type: 'sleep 1000 &' }, { type: 'kill -9 $!' }], hint: 'not by SIGTERM' }],
  },
] satisfies readonly Task[];
