// Calls on directories: entries are made, removed, renamed and listed; current and root directory (fs/namei.c).
import { E, R_OK, S_ISGID, S_ISUID, W_OK, X_OK, isErr, type ByteString, type Errno } from '../abi/index.ts';
import { mayAccess, ownsOrCapable, stickyForbids } from '../fs/access.ts';
import { awaitServer } from '../fs/hung.ts';
import { inodeSize, newDir, newFifo, newSymlink } from '../fs/inode.ts';
import { nextAnonIno } from '../fs/machine.ts';
import { lookup, lookupParent, seenFrom, PATH_MAX, type Located, type Parent } from '../fs/path.ts';
import { newPipe } from '../fs/pipe.ts';
import type { Inode } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import type { CallHandlers, Task } from '../state.ts';

type Names =
  | 'readdir'
  | 'mkdir'
  | 'rmdir'
  | 'unlink'
  | 'rename'
  | 'link'
  | 'symlink'
  | 'readlink'
  | 'mkfifo'
  | 'chdir'
  | 'getcwd'
  | 'chroot';

/** May entries of this directory change? Order of the tests as in filename_create and may_create. */
export function mayModify(t: Task, at: Parent): Errno | undefined {
  if (at.mount.readonly) return E.EROFS;
  if (at.dir.nlink === 0) return E.ENOENT;
  if (!mayAccess(t.cred, at.dir, W_OK | X_OK)) return E.EACCES;
  return at.dir.entries.mutable || at.dir.entries.mkdir ? undefined : E.ENOENT;
}

/** Adds an inode to the directory and returns where it is. */
export function placeEntry(k: Kernel, at: Parent, inode: Inode): Located {
  at.dir.entries.mutable?.set(at.name, inode);
  if (inode.kind === 'dir') at.dir.nlink += 1;
  touchDir(k, at.dir);
  const path = at.dirPath === '/' ? `/${at.name}` : `${at.dirPath}/${at.name}`;
  return { mnt: at.mnt, mount: at.mount, inode, path };
}

function touchDir(k: Kernel, dir: Inode): void {
  dir.mtime = k.wallclock();
  dir.ctime = dir.mtime;
}

function removeEntry(k: Kernel, at: Parent, inode: Inode): void {
  at.dir.entries.mutable?.delete(at.name);
  touchDir(k, at.dir);
  inode.ctime = k.wallclock();
  if (inode.kind === 'dir') {
    inode.nlink = 0;
    at.dir.nlink -= 1;
    return;
  }
  inode.nlink -= 1;
  if (inode.nlink === 0 && inode.kind === 'file') inode.fs.used -= inodeSize(inode);
}

const owner = (t: Task, at: Parent): { uid: number; gid: number } => ({
  uid: t.cred.euid,
  gid: (at.dir.mode & 0o2000) !== 0 ? at.dir.gid : t.cred.egid,
});

/** The place for a new entry: it must not exist, and its directory must allow it (filename_create, may_create). */
function vacant(k: Kernel, t: Task, path: ByteString, directory = false): Parent | Errno {
  const at = lookupParent(k, t, path);
  if (isErr(at)) return at;
  if (at.found) return E.EEXIST;
  if (at.trailingSlash && !directory) return E.ENOENT;
  const refused = mayModify(t, at);
  if (refused) return refused;
  return at.dir.entries.mutable || directory ? at : E.EPERM;
}

/** May this entry be taken away (may_delete)? */
function mayDelete(t: Task, at: Parent, inode: Inode): Errno | undefined {
  if (!mayAccess(t.cred, at.dir, W_OK | X_OK)) return E.EACCES;
  if (stickyForbids(t.cred, at.dir, inode)) return E.EPERM;
  return undefined;
}

/** With fs.protected_hardlinks only owners may link to files that they cannot write, or that are special (fs/namei.c, may_linkat). */
function mayLink(t: Task, inode: Inode): boolean {
  if (ownsOrCapable(t.cred, inode)) return true;
  const privileged = (inode.mode & S_ISUID) !== 0 || (inode.mode & (S_ISGID | 0o010)) === (S_ISGID | 0o010);
  return inode.kind === 'file' && !privileged && mayAccess(t.cred, inode, R_OK | W_OK);
}

