// /app/web: the server of the lesson. SIGTERM makes it finish what it does, within the grace period or not.
import { SECOND, SIGTERM, sys, type Handler, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument } from '../crt/libc.ts';

const text = String.raw`/* web [SECONDS]: SIGTERM makes it drain for SECONDS (3), then it exits with 0. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t stopping;

static void on_term(int sig)
{
    (void)sig;
    stopping = 1;
}

int main(int argc, char **argv)
{
    unsigned drain = argc > 1 ? atoi(argv[1]) : 3;
    struct sigaction action = { .sa_handler = on_term };
    sigaction(SIGTERM, &action, NULL);

    printf("web: listening on 8080\n");
    fflush(stdout);
    while (!stopping)
        pause(); /* serves requests */

    printf("web: SIGTERM, draining for %u s\n", drain);
    fflush(stdout);
    while (drain > 0)
        drain = sleep(drain); /* a second signal must not cut it short */
    printf("web: drained, bye\n");
    return 0;
}
`;

const line = marks(text, {
  handler: 'stopping = 1;',
  install: 'sigaction(SIGTERM',
  listen: 'listening on',
  serve: 'serves requests */',
  draining: 'draining for',
  drain: 'drain = sleep(drain);',
  bye: 'drained, bye',
  end: 'return 0;',
});

const run: Program = function* (argv) {
  let stopping = false;
  const onTerm: Handler = function* () {
    yield* sys.at(line.handler);
    stopping = true;
  };
  const drain = intArgument(argv, 1, 3);
  yield* sys.at(line.install);
  yield* sys.sigaction(SIGTERM, onTerm);
  yield* sys.at(line.listen);
  yield* sys.writeAll(1, 'web: listening on 8080\n');
  while (!stopping) {
    yield* sys.at(line.serve);
    yield* sys.pause();
  }
  yield* sys.at(line.draining);
  yield* sys.writeAll(1, `web: SIGTERM, draining for ${drain} s\n`);
  let left = drain * SECOND;
  while (left > 0) {
    yield* sys.at(line.drain);
    left = yield* sys.nanosleep(left);
  }
  yield* sys.at(line.bye);
  yield* sys.writeAll(1, 'web: drained, bye\n');
  yield* sys.at(line.end);
  return 0;
};

export const web = demo({
  name: 'web',
  language: 'c',
  text,
  summary: 'a server that drains at TERM',
  synopsis: '/app/web [SECONDS]',
  run,
});
