// /app/term_ign: the same signal, ignored by the program itself.
import { cDemo } from '../crt/c.ts';

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

export const termIgn = cDemo({
  name: 'term_ign',
  text,
  summary: 'ignores TERM',
  synopsis: '/app/term_ign [SIGNAL]',
});
