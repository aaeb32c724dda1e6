// /app/exit_with: a PID 1 that ends when told to, with children that would rather live on.
import { cDemo } from '../crt/c.ts';

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

export const exitWith = cDemo({
  name: 'exit_with',
  text,
  summary: 'exits with a chosen status at USR1',
  synopsis: '/app/exit_with STATUS [CHILDREN]',
});
