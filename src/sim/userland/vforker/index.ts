// /app/vforker: the parent of a vfork sleeps in D until the child execs or exits. Killable all the same.
import { cDemo } from '../crt/c.ts';

const text = `/* vfork() lends the parent's memory to the child: the parent sleeps (D) until it is given back. */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    pid_t child = vfork();
    if (child == 0)
        for (;;)
            pause(); /* the child neither execs nor exits */
    for (;;)
        pause(); /* never reached */
}
`;

export const vforker = cDemo({
  name: 'vforker',
  text,
  summary: 'sleeps in D behind a vfork child',
});
