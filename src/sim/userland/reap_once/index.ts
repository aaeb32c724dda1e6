// /app/reap_once: the classic bug. The handler waits once, but several SIGCHLDs that arrive together are one.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* reap_once [N]: N children end together while SIGCHLD is blocked; the handler reaps ONE of them. */
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
    if (wait(NULL) > 0) /* "if" where "while" belongs */
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

export const reapOnce = cDemo({
  name: 'reap_once',
  text,
  summary: 'reaps one child per CHLD: the classic bug',
  synopsis: '/app/reap_once [N]',
});
