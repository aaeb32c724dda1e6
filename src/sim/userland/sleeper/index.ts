// /app/sleeper: no handler at all. The plainest PID 1.
import { cDemo } from '../crt/c.ts';

const text = `/* Installs no handler and sleeps for ever. */
#include <unistd.h>

int main(void)
{
    for (;;)
        pause();
}
`;

export const sleeper = cDemo({ name: 'sleeper', text, summary: 'sleeps; catches nothing' });
