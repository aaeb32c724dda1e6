// /app/supervisor: restarts its worker and waits for that worker only. What it adopts stays a zombie.
import { isErr, sys, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { usleep } from '../crt/libc.ts';

const text = `/* supervisor PROGRAM [ARGUMENT..]: keeps PROGRAM running; waits for its pid and for no other. */
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    (void)argc;
    for (;;) {
        pid_t worker = fork();
        if (worker == 0) {
            execv(argv[1], argv + 1);
            _exit(127);
        }
        while (waitpid(worker, NULL, 0) < 0)
            ; /* interrupted: wait again */
        usleep(200000);
    }
}
`;

const line = marks(text, {
  fork: 'fork();',
  exec: 'execv(',
  failed: '_exit(127);',
  wait: 'waitpid(worker',
  nap: 'usleep(200000);',
});

const run: Program = function* (argv, env) {
  for (;;) {
    yield* sys.at(line.fork);
    const worker = yield* sys.fork(function* () {
      yield* sys.at(line.exec);
      yield* sys.execve(argv[1] ?? '', argv.slice(1), env);
      yield* sys.at(line.failed);
      return 127;
    });
    yield* sys.at(line.wait);
    while (isErr(yield* sys.wait4(isErr(worker) ? -1 : worker)));
    yield* sys.at(line.nap);
    yield* usleep(200_000);
  }
};

export const supervisor = demo({
  name: 'supervisor',
  language: 'c',
  text,
  summary: 'restarts one worker; never reaps what it adopts',
  synopsis: '/app/supervisor PROGRAM [ARGUMENT..]',
  run,
});
