// From a path to an inode: directories, mount points, symbolic links, `..`, permissions (path_resolution(7), fs/namei.c).
import { E, X_OK, isErr, type ByteString, type Errno } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../state.ts';
import { mayAccess } from './access.ts';
import type { DirInode, Inode, Mount, MountNamespace } from './types.ts';

/** MAXSYMLINKS of Linux. */
const MAX_LINKS = 40;
export const NAME_MAX = 255;
export const PATH_MAX = 4096;

/** An inode and where it was found. */
export interface Located {
  readonly mnt: MountNamespace;
  readonly mount: Mount | undefined;
  readonly inode: Inode;
  /** Absolute, in its mount namespace; of a bare inode: its label. */
  readonly path: ByteString;
}

/** The last component of a path and the directory it is to be looked up in. */
export interface Parent {
  readonly dir: DirInode;
  readonly dirPath: ByteString;
  readonly mount: Mount;
  readonly mnt: MountNamespace;
  /** `.` and `..` stay as they are. */
  readonly name: ByteString;
  /** What is there now (not followed). */
  readonly found: Located | undefined;
  readonly trailingSlash: boolean;
}

interface Level {
  readonly inode: Inode;
  readonly mount: Mount;
  readonly path: ByteString;
}

/** One resolution: a stack of directories from the root of the namespace down to where we are. */
class Walk {
  readonly k: Kernel;
  readonly t: Task;
  mnt: MountNamespace;
  levels: Level[] = [];
  /** `..` stops here: the process's root. */
  floor = 0;
  links = 0;
  /** Set after a magic link to something without a path. */
  bare: Located | undefined;

  constructor(k: Kernel, t: Task) {
    this.k = k;
    this.t = t;
    this.mnt = t.mnt;
  }

  get top(): Level {
    return this.levels[this.levels.length - 1] as Level;
  }

  here(): Located {
    if (this.bare) return this.bare;
    const { inode, mount, path } = this.top;
    return { mnt: this.mnt, mount, inode, path };
  }

  /** Starts at the process's root or at its current directory. */
  begin(absolute: boolean): Errno | undefined {
    const error = this.enter(this.t.mnt, this.t.fs.root);
    if (error) return error;
    this.floor = this.levels.length - 1;
    if (absolute) return undefined;
    const { cwd, cwdInode, root } = this.t.fs;
    const below = root === '/' || cwd === root || cwd.startsWith(`${root}/`);
    const lost = below ? this.descend(root === '/' ? cwd : cwd.slice(root.length)) : this.enter(this.t.mnt, cwd);
    if (!cwdInode || cwdInode === this.top.inode) return lost;
    // Its name is gone or now means something else; the process still stands in it.
    if (!lost && this.levels.length - 1 > this.floor) this.levels.pop();
    this.levels.push({ inode: cwdInode, mount: this.top.mount, path: cwd });
    return undefined;
  }

  /** Goes to an absolute path known to be canonical, without asking for permission. */
  enter(mnt: MountNamespace, path: ByteString): Errno | undefined {
    const mount = mnt.byPoint.get('/');
    if (!mount) return E.ENOENT;
    this.mnt = mnt;
    this.levels = [{ inode: mount.root, mount, path: '/' }];
    return this.descend(path);
  }

  descend(path: ByteString): Errno | undefined {
    if (path === '/' || path === '') return undefined;
    for (const name of path.split('/')) {
      if (name === '') continue;
      const next = this.child(name);
      if (!next) return E.ENOENT;
      this.levels.push(next);
    }
    return undefined;
  }

  /** The entry `name` of the current directory, seen through mounts; undefined when there is none. */
  child(name: ByteString): Level | undefined {
    const { inode, mount, path } = this.top;
    if (inode.kind !== 'dir') return undefined;
    const at = path === '/' ? `/${name}` : `${path}/${name}`;
    const covering = this.mnt.byPoint.get(at);
    if (covering) return { inode: covering.root, mount: covering, path: at };
    const found = inode.entries.lookup(this.k, this.t, name);
    return found && { inode: found, mount, path: at };
  }

  up(): void {
    if (this.levels.length - 1 > this.floor) this.levels.pop();
  }

  /** One component, links followed when `follow`. Leaves the walk at the result. */
  step(name: ByteString, follow: boolean): Errno | undefined {
    if (this.bare) return this.bare.inode.kind === 'dir' ? E.ENOENT : E.ENOTDIR;
    if (this.top.inode.kind !== 'dir') return E.ENOTDIR;
    if (!mayAccess(this.t.cred, this.top.inode, X_OK)) return E.EACCES;
    if (name === '.') return undefined;
    if (name === '..') {
      this.up();
      return undefined;
    }
    if (name.length > NAME_MAX) return E.ENAMETOOLONG;
    const next = this.child(name);
    if (!next) return E.ENOENT;
    if (next.inode.kind !== 'symlink' || !follow) {
      this.levels.push(next);
      return undefined;
    }
    return this.follow(next.inode);
  }

