// /app/zombies: a parent that never waits. Its children stay in the process table.
import { cDemo } from '../crt/c.ts';

const text = `/* zombies [N]: starts N children that exit at once with 1, 2, 3.. and never waits for them. */
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    for (int i = 0; i < n; i++)
        if (fork() == 0)
            _exit(i + 1);
    for (;;)
        pause(); /* no wait(), ever */
}
`;

export const zombies = cDemo({
  name: 'zombies',
  text,
  summary: 'starts children and never waits for them',
  synopsis: '/app/zombies [N]',
});
