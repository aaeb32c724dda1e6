// exit(3), abort(3) and their kin: what happens between the last statement and the end of the process.
import { bit, DEFAULT, SIGABRT, SIGSEGV, sys, type Sys } from '../../kernel/abi/index.ts';
import type { Process } from '../process.ts';
import { runFrame } from '../run.ts';
import { calling, plain, result, type LibraryFunction } from './function.ts';
import { flushAll } from './streams.ts';

/** Functions of atexit in reverse order, then all buffers, then the kernel. */
export function* finish(m: Process, status: number): Sys<never> {
  for (;;) {
    const [next, ...rest] = m.atexit;
    if (next === undefined) break;
    m.atexit = rest;
    const code = m.unit.byAddress.get(next);
    if (!code || !('steps' in code)) continue;
    m.enter(code, [], { kind: 'exit', status });
    yield* runFrame(m, m.stack.length);
  }
  yield* flushAll(m);
  return yield* end(status);
}

function* end(status: number): Sys<never> {
  for (;;) yield* sys.exit(status & 0xff);
}

export function* raise(m: Process, sig: number): Sys<number> {
  const pid = yield* sys.getpid();
  const tid = yield* sys.gettid();
  return result(m, yield* sys.tgkill(pid, tid, sig));
}

/** SIGABRT twice, the second time with the default action; where even that does nothing (init), a fault, as glibc's hlt is. */
export function* abort(m: Process): Sys<never> {
  yield* sys.sigprocmask('unblock', bit(SIGABRT));
  yield* raise(m, SIGABRT);
  yield* sys.sigaction(SIGABRT, DEFAULT);
  yield* raise(m, SIGABRT);
  for (;;) yield* sys.fault(SIGSEGV);
}

/** glibc found that the program's memory is broken. */
export function* complain(m: Process, text: string): Sys<never> {
  yield* sys.writeAll(2, `${text}\n`);
  return yield* abort(m);
}

/** As many as POSIX promises. */
const ATEXIT_MAX = 32;

export const exitFunctions: readonly LibraryFunction[] = [
  calling('stdlib.h', 'void exit(int status) __attribute__((noreturn))', (m, a) => finish(m, a.int(0)), {
    note: 'Calls what atexit registered, writes what stdio has buffered, ends the process.',
  }),
  calling('unistd.h', 'void _exit(int status) __attribute__((noreturn))', (_m, a) => end(a.int(0)), {
    note: 'Ends the process at once; buffered output is lost.',
  }),
  calling('stdlib.h', 'void _Exit(int status) __attribute__((noreturn))', (_m, a) => end(a.int(0)), {
    note: 'The same as _exit.',
  }),
  calling('stdlib.h', 'void abort(void) __attribute__((noreturn))', (m) => abort(m), {
    note: 'Ends the process by SIGABRT.',
  }),
  plain('stdlib.h', 'int atexit(void (*function)(void))', (m, a) => {
    if (m.atexit.length >= ATEXIT_MAX) return -1;
    m.atexit = [a.long(0), ...m.atexit];
    return 0;
  }, { note: 'Up to 32 functions, called in reverse order by exit and at the end of main.' }), // prettier-ignore
  calling('signal.h', 'int raise(int sig)', (m, a) => raise(m, a.int(0)), { note: 'Sends a signal to itself.' }),
];
