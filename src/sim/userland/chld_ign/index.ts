// /app/chld_ign: SIGCHLD ignored on purpose, so the kernel keeps no zombies for this parent (wait(2), POSIX.1-2001).
import { IGNORE, SIGCHLD, isErr, sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, pauseForEver, usleep } from '../crt/libc.ts';

const text = String.raw`/* chld_ign [N]: with SIGCHLD ignored, N children end and none becomes a zombie. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < n; i++)
        if (fork() == 0)
            _exit(i + 1);
    usleep(200000);
    int result = waitpid(-1, NULL, 0); /* nothing left to wait for */
    printf("waitpid returned %d: %m\n", result);
    fflush(stdout);
    for (;;)
        pause();
}
`;

const line = marks(text, {
  ignore: 'SIG_IGN',
  fork: 'fork()',
  exit: '_exit(i + 1);',
  nap: 'usleep(200000);',
  wait: 'waitpid(-1',
  say: 'printf(',
  pause: 'pause();',
});

const run: Program = function* (argv) {
  const n = intArgument(argv, 1, 3);
  yield* sys.at(line.ignore);
  yield* sys.signal(SIGCHLD, IGNORE);
  for (let i = 0; i < n; i += 1) {
    yield* sys.at(line.fork);
    yield* sys.fork(function* () {
      yield* sys.at(line.exit);
      return (i + 1) & 0xff;
    });
  }
  yield* sys.at(line.nap);
  yield* usleep(200_000);
  yield* sys.at(line.wait);
  const done = yield* sys.wait4(-1);
  yield* sys.at(line.say);
  const told = isErr(done) ? `-1: ${done.text}` : `${done === 0 ? 0 : done.pid}: Success`;
  yield* sys.writeAll(1, `waitpid returned ${told}\n`);
  yield* sys.at(line.pause);
  return yield* pauseForEver();
};

export const chldIgn = demo({
  name: 'chld_ign',
  language: 'c',
  text,
  summary: 'ignores CHLD: no zombies',
  synopsis: '/app/chld_ign [N]',
  run,
});
