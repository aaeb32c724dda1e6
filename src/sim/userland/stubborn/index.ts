// /app/stubborn: ignores every request to end. Only KILL from outside helps.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* Ignores HUP, INT, QUIT and TERM. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    signal(SIGHUP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    printf("stubborn: here to stay\n");
    fflush(stdout);
    for (;;)
        pause();
}
`;

export const stubborn = cDemo({
  name: 'stubborn',
  text,
  summary: 'ignores HUP, INT, QUIT and TERM',
});
