// /app/zombies: a parent that never waits. Its children stay in the process table.
import { sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, pauseForEver } from '../crt/libc.ts';

const text = `/* zombies [N]: starts N children that exit at once with 1, 2, 3.. and never waits for them. */
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    for (int i = 0; i < n; i++)
        if (fork() == 0)
            _exit(i + 1);
    for (;;)
        pause(); /* no wait(), ever */
}
`;

const line = marks(text, { fork: 'fork()', exit: '_exit(i + 1);', pause: 'pause();' });

const run: Program = function* (argv) {
  const n = intArgument(argv, 1, 3);
  for (let i = 0; i < n; i += 1) {
    yield* sys.at(line.fork);
    yield* sys.fork(function* () {
      yield* sys.at(line.exit);
      return (i + 1) & 0xff;
    });
  }
  yield* sys.at(line.pause);
  return yield* pauseForEver();
};

export const zombies = demo({
  name: 'zombies',
  language: 'c',
  text,
  summary: 'starts children and never waits for them',
  synopsis: '/app/zombies [N]',
  run,
});
