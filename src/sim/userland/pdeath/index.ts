// /app/pdeath: the child asks the kernel for a SIGTERM at its parent's death (PR_SET_PDEATHSIG, prctl(2)).
import { SIGTERM, sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { pauseForEver } from '../crt/libc.ts';

const text = `/* The child wants to die with its parent. */
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        for (;;)
            pause(); /* the child */
    }
    for (;;)
        pause(); /* the parent */
}
`;

const line = marks(text, { fork: 'fork()', prctl: 'PR_SET_PDEATHSIG', child: 'the child */', parent: 'the parent */' });

const run: Program = function* () {
  yield* sys.at(line.fork);
  yield* sys.fork(function* () {
    yield* sys.at(line.prctl);
    yield* sys.prctl('pdeathsig', SIGTERM);
    yield* sys.at(line.child);
    return yield* pauseForEver();
  });
  yield* sys.at(line.parent);
  return yield* pauseForEver();
};

export const pdeath = demo({
  name: 'pdeath',
  language: 'c',
  text,
  summary: 'a child that gets TERM when its parent dies',
  run,
});
