// The five programs from which a learner begins. Each is a PID 1 that does one thing about its children, and not yet enough.

export interface Start {
  /** Stored in links and drafts: never renamed. */
  readonly id: string;
  readonly label: string;
  /** One sentence: what to watch. */
  readonly watch: string;
  readonly text: string;
}

export const STARTS: readonly [Start, ...Start[]] = [
  {
    id: 'none',
    label: 'no wait',
    watch: 'Every child that ends stays a zombie: PID 1 sleeps in `pause()` and is never told to look.',
    text: `/* init COMMAND [ARGUMENT..]: PID 1 that waits for nobody. */
#include <unistd.h>

int main(void)
{
    for (;;)
        pause();
}
`,
  },
  {
    id: 'once',
    label: 'one wait in the handler',
    watch: 'One child at a time is fine. Let five end together: how often does the handler run, and for how many?',
    text: `/* init COMMAND [ARGUMENT..]: PID 1 whose handler waits once per SIGCHLD. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void on_child(int sig)
{
    (void)sig;
    wait(NULL);
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_child };
    sigaction(SIGCHLD, &action, NULL);

    for (;;)
        pause();
}
`,
  },
  {
    id: 'blocking',
    label: 'blocking wait in the main loop',
    watch: 'It collects everybody. Now look at its processor time while it has no child at all.',
    text: `/* init COMMAND [ARGUMENT..]: PID 1 that waits in its main loop. */
#include <stdio.h>
#include <sys/wait.h>

int main(void)
{
    for (;;) {
        int status;
        pid_t child = wait(&status);
        if (child > 0)
            printf("collected %d\\n", child);
    }
}
`,
  },
  {
    id: 'loop',
    label: 'WNOHANG loop in the handler',
    watch: 'The textbook answer. One hidden schedule still leaves zombies: which children does no SIGCHLD announce?',
    text: `/* init COMMAND [ARGUMENT..]: PID 1 whose handler collects all that are there. */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void on_child(int sig)
{
    int saved = errno;
    (void)sig;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    errno = saved;
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_child };
    sigaction(SIGCHLD, &action, NULL);

    for (;;)
        pause();
}
`,
  },
  {
    id: 'ignore',
    label: 'SIG_IGN',
    watch: 'One line, and the kernel buries them itself. Then ask it for the exit code of the command.',
    text: `/* init COMMAND [ARGUMENT..]: PID 1 that tells the kernel not to keep its dead. */
#include <signal.h>
#include <unistd.h>

int main(void)
{
    signal(SIGCHLD, SIG_IGN);

    for (;;)
        pause();
}
`,
  },
];

/** An unknown id means the first, as everywhere in links. */
export const startOf = (id: string | undefined): Start => STARTS.find((start) => start.id === id) ?? STARTS[0];