  follow(link: Extract<Inode, { kind: 'symlink' }>): Errno | undefined {
    this.links += 1;
    if (this.links > MAX_LINKS) return E.ELOOP;
    if (link.jump) {
      const to = link.jump(this.k, this.t);
      if (isErr(to)) return to;
      if (to.kind === 'path') {
        this.floor = 0;
        return this.enter(to.mnt, to.path);
      }
      this.bare = { mnt: this.mnt, mount: undefined, inode: to.inode, path: to.label };
      return undefined;
    }
    const target = typeof link.target === 'string' ? link.target : link.target(this.k, this.t);
    if (isErr(target)) return target;
    if (target === '') return E.ENOENT;
    if (target.startsWith('/')) {
      const error = this.toRoot();
      if (error) return error;
    }
    return this.walk(target, true);
  }

  /** An absolute link starts at the root of the process that follows it, wherever a magic link has led. */
  toRoot(): Errno | undefined {
    if (this.mnt !== this.t.mnt) return this.begin(true);
    this.levels.length = this.floor + 1;
    return undefined;
  }

  /** A whole relative path from here; the last component is followed when `follow` or when a slash comes after it. */
  walk(path: ByteString, follow: boolean): Errno | undefined {
    const names = path.split('/');
    const slash = path.endsWith('/');
    let last = names.length - 1;
    while (last >= 0 && names[last] === '') last -= 1;
    for (let i = 0; i <= last; i += 1) {
      const name = names[i] as string;
      if (name === '') continue;
      const error = this.step(name, i < last || follow || slash);
      if (error) return error;
    }
    if (slash && this.here().inode.kind !== 'dir') return E.ENOTDIR;
    return undefined;
  }
}

function begin(k: Kernel, t: Task, path: ByteString): Walk | Errno {
  if (path === '') return E.ENOENT;
  if (path.length >= PATH_MAX) return E.ENAMETOOLONG;
  const walk = new Walk(k, t);
  return walk.begin(path.startsWith('/')) ?? walk;
}

/** The inode a path names. */
export function lookup(k: Kernel, t: Task, path: ByteString, follow = true): Located | Errno {
  const walk = begin(k, t, path);
  if (isErr(walk)) return walk;
  return walk.walk(path, follow) ?? walk.here();
}

/** The directory a path's last component lives in: for calls that create, remove or rename it. */
export function lookupParent(k: Kernel, t: Task, path: ByteString): Parent | Errno {
  const walk = begin(k, t, path);
  if (isErr(walk)) return walk;
  return parentOf(walk, path);
}

function parentOf(walk: Walk, path: ByteString): Parent | Errno {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  const trailingSlash = end < path.length;
  const cut = path.lastIndexOf('/', end - 1);
  const name = path.slice(cut + 1, end);
  const error = walk.walk(path.slice(0, cut + 1), true);
  if (error) return error;
  if (walk.bare) return walk.bare.inode.kind === 'dir' ? E.ENOENT : E.ENOTDIR;
  const { inode, mount, path: dirPath } = walk.top;
  if (inode.kind !== 'dir') return E.ENOTDIR;
  if (name === '') return { dir: inode, dirPath, mount, mnt: walk.mnt, name: '.', found: walk.here(), trailingSlash };
  if (!mayAccess(walk.t.cred, inode, X_OK)) return E.EACCES;
  if (name.length > NAME_MAX) return E.ENAMETOOLONG;
  let found: Located | undefined;
  if (name === '.' || name === '..') {
    found = walk.here();
  } else {
    const next = walk.child(name);
    found = next && { mnt: walk.mnt, mount: next.mount, inode: next.inode, path: next.path };
  }
  return { dir: inode, dirPath, mount, mnt: walk.mnt, name, found, trailingSlash };
}

/**
 * For open with O_CREAT: the existing inode, or the place where to make it. A dangling symbolic link leads to the place its
 * target would have (open(2)).
 */
export function lookupForCreate(
  k: Kernel,
  t: Task,
  path: ByteString,
): { readonly found: Located } | { readonly place: Parent } | Errno {
  const walk = begin(k, t, path);
  if (isErr(walk)) return walk;
  let rest = path;
  for (;;) {
    const place: Parent | Errno = parentOf(walk, rest);
    if (isErr(place)) return place;
    if (rest !== path && place.trailingSlash) return E.EISDIR;
    if (!place.found) return { place };
    const inode: Inode = place.found.inode;
    if (inode.kind !== 'symlink') {
      if (place.name === '..') walk.up();
      return { found: place.name === '..' ? walk.here() : place.found };
    }
    if (inode.jump || typeof inode.target !== 'string') {
      const error: Errno | undefined = walk.follow(inode);
      return error ?? { found: walk.here() };
    }
    walk.links += 1;
    if (walk.links > MAX_LINKS) return E.ELOOP;
    rest = inode.target;
    if (rest === '') return E.ENOENT;
    if (rest.startsWith('/')) {
      const error: Errno | undefined = walk.toRoot();
      if (error) return error;
    }
  }
}

/** Path as a process sees it: without its root directory in front. */
export function seenFrom(t: Task, path: ByteString): ByteString {
  const { root } = t.fs;
  if (root === '/') return path;
  if (path === root) return '/';
  return path.startsWith(`${root}/`) ? path.slice(root.length) : `(unreachable)${path}`;
}
