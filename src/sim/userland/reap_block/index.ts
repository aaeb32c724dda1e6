// /app/reap_block: the simplest good init: waits for any child, for ever.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* reap_block [N]: starts N children, then reaps whatever ends, its own or adopted. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            usleep(100000 * (i + 1));
            _exit(i + 1);
        }
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, 0);
        if (pid < 0) {
            if (errno == ECHILD)
                usleep(100000); /* no children now: look again soon */
            continue;
        }
        printf("reaped %d status %d\n", pid,
               WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
        fflush(stdout);
    }
}
`;

export const reapBlock = cDemo({
  name: 'reap_block',
  text,
  summary: 'reaps with a blocking waitpid loop',
  synopsis: '/app/reap_block [N]',
});
