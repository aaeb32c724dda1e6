// /app/segv: what PID 1 can do to itself. Signals it sends to itself are dropped; real faults are not.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* USR1: a real fault. USR2: abort(). HUP: signals to itself. WINCH: an alarm and a broken pipe. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t wanted;

static void on_signal(int sig)
{
    wanted = sig;
}

static void signal_myself(void)
{
    printf("kill(self,SIGKILL)=%d\n", kill(getpid(), SIGKILL));
    printf("raise(SIGTERM)=%d\n", raise(SIGTERM));
    printf("kill(self,SIGSTOP)=%d\nstill alive\n", kill(getpid(), SIGSTOP));
    fflush(stdout);
}

static void alarm_and_pipe(void)
{
    int ends[2];
    alarm(1);
    sleep(2);
    printf("SIGALRM did not kill me\n");
    if (pipe(ends) < 0)
        exit(9);
    close(ends[0]);
    printf("write to a broken pipe=%zd: %m\n", write(ends[1], "x", 1));
    fflush(stdout);
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGWINCH, &action, NULL);
    for (;;) {
        pause();
        int now = wanted;
        wanted = 0;
        usleep(150000);
        if (now == SIGUSR1)
            *(volatile int *)0 = 1;
        if (now == SIGUSR2) {
            printf("calling abort()\n");
            fflush(stdout);
            abort();
        }
        if (now == SIGHUP)
            signal_myself();
        if (now == SIGWINCH)
            alarm_and_pipe();
    }
}
`;

export const segv = cDemo({
  name: 'segv',
  text,
  summary: 'faults, aborts or signals itself when told to',
});
