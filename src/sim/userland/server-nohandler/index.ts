// /app/server-nohandler: the same server without a line about signals. As PID 1 it cannot be asked to stop.
import { sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { pauseForEver } from '../crt/libc.ts';

const text = String.raw`/* A server that never thought about signals. */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    printf("server: listening on 8080\n");
    fflush(stdout);
    for (;;)
        pause(); /* serves requests */
}
`;

const line = marks(text, { listen: 'listening on', serve: 'serves requests */' });

const run: Program = function* () {
  yield* sys.at(line.listen);
  yield* sys.writeAll(1, 'server: listening on 8080\n');
  yield* sys.at(line.serve);
  return yield* pauseForEver();
};

export const serverNohandler = demo({
  name: 'server-nohandler',
  language: 'c',
  text,
  summary: 'a server without signal handlers',
  run,
});
