// /app/quit_exit: a server in the manner of nginx, with one meaning per signal.
import { cDemo } from '../crt/c.ts';

const text = String.raw`/* SIGQUIT ends it with 0, SIGTERM with 1; SIGHUP only reloads. */
#include <signal.h>
#include <unistd.h>

static void on_signal(int sig)
{
    if (sig == SIGHUP) {
        if (write(1, "reload\n", 7) < 0)
            _exit(9);
        return;
    }
    usleep(150000);
    _exit(sig == SIGQUIT ? 0 : 1);
}

int main(void)
{
    signal(SIGQUIT, on_signal);
    signal(SIGTERM, on_signal);
    signal(SIGHUP, on_signal);
    for (;;)
        pause();
}
`;

export const quitExit = cDemo({
  name: 'quit_exit',
  text,
  summary: 'QUIT ends it with 0, TERM with 1, HUP reloads',
});
