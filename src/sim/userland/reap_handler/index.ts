// /app/reap_handler: a SIGCHLD handler that waits until nothing is left. SIGCHLDs merge, so one call may mean many children.
import { SIGCHLD, WNOHANG, bit, isErr, sys, type Handler, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, pauseForEver, usleep } from '../crt/libc.ts';

const text = String.raw`/* reap_handler [N]: N children end together while SIGCHLD is blocked; the handler reaps them all. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t calls, reaped;

static void on_chld(int sig)
{
    (void)sig;
    calls++;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    struct sigaction action = { .sa_handler = on_chld };
    sigaction(SIGCHLD, &action, NULL);

    sigset_t chld, before;
    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    sigprocmask(SIG_BLOCK, &chld, &before);
    for (int i = 0; i < n; i++)
        if (fork() == 0)
            _exit(i + 1);
    usleep(300000); /* by now all of them have ended */
    sigprocmask(SIG_SETMASK, &before, NULL);

    printf("handler calls %d, reaped %d\n", (int)calls, (int)reaped);
    fflush(stdout);
    for (;;)
        pause();
}
`;

const line = marks(text, {
  handler: 'waitpid(-1',
  install: 'sigaction(SIGCHLD',
  block: 'sigprocmask(SIG_BLOCK',
  fork: 'fork()',
  exit: '_exit(i + 1);',
  nap: 'usleep(300000);',
  open: 'sigprocmask(SIG_SETMASK',
  say: 'printf(',
  pause: 'pause();',
});

const run: Program = function* (argv) {
  const n = intArgument(argv, 1, 3);
  let calls = 0;
  let reaped = 0;
  const onChld: Handler = function* () {
    calls += 1;
    yield* sys.at(line.handler);
    for (;;) {
      const done = yield* sys.wait4(-1, WNOHANG);
      if (done === 0 || isErr(done)) return;
      reaped += 1;
    }
  };
  yield* sys.at(line.install);
  yield* sys.sigaction(SIGCHLD, onChld);
  yield* sys.at(line.block);
  const before = yield* sys.sigprocmask('block', bit(SIGCHLD));
  for (let i = 0; i < n; i += 1) {
    yield* sys.at(line.fork);
    yield* sys.fork(function* () {
      yield* sys.at(line.exit);
      return (i + 1) & 0xff;
    });
  }
  yield* sys.at(line.nap);
  yield* usleep(300_000);
  yield* sys.at(line.open);
  yield* sys.sigprocmask('setmask', before);
  yield* sys.at(line.say);
  yield* sys.writeAll(1, `handler calls ${calls}, reaped ${reaped}\n`);
  yield* sys.at(line.pause);
  return yield* pauseForEver();
};

export const reapHandler = demo({
  name: 'reap_handler',
  language: 'c',
  text,
  summary: 'reaps everything in its CHLD handler',
  synopsis: '/app/reap_handler [N]',
  run,
});
