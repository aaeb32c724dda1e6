// pause: what the infrastructure container of every pod runs. With a shared pid namespace it is PID 1 of the whole pod.
import { sys, type Program } from '../../kernel/abi/index.ts';
import { compiled } from '../crt/c.ts';
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

const VERSION = '3.9';
const main = compiled(text, 'pause.c');

/** -v belongs to the build, not to the program as shown. */
const run: Program = function* (argv, env) {
  if (!argv.slice(1).some((word) => word.toLowerCase() === '-v')) return yield* main(argv, env);
  yield* sys.writeAll(1, `pause.c ${VERSION}\n`);
  return 0;
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
