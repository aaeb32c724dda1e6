// The 64 signals of Linux x86-64: numbers, names, default actions (signal(7)) and sets as 64-bit masks.

export type Signal = number;

/** Bit n-1 is signal n, as in /proc/pid/status. */
export type SigSet = bigint;

export const SIGHUP = 1;
export const SIGINT = 2;
export const SIGQUIT = 3;
export const SIGILL = 4;
export const SIGTRAP = 5;
export const SIGABRT = 6;
export const SIGBUS = 7;
export const SIGFPE = 8;
export const SIGKILL = 9;
export const SIGUSR1 = 10;
export const SIGSEGV = 11;
export const SIGUSR2 = 12;
export const SIGPIPE = 13;
export const SIGALRM = 14;
export const SIGTERM = 15;
export const SIGSTKFLT = 16;
export const SIGCHLD = 17;
export const SIGCONT = 18;
export const SIGSTOP = 19;
export const SIGTSTP = 20;
export const SIGTTIN = 21;
export const SIGTTOU = 22;
export const SIGURG = 23;
export const SIGXCPU = 24;
export const SIGXFSZ = 25;
export const SIGVTALRM = 26;
export const SIGPROF = 27;
export const SIGWINCH = 28;
export const SIGIO = 29;
export const SIGPWR = 30;
export const SIGSYS = 31;
/** First real-time signal the kernel knows. glibc keeps 32 and 33 for itself, so its SIGRTMIN is 34. */
export const SIGRTMIN_KERNEL = 32;
export const SIGRTMIN = 34;
export const SIGRTMAX = 64;

/** Index = number; names without the SIG prefix. */
const NAMES: readonly string[] =
  `EXIT HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS`.split(
    ' ',
  );

/** `TERM`, `RTMIN+3`, `RTMAX-1`: as bash and kill(1) name it, without the SIG prefix; a bare number for 32 and 33. */
export function signalName(sig: Signal): string {
  if (sig < SIGRTMIN_KERNEL) return NAMES[sig] ?? String(sig);
  if (sig < SIGRTMIN) return String(sig);
  if (sig === SIGRTMIN) return 'RTMIN';
  if (sig === SIGRTMAX) return 'RTMAX';
  const half = SIGRTMIN + 15;
  return sig <= half ? `RTMIN+${sig - SIGRTMIN}` : `RTMAX-${SIGRTMAX - sig}`;
}

/** What strsignal(3) prints: `Terminated`, `Real-time signal 0`. */
const DESCRIPTIONS: readonly string[] = [
  'Unknown signal 0',
  'Hangup',
  'Interrupt',
  'Quit',
  'Illegal instruction',
  'Trace/breakpoint trap',
  'Aborted',
  'Bus error',
  'Floating point exception',
  'Killed',
  'User defined signal 1',
  'Segmentation fault',
  'User defined signal 2',
  'Broken pipe',
  'Alarm clock',
  'Terminated',
  'Stack fault',
  'Child exited',
  'Continued',
  'Stopped (signal)',
  'Stopped',
  'Stopped (tty input)',
  'Stopped (tty output)',
  'Urgent I/O condition',
  'CPU time limit exceeded',
  'File size limit exceeded',
  'Virtual timer expired',
  'Profiling timer expired',
  'Window changed',
  'I/O possible',
  'Power failure',
  'Bad system call',
];

export function signalDescription(sig: Signal): string {
  if (sig >= SIGRTMIN && sig <= SIGRTMAX) return `Real-time signal ${sig - SIGRTMIN}`;
  return DESCRIPTIONS[sig] ?? `Unknown signal ${sig}`;
}

const ALIASES: Readonly<Record<string, number>> = { IOT: SIGABRT, CLD: SIGCHLD, POLL: SIGIO };

