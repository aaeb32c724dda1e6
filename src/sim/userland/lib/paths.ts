// Path arithmetic and canonical names (basename(1), dirname(1), realpath(1)).
import {
  E,
  isErr,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  sys,
  type ByteString,
  type Errno,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';

/** The last component, trailing slashes ignored; '/' for the root; '' for ''. */
export function baseName(path: ByteString): ByteString {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '' : '/';
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

export function dirName(path: ByteString): ByteString {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path.startsWith('/') ? '/' : '.';
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  const dir = trimmed.slice(0, slash).replace(/\/+$/, '');
  return dir === '' ? '/' : dir;
}

/** file_name_concat: exactly one slash between. */
export const join = (dir: ByteString, name: ByteString): ByteString =>
  dir.endsWith('/') ? dir + name : `${dir}/${name}`;

export const isDir = (stat: Stat): boolean => (stat.mode & S_IFMT) === S_IFDIR;
export const isLink = (stat: Stat): boolean => (stat.mode & S_IFMT) === S_IFLNK;

/** Which components have to exist: all (`-e`), all but the last (`-f`), none (`-m`). */
export type Existing = 'all' | 'parent' | 'none';

/** MAXSYMLINKS of the kernel. */
const MAX_LINKS = 40;

/** The absolute name without links, dots and double slashes. */
export function* canonicalize(path: ByteString, existing: Existing, followLinks = true): Sys<ByteString | Errno> {
  if (path === '') return E.ENOENT;
  let done = '';
  if (!path.startsWith('/')) {
    const cwd = yield* sys.getcwd();
    if (isErr(cwd)) return cwd;
    done = cwd === '/' ? '' : cwd;
  }
  let rest = path.split('/').filter((part) => part !== '');
  const mustBeDir = /\/\.?$/.test(path);
  let links = 0;
  let missing = false;
  while (rest.length > 0) {
    const [part = '', ...tail] = rest;
    rest = tail;
    if (part === '.') continue;
    if (part === '..') {
      done = done.slice(0, Math.max(0, done.lastIndexOf('/')));
      continue;
    }
    const next = `${done}/${part}`;
    const stat = missing ? E.ENOENT : yield* sys.lstat(next);
    if (isErr(stat)) {
      if (existing === 'all') return stat;
      if (existing === 'parent' && (stat.name !== 'ENOENT' || rest.length > 0)) return stat;
      missing = true;
      done = next;
      continue;
    }
    if (isLink(stat) && followLinks) {
      links += 1;
      if (links > MAX_LINKS) return E.ELOOP;
      const target = yield* sys.readlink(next);
      if (isErr(target)) return target;
      if (target.startsWith('/')) done = '';
      rest = [...target.split('/').filter((name) => name !== ''), ...rest];
      continue;
    }
    if ((rest.length > 0 || mustBeDir) && !isDir(stat) && !isLink(stat) && existing !== 'none') return E.ENOTDIR;
    done = next;
  }
  return done === '' ? '/' : done;
}
