/** Files that kubectl reads and writes: manifests, kubeconfig. */
import {
  type Errno,
  isErr,
  O_CREAT,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  S_IFDIR,
  S_IFMT,
  sys,
  type Sys,
} from '../../../kernel/abi/index.ts';

export function* readAll(fd: number): Sys<string> {
  let text = '';
  for (;;) {
    const part = yield* sys.read(fd);
    if (isErr(part) || part === '') return text;
    text += part;
  }
}

export function* readFile(path: string): Sys<string | Errno> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return fd;
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  return text;
}

export function* writeFile(path: string, text: string, mode = 0o600): Sys<Errno | undefined> {
  const fd = yield* sys.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
  if (isErr(fd)) return fd;
  yield* sys.writeAll(fd, text);
  yield* sys.close(fd);
  return undefined;
}

/** undefined: there is no such path. */
export function* isDirectory(path: string): Sys<boolean | undefined> {
  const stat = yield* sys.stat(path);
  return isErr(stat) ? undefined : (stat.mode & S_IFMT) === S_IFDIR;
}
