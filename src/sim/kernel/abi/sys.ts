// The C library of the simulated machine: one function per system call. Use as `const fd = yield* sys.open(path, O_RDONLY)`.
// Every function returns the result or an Errno value (see errno.ts); nothing throws.
import type { ByteString } from './bytes.ts';
import {
  SysCall,
  type CallArgs,
  type CallName,
  type CallResult,
  type CloneFlags,
  type Disposition,
  type Handler,
  type Inspectable,
  type Limits,
  type Micros,
  type PollFd,
  type PtraceRequest,
  type SigAction,
  type Sys,
  type Termios,
  type WinSize,
} from './calls.ts';
import { isErr } from './errno.ts';
import { NO_SIGNALS, SA_RESTART, type Signal, type SigSet } from './signals.ts';

function* call<K extends CallName>(op: K, ...args: CallArgs<K>): Sys<CallResult<K>> {
  return (yield new SysCall(op, args)) as CallResult<K>;
}

export const DEFAULT: Disposition = { kind: 'default' };
export const IGNORE: Disposition = { kind: 'ignore' };

const action = (disposition: Disposition, flags = 0, mask: SigSet = NO_SIGNALS): SigAction => ({
  disposition,
  flags,
  mask,
});

/** Writes all of `data`; stops at the first error. Signals and short writes are handled as stdio does. */
function* writeAll(fd: number, data: ByteString): Sys<number | import('./errno.ts').Errno> {
  let rest = data;
  while (rest.length > 0) {
    const n = yield* call('write', fd, rest);
    if (isErr(n)) {
      if (n.name === 'EINTR') continue;
      return n;
    }
    if (n === rest.length) break;
    rest = rest.slice(n);
  }
  return data.length;
}

