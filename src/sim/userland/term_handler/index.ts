// /app/term_handler: catches TERM, INT and USR1 and goes on. A handler is not an exit.
import { cDemo } from '../crt/c.ts';

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

export const termHandler = cDemo({
  name: 'term_handler',
  text,
  summary: 'catches TERM, INT and USR1 and keeps running',
});
