// /app/mkdaemon: short-lived orphans, the daily work of an init.
import { cDemo } from '../crt/c.ts';

const text = `/* mkdaemon [N]: leaves N orphans (double fork) that end by themselves after 300 ms. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 1;
    while (n-- > 0) {
        pid_t child = fork();
        if (child == 0) {
            if (fork() == 0) {
                usleep(300000);
                _exit(0); /* whoever adopted it must wait for it */
            }
            _exit(0); /* leaves the orphan */
        }
        waitpid(child, NULL, 0);
    }
    return 0;
}
`;

export const mkdaemon = cDemo({
  name: 'mkdaemon',
  text,
  summary: 'leaves short-lived orphans',
  synopsis: '/app/mkdaemon [N]',
});
