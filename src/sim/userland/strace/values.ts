// How strace writes values: strings, signal sets, flags, structures.
import {
  O_ACCMODE,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  SA_NOCLDSTOP,
  SA_NOCLDWAIT,
  SA_NODEFER,
  SA_RESETHAND,
  SA_RESTART,
  members,
  signalName,
  type ByteString,
  type SigAction,
  type SigInfo,
  type SigSet,
  type Signal,
  type Stat,
} from '../../kernel/abi/index.ts';

const SECOND_US = 1_000_000;

export const sigName = (sig: Signal): string => {
  if (sig === 0) return '0';
  if (sig < 32) return `SIG${signalName(sig)}`;
  return sig === 32 ? 'SIGRT_0' : `SIGRT_${sig - 32}`;
};

/** `[TERM CHLD]`, `~[KILL STOP]` when most are in it, `[]`. */
export function sigSet(set: SigSet): string {
  const all = members(set);
  if (all.length > 32) {
    const rest = members(~set & ((1n << 64n) - 1n));
    return `~[${rest.map((sig) => sigName(sig).slice(3)).join(' ')}]`;
  }
  return `[${all.map((sig) => sigName(sig).slice(3)).join(' ')}]`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\v': '\\v',
  '\f': '\\f',
  '"': '\\"',
  '\\': '\\\\',
};

/** A C string of at most `limit` bytes, `...` when there is more. Octal escapes are as short as the next byte allows. */
export function cString(data: ByteString, limit: number): string {
  let text = '';
  const shown = data.slice(0, limit);
  for (let i = 0; i < shown.length; i += 1) {
    const byte = shown[i] ?? '';
    const code = byte.charCodeAt(0);
    if (ESCAPES[byte] !== undefined) text += ESCAPES[byte];
    else if (code >= 0x20 && code < 0x7f) text += byte;
    else {
      const next = shown[i + 1] ?? '';
      text += `\\${next >= '0' && next <= '7' ? code.toString(8).padStart(3, '0') : code.toString(8)}`;
    }
  }
  return `"${text}"${data.length > limit ? '...' : ''}`;
}

/** A path: never shortened. */
export const path = (text: ByteString): string => cString(text, Infinity);

const joined = (names: readonly string[], otherwise = '0'): string => (names.length > 0 ? names.join('|') : otherwise);

const OPEN_FLAGS: readonly (readonly [number, string])[] = [
  [0o100, 'O_CREAT'],
  [0o200, 'O_EXCL'],
  [0o400, 'O_NOCTTY'],
  [0o1000, 'O_TRUNC'],
  [0o2000, 'O_APPEND'],
  [0o4000, 'O_NONBLOCK'],
  [0o400000, 'O_NOFOLLOW'],
  [0o200000, 'O_DIRECTORY'],
  [0o2000000, 'O_CLOEXEC'],
];

export const openFlags = (flags: number): string =>
  [
    ['O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_ACCMODE'][flags & O_ACCMODE] ?? '',
    ...OPEN_FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name),
  ].join('|');

export const octal = (mode: number): string => (mode === 0 ? '000' : `0${mode.toString(8)}`);

const TYPES: ReadonlyMap<number, string> = new Map([
  [S_IFREG, 'S_IFREG'],
  [S_IFDIR, 'S_IFDIR'],
  [S_IFLNK, 'S_IFLNK'],
  [S_IFCHR, 'S_IFCHR'],
  [S_IFBLK, 'S_IFBLK'],
  [S_IFIFO, 'S_IFIFO'],
  [S_IFSOCK, 'S_IFSOCK'],
]);

export function statBuffer(stat: Stat): string {
  const device = (stat.mode & S_IFMT) === S_IFCHR || (stat.mode & S_IFMT) === S_IFBLK;
  const size = device
    ? `st_rdev=makedev(0x${((stat.rdev >> 8) & 0xfff).toString(16)}, 0x${(stat.rdev & 0xff).toString(16)})`
    : `st_size=${stat.size}`;
  return `{st_mode=${TYPES.get(stat.mode & S_IFMT) ?? '0'}|${octal(stat.mode & 0o7777)}, ${size}, ...}`;
}

const ACTION_FLAGS: readonly (readonly [number, string])[] = [
  [SA_NOCLDSTOP, 'SA_NOCLDSTOP'],
  [SA_NOCLDWAIT, 'SA_NOCLDWAIT'],
  [SA_RESTART, 'SA_RESTART'],
  [SA_NODEFER, 'SA_NODEFER'],
  [SA_RESETHAND, 'SA_RESETHAND'],
];

/** glibc adds SA_RESTORER to what it installs; addresses are those of one run. */
export function sigAction(action: SigAction): string {
  const { kind } = action.disposition;
  const handler = kind === 'default' ? 'SIG_DFL' : kind === 'ignore' ? 'SIG_IGN' : '0x55d0c5a0b1e9';
  const names = ACTION_FLAGS.filter(([bit]) => (action.flags & bit) !== 0).map(([, name]) => name);
  return `{sa_handler=${handler}, sa_mask=${sigSet(action.mask)}, sa_flags=${joined(['SA_RESTORER', ...names])}, sa_restorer=0x7f3b8a25c050}`;
}

export const timespec = (us: number): string =>
  `{tv_sec=${Math.floor(us / SECOND_US)}, tv_nsec=${(us % SECOND_US) * 1000}}`;

const WAIT_OPTIONS: readonly (readonly [number, string])[] = [
  [1, 'WNOHANG'],
  [2, 'WSTOPPED'],
  [8, 'WCONTINUED'],
  [0x40000000, '__WALL'],
];
export const waitOptions = (options: number): string =>
  joined(WAIT_OPTIONS.filter(([bit]) => (options & bit) !== 0).map(([, name]) => name));

export function waitStatus(status: number): string {
  if (status === 0xffff) return '{WIFCONTINUED(s)}';
  if ((status & 0xff) === 0x7f) return `{WIFSTOPPED(s) && WSTOPSIG(s) == ${sigName((status >> 8) & 0x7f)}}`;
  if ((status & 0x7f) !== 0)
    return `{WIFSIGNALED(s) && WTERMSIG(s) == ${sigName(status & 0x7f)}${(status & 0x80) !== 0 ? ' && WCOREDUMP(s)' : ''}}`;
  return `{WIFEXITED(s) && WEXITSTATUS(s) == ${(status >> 8) & 0xff}}`;
}

/** The line in front of a delivered signal. */
export function signalLine(info: SigInfo): string {
  const parts = [`si_signo=${sigName(info.signo)}`, `si_code=${info.code}`];
  if (info.code.startsWith('CLD_')) {
    const status = info.code === 'CLD_EXITED' ? String(info.status ?? 0) : sigName(info.status ?? 0);
    parts.push(`si_pid=${info.pid}`, `si_uid=${info.uid}`, `si_status=${status}`, 'si_utime=0', 'si_stime=0');
  } else if (info.code === 'SEGV_MAPERR' || info.code === 'FPE_INTDIV') parts.push('si_addr=NULL');
  else if (info.code !== 'SI_KERNEL') parts.push(`si_pid=${info.pid}`, `si_uid=${info.uid}`);
  return `--- ${sigName(info.signo)} {${parts.join(', ')}} ---`;
}
