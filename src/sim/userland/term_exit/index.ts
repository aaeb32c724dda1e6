// /app/term_exit: the well-behaved program. TERM ends it, after a line of text, with a status it chose.
import { cDemo } from '../crt/c.ts';

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

export const termExit = cDemo({
  name: 'term_exit',
  text,
  summary: 'catches TERM, says so and exits',
  synopsis: '/app/term_exit [STATUS]',
});
