// /app/mkdaemon: short-lived orphans, the daily work of an init.
import { isErr, sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, usleep } from '../crt/libc.ts';

const text = `/* mkdaemon [N]: leaves N orphans (double fork) that end by themselves after 300 ms. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 1;
    while (n-- > 0) {
        pid_t child = fork();
        if (child == 0) {
            if (fork() == 0) {
                usleep(300000);
                _exit(0); /* whoever adopted it must wait for it */
            }
            _exit(0); /* leaves the orphan */
        }
        waitpid(child, NULL, 0);
    }
    return 0;
}
`;

const line = marks(text, {
  fork: 'child = fork();',
  again: 'if (fork() == 0)',
  nap: 'usleep(300000);',
  last: 'must wait for it */',
  leave: 'leaves the orphan */',
  wait: 'waitpid(child',
  end: 'return 0;',
});

const run: Program = function* (argv) {
  for (let n = intArgument(argv, 1, 1); n > 0; n -= 1) {
    yield* sys.at(line.fork);
    const child = yield* sys.fork(function* () {
      yield* sys.at(line.again);
      yield* sys.fork(function* () {
        yield* sys.at(line.nap);
        yield* usleep(300_000);
        yield* sys.at(line.last);
        return 0;
      });
      yield* sys.at(line.leave);
      return 0;
    });
    yield* sys.at(line.wait);
    yield* sys.wait4(isErr(child) ? -1 : child);
  }
  yield* sys.at(line.end);
  return 0;
};

export const mkdaemon = demo({
  name: 'mkdaemon',
  language: 'c',
  text,
  summary: 'leaves short-lived orphans',
  synopsis: '/app/mkdaemon [N]',
  run,
});
