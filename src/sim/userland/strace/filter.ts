// -e trace= and -e signal=: which calls and signals are shown.
import { signalNumber, type Signal } from '../../kernel/abi/index.ts';

/** The classes of strace(1) over the names of this machine's calls. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  signal: [
    'kill',
    'tgkill',
    'rt_sigaction',
    'rt_sigprocmask',
    'rt_sigpending',
    'rt_sigsuspend',
    'rt_sigtimedwait',
    'rt_sigqueueinfo',
    'rt_sigreturn',
    'pause',
    'alarm',
    'setitimer',
  ],
  process: [
    'clone',
    'clone3',
    'fork',
    'vfork',
    'execve',
    'exit',
    'exit_group',
    'wait4',
    'kill',
    'tgkill',
    'rt_sigqueueinfo',
  ],
  file: [
    'openat',
    'newfstatat',
    'access',
    'chdir',
    'chmod',
    'chown',
    'chroot',
    'execve',
    'getcwd',
    'link',
    'mkdir',
    'readlink',
    'rename',
    'rmdir',
    'statfs',
    'symlink',
    'truncate',
    'unlink',
    'utimensat',
  ],
  desc: [
    'read',
    'write',
    'close',
    'dup',
    'dup2',
    'fcntl',
    'ioctl',
    'lseek',
    'openat',
    'pipe2',
    'poll',
    'pread64',
    'getdents64',
    'newfstatat',
  ],
  creds: ['getuid', 'setuid', 'setgid', 'setgroups', 'prctl'],
  clock: ['clock_gettime'],
  network: [],
  memory: [],
};

const OTHERS = [
  'getpid',
  'gettid',
  'getppid',
  'getpgid',
  'setpgid',
  'getsid',
  'setsid',
  'umask',
  'uname',
  'sysinfo',
  'sched_yield',
  'times',
  'getpriority',
  'setpriority',
  'clock_nanosleep',
  'ptrace',
  'setns',
  'getlimits',
  'setlimit',
  'sethostname',
];

const KNOWN = new Set([...Object.values(GROUPS).flat(), ...OTHERS]);
/** Real calls that programs here never make: allowed in a filter. */
const ELSEWHERE = new Set([
  'brk',
  'mmap',
  'munmap',
  'mprotect',
  'futex',
  'epoll_wait',
  'epoll_pwait',
  'socket',
  'connect',
  'bind',
  'listen',
  'accept4',
  'sendto',
  'recvfrom',
  'waitid',
  'open',
  'stat',
  'fstat',
  'lstat',
  'fork',
  'select',
  'nanosleep',
  'arch_prctl',
  'prlimit64',
  'set_robust_list',
  'rseq',
  'set_tid_address',
  'getrandom',
  'sendmsg',
  'recvmsg',
  'pselect6',
  'ppoll',
  'waitpid',
]);

export interface Filter {
  call(name: string): boolean;
  signal(sig: Signal): boolean;
}

export class FilterError extends Error {}

function callSet(text: string): (name: string) => boolean {
  const negate = text.startsWith('!');
  const names = new Set<string>();
  let all = false;
  for (const part of text.replace(/^!/, '').split(',')) {
    const optional = part.startsWith('?');
    const item = part.replace(/^\?/, '');
    const group = GROUPS[item.replace(/^%/, '')];
    if (item === 'all') all = true;
    else if (item === 'none') continue;
    else if (group) for (const name of group) names.add(name);
    else if (KNOWN.has(item) || ELSEWHERE.has(item)) names.add(item);
    else if (!optional) throw new FilterError(`invalid system call '${item}'`);
  }
  return (name) => (all || names.has(name)) !== negate;
}

function signalSet(text: string): (sig: Signal) => boolean {
  const negate = text.startsWith('!');
  const signals = new Set<Signal>();
  let all = false;
  for (const part of text.replace(/^!/, '').split(',')) {
    if (part === 'all') all = true;
    else if (part !== 'none') {
      const sig = signalNumber(part);
      if (sig === undefined) throw new FilterError(`invalid signal '${part}'`);
      signals.add(sig);
    }
  }
  return (sig) => (all || signals.has(sig)) !== negate;
}

/** All -e expressions together; the last of a kind wins. */
export function makeFilter(expressions: readonly string[]): Filter {
  let call: (name: string) => boolean = () => true;
  let signal: (sig: Signal) => boolean = () => true;
  for (const expression of expressions) {
    const match = /^(trace|t|signal|signals|s)=(.*)$/.exec(expression);
    if (match && (match[1] ?? '').startsWith('s')) signal = signalSet(match[2] ?? '');
    else if (match) call = callSet(match[2] ?? '');
    else if (/^(abbrev|verbose|raw|read|write|status|quiet|decode-fds)=/.test(expression)) continue;
    else call = callSet(expression);
  }
  return { call, signal };
}
