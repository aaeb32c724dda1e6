// /app/term_handler: catches TERM, INT and USR1 and goes on. A handler is not an exit.
import { SA_RESTART, SIGINT, SIGTERM, SIGUSR1, sys, type Handler, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';

const text = String.raw`/* Catches SIGTERM, SIGINT and SIGUSR1: says which one came and keeps running. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void on_signal(int sig)
{
    char line[40];
    int length = snprintf(line, sizeof line, "handler: signal %d\n", sig);
    if (write(1, line, length) < 0)
        _exit(9);
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    for (;;)
        pause();
}
`;

const line = marks(text, { write: 'write(1, line', install: 'sigaction(SIGTERM', pause: 'pause();' });

const onSignal: Handler = function* (sig) {
  yield* sys.at(line.write);
  const n = yield* sys.write(1, `handler: signal ${sig}\n`);
  if (typeof n !== 'number') yield* sys.exit(9);
  yield* sys.at(line.pause);
};

const run: Program = function* () {
  yield* sys.at(line.install);
  yield* sys.sigaction(SIGTERM, onSignal, SA_RESTART);
  yield* sys.sigaction(SIGINT, onSignal, SA_RESTART);
  yield* sys.sigaction(SIGUSR1, onSignal, SA_RESTART);
  yield* sys.at(line.pause);
  for (;;) yield* sys.pause();
};

export const termHandler = demo({
  name: 'term_handler',
  language: 'c',
  text,
  summary: 'catches TERM, INT and USR1 and keeps running',
  run,
});
