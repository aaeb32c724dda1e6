// /app/tracer: attaches to a process and leaves it stopped (state t) until SIGUSR1.
import { SIGUSR1, __WALL, isErr, sys, wStopSig, type Program } from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { intArgument } from '../crt/libc.ts';

const text = String.raw`/* tracer PID: stops PID with ptrace and holds it until SIGUSR1. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static void on_usr1(int sig)
{
    (void)sig;
}

int main(int argc, char **argv)
{
    pid_t target = argc > 1 ? atoi(argv[1]) : 1;
    struct sigaction action = { .sa_handler = on_usr1 };
    sigaction(SIGUSR1, &action, NULL);
    if (ptrace(PTRACE_ATTACH, target, 0, 0) < 0) {
        printf("ptrace: %m\n");
        return 1;
    }
    int status;
    waitpid(target, &status, __WALL);
    printf("attached to %d, stop signal %d\n", target, WSTOPSIG(status));
    fflush(stdout);
    pause();
    if (ptrace(PTRACE_DETACH, target, 0, 0) < 0)
        printf("detach: %m\n");
    else
        printf("detached\n");
    return 0;
}
`;

const line = marks(text, {
  handler: '(void)sig;',
  install: 'sigaction(SIGUSR1',
  attach: 'PTRACE_ATTACH',
  refused: 'printf("ptrace',
  wait: 'waitpid(target',
  say: 'printf("attached',
  pause: 'pause();',
  detach: 'PTRACE_DETACH',
  end: 'return 0;',
});

const run: Program = function* (argv) {
  const pid = intArgument(argv, 1, 1);
  yield* sys.at(line.install);
  yield* sys.sigaction(SIGUSR1, function* () {
    yield* sys.at(line.handler);
  });
  yield* sys.at(line.attach);
  const attached = yield* sys.ptrace({ kind: 'attach', pid });
  if (isErr(attached)) {
    yield* sys.at(line.refused);
    yield* sys.writeAll(1, `ptrace: ${attached.text}\n`);
    return 1;
  }
  yield* sys.at(line.wait);
  const stop = yield* sys.wait4(pid, __WALL);
  const stopSignal = isErr(stop) || stop === 0 ? 0 : wStopSig(stop.status);
  yield* sys.at(line.say);
  yield* sys.writeAll(1, `attached to ${pid}, stop signal ${stopSignal}\n`);
  yield* sys.at(line.pause);
  yield* sys.pause();
  yield* sys.at(line.detach);
  const detached = yield* sys.ptrace({ kind: 'detach', pid, signal: 0 });
  yield* sys.writeAll(1, isErr(detached) ? `detach: ${detached.text}\n` : 'detached\n');
  yield* sys.at(line.end);
  return 0;
};

export const tracer = demo({
  name: 'tracer',
  language: 'c',
  text,
  summary: 'stops a process with ptrace until USR1',
  synopsis: '/app/tracer PID',
  run,
});
