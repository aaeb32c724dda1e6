// /app/chld_ign: SIGCHLD ignored on purpose, so the kernel keeps no zombies for this parent (wait(2), POSIX.1-2001).
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* chld_ign [N]: with SIGCHLD ignored, N children end and none becomes a zombie. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < n; i++)
        if (fork() == 0)
            _exit(i + 1);
    usleep(200000);
    int result = waitpid(-1, NULL, 0); /* nothing left to wait for */
    printf("waitpid returned %d: %m\n", result);
    fflush(stdout);
    for (;;)
        pause();
}
`;

export const chldIgn = cDemo({
  name: 'chld_ign',
  text,
  summary: 'ignores CHLD: no zombies',
  synopsis: '/app/chld_ign [N]',
});
