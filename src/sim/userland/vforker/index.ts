// /app/vforker: the parent of a vfork sleeps in D until the child execs or exits. Killable all the same.
import { sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { pauseForEver } from '../crt/libc.ts';

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

const line = marks(text, { vfork: 'vfork();', child: 'nor exits */', parent: 'never reached */' });

const run: Program = function* () {
  yield* sys.at(line.vfork);
  yield* sys.fork(
    function* () {
      yield* sys.at(line.child);
      return yield* pauseForEver();
    },
    { vfork: true },
  );
  yield* sys.at(line.parent);
  return yield* pauseForEver();
};

export const vforker = demo({
  name: 'vforker',
  language: 'c',
  text,
  summary: 'sleeps in D behind a vfork child',
  run,
});
