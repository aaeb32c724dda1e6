// Finding commands: functions, builtins, the hash table and PATH.
import { isErr, S_IFDIR, S_IFMT, sys, X_OK, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Shell } from './shell.ts';
import { get } from '../vars/read.ts';

/** PATH of `command -p` and of a shell without PATH (bash's STANDARD_UTILS_PATH). */
export const STANDARD_PATH = '/bin:/usr/bin:/sbin:/usr/sbin';

function* executable(path: ByteString): Sys<'yes' | 'file' | 'no'> {
  const stat = yield* sys.stat(path);
  if (isErr(stat) || (stat.mode & S_IFMT) === S_IFDIR) return 'no';
  return isErr(yield* sys.access(path, X_OK)) ? 'file' : 'yes';
}

/** All executables of that name on the path, in order. */
export function* findAll(name: ByteString, path: ByteString): Sys<ByteString[]> {
  const out: ByteString[] = [];
  for (const dir of path.split(':')) {
    const full = `${dir === '' ? '.' : dir}/${name}`;
    if ((yield* executable(full)) === 'yes') out.push(full);
  }
  return out;
}

/** First executable on the path; a file that is not executable only when nothing better is there. */
export function* findOnPath(name: ByteString, path: ByteString): Sys<ByteString | undefined> {
  let second: ByteString | undefined;
  for (const dir of path.split(':')) {
    const full = `${dir === '' ? '.' : dir}/${name}`;
    const what = yield* executable(full);
    if (what === 'yes') return full;
    if (what === 'file') second ??= full;
  }
  return second;
}

export interface Found {
  readonly path: ByteString;
  /** PATH is unset: exec the bare name, as bash does. */
  readonly noPath?: boolean;
}

/** What `name` runs; undefined: command not found. */
export function* findCommand(sh: Shell, name: ByteString): Sys<Found | undefined> {
  if (name.includes('/')) return { path: name };
  const hashed = sh.hash.get(name);
  if (hashed) {
    if (!sh.shopts.has('checkhash') || (yield* executable(hashed.path)) === 'yes') {
      hashed.hits += 1;
      return { path: hashed.path };
    }
    sh.hash.delete(name);
  }
  const path = get(sh, 'PATH');
  if (path === undefined || (path === '' && !sh.dash)) return sh.dash ? undefined : { path: name, noPath: true };
  const found = yield* findOnPath(name, path);
  if (found === undefined) return undefined;
  if (sh.dash || sh.opt('hashall')) sh.hash.set(name, { path: found, hits: 1 });
  return { path: found };
}
