// /app/web: the server of the lesson. SIGTERM makes it finish what it does, within the grace period or not.
import { cDemo } from '../crt/c.ts';

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

export const web = cDemo({
  name: 'web',
  text,
  summary: 'a server that drains at TERM',
  synopsis: '/app/web [SECONDS]',
});
