// /app/quit_exit: a server in the manner of nginx, with one meaning per signal.
import { SIGHUP, SIGQUIT, SIGTERM, isErr, sys, type Handler, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { usleep } from '../crt/libc.ts';

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

const line = marks(text, {
  reload: 'write(1, "reload',
  slow: 'usleep(150000);',
  exit: '_exit(sig == SIGQUIT',
  install: 'signal(SIGQUIT, on_signal)',
  pause: 'pause();',
});

const onSignal: Handler = function* (sig) {
  if (sig === SIGHUP) {
    yield* sys.at(line.reload);
    if (isErr(yield* sys.write(1, 'reload\n'))) yield* sys.exit(9);
    yield* sys.at(line.pause);
    return;
  }
  yield* sys.at(line.slow);
  yield* usleep(150_000);
  yield* sys.at(line.exit);
  yield* sys.exit(sig === SIGQUIT ? 0 : 1);
};

const run: Program = function* () {
  yield* sys.at(line.install);
  for (const sig of [SIGQUIT, SIGTERM, SIGHUP]) yield* sys.signal(sig, onSignal);
  yield* sys.at(line.pause);
  for (;;) yield* sys.pause();
};

export const quitExit = demo({
  name: 'quit_exit',
  language: 'c',
  text,
  summary: 'QUIT ends it with 0, TERM with 1, HUP reloads',
  run,
});
