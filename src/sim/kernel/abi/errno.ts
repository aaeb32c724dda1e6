// Error numbers of Linux x86-64 and their texts in glibc (strerror). Errors are values: a call returns its result or an Errno.

export interface Errno {
  readonly kind: 'errno';
  readonly code: number;
  readonly name: ErrnoName;
  /** What strerror(3) prints. */
  readonly text: string;
}

const TABLE = {
  EPERM: [1, 'Operation not permitted'],
  ENOENT: [2, 'No such file or directory'],
  ESRCH: [3, 'No such process'],
  EINTR: [4, 'Interrupted system call'],
  EIO: [5, 'Input/output error'],
  ENXIO: [6, 'No such device or address'],
  E2BIG: [7, 'Argument list too long'],
  ENOEXEC: [8, 'Exec format error'],
  EBADF: [9, 'Bad file descriptor'],
  ECHILD: [10, 'No child processes'],
  EAGAIN: [11, 'Resource temporarily unavailable'],
  ENOMEM: [12, 'Cannot allocate memory'],
  EACCES: [13, 'Permission denied'],
  EFAULT: [14, 'Bad address'],
  EBUSY: [16, 'Device or resource busy'],
  EEXIST: [17, 'File exists'],
  EXDEV: [18, 'Invalid cross-device link'],
  ENODEV: [19, 'No such device'],
  ENOTDIR: [20, 'Not a directory'],
  EISDIR: [21, 'Is a directory'],
  EINVAL: [22, 'Invalid argument'],
  ENFILE: [23, 'Too many open files in system'],
  EMFILE: [24, 'Too many open files'],
  ENOTTY: [25, 'Inappropriate ioctl for device'],
  ETXTBSY: [26, 'Text file busy'],
  EFBIG: [27, 'File too large'],
  ENOSPC: [28, 'No space left on device'],
  ESPIPE: [29, 'Illegal seek'],
  EROFS: [30, 'Read-only file system'],
  EMLINK: [31, 'Too many links'],
  EPIPE: [32, 'Broken pipe'],
  EDOM: [33, 'Numerical argument out of domain'],
  ERANGE: [34, 'Numerical result out of range'],
  ENAMETOOLONG: [36, 'File name too long'],
  ENOSYS: [38, 'Function not implemented'],
  ENOTEMPTY: [39, 'Directory not empty'],
  ELOOP: [40, 'Too many levels of symbolic links'],
  ENODATA: [61, 'No data available'],
  EOPNOTSUPP: [95, 'Operation not supported'],
  EADDRINUSE: [98, 'Address already in use'],
  ECONNABORTED: [103, 'Software caused connection abort'],
  ENOTCONN: [107, 'Transport endpoint is not connected'],
  ECONNREFUSED: [111, 'Connection refused'],
  ETIMEDOUT: [110, 'Connection timed out'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrnoName = keyof typeof TABLE;

const build = (name: ErrnoName): Errno => ({ kind: 'errno', code: TABLE[name][0], name, text: TABLE[name][1] });

/** One frozen value per error, so `result === E.ENOENT` is a valid test. */
export const E: { readonly [Name in ErrnoName]: Errno } = Object.freeze(
  Object.fromEntries((Object.keys(TABLE) as ErrnoName[]).map((name) => [name, Object.freeze(build(name))])),
) as { readonly [Name in ErrnoName]: Errno };

/** Whether a call failed. */
export function isErr(result: unknown): result is Errno {
  return typeof result === 'object' && result !== null && (result as { kind?: unknown }).kind === 'errno';
}
