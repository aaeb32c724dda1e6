// /app/pdeath: the child asks the kernel for a SIGTERM at its parent's death (PR_SET_PDEATHSIG, prctl(2)).
import { cDemo } from '../crt/c.ts';

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

export const pdeath = cDemo({
  name: 'pdeath',
  text,
  summary: 'a child that gets TERM when its parent dies',
});
