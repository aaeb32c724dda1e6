// /app/reap_block: the simplest good init: waits for any child, for ever.
import { isErr, sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, shellStatus, usleep } from '../crt/libc.ts';

const text = String.raw`/* reap_block [N]: starts N children, then reaps whatever ends, its own or adopted. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            usleep(100000 * (i + 1));
            _exit(i + 1);
        }
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, 0);
        if (pid < 0) {
            if (errno == ECHILD)
                usleep(100000); /* no children now: look again soon */
            continue;
        }
        printf("reaped %d status %d\n", pid,
               WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
        fflush(stdout);
    }
}
`;

const line = marks(text, {
  fork: 'fork()',
  nap: 'usleep(100000 * (i + 1));',
  exit: '_exit(i + 1);',
  wait: 'waitpid(-1',
  idle: 'look again soon */',
  say: 'printf(',
});

const run: Program = function* (argv) {
  const n = intArgument(argv, 1, 3);
  for (let i = 0; i < n; i += 1) {
    yield* sys.at(line.fork);
    yield* sys.fork(function* () {
      yield* sys.at(line.nap);
      yield* usleep(100_000 * (i + 1));
      yield* sys.at(line.exit);
      return (i + 1) & 0xff;
    });
  }
  for (;;) {
    yield* sys.at(line.wait);
    const done = yield* sys.wait4(-1);
    if (isErr(done)) {
      if (done.name === 'ECHILD') {
        yield* sys.at(line.idle);
        yield* usleep(100_000);
      }
    } else if (done !== 0) {
      yield* sys.at(line.say);
      yield* sys.writeAll(1, `reaped ${done.pid} status ${shellStatus(done.status)}\n`);
    }
  }
};

export const reapBlock = demo({
  name: 'reap_block',
  language: 'c',
  text,
  summary: 'reaps with a blocking waitpid loop',
  synopsis: '/app/reap_block [N]',
  run,
});
