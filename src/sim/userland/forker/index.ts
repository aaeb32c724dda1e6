// /app/forker: forks until the kernel says no. The polite fork bomb.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* forker [N [exit]]: forks N sleeping children, or as many as the kernel allows; then waits, or exits. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 100000;
    int made;
    for (made = 0; made < n; made++) {
        pid_t pid = fork();
        if (pid == 0)
            for (;;)
                pause(); /* a child */
        if (pid < 0) {
            printf("fork %d failed: %s (errno %d)\n", made + 1, strerror(errno), errno);
            break;
        }
    }
    printf("made %d children\n", made);
    fflush(stdout);
    if (argc > 2)
        return 0;
    for (;;)
        pause(); /* the parent */
}
`;

export const forker = cDemo({
  name: 'forker',
  text,
  summary: 'forks until the kernel refuses',
  synopsis: '/app/forker [N [exit]]',
});
