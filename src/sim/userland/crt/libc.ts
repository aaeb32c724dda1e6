// The few C library functions the C demo programs call, each as the system calls that glibc 2.36 makes for it.
import { ALL_SIGNALS, SA_RESTART, setOf, sys, type Errno, type SigSet, type Sys } from '../../kernel/abi/index.ts';

/** atoi(3): leading blanks, sign, digits; anything else is 0. */
export function atoi(text: string | undefined): number {
  const match = /^[ \t\n\v\f\r]*([+-]?[0-9]+)/.exec(text ?? '');
  return match ? Number(match[1]) | 0 : 0;
}

/** `argv[index]` as a number, or `otherwise` when there are fewer arguments. */
export const intArgument = (argv: readonly string[], index: number, otherwise: number): number =>
  argv.length > index ? atoi(argv[index]) : otherwise;

/** `for (;;) pause();` */
export function* pauseForEver(): Sys<never> {
  for (;;) yield* sys.pause();
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
