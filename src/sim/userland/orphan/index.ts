// /app/orphan: double fork. The grandchild outlives its parent and is adopted.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* orphan [SECONDS]: leaves a grandchild without parent, which writes /tmp/orphan, sleeps and exits with 7. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void grandchild(int seconds)
{
    usleep(200000); /* until the parent is gone */
    FILE *note = fopen("/tmp/orphan", "w");
    if (note) {
        fprintf(note, "pid %d ppid %d\n", getpid(), getppid());
        fclose(note);
    }
    sleep(seconds);
    _exit(7);
}

int main(int argc, char **argv)
{
    int seconds = argc > 1 ? atoi(argv[1]) : 100000;
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0)
            grandchild(seconds);
        _exit(0); /* the child: the grandchild is an orphan now */
    }
    waitpid(child, NULL, 0);
    return 0;
}
`;

export const orphan = cDemo({
  name: 'orphan',
  text,
  summary: 'leaves an orphaned grandchild behind',
  synopsis: '/app/orphan [SECONDS]',
});
