// /app/zombies_on_usr1: zombies one at a time, to fill a pids limit step by step.
import { SIGUSR1, SIGUSR2, WNOHANG, isErr, sys, type Handler, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';

const text = String.raw`/* Each SIGUSR1 leaves one more zombie; SIGUSR2 waits for all of them. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t births, funerals;

static void on_signal(int sig)
{
    if (sig == SIGUSR1)
        births++;
    else
        funerals++;
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    for (;;) {
        pause();
        while (births > 0) {
            births--;
            pid_t pid = fork();
            if (pid == 0)
                _exit(0);
            if (pid < 0)
                printf("fork: %m\n");
            else
                printf("forked %d\n", pid);
            fflush(stdout);
        }
        while (funerals > 0) {
            int status;
            pid_t pid;
            funerals--;
            while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
                printf("reaped %d status %d\n", pid, status);
                fflush(stdout);
            }
        }
    }
}
`;

const line = marks(text, {
  birth: 'births++;',
  funeral: 'funerals++;',
  install: 'sigaction(SIGUSR1',
  pause: 'pause();',
  fork: 'fork();',
  exit: '_exit(0);',
  failed: 'printf("fork:',
  forked: 'printf("forked',
  wait: 'waitpid(-1',
  reaped: 'printf("reaped',
});

const run: Program = function* () {
  let births = 0;
  let funerals = 0;
  const onSignal: Handler = function* (sig) {
    yield* sys.at(sig === SIGUSR1 ? line.birth : line.funeral);
    if (sig === SIGUSR1) births += 1;
    else funerals += 1;
  };
  yield* sys.at(line.install);
  yield* sys.sigaction(SIGUSR1, onSignal);
  yield* sys.sigaction(SIGUSR2, onSignal);
  for (;;) {
    yield* sys.at(line.pause);
    yield* sys.pause();
    while (births > 0) {
      births -= 1;
      yield* sys.at(line.fork);
      const pid = yield* sys.fork(function* () {
        yield* sys.at(line.exit);
        return 0;
      });
      yield* sys.at(isErr(pid) ? line.failed : line.forked);
      yield* sys.writeAll(1, isErr(pid) ? `fork: ${pid.text}\n` : `forked ${pid}\n`);
    }
    while (funerals > 0) {
      funerals -= 1;
      for (;;) {
        yield* sys.at(line.wait);
        const done = yield* sys.wait4(-1, WNOHANG);
        if (done === 0 || isErr(done)) break;
        yield* sys.at(line.reaped);
        yield* sys.writeAll(1, `reaped ${done.pid} status ${done.status}\n`);
      }
    }
  }
};

export const zombiesOnUsr1 = demo({
  name: 'zombies_on_usr1',
  language: 'c',
  text,
  summary: 'one more zombie at each USR1; USR2 reaps them',
  run,
});
