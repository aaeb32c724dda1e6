// /app/subreaper: adopts the orphans below it instead of PID 1 (PR_SET_CHILD_SUBREAPER, prctl(2)).
import { cDemo } from '../crt/c.ts';

const text = `/* subreaper [reap]: makes an orphan and adopts it; with "reap" it also waits for it. */
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) {
            sleep(100000);
            _exit(7);
        }
        _exit(0); /* leaves the orphan */
    }
    waitpid(child, NULL, 0);
    if (argc > 1 && strcmp(argv[1], "reap") == 0)
        for (;;)
            if (waitpid(-1, NULL, 0) < 0)
                pause(); /* no children left */
    for (;;)
        pause(); /* never waits */
}
`;

export const subreaper = cDemo({
  name: 'subreaper',
  text,
  summary: 'adopts orphans in place of PID 1',
  synopsis: '/app/subreaper [reap]',
});
