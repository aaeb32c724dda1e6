// /app/term_ign: the same signal, ignored by the program itself.
import { IGNORE, SIGTERM, sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument } from '../crt/libc.ts';

const text = `/* Ignores SIGTERM (or the signal whose number it was given). */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    signal(argc > 1 ? atoi(argv[1]) : SIGTERM, SIG_IGN);
    for (;;)
        pause();
}
`;

const line = marks(text, { ignore: 'SIG_IGN', pause: 'pause();' });

const run: Program = function* (argv) {
  yield* sys.at(line.ignore);
  yield* sys.signal(intArgument(argv, 1, SIGTERM), IGNORE);
  yield* sys.at(line.pause);
  for (;;) yield* sys.pause();
};

export const termIgn = demo({
  name: 'term_ign',
  language: 'c',
  text,
  summary: 'ignores TERM',
  synopsis: '/app/term_ign [SIGNAL]',
  run,
});
