// /app/term_block: blocked is not ignored. The signal stays pending until the mask opens.
import { SIGTERM, SIGUSR1, setOf, sys, type Handler, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument } from '../crt/libc.ts';

const text = String.raw`/* Blocks SIGTERM (or the given signal). SIGUSR1 makes it open the mask again. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t open_up;

static void on_usr1(int sig)
{
    open_up = sig;
}

static void say(const char *text, int length)
{
    if (write(1, text, length) < 0)
        _exit(9);
}

int main(int argc, char **argv)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, argc > 1 ? atoi(argv[1]) : SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    signal(SIGUSR1, on_usr1);
    for (;;) {
        pause();
        if (open_up) {
            open_up = 0;
            say("unblocking\n", 11);
            sigprocmask(SIG_UNBLOCK, &blocked, NULL);
            say("still here\n", 11);
        }
    }
}
`;

const line = marks(text, {
  handler: 'open_up = sig;',
  block: 'sigprocmask(SIG_BLOCK',
  install: 'signal(SIGUSR1, on_usr1)',
  pause: 'pause();',
  first: 'say("unblocking',
  unblock: 'sigprocmask(SIG_UNBLOCK',
  second: 'say("still here',
});

const run: Program = function* (argv) {
  let openUp = 0;
  const onUsr1: Handler = function* (sig) {
    yield* sys.at(line.handler);
    openUp = sig;
  };
  const blocked = setOf(intArgument(argv, 1, SIGTERM));
  yield* sys.at(line.block);
  yield* sys.sigprocmask('block', blocked);
  yield* sys.at(line.install);
  yield* sys.signal(SIGUSR1, onUsr1);
  for (;;) {
    yield* sys.at(line.pause);
    yield* sys.pause();
    if (openUp === 0) continue;
    openUp = 0;
    yield* sys.at(line.first);
    yield* sys.write(1, 'unblocking\n');
    yield* sys.at(line.unblock);
    yield* sys.sigprocmask('unblock', blocked);
    yield* sys.at(line.second);
    yield* sys.write(1, 'still here\n');
  }
};

export const termBlock = demo({
  name: 'term_block',
  language: 'c',
  text,
  summary: 'blocks TERM until USR1 comes',
  synopsis: '/app/term_block [SIGNAL]',
  run,
});
