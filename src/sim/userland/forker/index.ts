// /app/forker: forks until the kernel says no. The polite fork bomb.
import { isErr, sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, pauseForEver } from '../crt/libc.ts';

const text = String.raw`/* forker [N [exit]]: forks N sleeping children, or as many as the kernel allows; then waits, or exits. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 100000;
    int made;
    for (made = 0; made < n; made++) {
        pid_t pid = fork();
        if (pid == 0)
            for (;;)
                pause(); /* a child */
        if (pid < 0) {
            printf("fork %d failed: %s (errno %d)\n", made + 1, strerror(errno), errno);
            break;
        }
    }
    printf("made %d children\n", made);
    fflush(stdout);
    if (argc > 2)
        return 0;
    for (;;)
        pause(); /* the parent */
}
`;

const line = marks(text, {
  fork: 'fork();',
  child: 'a child */',
  failed: 'failed: %s',
  made: 'made %d children',
  end: 'return 0;',
  pause: 'the parent */',
});

const run: Program = function* (argv) {
  const n = intArgument(argv, 1, 100_000);
  let text = '';
  let made = 0;
  for (; made < n; made += 1) {
    yield* sys.at(line.fork);
    const pid = yield* sys.fork(function* () {
      yield* sys.at(line.child);
      return yield* pauseForEver();
    });
    if (isErr(pid)) {
      yield* sys.at(line.failed);
      text = `fork ${made + 1} failed: ${pid.text} (errno ${pid.code})\n`;
      break;
    }
  }
  yield* sys.at(line.made);
  yield* sys.writeAll(1, `${text}made ${made} children\n`);
  yield* sys.at(argv.length > 2 ? line.end : line.pause);
  return argv.length > 2 ? 0 : yield* pauseForEver();
};

export const forker = demo({
  name: 'forker',
  language: 'c',
  text,
  summary: 'forks until the kernel refuses',
  synopsis: '/app/forker [N [exit]]',
  run,
});
