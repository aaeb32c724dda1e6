// /app/stubborn: ignores every request to end. Only KILL from outside helps.
import { IGNORE, SIGHUP, SIGINT, SIGQUIT, SIGTERM, sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { pauseForEver } from '../crt/libc.ts';

const text = String.raw`/* Ignores HUP, INT, QUIT and TERM. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    signal(SIGHUP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    printf("stubborn: here to stay\n");
    fflush(stdout);
    for (;;)
        pause();
}
`;

const line = marks(text, { ignore: 'signal(SIGHUP', say: 'here to stay', pause: 'pause();' });

const run: Program = function* () {
  yield* sys.at(line.ignore);
  for (const sig of [SIGHUP, SIGINT, SIGQUIT, SIGTERM]) yield* sys.signal(sig, IGNORE);
  yield* sys.at(line.say);
  yield* sys.writeAll(1, 'stubborn: here to stay\n');
  yield* sys.at(line.pause);
  return yield* pauseForEver();
};

export const stubborn = demo({
  name: 'stubborn',
  language: 'c',
  text,
  summary: 'ignores HUP, INT, QUIT and TERM',
  run,
});