const isMountPoint = (at: Parent): boolean =>
  at.found !== undefined && at.mnt.byPoint.has(at.found.path) && at.found.path !== at.dirPath;

const isEmpty = (inode: Inode): boolean => inode.kind !== 'dir' || (inode.entries.mutable?.size ?? 1) === 0;

const below = (path: ByteString, dir: ByteString): boolean => path === dir || dir === '/' || path.startsWith(`${dir}/`);

/** The order of the tests is that of do_renameat2 and vfs_rename. */
function rename(k: Kernel, t: Task, from: ByteString, to: ByteString): 0 | Errno {
  const source = lookupParent(k, t, from);
  if (isErr(source)) return source;
  const target = lookupParent(k, t, to);
  if (isErr(target)) return target;
  if (source.mount !== target.mount) return E.EXDEV;
  if (isDots(source) || isDots(target)) return E.EBUSY;
  if (source.mount.readonly) return E.EROFS;
  if (!source.found) return E.ENOENT;
  const { inode } = source.found;
  if ((source.trailingSlash || target.trailingSlash) && inode.kind !== 'dir') return E.ENOTDIR;
  if (inode.kind === 'dir' && below(target.dirPath, source.found.path)) return E.EINVAL;
  const there = target.found?.inode;
  if (target.found && there?.kind === 'dir' && below(source.dirPath, target.found.path)) return E.ENOTEMPTY;
  if (there === inode) return 0;
  const refused = mayDelete(t, source, inode) ?? (there ? mayDelete(t, target, there) : mayModify(t, target));
  if (refused) return refused;
  if (!source.dir.entries.mutable || !target.dir.entries.mutable) return E.EPERM;
  if (there && inode.kind === 'dir' && there.kind !== 'dir') return E.ENOTDIR;
  if (there && inode.kind !== 'dir' && there.kind === 'dir') return E.EISDIR;
  if (inode.kind === 'dir' && source.dir !== target.dir && !mayAccess(t.cred, inode, W_OK)) return E.EACCES;
  if (isMountPoint(source) || isMountPoint(target)) return E.EBUSY;
  if (there && !isEmpty(there)) return E.ENOTEMPTY;
  if (there) removeEntry(k, target, there);
  source.dir.entries.mutable.delete(source.name);
  if (inode.kind === 'dir') source.dir.nlink -= 1;
  touchDir(k, source.dir);
  placeEntry(k, target, inode);
  inode.ctime = k.wallclock();
  moved(k, t, source, target);
  return 0;
}

const isDots = (at: Parent): boolean => at.name === '.' || at.name === '..';

/** Current directories follow a renamed directory, since they are kept as paths. */
function moved(k: Kernel, t: Task, source: Parent, target: Parent): void {
  const from = source.found?.path ?? '';
  const to = target.dirPath === '/' ? `/${target.name}` : `${target.dirPath}/${target.name}`;
  for (const each of k.tasks()) {
    if (each.mnt !== t.mnt) continue;
    const { cwd } = each.fs;
    if (cwd === from || cwd.startsWith(`${from}/`)) each.fs.cwd = to + cwd.slice(from.length);
  }
}

/** A directory to stand in: it must exist and be searchable. */
function searchable(k: Kernel, t: Task, path: ByteString): Located | Errno {
  const at = lookup(k, t, path);
  if (isErr(at)) return at;
  if (at.inode.kind !== 'dir') return E.ENOTDIR;
  return mayAccess(t.cred, at.inode, X_OK) ? at : E.EACCES;
}

