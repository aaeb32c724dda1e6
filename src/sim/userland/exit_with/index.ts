// /app/exit_with: a PID 1 that ends when told to, with children that would rather live on.
import { SIGUSR1, sys, type Handler, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, pauseForEver, usleep } from '../crt/libc.ts';

const text = `/* exit_with STATUS [CHILDREN]: starts sleeping children; SIGUSR1 makes it exit with STATUS. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t told;

static void on_usr1(int sig)
{
    told = sig;
}

int main(int argc, char **argv)
{
    int children = argc > 2 ? atoi(argv[2]) : 0;
    while (children-- > 0)
        if (fork() == 0)
            for (;;)
                pause(); /* the children */

    struct sigaction action = { .sa_handler = on_usr1 };
    sigaction(SIGUSR1, &action, NULL);
    while (!told)
        pause(); /* the parent */
    usleep(150000);
    return argc > 1 ? atoi(argv[1]) : 0;
}
`;

const line = marks(text, {
  handler: 'told = sig;',
  fork: 'fork()',
  child: 'the children */',
  install: 'sigaction(SIGUSR1',
  pause: 'the parent */',
  slow: 'usleep(150000);',
  end: 'return argc',
});

const run: Program = function* (argv) {
  let told = false;
  const onUsr1: Handler = function* () {
    yield* sys.at(line.handler);
    told = true;
  };
  for (let children = intArgument(argv, 2, 0); children > 0; children -= 1) {
    yield* sys.at(line.fork);
    yield* sys.fork(function* () {
      yield* sys.at(line.child);
      return yield* pauseForEver();
    });
  }
  yield* sys.at(line.install);
  yield* sys.sigaction(SIGUSR1, onUsr1);
  while (!told) {
    yield* sys.at(line.pause);
    yield* sys.pause();
  }
  yield* sys.at(line.slow);
  yield* usleep(150_000);
  yield* sys.at(line.end);
  return intArgument(argv, 1, 0) & 0xff;
};

export const exitWith = demo({
  name: 'exit_with',
  language: 'c',
  text,
  summary: 'exits with a chosen status at USR1',
  synopsis: '/app/exit_with STATUS [CHILDREN]',
  run,
});
