// The calls of this machine under the names and arguments they have on Linux x86-64, as glibc makes them.
import {
  isErr,
  type ByteString,
  type SigAction,
  type SigInfo,
  type SigSet,
  type Stat,
  type WaitResult,
} from '../../kernel/abi/index.ts';
import {
  cString,
  octal,
  openFlags,
  path,
  sigAction,
  sigName,
  sigSet,
  statBuffer,
  timespec,
  waitOptions,
  waitStatus,
} from './values.ts';

/** What is printed when the call begins, and what its end adds before the closing bracket. */
export interface Shown {
  readonly name: string;
  /** Arguments known at the start. A call whose argument is filled in by the kernel stops before it. */
  readonly begin: string;
  readonly end: string;
  /** The value after `=`; undefined: the plain number, or the error. */
  readonly value?: string;
}

type Args = readonly unknown[];
type Format = (args: Args, result: unknown, limit: number) => Omit<Shown, 'name'> & { readonly name?: string };

const n = (value: unknown): number => Number(value);
const s = (value: unknown): ByteString => String(value);
const plain = (begin: string): Omit<Shown, 'name'> => ({ begin, end: '' });
const at = (text: unknown): string => `AT_FDCWD, ${path(s(text))}`;
const failed = (result: unknown): boolean => isErr(result) || result === undefined;
/** Where a program's memory would be: any address of a stack. */
const POINTER = '0x7ffe832103bc';
const TID_POINTER = '0x7f4b7df55a10';

const statCall =
  (flags: string): Format =>
  ([file], result) => ({
    name: 'newfstatat',
    begin: `${at(file)}, `,
    end: `${failed(result) ? POINTER : statBuffer(result as Stat)}, ${flags}`,
    value: '0',
  });

