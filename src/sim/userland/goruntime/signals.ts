// What the Go runtime does with each signal: runtime/sigtab_linux_generic.go, as documented in os/signal ("Types of signals").
import {
  SIGABRT,
  SIGBUS,
  SIGCONT,
  SIGFPE,
  SIGHUP,
  SIGILL,
  SIGINT,
  SIGKILL,
  SIGQUIT,
  SIGRTMIN,
  SIGRTMIN_KERNEL,
  SIGSEGV,
  SIGSTKFLT,
  SIGSTOP,
  SIGSYS,
  SIGTERM,
  SIGTRAP,
  SIGTSTP,
  SIGTTIN,
  SIGTTOU,
  signalName,
  type Signal,
} from '../../kernel/abi/index.ts';

/** die: reset and raise it again. dump: goroutine traces, exit 2. none: caught, nothing happens. default: never touched. */
export type GoAction = 'die' | 'dump' | 'none' | 'default';

const DIE = new Set<Signal>([SIGHUP, SIGINT, SIGTERM]);
const DUMP = new Set<Signal>([SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSTKFLT, SIGSYS]);
/** Job control stays with the kernel; 32 and 34 belong to the C library's thread cancellation. */
const UNTOUCHED = new Set<Signal>([SIGKILL, SIGSTOP, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGRTMIN_KERNEL, SIGRTMIN]);

export function goAction(sig: Signal): GoAction {
  if (DIE.has(sig)) return 'die';
  if (DUMP.has(sig)) return 'dump';
  return UNTOUCHED.has(sig) ? 'default' : 'none';
}

/** The runtime's name of a signal in a crash: `SIGQUIT: quit`. */
const CRASH_TEXTS: ReadonlyMap<Signal, string> = new Map([
  [SIGQUIT, 'SIGQUIT: quit'],
  [SIGILL, 'SIGILL: illegal instruction'],
  [SIGTRAP, 'SIGTRAP: trace trap'],
  [SIGABRT, 'SIGABRT: abort'],
  [SIGBUS, 'SIGBUS: bus error'],
  [SIGFPE, 'SIGFPE: floating-point exception'],
  [SIGSEGV, 'SIGSEGV: segmentation violation'],
  [SIGSTKFLT, 'SIGSTKFLT: stack fault'],
  [SIGSYS, 'SIGSYS: bad system call'],
]);

export const crashText = (sig: Signal): string => CRASH_TEXTS.get(sig) ?? `SIG${signalName(sig)}`;

/** syscall.Signal.String(): what `fmt.Println(sig)` prints. */
const STRINGS: readonly string[] =
  `,hangup,interrupt,quit,illegal instruction,trace/breakpoint trap,aborted,bus error,floating point exception,killed,user defined signal 1,segmentation fault,user defined signal 2,broken pipe,alarm clock,terminated,stack fault,child exited,continued,stopped (signal),stopped,stopped (tty input),stopped (tty output),urgent I/O condition,CPU time limit exceeded,file size limit exceeded,virtual timer expired,profiling timer expired,window changed,I/O possible,power failure,bad system call`.split(
    ',',
  );

export const goSignalString = (sig: Signal): string => STRINGS[sig] || `signal ${sig}`;

/** Signals whose ignored state at the start is respected, so that nohup works (os/signal, "Default behavior of signals"). */
export const RESPECTS_IGNORE: ReadonlySet<Signal> = new Set([SIGHUP, SIGINT]);
