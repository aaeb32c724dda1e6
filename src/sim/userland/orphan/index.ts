// /app/orphan: double fork. The grandchild outlives its parent and is adopted.
import { O_CREAT, O_TRUNC, O_WRONLY, isErr, sys, type Program, type Sys } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument, sleep, usleep } from '../crt/libc.ts';

const text = String.raw`/* orphan [SECONDS]: leaves a grandchild without parent, which writes /tmp/orphan, sleeps and exits with 7. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void grandchild(int seconds)
{
    usleep(200000); /* until the parent is gone */
    FILE *note = fopen("/tmp/orphan", "w");
    if (note) {
        fprintf(note, "pid %d ppid %d\n", getpid(), getppid());
        fclose(note);
    }
    sleep(seconds);
    _exit(7);
}

int main(int argc, char **argv)
{
    int seconds = argc > 1 ? atoi(argv[1]) : 100000;
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0)
            grandchild(seconds);
        _exit(0); /* the child: the grandchild is an orphan now */
    }
    waitpid(child, NULL, 0);
    return 0;
}
`;

const line = marks(text, {
  nap: 'usleep(200000);',
  note: 'fopen(',
  ids: 'fprintf(note',
  sleep: ' sleep(seconds);',
  last: '_exit(7);',
  fork: 'child = fork();',
  again: 'if (fork() == 0)',
  leave: '_exit(0);',
  wait: 'waitpid(child',
  end: 'return 0;',
});

function* grandchild(seconds: number): Sys<number> {
  yield* sys.at(line.nap);
  yield* usleep(200_000);
  yield* sys.at(line.note);
  const fd = yield* sys.open('/tmp/orphan', O_WRONLY | O_CREAT | O_TRUNC, 0o666);
  if (!isErr(fd)) {
    yield* sys.at(line.ids);
    const pid = yield* sys.getpid();
    const ppid = yield* sys.getppid();
    yield* sys.writeAll(fd, `pid ${pid} ppid ${ppid}\n`);
    yield* sys.close(fd);
  }
  yield* sys.at(line.sleep);
  yield* sleep(seconds);
  yield* sys.at(line.last);
  return 7;
}

const run: Program = function* (argv) {
  const seconds = intArgument(argv, 1, 100_000);
  yield* sys.at(line.fork);
  const child = yield* sys.fork(function* () {
    yield* sys.at(line.again);
    yield* sys.fork(() => grandchild(seconds));
    yield* sys.at(line.leave);
    return 0;
  });
  yield* sys.at(line.wait);
  yield* sys.wait4(isErr(child) ? -1 : child);
  yield* sys.at(line.end);
  return 0;
};

export const orphan = demo({
  name: 'orphan',
  language: 'c',
  text,
  summary: 'leaves an orphaned grandchild behind',
  synopsis: '/app/orphan [SECONDS]',
  run,
});
