// /app/term_exit: the well-behaved program. TERM ends it, after a line of text, with a status it chose.
import { SIGTERM, bit, sys, type Handler, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, usleep } from '../crt/libc.ts';

const text = String.raw`/* Catches SIGTERM: prints a line and exits with status 0, or with the number it was given. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t got;

static void on_term(int sig)
{
    got = sig;
}

int main(int argc, char **argv)
{
    struct sigaction action = { .sa_handler = on_term };
    sigaction(SIGTERM, &action, NULL);

    /* Blocked everywhere but in sigsuspend: no SIGTERM can slip in between the test and the wait. */
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);

    printf("term_exit: ready\n");
    fflush(stdout);
    while (!got)
        sigsuspend(&before);

    printf("term_exit: got signal %d, exiting\n", (int)got);
    fflush(stdout);
    usleep(150000); /* saves its work */
    return argc > 1 ? atoi(argv[1]) : 0;
}
`;

const line = marks(text, {
  handler: 'got = sig;',
  install: 'sigaction(SIGTERM',
  block: 'sigprocmask(SIG_BLOCK',
  ready: 'term_exit: ready',
  wait: 'sigsuspend(&before);',
  bye: 'exiting',
  save: 'usleep(150000)',
  end: 'return argc',
});

const run: Program = function* (argv) {
  let got = 0;
  const onTerm: Handler = function* (sig) {
    yield* sys.at(line.handler);
    got = sig;
  };
  yield* sys.at(line.install);
  yield* sys.sigaction(SIGTERM, onTerm);
  yield* sys.at(line.block);
  const before = yield* sys.sigprocmask('block', bit(SIGTERM));
  yield* sys.at(line.ready);
  yield* sys.writeAll(1, 'term_exit: ready\n');
  while (got === 0) {
    yield* sys.at(line.wait);
    yield* sys.sigsuspend(before);
  }
  yield* sys.at(line.bye);
  yield* sys.writeAll(1, `term_exit: got signal ${got}, exiting\n`);
  yield* sys.at(line.save);
  yield* usleep(150_000);
  yield* sys.at(line.end);
  return intArgument(argv, 1, 0) & 0xff;
};

export const termExit = demo({
  name: 'term_exit',
  language: 'c',
  text,
  summary: 'catches TERM, says so and exits',
  synopsis: '/app/term_exit [STATUS]',
  run,
});