export const sys = {
  // processes
  /** Starts a child that runs `child`; returns its pid. The child's generator must not share mutable state with the parent's. */
  fork: (child: () => Sys<number>, flags: CloneFlags = {}) => call('fork', child, flags),
  /** Replaces the program. Returns only on failure. `#!` scripts are handled; a text file without `#!` is ENOEXEC. */
  execve: (path: ByteString, argv: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>) =>
    call('execve', path, argv, env),
  exit: (status: number) => call('exit', status, true),
  exitThread: (status: number) => call('exit', status, false),
  wait4: (pid: number, options = 0) => call('wait4', pid, options),
  getpid: () => call('getpid'),
  gettid: () => call('gettid'),
  getppid: () => call('getppid'),
  getpgid: (pid = 0) => call('getpgid', pid),
  setpgid: (pid: number, pgid: number) => call('setpgid', pid, pgid),
  getsid: (pid = 0) => call('getsid', pid),
  setsid: () => call('setsid'),
  getuid: () => call('getuid'),
  setuid: (uid: number) => call('setuid', uid),
  setgid: (gid: number) => call('setgid', gid),
  setgroups: (groups: readonly number[]) => call('setgroups', groups),
  prctl: (option: CallArgs<'prctl'>[0], value: number | ByteString) => call('prctl', option, value),
  getpriority: (pid = 0) => call('getpriority', pid),
  setpriority: (pid: number, nice: number) => call('setpriority', pid, nice),
  umask: (mask: number) => call('umask', mask),
  getlimits: () => call('getlimits'),
  setlimit: (which: keyof Limits, value: number) => call('setlimit', which, value),
  times: () => call('times'),
  uname: () => call('uname'),
  sethostname: (name: ByteString) => call('sethostname', name),
  sysinfo: () => call('sysinfo'),
  schedYield: () => call('sched_yield'),
  compute: (cost: Micros) => call('compute', cost),
  at: (line: number, program?: Inspectable) => (program ? call('at', line, program) : call('at', line)),
  code: (name: string) => call('code', name),
  ptrace: (request: PtraceRequest) => call('ptrace', request),
  setns: (pid: number) => call('setns', pid),
  fault: (signal: Signal) => call('fault', signal),
  // signals
  kill: (pid: number, sig: Signal) => call('kill', pid, sig),
  tgkill: (tgid: number, tid: number, sig: Signal) => call('tgkill', tgid, tid, sig),
  sigqueue: (pid: number, sig: Signal, value: number) => call('sigqueue', pid, sig, value),
  /** signal(2) as glibc does it: SA_RESTART. */
  signal: (sig: Signal, to: Disposition | Handler) =>
    call('sigaction', sig, action(typeof to === 'function' ? { kind: 'handler', handler: to } : to, SA_RESTART)),
  sigaction: (sig: Signal, disposition: Disposition | Handler, flags = 0, mask: SigSet = NO_SIGNALS) =>
    call(
      'sigaction',
      sig,
      action(typeof disposition === 'function' ? { kind: 'handler', handler: disposition } : disposition, flags, mask),
    ),
  getaction: (sig: Signal) => call('sigaction', sig, undefined),
  sigprocmask: (how: 'block' | 'unblock' | 'setmask' | 'get', set: SigSet) => call('sigprocmask', how, set),
  sigpending: () => call('sigpending'),
  sigsuspend: (mask: SigSet) => call('sigsuspend', mask),
  sigtimedwait: (set: SigSet, timeout?: Micros) => call('sigtimedwait', set, timeout),
  pause: () => call('pause'),
  alarm: (seconds: number) => call('alarm', seconds),
  setitimer: (value: Micros, interval: Micros) => call('setitimer', value, interval),
  nanosleep: (duration: Micros) => call('nanosleep', duration),
  clock: (clock: 'realtime' | 'monotonic' = 'realtime') => call('clock_gettime', clock),
  // files
  open: (path: ByteString, flags: number, mode = 0o666) => call('open', path, flags, mode),
  close: (fd: number) => call('close', fd),
  read: (fd: number, count = 65536) => call('read', fd, count),
  write: (fd: number, data: ByteString) => call('write', fd, data),
  writeAll,
  pread: (fd: number, count: number, offset: number) => call('pread', fd, count, offset),
  lseek: (fd: number, offset: number, whence: number) => call('lseek', fd, offset, whence),
  dup: (fd: number) => call('dup', fd),
  dup2: (from: number, to: number) => call('dup2', from, to),
  dupfd: (fd: number, min: number, cloexec = false) => call('dupfd', fd, min, cloexec),
  cloexec: (fd: number, on: boolean) => call('cloexec', fd, on),
  getfl: (fd: number) => call('getfl', fd),
  setfl: (fd: number, flags: number) => call('setfl', fd, flags),
  pipe: () => call('pipe'),
  stat: (path: ByteString) => call('stat', path),
  lstat: (path: ByteString) => call('lstat', path),
  fstat: (fd: number) => call('fstat', fd),
  readdir: (path: ByteString) => call('readdir', path),
  mkdir: (path: ByteString, mode = 0o777) => call('mkdir', path, mode),
  rmdir: (path: ByteString) => call('rmdir', path),
  unlink: (path: ByteString) => call('unlink', path),
  rename: (from: ByteString, to: ByteString) => call('rename', from, to),
  link: (from: ByteString, to: ByteString) => call('link', from, to),
  symlink: (target: ByteString, path: ByteString) => call('symlink', target, path),
  readlink: (path: ByteString) => call('readlink', path),
  chmod: (path: ByteString, mode: number) => call('chmod', path, mode),
  chown: (path: ByteString, uid: number, gid: number, follow = true) => call('chown', path, uid, gid, follow),
  utimens: (path: ByteString, atime: Micros | undefined, mtime: Micros | undefined, follow = true) =>
    call('utimens', path, atime, mtime, follow),
  truncate: (path: ByteString, size: number) => call('truncate', path, size),
  mkfifo: (path: ByteString, mode = 0o666) => call('mkfifo', path, mode),
  access: (path: ByteString, mode: number) => call('access', path, mode),
  chdir: (path: ByteString) => call('chdir', path),
  getcwd: () => call('getcwd'),
  chroot: (path: ByteString) => call('chroot', path),
  statfs: (path: ByteString) => call('statfs', path),
  poll: (fds: readonly PollFd[], timeout?: Micros) => call('poll', fds, timeout),
  // terminals
  tcgetattr: (fd: number) => call('tcgetattr', fd),
  tcsetattr: (fd: number, termios: Partial<Termios>) => call('tcsetattr', fd, termios),
  tcgetpgrp: (fd: number) => call('tcgetpgrp', fd),
  tcsetpgrp: (fd: number, pgid: number) => call('tcsetpgrp', fd, pgid),
  getwinsize: (fd: number) => call('getwinsize', fd),
  setwinsize: (fd: number, size: WinSize) => call('setwinsize', fd, size),
  setctty: (fd: number) => call('setctty', fd),
  dropctty: (fd: number) => call('dropctty', fd),
  ttyname: (fd: number) => call('ttyname', fd),
  *isatty(fd: number): Sys<boolean> {
    return !isErr(yield* call('tcgetattr', fd));
  },
  // daemons
  request: (service: string, body: unknown) => call('request', service, body),
} as const;