const FORMATS: Readonly<Record<string, Format>> = {
  open: ([file, flags, mode]) => ({
    name: 'openat',
    ...plain(`${at(file)}, ${openFlags(n(flags))}${(n(flags) & 0o100) !== 0 ? `, ${octal(n(mode))}` : ''}`),
  }),
  close: ([fd]) => plain(s(fd)),
  read: ([fd, count], result, limit) => ({
    begin: `${s(fd)}, `,
    end: `${failed(result) ? POINTER : cString(s(result), limit)}, ${s(count)}`,
    ...(typeof result === 'string' ? { value: String(result.length) } : {}),
  }),
  write: ([fd, data], _result, limit) => plain(`${s(fd)}, ${cString(s(data), limit)}, ${s(data).length}`),
  pread: ([fd, count, offset], result, limit) => ({
    name: 'pread64',
    begin: `${s(fd)}, `,
    end: `${failed(result) ? POINTER : cString(s(result), limit)}, ${s(count)}, ${s(offset)}`,
    ...(typeof result === 'string' ? { value: String(result.length) } : {}),
  }),
  lseek: ([fd, offset, whence]) =>
    plain(`${s(fd)}, ${s(offset)}, ${['SEEK_SET', 'SEEK_CUR', 'SEEK_END'][n(whence)] ?? ''}`),
  dup: ([fd]) => plain(s(fd)),
  dup2: ([from, to]) => plain(`${s(from)}, ${s(to)}`),
  dupfd: ([fd, min, cloexec]) => ({
    name: 'fcntl',
    ...plain(`${s(fd)}, ${cloexec ? 'F_DUPFD_CLOEXEC' : 'F_DUPFD'}, ${s(min)}`),
  }),
  cloexec: ([fd, on]) => ({ name: 'fcntl', ...plain(`${s(fd)}, F_SETFD, ${on ? 'FD_CLOEXEC' : '0'}`) }),
  getfl: ([fd], result) => ({
    name: 'fcntl',
    ...plain(`${s(fd)}, F_GETFL`),
    ...(typeof result === 'number' ? { value: `0x${result.toString(16)} (flags ${openFlags(result)})` } : {}),
  }),
  setfl: ([fd, flags]) => ({ name: 'fcntl', ...plain(`${s(fd)}, F_SETFL, ${openFlags(n(flags))}`) }),
  pipe: (_args, result) => {
    const ends = result as { r: number; w: number } | undefined;
    return {
      name: 'pipe2',
      begin: '',
      end: `${ends && !isErr(ends) ? `[${ends.r}, ${ends.w}]` : POINTER}, 0`,
      value: '0',
    };
  },
  stat: statCall('0'),
  lstat: statCall('AT_SYMLINK_NOFOLLOW'),
  fstat: ([fd], result) => ({
    name: 'newfstatat',
    begin: `${s(fd)}, "", `,
    end: `${failed(result) ? POINTER : statBuffer(result as Stat)}, AT_EMPTY_PATH`,
    value: '0',
  }),
  readdir: ([directory], result) => ({
    name: 'getdents64',
    begin: `3<${s(directory)}>, `,
    end: `0x55d0c6f2b2f0 /* ${Array.isArray(result) ? result.length : 0} entries */, 32768`,
    ...(Array.isArray(result) ? { value: String(result.length * 24) } : {}),
  }),
  mkdir: ([file, mode]) => plain(`${path(s(file))}, ${octal(n(mode))}`),
  rmdir: ([file]) => plain(path(s(file))),
  unlink: ([file]) => plain(path(s(file))),
  rename: ([from, to]) => plain(`${path(s(from))}, ${path(s(to))}`),
  link: ([from, to]) => plain(`${path(s(from))}, ${path(s(to))}`),
  symlink: ([target, file]) => plain(`${path(s(target))}, ${path(s(file))}`),
  readlink: ([file], result, limit) => ({
    begin: `${path(s(file))}, `,
    end: `${failed(result) ? POINTER : cString(s(result), limit)}, 4096`,
    ...(typeof result === 'string' ? { value: String(result.length) } : {}),
  }),
  chmod: ([file, mode]) => plain(`${path(s(file))}, ${octal(n(mode))}`),
  access: ([file, mode]) =>
    plain(
      `${path(s(file))}, ${
        n(mode) === 0
          ? 'F_OK'
          : ['X_OK', 'W_OK', 'R_OK']
              .filter((_name, bit) => (n(mode) & (1 << bit)) !== 0)
              .reverse()
              .join('|')
      }`,
    ),
  chdir: ([file]) => plain(path(s(file))),
  getcwd: (_args, result, limit) => ({
    begin: '',
    end: `${failed(result) ? POINTER : cString(s(result), limit)}, 4096`,
    ...(typeof result === 'string' ? { value: String(result.length + 1) } : {}),
  }),
  umask: ([mask], result) => ({
    ...plain(octal(n(mask))),
    ...(typeof result === 'number' ? { value: octal(result) } : {}),
  }),
  poll: ([fds, timeout], result) => {
    const list = (fds as readonly { fd: number; events: number }[]).map(
      ({ fd, events }) => `{fd=${fd}, events=${events === 4 ? 'POLLOUT' : 'POLLIN'}}`,
    );
    const begin = `${list.length > 0 ? `[${list.join(', ')}]` : 'NULL'}, ${list.length}, ${timeout === undefined ? -1 : Math.ceil(n(timeout) / 1000)}`;
    return {
      ...plain(begin),
      ...(Array.isArray(result) ? { value: result.length === 0 ? '0 (Timeout)' : String(result.length) } : {}),
    };
  },
  fork: ([, flags]) => {
    const how = flags as { thread?: boolean; vfork?: boolean; newPid?: boolean };
    if (how.vfork) return { name: 'vfork', ...plain('') };
    if (how.thread)
      return {
        name: 'clone3',
        ...plain(
          '{flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID, ...}, 88',
        ),
      };
    const pid = how.newPid ? 'CLONE_NEWPID|' : '';
    return {
      name: 'clone',
      begin: `child_stack=NULL, flags=${pid}CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD`,
      end: `, child_tidptr=${TID_POINTER}`,
    };
  },
  execve: ([file, argv, env], _result, limit) => ({
    ...plain(
      `${path(s(file))}, [${(argv as readonly string[]).map((word) => cString(word, limit)).join(', ')}], 0x7ffd1c7a9e50 /* ${(env as ReadonlyMap<string, string>).size} vars */`,
    ),
    value: '0',
  }),
  exit: ([status, group]) => ({ name: group ? 'exit_group' : 'exit', ...plain(s(status)), value: '?' }),
  wait4: ([pid, options], result) => {
    const done = result as WaitResult | 0 | undefined;
    const status = done && !isErr(done) ? `[${waitStatus(done.status)}]` : done === 0 ? POINTER : POINTER;
    return {
      begin: `${s(pid)}, `,
      end: `${status}, ${waitOptions(n(options))}, NULL`,
      ...(done && !isErr(done) ? { value: String(done.pid) } : {}),
    };
  },
  getpgid: ([pid]) => plain(s(pid)),
  setpgid: ([pid, pgid]) => plain(`${s(pid)}, ${s(pgid)}`),
  getsid: ([pid]) => plain(s(pid)),
  setuid: ([id]) => plain(s(id)),
  setgid: ([id]) => plain(s(id)),
  getuid: (_args, result) => ({
    ...plain(''),
    ...(failed(result) ? {} : { value: String((result as { ruid: number }).ruid) }),
  }),
  prctl: ([option, value]) =>
    plain(
      `${{ subreaper: 'PR_SET_CHILD_SUBREAPER', pdeathsig: 'PR_SET_PDEATHSIG', name: 'PR_SET_NAME', 'no-new-privs': 'PR_SET_NO_NEW_PRIVS' }[s(option)] ?? s(option)}, ${option === 'pdeathsig' ? sigName(n(value)) : option === 'name' ? cString(s(value), 32) : s(value)}`,
    ),
  kill: ([pid, sig]) => plain(`${s(pid)}, ${sigName(n(sig))}`),
  tgkill: ([tgid, tid, sig]) => plain(`${s(tgid)}, ${s(tid)}, ${sigName(n(sig))}`),
  sigqueue: ([pid, sig]) => ({
    name: 'rt_sigqueueinfo',
    ...plain(`${s(pid)}, ${sigName(n(sig))}, {si_signo=${sigName(n(sig))}, si_code=SI_QUEUE}`),
  }),
  sigaction: ([sig, action], result) => ({
    name: 'rt_sigaction',
    begin: `${sigName(n(sig))}, ${action === undefined ? 'NULL' : sigAction(action as SigAction)}, `,
    end: `${action === undefined && !failed(result) ? sigAction(result as SigAction) : 'NULL'}, 8`,
    value: '0',
  }),
  sigprocmask: ([how, set], result) => ({
    name: 'rt_sigprocmask',
    begin: `${{ block: 'SIG_BLOCK', unblock: 'SIG_UNBLOCK', setmask: 'SIG_SETMASK', get: 'SIG_BLOCK' }[s(how)] ?? ''}, ${how === 'get' ? 'NULL' : sigSet(set as SigSet)}, `,
    end: `${how === 'block' || how === 'get' ? sigSet((result as SigSet | undefined) ?? 0n) : 'NULL'}, 8`,
    value: '0',
  }),
  sigpending: (_args, result) => ({
    name: 'rt_sigpending',
    begin: '',
    end: `${sigSet((result as SigSet | undefined) ?? 0n)}, 8`,
    value: '0',
  }),
  sigsuspend: ([mask]) => ({ name: 'rt_sigsuspend', ...plain(`${sigSet(mask as SigSet)}, 8`) }),
  sigtimedwait: ([set, timeout], result) => {
    const info = result as SigInfo | undefined;
    const got = info && !isErr(info);
    return {
      name: 'rt_sigtimedwait',
      begin: `${sigSet(set as SigSet)}, `,
      end: `${got ? `{si_signo=${sigName(info.signo)}, si_code=${info.code}, si_pid=${info.pid}, si_uid=${info.uid}}` : POINTER}, ${timeout === undefined ? 'NULL' : timespec(n(timeout))}, 8`,
      ...(got ? { value: `${info.signo} (${sigName(info.signo)})` } : {}),
    };
  },
  pause: () => plain(''),
  rt_sigreturn: () => plain(''),
  alarm: ([seconds]) => plain(s(seconds)),
  setitimer: ([value, interval]) => ({
    ...plain(`ITIMER_REAL, {it_interval=${micros(n(interval))}, it_value=${micros(n(value))}}, NULL`),
    value: '0',
  }),
  nanosleep: ([duration], result) => ({
    name: 'clock_nanosleep',
    begin: `CLOCK_REALTIME, 0, ${timespec(n(duration))}, `,
    end: typeof result === 'number' && result > 0 ? timespec(result) : 'NULL',
    value: '0',
  }),
  clock_gettime: ([clock], result) => ({
    begin: `${clock === 'monotonic' ? 'CLOCK_MONOTONIC' : 'CLOCK_REALTIME'}, `,
    end: typeof result === 'number' ? timespec(result) : POINTER,
    value: '0',
  }),
  uname: () => ({ begin: '', end: '{sysname="Linux", nodename="...", ...}', value: '0' }),
  tcgetattr: ([fd]) => ({
    name: 'ioctl',
    begin: `${s(fd)}, TCGETS, `,
    end: '{B38400 opost isig icanon echo ...}',
    value: '0',
  }),
  tcsetattr: ([fd]) => ({ name: 'ioctl', begin: `${s(fd)}, TCSETSW, `, end: '{B38400 opost isig ...}', value: '0' }),
  tcgetpgrp: ([fd], result) => ({
    name: 'ioctl',
    begin: `${s(fd)}, TIOCGPGRP, `,
    end: typeof result === 'number' ? `[${result}]` : POINTER,
    value: '0',
  }),
  tcsetpgrp: ([fd, pgid]) => ({ name: 'ioctl', ...plain(`${s(fd)}, TIOCSPGRP, [${s(pgid)}]`) }),
  getwinsize: ([fd], result) => {
    const size = result as { rows: number; cols: number } | undefined;
    return {
      name: 'ioctl',
      begin: `${s(fd)}, TIOCGWINSZ, `,
      end: size && !isErr(size) ? `{ws_row=${size.rows}, ws_col=${size.cols}, ws_xpixel=0, ws_ypixel=0}` : POINTER,
      value: '0',
    };
  },
  dropctty: ([fd]) => ({ name: 'ioctl', ...plain(`${s(fd)}, TIOCNOTTY`) }),
  setctty: ([fd]) => ({ name: 'ioctl', ...plain(`${s(fd)}, TIOCSCTTY, 0`) }),
};

