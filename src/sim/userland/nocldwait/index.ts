// /app/nocldwait: a SIGCHLD handler and no zombies all the same: SA_NOCLDWAIT (sigaction(2)).
import { SA_NOCLDWAIT, SIGCHLD, isErr, sys, type Handler, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, pauseForEver, usleep } from '../crt/libc.ts';

const text = String.raw`/* nocldwait [N]: SA_NOCLDWAIT. The handler hears of the children, but there is nothing to wait for. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t calls;

static void on_chld(int sig)
{
    (void)sig;
    calls++;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    struct sigaction action = { .sa_handler = on_chld, .sa_flags = SA_NOCLDWAIT };
    sigaction(SIGCHLD, &action, NULL);
    for (int i = 0; i < n; i++)
        if (fork() == 0)
            _exit(i + 1);
    for (int i = 0; i < 6; i++)
        usleep(100000);
    int result = waitpid(-1, NULL, 0);
    printf("SIGCHLD handler ran: %s; waitpid returned %d: %m\n", calls ? "yes" : "no", result);
    fflush(stdout);
    for (;;)
        pause();
}
`;

const line = marks(text, {
  handler: 'calls++;',
  install: 'sigaction(SIGCHLD',
  fork: 'fork()',
  exit: '_exit(i + 1);',
  nap: 'usleep(100000);',
  wait: 'waitpid(-1',
  say: 'printf(',
  pause: 'pause();',
});

const run: Program = function* (argv) {
  const n = intArgument(argv, 1, 3);
  let calls = 0;
  const onChld: Handler = function* () {
    yield* sys.at(line.handler);
    calls += 1;
  };
  yield* sys.at(line.install);
  yield* sys.sigaction(SIGCHLD, onChld, SA_NOCLDWAIT);
  for (let i = 0; i < n; i += 1) {
    yield* sys.at(line.fork);
    yield* sys.fork(function* () {
      yield* sys.at(line.exit);
      return (i + 1) & 0xff;
    });
  }
  for (let i = 0; i < 6; i += 1) {
    yield* sys.at(line.nap);
    yield* usleep(100_000);
  }
  yield* sys.at(line.wait);
  const done = yield* sys.wait4(-1);
  yield* sys.at(line.say);
  const told = isErr(done) ? `-1: ${done.text}` : `${done === 0 ? 0 : done.pid}: Success`;
  yield* sys.writeAll(1, `SIGCHLD handler ran: ${calls > 0 ? 'yes' : 'no'}; waitpid returned ${told}\n`);
  yield* sys.at(line.pause);
  return yield* pauseForEver();
};

export const nocldwait = demo({
  name: 'nocldwait',
  language: 'c',
  text,
  summary: 'SA_NOCLDWAIT: told of its children, keeps no zombies',
  synopsis: '/app/nocldwait [N]',
  run,
});
