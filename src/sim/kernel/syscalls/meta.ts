// Calls about inodes: stat, modes, owners, times, sizes, access, file systems (inode(7), fs/attr.c, fs/stat.c).
import {
  E,
  F_OK,
  S_IFDIR,
  S_ISGID,
  S_ISUID,
  W_OK,
  isErr,
  type ByteString,
  type Errno,
  type Stat,
} from '../abi/index.ts';
import { mayAccess, ownsOrCapable, realCredentials } from '../fs/access.ts';
import { fileOf } from '../fs/fdtable.ts';
import { awaitServer } from '../fs/hung.ts';
import { inodeSize, MAX_FILE_BYTES } from '../fs/inode.ts';
import { bytesOf, setBytes } from '../fs/openfile.ts';
import { lookup, type Located } from '../fs/path.ts';
import type { Inode } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, CallHandlers, Task } from '../state.ts';

type Names = 'stat' | 'lstat' | 'fstat' | 'chmod' | 'chown' | 'utimens' | 'truncate' | 'access' | 'statfs' | 'umask';

/** Disk blocks are 4 KiB: eight of the 512-byte units of st_blocks. */
function blocksOf(inode: Inode, size: number): number {
  if (inode.kind === 'symlink') return 0;
  if (inode.fs.type === 'proc' || inode.fs.type.startsWith('cgroup') || (inode.kind === 'dir' && size < 4096)) return 0;
  return Math.ceil(size / 4096) * 8;
}

export function statOf(inode: Inode): Stat {
  const size = inodeSize(inode);
  return {
    dev: inode.fs.dev,
    ino: inode.ino,
    mode: inode.mode,
    nlink: inode.nlink,
    uid: inode.uid,
    gid: inode.gid,
    rdev: inode.kind === 'chr' ? inode.rdev : 0,
    size,
    blocks: blocksOf(inode, size),
    atime: inode.atime,
    mtime: inode.mtime,
    ctime: inode.ctime,
  };
}

function statPath(k: Kernel, t: Task, path: ByteString, follow: boolean): Stat | Errno | Block {
  const at = lookup(k, t, path, follow);
  return isErr(at) ? at : (awaitServer(k, t, at.inode) ?? statOf(at.inode));
}

const writableMount = (at: Located): Errno | undefined => (at.mount?.readonly ? E.EROFS : undefined);

function chown(k: Kernel, t: Task, path: ByteString, uid: number, gid: number, follow: boolean): 0 | Errno {
  const at = lookup(k, t, path, follow);
  if (isErr(at)) return at;
  const { inode } = at;
  const refused = writableMount(at);
  if (refused) return refused;
  if (uid < 0 && gid < 0) return 0;
  const { cred } = t;
  const capable = cred.caps.has('CHOWN');
  // chown(2): -1 leaves a field; the owner may give the file to a group of his own.
  const newUid = uid < 0 ? inode.uid : uid;
  const newGid = gid < 0 ? inode.gid : gid;
  if (!capable && newUid !== inode.uid) return E.EPERM;
  if (
    !capable &&
    newGid !== inode.gid &&
    (cred.euid !== inode.uid || (newGid !== cred.egid && !cred.groups.includes(newGid)))
  )
    return E.EPERM;
  if (!capable && cred.euid !== inode.uid) return E.EPERM;
  inode.uid = newUid;
  inode.gid = newGid;
  if (inode.kind !== 'dir') inode.mode &= ~(S_ISUID | ((inode.mode & 0o010) !== 0 ? S_ISGID : 0));
  inode.ctime = k.wallclock();
  return 0;
}

export const metaCalls: Pick<CallHandlers, Names> = {
  stat: (k, t, path) => statPath(k, t, path, true),
  lstat: (k, t, path) => statPath(k, t, path, false),
  fstat(_k, t, fd) {
    const file = fileOf(t, fd);
    if (!file) return E.EBADF;
    return file.inode ? statOf(file.inode) : E.EBADF;
  },
  chmod(k, t, path, mode) {
    const at = lookup(k, t, path);
    if (isErr(at)) return at;
    const refused = writableMount(at);
    if (refused) return refused;
    const { inode } = at;
    if (!ownsOrCapable(t.cred, inode)) return E.EPERM;
    if (inode.fs.type === 'proc') return E.EPERM;
    let bits = mode & 0o7777;
    const mine = t.cred.egid === inode.gid || t.cred.groups.includes(inode.gid) || t.cred.caps.has('FSETID');
    if (!mine && (inode.mode & S_IFDIR) === 0) bits &= ~S_ISGID;
    inode.mode = (inode.mode & ~0o7777) | bits;
    inode.ctime = k.wallclock();
    return 0;
  },
  chown,
  utimens(k, t, path, atime, mtime, follow) {
    const at = lookup(k, t, path, follow);
    if (isErr(at)) return at;
    const refused = writableMount(at);
    if (refused) return refused;
    const { inode } = at;
    // Whoever may write may set the times to now; other times only the owner (utimensat(2)).
    const now = k.wallclock();
    const toNow =
      (atime === undefined || Math.abs(atime - now) < 1000) && (mtime === undefined || Math.abs(mtime - now) < 1000);
    if (!ownsOrCapable(t.cred, inode) && !(toNow && mayAccess(t.cred, inode, W_OK))) return toNow ? E.EACCES : E.EPERM;
    if (atime !== undefined) inode.atime = atime;
    if (mtime !== undefined) inode.mtime = mtime;
    inode.ctime = now;
    return 0;
  },
  truncate(k, t, path, size) {
    if (size < 0) return E.EINVAL;
    const at = lookup(k, t, path);
    if (isErr(at)) return at;
    const { inode } = at;
    if (inode.kind === 'dir') return E.EISDIR;
    if (inode.kind !== 'file') return E.EINVAL;
    const refused = writableMount(at);
    if (refused) return refused;
    if (!mayAccess(t.cred, inode, W_OK)) return E.EACCES;
    if (size > MAX_FILE_BYTES) return E.EFBIG;
    const data = bytesOf(inode);
    return setBytes(k, inode, size <= data.length ? data.slice(0, size) : data + '\0'.repeat(size - data.length)) ?? 0;
  },
  access(k, t, path, mode) {
    const same = t.cred.ruid === t.cred.euid && t.cred.rgid === t.cred.egid;
    const real = same ? t.cred : realCredentials(t.cred);
    const at = lookup(k, same ? t : { ...t, cred: real }, path);
    if (isErr(at)) return at;
    const waiting = awaitServer(k, t, at.inode);
    if (waiting) return waiting;
    if (mode === F_OK) return 0;
    if ((mode & W_OK) !== 0 && at.mount?.readonly && (at.inode.kind === 'file' || at.inode.kind === 'dir'))
      return E.EROFS;
    return mayAccess(real, at.inode, mode) ? 0 : E.EACCES;
  },
  statfs(k, t, path) {
    const at = lookup(k, t, path);
    if (isErr(at)) return at;
    const waiting = awaitServer(k, t, at.inode);
    if (waiting) return waiting;
    const { fs } = at.inode;
    const memory = fs.type === 'overlay' || fs.type === 'tmpfs' || fs.type === 'ext4';
    return {
      type: fs.type,
      source: fs.source,
      mount: at.mount?.point ?? '/',
      totalKib: memory ? fs.capacity / 1024 : 0,
      freeKib: memory ? Math.floor((fs.capacity - fs.used) / 1024) : 0,
    };
  },
  umask(_k, t, mask) {
    const before = t.fs.umask;
    t.fs.umask = mask & 0o777;
    return before;
  },
};