function micros(us: number): string {
  return `{tv_sec=${Math.floor(us / 1_000_000)}, tv_usec=${us % 1_000_000}}`;
}

/** Requests to this machine that no Linux kernel has: they are not calls, and are not shown. */
const INVISIBLE = new Set(['at', 'compute', 'fault', 'request', 'ttyname']);

export const isVisible = (op: string): boolean => !INVISIBLE.has(op);

export function showCall(op: string, args: Args, result: unknown, limit: number): Shown {
  const format = FORMATS[op];
  if (!format)
    return {
      name: op,
      begin: args
        .filter((arg) => ['number', 'string'].includes(typeof arg))
        .map((arg) => (typeof arg === 'string' ? cString(arg, limit) : s(arg)))
        .join(', '),
      end: '',
    };
  return { name: op, ...format(args, result, limit) };
}

/** Why a call that a signal cut short may begin again. */
export function interruption(op: string, restarts: boolean): string {
  if (op === 'nanosleep' || op === 'poll') return '? ERESTART_RESTARTBLOCK (Interrupted by signal)';
  if (op === 'pause' || op === 'sigsuspend') return '? ERESTARTNOHAND (To be restarted if no handler)';
  return restarts ? '? ERESTARTSYS (To be restarted if SA_RESTART is set)' : '-1 EINTR (Interrupted system call)';
}
