// /app/zombies_on_usr1: zombies one at a time, to fill a pids limit step by step.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* Each SIGUSR1 leaves one more zombie; SIGUSR2 waits for all of them. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t births, funerals;

static void on_signal(int sig)
{
    if (sig == SIGUSR1)
        births++;
    else
        funerals++;
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    for (;;) {
        pause();
        while (births > 0) {
            births--;
            pid_t pid = fork();
            if (pid == 0)
                _exit(0);
            if (pid < 0)
                printf("fork: %m\n");
            else
                printf("forked %d\n", pid);
            fflush(stdout);
        }
        while (funerals > 0) {
            int status;
            pid_t pid;
            funerals--;
            while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
                printf("reaped %d status %d\n", pid, status);
                fflush(stdout);
            }
        }
    }
}
`;

export const zombiesOnUsr1 = cDemo({
  name: 'zombies_on_usr1',
  text,
  summary: 'one more zombie at each USR1; USR2 reaps them',
});
