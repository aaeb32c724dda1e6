// /app/sleeper: no handler at all. The plainest PID 1.
import { sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';

const text = `/* Installs no handler and sleeps for ever. */
#include <unistd.h>

int main(void)
{
    for (;;)
        pause();
}
`;

const line = marks(text, { pause: 'pause();' });

const run: Program = function* () {
  yield* sys.at(line.pause);
  for (;;) yield* sys.pause();
};

export const sleeper = demo({ name: 'sleeper', language: 'c', text, summary: 'sleeps; catches nothing', run });
