// The few C library functions the C demo programs call, each as the system calls that glibc 2.36 makes for it.
import {
  ALL_SIGNALS,
  DEFAULT,
  SA_RESTART,
  SECOND,
  SIGABRT,
  SIGSEGV,
  bit,
  isErr,
  setOf,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  type Errno,
  type SigSet,
  type Sys,
} from '../../kernel/abi/index.ts';

/** atoi(3): leading blanks, sign, digits; anything else is 0. */
export function atoi(text: string | undefined): number {
  const match = /^[ \t\n\v\f\r]*([+-]?[0-9]+)/.exec(text ?? '');
  return match ? Number(match[1]) | 0 : 0;
}

/** `argv[index]` as a number, or `otherwise` when there are fewer arguments. */
export const intArgument = (argv: readonly string[], index: number, otherwise: number): number =>
  argv.length > index ? atoi(argv[index]) : otherwise;

/** usleep(3): cut short by a handler, like every sleep. */
export const usleep = (microseconds: number): Sys<number> => sys.nanosleep(microseconds);

/** sleep(3). */
export const sleep = (seconds: number): Sys<number> => sys.nanosleep(seconds * SECOND);

/** `for (;;) pause();` */
export function* pauseForEver(): Sys<never> {
  for (;;) yield* sys.pause();
}

/** raise(3): the signal goes to the calling thread. 0 or -1. */
export function* raise(sig: number): Sys<number> {
  const pid = yield* sys.getpid();
  const tid = yield* sys.gettid();
  return isErr(yield* sys.tgkill(pid, tid, sig)) ? -1 : 0;
}

/**
 * abort(3). SIGABRT is sent twice, the second time with the default action. Where even that does nothing (an init that nobody
 * outside killed), glibc executes ABORT_INSTRUCTION, `hlt` on x86: a fault, and faults are never dropped.
 */
export function* abort(): Sys<never> {
  yield* sys.sigprocmask('unblock', bit(SIGABRT));
  yield* raise(SIGABRT);
  yield* sys.sigaction(SIGABRT, DEFAULT);
  yield* raise(SIGABRT);
  for (;;) yield* sys.fault(SIGSEGV);
}

/** glibc keeps signal 33 to itself: with it, setuid reaches all threads. Caught from the first pthread_create on. */
const SIGSETXID = 33;

/** What sigfillset and sigprocmask of glibc leave when all are to be blocked: its own two signals stay open. */
export const FILLED: SigSet = ALL_SIGNALS & ~setOf(32, SIGSETXID);

/** pthread_create(3). */
export function* pthreadCreate(thread: () => Sys<number>): Sys<number | Errno> {
  yield* sys.sigaction(SIGSETXID, function* () {}, SA_RESTART);
  return yield* sys.fork(thread, { thread: true });
}

/** What a shell would show for this wait status: the exit code, or 128 + signal. */
export const shellStatus = (status: number): number =>
  wIfExited(status) ? wExitStatus(status) : 128 + wTermSig(status);
