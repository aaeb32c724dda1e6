// /app/server-nohandler: the same server without a line about signals. As PID 1 it cannot be asked to stop.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* A server that never thought about signals. */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    printf("server: listening on 8080\n");
    fflush(stdout);
    for (;;)
        pause(); /* serves requests */
}
`;

export const serverNohandler = cDemo({
  name: 'server-nohandler',
  text,
  summary: 'a server without signal handlers',
});
