// pause: what the infrastructure container of every pod runs. With a shared pid namespace it is PID 1 of the whole pod.
import {
  SA_NOCLDSTOP,
  SIGCHLD,
  SIGINT,
  SIGTERM,
  WNOHANG,
  isErr,
  signalDescription,
  sys,
  type Handler,
  type Program,
} from '../../kernel/abi/index.ts';
import { marks } from '../crt/demo.ts';
import type { Command } from '../command.ts';

const text = String.raw`/* Holds the namespaces of a pod: sleeps, ends at INT or TERM, and reaps what it adopts. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void shut_down(int sig)
{
    psignal(sig, "Shutting down, got signal");
    exit(0);
}

static void reap(int sig)
{
    (void)sig;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
}

int main(void)
{
    if (getpid() != 1)
        fprintf(stderr, "Warning: pause should be the first process\n");

    struct sigaction down = { .sa_handler = shut_down };
    struct sigaction children = { .sa_handler = reap, .sa_flags = SA_NOCLDSTOP };
    if (sigaction(SIGINT, &down, NULL) < 0)
        return 1;
    if (sigaction(SIGTERM, &down, NULL) < 0)
        return 2;
    if (sigaction(SIGCHLD, &children, NULL) < 0)
        return 3;
    for (;;)
        pause();
}
`;

const line = marks(text, {
  down: 'psignal(',
  exit: 'exit(0);',
  reap: 'waitpid(-1',
  check: 'getpid() != 1',
  install: 'sigaction(SIGINT',
  pause: ' pause();',
});

const VERSION = '3.9';

const shutDown: Handler = function* (sig) {
  yield* sys.at(line.down);
  yield* sys.writeAll(2, `Shutting down, got signal: ${signalDescription(sig)}\n`);
  yield* sys.at(line.exit);
  yield* sys.exit(0);
};

const reap: Handler = function* () {
  yield* sys.at(line.reap);
  for (;;) {
    const done = yield* sys.wait4(-1, WNOHANG);
    if (done === 0 || isErr(done)) break;
  }
  yield* sys.at(line.pause);
};

const run: Program = function* (argv) {
  if (argv.slice(1).some((word) => word.toLowerCase() === '-v')) {
    yield* sys.writeAll(1, `pause.c ${VERSION}\n`);
    return 0;
  }
  yield* sys.at(line.check);
  if ((yield* sys.getpid()) !== 1) yield* sys.writeAll(2, 'Warning: pause should be the first process\n');
  yield* sys.at(line.install);
  yield* sys.sigaction(SIGINT, shutDown);
  yield* sys.sigaction(SIGTERM, shutDown);
  yield* sys.sigaction(SIGCHLD, reap, SA_NOCLDSTOP);
  yield* sys.at(line.pause);
  for (;;) yield* sys.pause();
};

export const pause: Command = {
  name: 'pause',
  paths: ['/pause', '/app/pause'],
  pkg: 'demo',
  run,
  support: { level: 'full', note: '', options: ['-v'] },
  man: {
    summary: "a pod's infrastructure process",
    synopsis: '/pause',
    text: 'Sleeps, ends with 0 at INT or TERM, reaps the children that it adopts.',
  },
  source: { file: 'pause.c', language: 'c', text },
};
