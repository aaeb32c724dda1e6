// The system calls a simulated program can make: names, arguments and results. A program yields them; the kernel answers.
import type { ByteString } from './bytes.ts';
import type { Errno } from './errno.ts';
import type { SigInfo, Signal, SigSet } from './signals.ts';

/** Virtual microseconds since the machine was switched on. */
export type Micros = number;
export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000_000;

/** A computation that may make system calls. Only `yield* sys.…` produces them. */
export type Sys<T> = Generator<SysCall, T, unknown>;

/**
 * The main function of a program: its result is the exit status (0..255). `image` is what an executable file carries for the
 * program that runs it (see `imageFile`); undefined for a program that is its own code.
 */
export type Program = (
  argv: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
  image?: ByteString,
) => Sys<number>;

/** A signal handler. Runs as a frame on top of the interrupted code. `program`: that of the task which takes the signal (CloneFlags). */
export type Handler = (sig: Signal, info: SigInfo, program?: Inspectable) => Sys<void>;

export type Disposition =
  { readonly kind: 'default' } | { readonly kind: 'ignore' } | { readonly kind: 'handler'; readonly handler: Handler };

export interface SigAction {
  readonly disposition: Disposition;
  readonly flags: number;
  /** Blocked while the handler runs, besides the signal itself (unless SA_NODEFER). */
  readonly mask: SigSet;
}