export const dirCalls: Pick<CallHandlers, Names> = {
  readdir(k, t, path) {
    const at = lookup(k, t, path);
    if (isErr(at)) return at;
    if (at.inode.kind !== 'dir') return E.ENOTDIR;
    if (!mayAccess(t.cred, at.inode, R_OK)) return E.EACCES;
    const waiting = awaitServer(k, t, at.inode);
    if (waiting) return waiting;
    return at.inode.entries.list(k, t);
  },
  mkdir(k, t, path, mode) {
    const at = vacant(k, t, path, true);
    if (isErr(at)) return at;
    if (at.dir.entries.mkdir) return at.dir.entries.mkdir(k, at.name);
    const inherited = at.dir.mode & 0o2000;
    placeEntry(k, at, newDir(at.dir.fs, (mode & ~t.fs.umask & 0o1777) | inherited, owner(t, at), k.wallclock()));
    return 0;
  },
  rmdir(k, t, path) {
    const at = lookupParent(k, t, path);
    if (isErr(at)) return at;
    if (at.name === '.') return at.dirPath === '/' && !path.endsWith('.') ? E.EBUSY : E.EINVAL;
    if (at.name === '..') return E.ENOTEMPTY;
    if (at.mount.readonly) return E.EROFS;
    if (!at.found) return E.ENOENT;
    const { inode } = at.found;
    const refused = mayDelete(t, at, inode);
    if (refused) return refused;
    if (inode.kind !== 'dir') return E.ENOTDIR;
    if (isMountPoint(at)) return E.EBUSY;
    if (at.dir.entries.rmdir) return at.dir.entries.rmdir(k, at.name);
    if (!at.dir.entries.mutable) return E.EPERM;
    if (!isEmpty(inode)) return E.ENOTEMPTY;
    removeEntry(k, at, inode);
    return 0;
  },
  unlink(k, t, path) {
    const at = lookupParent(k, t, path);
    if (isErr(at)) return at;
    if (isDots(at)) return E.EISDIR;
    if (!at.found) return E.ENOENT;
    const { inode } = at.found;
    if (at.trailingSlash) return inode.kind === 'dir' ? E.EISDIR : E.ENOTDIR;
    if (at.mount.readonly) return E.EROFS;
    const refused = mayDelete(t, at, inode);
    if (refused) return refused;
    if (inode.kind === 'dir') return E.EISDIR;
    if (isMountPoint(at)) return E.EBUSY;
    if (!at.dir.entries.mutable) return E.EPERM;
    removeEntry(k, at, inode);
    return 0;
  },
  rename,
  link(k, t, from, to) {
    const source = lookup(k, t, from, false);
    if (isErr(source)) return source;
    const at = lookupParent(k, t, to);
    if (isErr(at)) return at;
    if (at.found) return E.EEXIST;
    if (at.trailingSlash) return E.ENOENT;
    if (source.mount !== at.mount) return E.EXDEV;
    if (!mayLink(t, source.inode)) return E.EPERM;
    const refused = mayModify(t, at);
    if (refused) return refused;
    if (source.inode.kind === 'dir' || !at.dir.entries.mutable) return E.EPERM;
    if (source.inode.nlink === 0) return E.ENOENT;
    placeEntry(k, at, source.inode);
    source.inode.nlink += 1;
    source.inode.ctime = k.wallclock();
    return 0;
  },
  symlink(k, t, target, path) {
    if (target === '') return E.ENOENT;
    if (target.length >= PATH_MAX) return E.ENAMETOOLONG;
    const at = vacant(k, t, path);
    if (isErr(at)) return at;
    placeEntry(k, at, newSymlink(at.dir.fs, target, owner(t, at), k.wallclock()));
    return 0;
  },
  readlink(k, t, path) {
    const at = lookup(k, t, path, false);
    if (isErr(at)) return at;
    if (at.inode.kind !== 'symlink') return E.EINVAL;
    const { target } = at.inode;
    return typeof target === 'string' ? target : target(k, t);
  },
  mkfifo(k, t, path, mode) {
    const at = vacant(k, t, path);
    if (isErr(at)) return at;
    placeEntry(
      k,
      at,
      newFifo(at.dir.fs, mode & ~t.fs.umask & 0o7777, owner(t, at), k.wallclock(), newPipe(nextAnonIno(k))),
    );
    return 0;
  },
  chdir(k, t, path) {
    const at = searchable(k, t, path);
    if (isErr(at)) return at;
    t.fs.cwd = at.path;
    t.fs.cwdInode = at.inode;
    return 0;
  },
  getcwd(_k, t) {
    return t.fs.cwdInode?.nlink === 0 ? E.ENOENT : seenFrom(t, t.fs.cwd);
  },
  chroot(k, t, path) {
    const at = searchable(k, t, path);
    if (isErr(at)) return at;
    if (!t.cred.caps.has('SYS_CHROOT')) return E.EPERM;
    t.fs.root = at.path;
    return 0;
  },
};
