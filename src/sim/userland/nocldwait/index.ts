// /app/nocldwait: a SIGCHLD handler and no zombies all the same: SA_NOCLDWAIT (sigaction(2)).
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* nocldwait [N]: SA_NOCLDWAIT. The handler hears of the children, but there is nothing to wait for. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t calls;

static void on_chld(int sig)
{
    (void)sig;
    calls++;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    struct sigaction action = { .sa_handler = on_chld, .sa_flags = SA_NOCLDWAIT };
    sigaction(SIGCHLD, &action, NULL);
    for (int i = 0; i < n; i++)
        if (fork() == 0)
            _exit(i + 1);
    for (int i = 0; i < 6; i++)
        usleep(100000);
    int result = waitpid(-1, NULL, 0);
    printf("SIGCHLD handler ran: %s; waitpid returned %d: %m\n", calls ? "yes" : "no", result);
    fflush(stdout);
    for (;;)
        pause();
}
`;

export const nocldwait = cDemo({
  name: 'nocldwait',
  text,
  summary: 'SA_NOCLDWAIT: told of its children, keeps no zombies',
  synopsis: '/app/nocldwait [N]',
});
