// /app/segv: what PID 1 can do to itself. Signals it sends to itself are dropped; real faults are not.
import {
  SIGHUP,
  SIGKILL,
  SIGSEGV,
  SIGSTOP,
  SIGTERM,
  SIGUSR1,
  SIGUSR2,
  SIGWINCH,
  isErr,
  sys,
  type Handler,
  type Program,
  type Sys,
} from '../../kernel/abi/index.ts';
import { demo, marks } from '../crt/demo.ts';
import { abort, raise, sleep, usleep } from '../crt/libc.ts';

const text = String.raw`/* USR1: a real fault. USR2: abort(). HUP: signals to itself. WINCH: an alarm and a broken pipe. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t wanted;

static void on_signal(int sig)
{
    wanted = sig;
}

static void signal_myself(void)
{
    printf("kill(self,SIGKILL)=%d\n", kill(getpid(), SIGKILL));
    printf("raise(SIGTERM)=%d\n", raise(SIGTERM));
    printf("kill(self,SIGSTOP)=%d\nstill alive\n", kill(getpid(), SIGSTOP));
    fflush(stdout);
}

static void alarm_and_pipe(void)
{
    int ends[2];
    alarm(1);
    sleep(2);
    printf("SIGALRM did not kill me\n");
    if (pipe(ends) < 0)
        exit(9);
    close(ends[0]);
    printf("write to a broken pipe=%zd: %m\n", write(ends[1], "x", 1));
    fflush(stdout);
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGWINCH, &action, NULL);
    for (;;) {
        pause();
        int now = wanted;
        wanted = 0;
        usleep(150000);
        if (now == SIGUSR1)
            *(volatile int *)0 = 1;
        if (now == SIGUSR2) {
            printf("calling abort()\n");
            fflush(stdout);
            abort();
        }
        if (now == SIGHUP)
            signal_myself();
        if (now == SIGWINCH)
            alarm_and_pipe();
    }
}
`;

const line = marks(text, {
  handler: 'wanted = sig;',
  kill: 'kill(getpid(), SIGKILL)',
  raise: 'raise(SIGTERM)',
  stop: 'kill(getpid(), SIGSTOP)',
  alarm: 'alarm(1);',
  nap: 'sleep(2);',
  pipe: 'pipe(ends)',
  broken: 'write to a broken pipe',
  install: 'sigaction(SIGUSR1',
  pause: 'pause();',
  think: 'usleep(150000);',
  fault: '*(volatile int *)0 = 1;',
  abort: ' abort();',
});

const code = (result: unknown): number => (isErr(result) ? -1 : 0);

function* signalMyself(): Sys<void> {
  const me = yield* sys.getpid();
  yield* sys.at(line.kill);
  const killed = code(yield* sys.kill(me, SIGKILL));
  yield* sys.at(line.raise);
  const raised = yield* raise(SIGTERM);
  yield* sys.at(line.stop);
  const stopped = code(yield* sys.kill(me, SIGSTOP));
  yield* sys.writeAll(
    1,
    `kill(self,SIGKILL)=${killed}\nraise(SIGTERM)=${raised}\nkill(self,SIGSTOP)=${stopped}\nstill alive\n`,
  );
}

function* alarmAndPipe(): Sys<void> {
  yield* sys.at(line.alarm);
  yield* sys.alarm(1);
  yield* sys.at(line.nap);
  yield* sleep(2);
  yield* sys.at(line.pipe);
  const ends = yield* sys.pipe();
  if (isErr(ends)) {
    yield* sys.exit(9);
    return;
  }
  yield* sys.close(ends.r);
  yield* sys.at(line.broken);
  const wrote = yield* sys.write(ends.w, 'x');
  const told = isErr(wrote) ? `-1: ${wrote.text}` : `${wrote}: Success`;
  yield* sys.writeAll(1, `SIGALRM did not kill me\nwrite to a broken pipe=${told}\n`);
}

const run: Program = function* () {
  let wanted = 0;
  const onSignal: Handler = function* (sig) {
    yield* sys.at(line.handler);
    wanted = sig;
  };
  yield* sys.at(line.install);
  for (const sig of [SIGUSR1, SIGUSR2, SIGHUP, SIGWINCH]) yield* sys.sigaction(sig, onSignal);
  for (;;) {
    yield* sys.at(line.pause);
    yield* sys.pause();
    const now = wanted;
    wanted = 0;
    yield* sys.at(line.think);
    yield* usleep(150_000);
    if (now === SIGUSR1) {
      yield* sys.at(line.fault);
      yield* sys.fault(SIGSEGV);
    }
    if (now === SIGUSR2) {
      yield* sys.writeAll(1, 'calling abort()\n');
      yield* sys.at(line.abort);
      yield* abort();
    }
    if (now === SIGHUP) yield* signalMyself();
    if (now === SIGWINCH) yield* alarmAndPipe();
  }
};

export const segv = demo({
  name: 'segv',
  language: 'c',
  text,
  summary: 'faults, aborts or signals itself when told to',
  run,
});
