// Schedules about what happens between deaths: nothing, and without a processor. And about those who died before the handler.
import { between, CHILDREN, SLEEPER, settle, START_CHILDREN, wait, watch, type Plan } from '../plan.ts';
import { crowdedOut, endedEarly, restless, zombiesLeft } from '../words.ts';

const quiet: Plan = {
  id: 'quiet',
  title: 'Nothing to do',
  asks: 'No child ends for seconds. PID 1 sleeps.',
  duty: 'calm',
  make: () => ({
    story: 'For a quarter of a second, which is long for a computer, nothing happens at all.',
    command: SLEEPER,
    files: {},
    acts: [wait(50), watch(250)],
    check: (w) => endedEarly(w) ?? restless(w, w.watched[0], 'in which nothing happened'),
  }),
};

const again: Plan = {
  id: 'again',
  title: 'And again',
  asks: 'The last child is collected, a second passes, and others come.',
  duty: 'calm',
  make(rng) {
    const first = between(rng, 1, 3);
    const second = between(rng, 2, 4);
    // They end apart: this schedule is not about bursts.
    const children = (n: number): string => `for i in {1..${n}}; do (sleep 0.0$i &) done`;
    return {
      story: `${first === 1 ? 'One child comes' : `${first} children come`} and end; a pause; then ${second} more.`,
      command: SLEEPER,
      files: {
        [CHILDREN]: {
          script: `#!/bin/bash\n# Two rounds of children, with a pause in which PID 1 has none of them.\n${children(first)}\nsleep 0.5\n${children(second)}\n`,
        },
      },
      acts: [START_CHILDREN, wait(200), watch(150), settle()],
      check: (w) =>
        endedEarly(w) ?? restless(w, w.watched[0], 'after the last child had gone') ?? zombiesLeft(w) ?? crowdedOut(w),
    };
  },
};

const ENTRY = '/app/entry';

const early: Plan = {
  id: 'early',
  title: 'Dead before you came',
  asks: 'Children end before the program has installed anything: the entrypoint started them, and then became your program by exec.',
  duty: 'calm',
  make(rng) {
    const n = between(rng, 1, 4);
    return {
      story: `PID 1 forks ${n === 1 ? 'a child' : `${n} children`}, waits for none, and becomes /app/init by exec. No other child ends.`,
      command: SLEEPER,
      entry: ENTRY,
      files: {
        [ENTRY]: {
          c: `/* entry PROGRAM [ARGUMENT..]: starts ${n} helpers that end at once, then becomes PROGRAM. */
#include <unistd.h>

int main(int argc, char **argv)
{
    (void)argc;
    for (int i = 0; i < ${n}; i++)
        if (fork() == 0)
            _exit(i + 1);
    usleep(50000);
    execv(argv[1], argv + 1);
    return 127;
}
`,
        },
      },
      acts: [wait(300), settle()],
      check: (w) => endedEarly(w) ?? zombiesLeft(w),
    };
  },
};

export const CALM_PLANS: readonly Plan[] = [quiet, again, early];