/** `TERM`, `SIGTERM`, `term`, `15`, `RTMIN+2` → number; undefined when it is no signal. 0 (`EXIT`) only from digits. */
export function signalNumber(text: string): Signal | undefined {
  if (/^[0-9]+$/.test(text)) {
    const value = Number(text);
    return value <= SIGRTMAX ? value : undefined;
  }
  const name = text.toUpperCase().replace(/^SIG/, '');
  const index = NAMES.indexOf(name);
  if (index > 0) return index;
  if (ALIASES[name] !== undefined) return ALIASES[name];
  const rt = /^RT(MIN|MAX)(?:([+-])([0-9]+))?$/.exec(name);
  if (!rt) return undefined;
  const offset = Number(rt[3] ?? 0) * (rt[2] === '-' ? -1 : 1);
  const value = (rt[1] === 'MIN' ? SIGRTMIN : SIGRTMAX) + offset;
  return value >= SIGRTMIN && value <= SIGRTMAX ? value : undefined;
}

export const NO_SIGNALS: SigSet = 0n;
export const ALL_SIGNALS: SigSet = (1n << 64n) - 1n;
/** Index = signal. Shifting big integers anew costs more than the rest of most decisions. */
const BITS: readonly SigSet[] = Array.from({ length: SIGRTMAX + 1 }, (_, sig) =>
  sig === 0 ? 0n : 1n << BigInt(sig - 1),
);

export const bit = (sig: Signal): SigSet => BITS[sig] ?? NO_SIGNALS;
export const has = (set: SigSet, sig: Signal): boolean => (set & bit(sig)) !== 0n;
export const add = (set: SigSet, sig: Signal): SigSet => set | bit(sig);
export const remove = (set: SigSet, sig: Signal): SigSet => set & ~bit(sig);
export const setOf = (...signals: readonly Signal[]): SigSet => signals.reduce(add, NO_SIGNALS);

export function members(set: SigSet): Signal[] {
  const out: Signal[] = [];
  for (let sig = 1; sig <= SIGRTMAX; sig += 1) if (has(set, sig)) out.push(sig);
  return out;
}

/** Sixteen hex digits, as /proc/pid/status prints a mask. */
export const maskHex = (set: SigSet): string => set.toString(16).padStart(16, '0');

/** KILL and STOP: kernel/signal.c `sig_kernel_only`. They cannot be caught, blocked or ignored. */
export const KERNEL_ONLY: SigSet = setOf(SIGKILL, SIGSTOP);
/** Default action: stop the process (`sig_kernel_stop`). */
export const KERNEL_STOP: SigSet = setOf(SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU);
/** Default action: nothing (`sig_kernel_ignore`). */
export const KERNEL_IGNORE: SigSet = setOf(SIGCONT, SIGCHLD, SIGWINCH, SIGURG);
/** Default action: end with a core dump (`sig_kernel_coredump`). */
export const KERNEL_COREDUMP: SigSet = setOf(
  SIGQUIT,
  SIGILL,
  SIGTRAP,
  SIGABRT,
  SIGFPE,
  SIGSEGV,
  SIGBUS,
  SIGSYS,
  SIGXCPU,
  SIGXFSZ,
);
/** Taken before others when several wait: caused by the running instruction (`SYNCHRONOUS_MASK`). */
export const SYNCHRONOUS: SigSet = setOf(SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGSYS);

export const SA_NOCLDSTOP = 0x1;
export const SA_NOCLDWAIT = 0x2;
export const SA_NODEFER = 0x40000000;
export const SA_RESETHAND = 0x80000000;
export const SA_RESTART = 0x10000000;

/** siginfo's si_code, as strace names it. */
export type SiCode =
  | 'SI_USER'
  | 'SI_KERNEL'
  | 'SI_TKILL'
  | 'SI_QUEUE'
  | 'SI_TIMER'
  | 'SEGV_MAPERR'
  | 'FPE_INTDIV'
  | 'CLD_EXITED'
  | 'CLD_KILLED'
  | 'CLD_DUMPED'
  | 'CLD_STOPPED'
  | 'CLD_CONTINUED'
  | 'CLD_TRAPPED';

/** What sigwaitinfo(2) and a SA_SIGINFO handler see. `pid` is in the receiver's namespace, 0 when it is not visible there. */
export interface SigInfo {
  readonly signo: Signal;
  readonly code: SiCode;
  readonly pid: number;
  readonly uid: number;
  /** CLD_*: exit code or signal. */
  readonly status?: number;
}
