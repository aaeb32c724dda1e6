// /app/leader_exit: the main thread ends, another lives on. ps says Zl and <defunct>; the process is alive.
import { sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { pauseForEver, pthreadCreate } from '../crt/libc.ts';

const text = `/* The first thread leaves with pthread_exit; the second one keeps the process alive. */
#include <pthread.h>
#include <unistd.h>

static void *sleep_on(void *unused)
{
    (void)unused;
    for (;;)
        pause();
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, sleep_on, NULL);
    pthread_exit(NULL);
}
`;

const line = marks(text, { pause: 'pause();', create: 'pthread_create', exit: 'pthread_exit(NULL)' });

const run: Program = function* () {
  yield* sys.at(line.create);
  yield* pthreadCreate(function* () {
    yield* sys.at(line.pause);
    return yield* pauseForEver();
  });
  yield* sys.at(line.exit);
  yield* sys.exitThread(0);
  return 0;
};

export const leaderExit = demo({
  name: 'leader_exit',
  language: 'c',
  text,
  summary: 'its main thread exits, the process lives',
  run,
});
