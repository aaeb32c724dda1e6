// Descriptor calls: open, close, read, write, seek, dup, pipe (open(2), read(2), fcntl(2)).
import {
  E,
  O_APPEND,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_TRUNC,
  R_OK,
  SEEK_CUR,
  SEEK_END,
  SEEK_SET,
  W_OK,
  isErr,
  type Errno,
} from '../abi/index.ts';
import { mayAccess } from '../fs/access.ts';
import { allocateFd, closeFd, fileOf, putFile } from '../fs/fdtable.ts';
import { inodeSize, newFile } from '../fs/inode.ts';
import { openInode, readable, writable } from '../fs/openfile.ts';
import { lookup, lookupForCreate, lookupParent, type Located, type Parent } from '../fs/path.ts';
import { openPipe } from '../fs/pipe.ts';
import type { Kernel } from '../kernel.ts';
import { isBlock, type Block, type CallHandlers, type Task } from '../state.ts';
import { mayModify, placeEntry } from './dir.ts';

type Names =
  | 'open'
  | 'close'
  | 'read'
  | 'write'
  | 'pread'
  | 'lseek'
  | 'dup'
  | 'dup2'
  | 'dupfd'
  | 'cloexec'
  | 'getfl'
  | 'setfl'
  | 'pipe';

/** O_CREAT where nothing is yet. */
function create(k: Kernel, t: Task, place: Parent, mode: number): Located | Errno {
  if (place.trailingSlash) return E.EISDIR;
  const refused = mayModify(t, place);
  if (refused) return refused;
  if (!place.dir.entries.mutable) return E.EACCES;
  const inode = newFile(
    place.dir.fs,
    mode & ~t.fs.umask & 0o7777,
    { uid: t.cred.euid, gid: groupFor(t, place) },
    k.wallclock(),
    { kind: 'bytes', data: '' },
  );
  return placeEntry(k, place, inode);
}

/** A set-group-id directory gives its group to what is made in it. */
export const groupFor = (t: Task, place: Parent): number =>
  (place.dir.mode & 0o2000) !== 0 ? place.dir.gid : t.cred.egid;

/** The permissions that open(2) asks for on an existing inode. */
function mayOpen(k: Kernel, t: Task, at: Located, flags: number): Errno | undefined {
  const { inode, mount } = at;
  if (inode.kind === 'symlink') return E.ELOOP;
  if ((flags & O_DIRECTORY) !== 0 && inode.kind !== 'dir') return E.ENOTDIR;
  const changes = writable(flags) || ((flags & O_TRUNC) !== 0 && inode.kind === 'file');
  if (changes && inode.kind === 'dir') return E.EISDIR;
  const want = (readable(flags) ? R_OK : 0) | (changes ? W_OK : 0);
  if (changes && mount?.readonly && inode.kind === 'file') return E.EROFS;
  if (!mayAccess(t.cred, inode, want)) return E.EACCES;
  return changes && isRunning(k, t, at) ? E.ETXTBSY : undefined;
}

/** A program cannot be written while a process runs it. */
function isRunning(k: Kernel, t: Task, at: Located): boolean {
  if (at.inode.kind !== 'file' || at.inode.content.kind !== 'program') return false;
  for (const p of k.processes())
    if (p.exe === at.path && p.leader.mnt === t.mnt && p.exitStatus === undefined) return true;
  return false;
}

