// Constants of the call interface, with the numbers of Linux x86-64 (fcntl(2), open(2), wait(2), stat(2)).

export const O_RDONLY = 0;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_ACCMODE = 3;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_NOCTTY = 0o400;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_NONBLOCK = 0o4000;
export const O_DIRECTORY = 0o200000;
export const O_NOFOLLOW = 0o400000;
export const O_CLOEXEC = 0o2000000;

export const SEEK_SET = 0;
export const SEEK_CUR = 1;
export const SEEK_END = 2;

export const F_OK = 0;
export const X_OK = 1;
export const W_OK = 2;
export const R_OK = 4;

export const S_IFMT = 0o170000;
export const S_IFSOCK = 0o140000;
export const S_IFLNK = 0o120000;
export const S_IFREG = 0o100000;
export const S_IFBLK = 0o060000;
export const S_IFDIR = 0o040000;
export const S_IFCHR = 0o020000;
export const S_IFIFO = 0o010000;
export const S_ISUID = 0o4000;
export const S_ISGID = 0o2000;
export const S_ISVTX = 0o1000;

export const WNOHANG = 1;
export const WUNTRACED = 2;
export const WEXITED = 4;
export const WCONTINUED = 8;
export const WNOWAIT = 0x01000000;
export const __WALL = 0x40000000;

export const POLLIN = 1;
export const POLLOUT = 4;
export const POLLERR = 8;
export const POLLHUP = 16;

/** waitpid's status word (bits/waitstatus.h). */
export const wIfExited = (status: number): boolean => (status & 0x7f) === 0;
export const wExitStatus = (status: number): number => (status >> 8) & 0xff;
export const wIfSignaled = (status: number): boolean => (status & 0x7f) !== 0 && (status & 0x7f) !== 0x7f;
export const wTermSig = (status: number): number => status & 0x7f;
export const wIfStopped = (status: number): boolean => (status & 0xff) === 0x7f;
export const wStopSig = (status: number): number => (status >> 8) & 0xff;
export const wIfContinued = (status: number): boolean => status === 0xffff;
export const wCoreDump = (status: number): boolean => (status & 0x80) !== 0;
