// Inodes of a file system in memory: making them, adding them to directories, their sizes.
import {
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  type ByteString,
  type DirEntry,
  type Micros,
} from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../state.ts';
import type {
  Device,
  DirInode,
  DirNode,
  FileContent,
  FileInode,
  FileSystem,
  Inode,
  InodeMeta,
  Jump,
  Pipe,
} from './types.ts';
import type { Errno } from '../abi/index.ts';

/** A container's disk: enough for any lesson, small enough for the page. */
export const MAX_FS_BYTES = 256 * 1024 * 1024;
/** One file; larger ones would only come from a runaway loop. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export const ROOT_OWNER: Owner = { uid: 0, gid: 0 };

/** A directory whose entries are kept in a map. */
export class MemDir implements DirNode {
  readonly mutable = new Map<ByteString, Inode>();
  lookup(_k: Kernel, _t: Task, name: ByteString): Inode | undefined {
    return this.mutable.get(name);
  }
  list(): DirEntry[] {
    const out: DirEntry[] = [];
    for (const [name, inode] of this.mutable) out.push({ name, ino: inode.ino, type: inode.mode & S_IFMT });
    return out;
  }
}

function meta(fs: FileSystem, mode: number, owner: Owner, at: Micros, ino?: number): InodeMeta {
  const number = ino ?? fs.nextIno;
  if (ino === undefined) fs.nextIno += 1;
  return { ino: number, fs, mode, uid: owner.uid, gid: owner.gid, nlink: 1, atime: at, mtime: at, ctime: at };
}

export const newDir = (
  fs: FileSystem,
  mode: number,
  owner: Owner,
  at: Micros,
  entries: DirNode = new MemDir(),
  ino?: number,
): DirInode => Object.assign(meta(fs, S_IFDIR | mode, owner, at, ino), { kind: 'dir' as const, entries, nlink: 2 });

export const newFile = (
  fs: FileSystem,
  mode: number,
  owner: Owner,
  at: Micros,
  content: FileContent,
  ino?: number,
): FileInode => Object.assign(meta(fs, S_IFREG | mode, owner, at, ino), { kind: 'file' as const, content });

export const newSymlink = (
  fs: FileSystem,
  target: ByteString | ((k: Kernel, t: Task) => ByteString | Errno),
  owner: Owner,
  at: Micros,
  jump?: (k: Kernel, t: Task) => Jump | Errno,
  ino?: number,
): Inode => Object.assign(meta(fs, S_IFLNK | 0o777, owner, at, ino), { kind: 'symlink' as const, target, jump });

export const newFifo = (fs: FileSystem, mode: number, owner: Owner, at: Micros, pipe: Pipe): Inode =>
  Object.assign(meta(fs, S_IFIFO | mode, owner, at), { kind: 'fifo' as const, pipe });

export const newChr = (fs: FileSystem, mode: number, owner: Owner, at: Micros, device: Device, rdev: number): Inode =>
  Object.assign(meta(fs, S_IFCHR | mode, owner, at), { kind: 'chr' as const, device, rdev });

export interface FileSystemSpec {
  readonly type: string;
  readonly source: string;
  readonly mode?: number;
  readonly firstIno?: number;
  readonly capacity?: number;
  readonly at?: Micros;
  readonly entries?: DirNode;
}

/** An empty file system with its root directory. */
export function newFileSystem(spec: FileSystemSpec): FileSystem {
  const fs = {
    dev: 0,
    type: spec.type,
    source: spec.source,
    root: undefined as unknown as Inode,
    nextIno: spec.firstIno ?? 2,
    capacity: spec.capacity ?? MAX_FS_BYTES,
    used: 0,
  };
  fs.root = newDir(fs, spec.mode ?? 0o755, ROOT_OWNER, spec.at ?? 0, spec.entries);
  return fs;
}

/** Puts an inode into a directory of a file system in memory (building images; no permissions, no events). */
export function addEntry(dir: DirInode, name: ByteString, inode: Inode): void {
  dir.entries.mutable?.set(name, inode);
  if (inode.kind === 'dir') dir.nlink += 1;
}

/** st_size. */
export function inodeSize(inode: Inode): number {
  switch (inode.kind) {
    case 'file':
      return inode.content.kind === 'bytes' || inode.content.kind === 'program' ? inode.content.data.length : 0;
    case 'dir':
      return inode.entries.mutable &&
        inode.fs.type !== 'tmpfs' &&
        inode.fs.type !== 'devpts' &&
        inode.fs.type !== 'sysfs'
        ? 4096
        : inode.entries.mutable && inode.fs.type === 'tmpfs'
          ? 40 + 20 * inode.entries.mutable.size
          : 0;
    case 'symlink':
      return typeof inode.target === 'string' ? inode.target.length : inode.jump ? 64 : 0;
    default:
      return 0;
  }
}

export const majorMinor = (major: number, minor: number): number => major * 256 + minor;
