// Running other programs: execvp(3) with its search along PATH, and a child that is waited for.
import {
  E,
  isErr,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  X_OK,
  S_IFDIR,
  S_IFMT,
  type ByteString,
  type Errno,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Env } from './locale.ts';

const DEFAULT_PATH = '/bin:/usr/bin';

/** execvp(3): returns only when it failed, with the reason that execvp reports. */
export function* execvp(argv: readonly ByteString[], env: Env): Sys<Errno> {
  const file = argv[0] ?? '';
  const attempt = function* (path: ByteString): Sys<Errno> {
    const failed = yield* sys.execve(path, argv, env);
    // a text file without #! is a script for /bin/sh
    if (failed.name === 'ENOEXEC') return yield* sys.execve('/bin/sh', ['/bin/sh', path, ...argv.slice(1)], env);
    return failed;
  };
  if (file === '') return E.ENOENT;
  if (file.includes('/')) return yield* attempt(file);
  let result: Errno = E.ENOENT;
  for (const dir of (env.get('PATH') ?? DEFAULT_PATH).split(':')) {
    const failed = yield* attempt(dir === '' ? file : `${dir}/${file}`);
    if (failed.name === 'EACCES') result = failed;
    else if (failed.name !== 'ENOENT' && failed.name !== 'ENOTDIR') return failed;
  }
  return result;
}

/** Where PATH finds an executable file; undefined when nowhere. */
export function* findInPath(name: ByteString, env: Env): Sys<ByteString | undefined> {
  for (const dir of (env.get('PATH') ?? DEFAULT_PATH).split(':')) {
    const path = `${dir === '' ? '.' : dir}/${name}`;
    const stat = yield* sys.stat(path);
    if (isErr(stat) || (stat.mode & S_IFMT) === S_IFDIR) continue;
    if (!isErr(yield* sys.access(path, X_OK))) return path;
  }
  return undefined;
}

/** waitpid(2) that goes on after caught signals. */
export function* waitFor(pid: number): Sys<number> {
  for (;;) {
    const result = yield* sys.wait4(pid, 0);
    if (isErr(result)) {
      if (result.name === 'EINTR') continue;
      return 127 << 8;
    }
    if (result !== 0) return result.status;
  }
}

/** A wait status as a shell's `$?`. */
export const exitCode = (status: number): number => (wIfExited(status) ? wExitStatus(status) : 128 + wTermSig(status));