/** A variable as a debugger prints it: `pid_t child = 17`. */
export interface VariableView {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** One function that has been called and has not returned. */
export interface FrameView {
  readonly fn: string;
  readonly line: number;
  readonly variables: readonly VariableView[];
}

/** A program that can be looked into while it runs: what a debugger would find. Asked only while it stands between two steps. */
export interface Inspectable {
  readonly source: { readonly file: string; readonly text: string };
  /** Innermost first; a frame that has not changed is the same object as before. */
  frames(): readonly FrameView[];
  /** Variables outside of all functions. */
  globals(): readonly VariableView[];
}

export interface RUsage {
  readonly user: Micros;
  readonly system: Micros;
}

export interface WaitResult {
  readonly pid: number;
  /** Status word; see flags.ts wIfExited… */
  readonly status: number;
  readonly usage: RUsage;
}

/** stat(2). Times in virtual microseconds since the epoch of the machine's wall clock. */
export interface Stat {
  readonly dev: number;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: number;
  readonly size: number;
  readonly blocks: number;
  readonly atime: Micros;
  readonly mtime: Micros;
  readonly ctime: Micros;
}

export interface DirEntry {
  readonly name: ByteString;
  readonly ino: number;
  /** S_IFMT part of the mode. */
  readonly type: number;
}

/** termios(3), reduced to the bits the line discipline looks at. Control chars are bytes; '' disables one. */
export interface Termios {
  readonly icanon: boolean;
  readonly echo: boolean;
  readonly echoe: boolean;
  readonly echok: boolean;
  readonly echoctl: boolean;
  readonly isig: boolean;
  readonly iexten: boolean;
  readonly icrnl: boolean;
  readonly ixon: boolean;
  readonly opost: boolean;
  readonly onlcr: boolean;
  readonly tostop: boolean;
  readonly vintr: ByteString;
  readonly vquit: ByteString;
  readonly verase: ByteString;
  readonly vkill: ByteString;
  readonly veof: ByteString;
  readonly vsusp: ByteString;
  readonly vwerase: ByteString;
  readonly vlnext: ByteString;
}

export interface WinSize {
  readonly rows: number;
  readonly cols: number;
}

export interface PollFd {
  readonly fd: number;
  /** POLLIN, POLLOUT */
  readonly events: number;
}

export interface CloneFlags {
  /** Shares everything: a thread of the same group. */
  readonly thread?: boolean;
  /** The parent sleeps until the child execs or exits. */
  readonly vfork?: boolean;
  readonly newPid?: boolean;
  readonly newMount?: boolean;
  /** The child begins with a /proc of its own pid namespace (what unshare(1) mounts for --mount-proc). */
  readonly mountProc?: boolean;
  readonly newUts?: boolean;
  readonly newCgroup?: boolean;
  /** The child's own copy of the program: what its signal handlers, which it inherits, are given to work on. */
  readonly program?: Inspectable;
}

export interface Uname {
  readonly sysname: string;
  readonly nodename: ByteString;
  readonly release: string;
  readonly version: string;
  readonly machine: string;
}

export interface SysInfo {
  readonly uptime: Micros;
  readonly totalRam: number;
  readonly freeRam: number;
  readonly procs: number;
}

export type PtraceRequest =
  | { readonly kind: 'attach'; readonly pid: number }
  /** `follow`: its future children and threads are traced too, stopped before their first step (PTRACE_O_TRACEFORK and _CLONE). */
  | { readonly kind: 'seize'; readonly pid: number; readonly follow?: boolean }
  | { readonly kind: 'interrupt'; readonly pid: number }
  /** Let a stopped tracee go on (to the next call stop when `syscall`), delivering `signal` (0 = none). */
  | { readonly kind: 'cont'; readonly pid: number; readonly signal: Signal; readonly syscall: boolean }
  | { readonly kind: 'detach'; readonly pid: number; readonly signal: Signal }
  /** Why the tracee stopped. */
  | { readonly kind: 'getstop'; readonly pid: number };

export type PtraceStop =
  | { readonly kind: 'syscall-enter'; readonly name: string; readonly args: readonly unknown[] }
  | {
      readonly kind: 'syscall-exit';
      readonly name: string;
      readonly args: readonly unknown[];
      readonly result: unknown;
    }
  | { readonly kind: 'signal'; readonly info: SigInfo }
  | { readonly kind: 'group'; readonly signal: Signal }
  | { readonly kind: 'exit'; readonly status: number };

export interface Limits {
  readonly nofile: number;
  readonly nproc: number;
  readonly stackKib: number;
  readonly coreBlocks: number;
}

/** call → [arguments, result]. */
export interface CallTable {
  // --- processes
  fork: [[child: () => Sys<number>, flags: CloneFlags], number | Errno];
  execve: [[path: ByteString, argv: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>], Errno];
  /** Ends the calling thread with this status; `group` ends all threads (exit_group). */
  exit: [[status: number, group: boolean], never];
  wait4: [[pid: number, options: number], WaitResult | 0 | Errno];
  getpid: [[], number];
  gettid: [[], number];
  getppid: [[], number];
  getpgid: [[pid: number], number | Errno];
  setpgid: [[pid: number, pgid: number], 0 | Errno];
  getsid: [[pid: number], number | Errno];
  setsid: [[], number | Errno];
  getuid: [
    [],
    {
      readonly ruid: number;
      readonly euid: number;
      readonly rgid: number;
      readonly egid: number;
      readonly groups: readonly number[];
    },
  ];
  setuid: [[uid: number], 0 | Errno];
  setgid: [[gid: number], 0 | Errno];
  setgroups: [[groups: readonly number[]], 0 | Errno];
  /** SET_CHILD_SUBREAPER, SET_PDEATHSIG, SET_NAME, SET_DUMPABLE, SET_NO_NEW_PRIVS */
  prctl: [[option: 'subreaper' | 'pdeathsig' | 'name' | 'no-new-privs', value: number | ByteString], 0 | Errno];
  getpriority: [[pid: number], number | Errno];
  setpriority: [[pid: number, nice: number], 0 | Errno];
  umask: [[mask: number], number];
  getlimits: [[], Limits];
  setlimit: [[which: keyof Limits, value: number], 0 | Errno];
  times: [[], { readonly self: RUsage; readonly children: RUsage }];
  uname: [[], Uname];
  sethostname: [[name: ByteString], 0 | Errno];
  sysinfo: [[], SysInfo];
  sched_yield: [[], 0];
  /** Uses the processor for a while: a program that computes without calls must yield this now and then. */
  compute: [[cost: Micros], 0];
  /**
   * Says which source line is running, before it runs. No time passes. With `program` the line is a step of the trace, as long
   * as there is room for it: false says that nobody will hear of further lines until the program makes another call.
   */
  at: [[line: number, program?: Inspectable], boolean];
  /**
   * Goes on when the code of that part of the program is there (ProgramTable.missing). No time passes and no tracer sees it:
   * on a real machine it is a page fault of the program's own text.
   */
  code: [[name: string], 0];
  ptrace: [[request: PtraceRequest], PtraceStop | 0 | Errno];
  setns: [[pid: number], 0 | Errno];
  /** A fault of the running instruction: forced signal (SIGSEGV, SIGILL, SIGFPE, SIGBUS). */
  fault: [[signal: Signal], 0];
  // --- signals
  kill: [[pid: number, sig: Signal], 0 | Errno];
  tgkill: [[tgid: number, tid: number, sig: Signal], 0 | Errno];
  sigqueue: [[pid: number, sig: Signal, value: number], 0 | Errno];
  sigaction: [[sig: Signal, action: SigAction | undefined], SigAction | Errno];
  sigprocmask: [[how: 'block' | 'unblock' | 'setmask' | 'get', set: SigSet], SigSet];
  sigpending: [[], SigSet];
  sigsuspend: [[mask: SigSet], Errno];
  /** timeout undefined = for ever. EAGAIN when it passes. */
  sigtimedwait: [[set: SigSet, timeout: Micros | undefined], SigInfo | Errno];
  pause: [[], Errno];
  alarm: [[seconds: number], number];
  setitimer: [[value: Micros, interval: Micros], Micros];
  /** Returns 0, or the rest when a handler ran (EINTR). */
  nanosleep: [[duration: Micros], Micros];
  clock_gettime: [[clock: 'realtime' | 'monotonic'], Micros];
  // --- files
  open: [[path: ByteString, flags: number, mode: number], number | Errno];
  close: [[fd: number], 0 | Errno];
  /** '' at end of file. */
  read: [[fd: number, count: number], ByteString | Errno];
  write: [[fd: number, data: ByteString], number | Errno];
  pread: [[fd: number, count: number, offset: number], ByteString | Errno];
  lseek: [[fd: number, offset: number, whence: number], number | Errno];
  dup: [[fd: number], number | Errno];
  dup2: [[from: number, to: number], number | Errno];
  /** The lowest free descriptor >= min; cloexec sets FD_CLOEXEC. */
  dupfd: [[fd: number, min: number, cloexec: boolean], number | Errno];
  cloexec: [[fd: number, on: boolean], 0 | Errno];
  getfl: [[fd: number], number | Errno];
  setfl: [[fd: number, flags: number], 0 | Errno];
  pipe: [[], { readonly r: number; readonly w: number } | Errno];
  stat: [[path: ByteString], Stat | Errno];
  lstat: [[path: ByteString], Stat | Errno];
  fstat: [[fd: number], Stat | Errno];
  readdir: [[path: ByteString], readonly DirEntry[] | Errno];
  mkdir: [[path: ByteString, mode: number], 0 | Errno];
  rmdir: [[path: ByteString], 0 | Errno];
  unlink: [[path: ByteString], 0 | Errno];
  rename: [[from: ByteString, to: ByteString], 0 | Errno];
  link: [[from: ByteString, to: ByteString], 0 | Errno];
  symlink: [[target: ByteString, path: ByteString], 0 | Errno];
  readlink: [[path: ByteString], ByteString | Errno];
  chmod: [[path: ByteString, mode: number], 0 | Errno];
  chown: [[path: ByteString, uid: number, gid: number, follow: boolean], 0 | Errno];
  /** undefined = leave as it is. */
  utimens: [[path: ByteString, atime: Micros | undefined, mtime: Micros | undefined, follow: boolean], 0 | Errno];
  truncate: [[path: ByteString, size: number], 0 | Errno];
  mkfifo: [[path: ByteString, mode: number], 0 | Errno];
  access: [[path: ByteString, mode: number], 0 | Errno];
  chdir: [[path: ByteString], 0 | Errno];
  getcwd: [[], ByteString | Errno];
  chroot: [[path: ByteString], 0 | Errno];
  statfs: [
    [path: ByteString],
    (
      | {
          readonly type: string;
          readonly source: string;
          readonly mount: ByteString;
          readonly totalKib: number;
          readonly freeKib: number;
        }
      | Errno
    ),
  ];
  /** Returns the ready descriptors' revents, [] after the timeout. */
  poll: [[fds: readonly PollFd[], timeout: Micros | undefined], readonly PollFd[] | Errno];
  // --- terminals
  tcgetattr: [[fd: number], Termios | Errno];
  tcsetattr: [[fd: number, termios: Partial<Termios>], 0 | Errno];
  tcgetpgrp: [[fd: number], number | Errno];
  tcsetpgrp: [[fd: number, pgid: number], 0 | Errno];
  getwinsize: [[fd: number], WinSize | Errno];
  setwinsize: [[fd: number, size: WinSize], 0 | Errno];
  /** TIOCSCTTY: makes this terminal the session's. */
  setctty: [[fd: number], 0 | Errno];
  /** TIOCNOTTY: gives this terminal up; a session leader gives it up for its whole session. */
  dropctty: [[fd: number], 0 | Errno];
  ttyname: [[fd: number], ByteString | Errno];
  // --- daemons outside the kernel (container engine, API server): a request that may wait for its answer
  request: [[service: string, body: unknown], unknown];
}

export type CallName = keyof CallTable;
export type CallArgs<K extends CallName> = CallTable[K][0];
export type CallResult<K extends CallName> = CallTable[K][1];

/** One system call. The private brand keeps a program from yielding anything else. */
export class SysCall<K extends CallName = CallName> {
  readonly #call = true;
  readonly op: K;
  readonly args: CallArgs<K>;
  constructor(op: K, args: CallArgs<K>) {
    this.op = op;
    this.args = args;
    void this.#call;
  }
}
