// /app/subreaper: adopts the orphans below it instead of PID 1 (PR_SET_CHILD_SUBREAPER, prctl(2)).
import { isErr, sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { pauseForEver, sleep } from '../crt/libc.ts';

const text = `/* subreaper [reap]: makes an orphan and adopts it; with "reap" it also waits for it. */
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) {
            sleep(100000);
            _exit(7);
        }
        _exit(0); /* leaves the orphan */
    }
    waitpid(child, NULL, 0);
    if (argc > 1 && strcmp(argv[1], "reap") == 0)
        for (;;)
            if (waitpid(-1, NULL, 0) < 0)
                pause(); /* no children left */
    for (;;)
        pause(); /* never waits */
}
`;

const line = marks(text, {
  prctl: 'PR_SET_CHILD_SUBREAPER',
  fork: 'child = fork();',
  again: 'if (fork() == 0)',
  sleep: 'sleep(100000);',
  last: '_exit(7);',
  leave: '_exit(0);',
  wait: 'waitpid(child',
  reap: 'waitpid(-1',
  none: 'no children left */',
  pause: 'never waits */',
});

const run: Program = function* (argv) {
  yield* sys.at(line.prctl);
  yield* sys.prctl('subreaper', 1);
  yield* sys.at(line.fork);
  const child = yield* sys.fork(function* () {
    yield* sys.at(line.again);
    yield* sys.fork(function* () {
      yield* sys.at(line.sleep);
      yield* sleep(100_000);
      yield* sys.at(line.last);
      return 7;
    });
    yield* sys.at(line.leave);
    return 0;
  });
  yield* sys.at(line.wait);
  yield* sys.wait4(isErr(child) ? -1 : child);
  while (argv[1] === 'reap') {
    yield* sys.at(line.reap);
    if (isErr(yield* sys.wait4(-1))) {
      yield* sys.at(line.none);
      yield* sys.pause();
    }
  }
  yield* sys.at(line.pause);
  return yield* pauseForEver();
};

export const subreaper = demo({
  name: 'subreaper',
  language: 'c',
  text,
  summary: 'adopts orphans in place of PID 1',
  synopsis: '/app/subreaper [reap]',
  run,
});