function open(k: Kernel, t: Task, path: string, flags: number, mode: number): number | Errno | Block {
  let at: Located | Errno;
  let made = false;
  if ((flags & O_CREAT) !== 0) {
    if (path.endsWith('/')) {
      // A slash asks for a directory, which open cannot make, whatever is there (fs/namei.c, open_last_lookups).
      const place = lookupParent(k, t, path);
      if (isErr(place)) return place;
      return (flags & O_EXCL) !== 0 && (place.name === '.' || place.name === '..') ? E.EEXIST : E.EISDIR;
    }
    if ((flags & O_EXCL) !== 0) {
      const found = lookup(k, t, path, false);
      if (!isErr(found)) return E.EEXIST;
      if (found !== E.ENOENT) return found;
    }
    const where = lookupForCreate(k, t, path);
    if (isErr(where)) return where;
    if ('found' in where) {
      if (where.found.inode.kind === 'dir') return E.EISDIR;
      at = where.found;
    } else {
      at = create(k, t, where.place, mode);
      made = true;
    }
  } else at = lookup(k, t, path, (flags & O_NOFOLLOW) === 0);
  if (isErr(at)) return at;
  const refused = made ? undefined : mayOpen(k, t, at, flags);
  if (refused) return refused;
  const file = openInode(
    k,
    t,
    at.inode,
    at.path,
    (flags & ~(O_CREAT | O_EXCL | O_TRUNC | O_CLOEXEC)) | (flags & O_TRUNC),
  );
  if (isErr(file) || isBlock(file)) return file;
  file.flags &= ~O_TRUNC;
  const fd = allocateFd(t, file, 0, (flags & O_CLOEXEC) !== 0);
  if (isErr(fd)) {
    file.refs += 1;
    putFile(k, file);
  }
  return fd;
}

export const descriptorCalls: Pick<CallHandlers, Names> = {
  open,
  close: closeFd,
  read(k, t, fd, count) {
    const file = fileOf(t, fd);
    if (!file || !readable(file.flags)) return E.EBADF;
    return file.read(k, t, Math.max(0, count));
  },
  write(k, t, fd, data) {
    const file = fileOf(t, fd);
    if (!file || !writable(file.flags)) return E.EBADF;
    return file.write(k, t, data);
  },
  pread(k, t, fd, count, offset) {
    const file = fileOf(t, fd);
    if (!file || !readable(file.flags)) return E.EBADF;
    if (!seekable(file.inode?.kind)) return E.ESPIPE;
    if (offset < 0) return E.EINVAL;
    const before = file.offset;
    file.offset = offset;
    const result = file.read(k, t, count);
    file.offset = before;
    return result;
  },
  lseek(_k, t, fd, offset, whence) {
    const file = fileOf(t, fd);
    if (!file) return E.EBADF;
    if (!seekable(file.inode?.kind) || file.tty) return E.ESPIPE;
    const base =
      whence === SEEK_SET
        ? 0
        : whence === SEEK_CUR
          ? file.offset
          : whence === SEEK_END
            ? file.inode
              ? inodeSize(file.inode)
              : 0
            : -1;
    if (base < 0 || base + offset < 0) return E.EINVAL;
    if (file.inode?.kind === 'chr') return 0;
    return (file.offset = base + offset);
  },
  dup(_k, t, fd) {
    const file = fileOf(t, fd);
    return file ? allocateFd(t, file) : E.EBADF;
  },
  dup2(k, t, from, to) {
    const file = fileOf(t, from);
    if (!file || to < 0 || to >= t.process.limits.nofile) return E.EBADF;
    if (from === to) return to;
    file.refs += 1;
    const old = t.files.slots.get(to);
    t.files.slots.set(to, { file, cloexec: false });
    if (old) putFile(k, old.file);
    return to;
  },
  dupfd(_k, t, fd, min, cloexec) {
    const file = fileOf(t, fd);
    if (!file) return E.EBADF;
    if (min < 0 || min >= t.process.limits.nofile) return E.EINVAL;
    return allocateFd(t, file, min, cloexec);
  },
  cloexec(_k, t, fd, on) {
    const slot = t.files.slots.get(fd);
    if (!slot) return E.EBADF;
    slot.cloexec = on;
    return 0;
  },
  getfl: (_k, t, fd) => fileOf(t, fd)?.flags ?? E.EBADF,
  setfl(_k, t, fd, flags) {
    const file = fileOf(t, fd);
    if (!file) return E.EBADF;
    const kept = O_APPEND | O_NONBLOCK;
    file.flags = (file.flags & ~kept) | (flags & kept);
    return 0;
  },
  pipe(k, t) {
    const { r, w } = openPipe(k, { uid: t.cred.euid, gid: t.cred.egid });
    const first = allocateFd(t, r);
    const second = isErr(first) ? first : allocateFd(t, w);
    if (isErr(first) || isErr(second)) {
      if (!isErr(first)) closeFd(k, t, first);
      return E.EMFILE;
    }
    return { r: first, w: second };
  },
};

const seekable = (kind: string | undefined): boolean => kind === 'file' || kind === 'dir' || kind === 'chr';
