// /app/term_block: blocked is not ignored. The signal stays pending until the mask opens.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* Blocks SIGTERM (or the given signal). SIGUSR1 makes it open the mask again. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t open_up;

static void on_usr1(int sig)
{
    open_up = sig;
}

static void say(const char *text, int length)
{
    if (write(1, text, length) < 0)
        _exit(9);
}

int main(int argc, char **argv)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, argc > 1 ? atoi(argv[1]) : SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    signal(SIGUSR1, on_usr1);
    for (;;) {
        pause();
        if (open_up) {
            open_up = 0;
            say("unblocking\n", 11);
            sigprocmask(SIG_UNBLOCK, &blocked, NULL);
            say("still here\n", 11);
        }
    }
}
`;

export const termBlock = cDemo({
  name: 'term_block',
  text,
  summary: 'blocks TERM until USR1 comes',
  synopsis: '/app/term_block [SIGNAL]',
});
