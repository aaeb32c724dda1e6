// Open files over inodes: regular files, text made at open, directories, and the choice between them (fs/open.c).
import {
  E,
  O_ACCMODE,
  O_APPEND,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  isErr,
  type ByteString,
  type Errno,
} from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, Task } from '../state.ts';
import { BaseFile } from './basefile.ts';
import { awaitServer } from './hung.ts';
import { MAX_FILE_BYTES } from './inode.ts';
import { openFifo } from './pipe.ts';
import type { FileInode, Inode, OpenFile } from './types.ts';

export const readable = (flags: number): boolean => (flags & O_ACCMODE) !== O_WRONLY;
export const writable = (flags: number): boolean => (flags & O_ACCMODE) !== O_RDONLY;

/** The bytes of a file as a program reads them. */
export const bytesOf = (inode: FileInode): ByteString =>
  inode.content.kind === 'bytes' || inode.content.kind === 'program' ? inode.content.data : '';

/** Sets a file's bytes: accounts for the disk and the times. */
export function setBytes(k: Kernel, inode: FileInode, data: ByteString): Errno | undefined {
  if (data.length > MAX_FILE_BYTES) return E.EFBIG;
  const grown = data.length - bytesOf(inode).length;
  if (inode.fs.used + grown > inode.fs.capacity) return E.ENOSPC;
  inode.fs.used += grown;
  if (inode.content.kind === 'bytes') inode.content.data = data;
  else inode.content = { kind: 'bytes', data };
  const now = k.wallclock();
  inode.mtime = now;
  inode.ctime = now;
  return undefined;
}

class RegularFile extends BaseFile {
  readonly file: FileInode;
  constructor(inode: FileInode, path: ByteString, flags: number) {
    super(inode, path, flags);
    this.file = inode;
  }
  read(k: Kernel, _t: Task, count: number): ByteString {
    const data = bytesOf(this.file);
    const out = this.offset === 0 && count >= data.length ? data : data.slice(this.offset, this.offset + count);
    this.offset += out.length;
    if (out.length > 0) this.file.atime = k.wallclock();
    return out;
  }
  write(k: Kernel, _t: Task, data: ByteString): number | Errno {
    const old = bytesOf(this.file);
    if ((this.flags & O_APPEND) !== 0) this.offset = old.length;
    if (data === '') return 0;
    if (this.offset + data.length > MAX_FILE_BYTES) return E.EFBIG;
    let next: ByteString;
    if (this.offset === old.length) next = old + data;
    else if (this.offset > old.length) next = old + '\0'.repeat(this.offset - old.length) + data;
    else next = old.slice(0, this.offset) + data + old.slice(this.offset + data.length);
    const error = setBytes(k, this.file, next);
    if (error) return error;
    this.offset += data.length;
    return data.length;
  }
}

/** /proc and /sys: the text is made at the first read and again after a seek to the start (seq_file). */
class GeneratedFile extends BaseFile {
  readonly file: FileInode;
  text: ByteString | undefined;
  constructor(inode: FileInode, path: ByteString, flags: number) {
    super(inode, path, flags);
    this.file = inode;
  }
  read(k: Kernel, t: Task, count: number): ByteString | Errno {
    const { content } = this.file;
    if (content.kind !== 'generated') return E.EINVAL;
    if (this.text === undefined || this.offset === 0) {
      const made = content.read(k, t);
      if (isErr(made)) return made;
      this.text = made;
    }
    const out = this.text.slice(this.offset, this.offset + count);
    this.offset += out.length;
    return out;
  }
  write(k: Kernel, t: Task, data: ByteString): number | Errno {
    const { content } = this.file;
    if (content.kind !== 'generated') return E.EINVAL;
    if (!content.write) return this.file.fs.type === 'proc' ? E.EIO : E.EINVAL;
    return content.write(k, t, data);
  }
}

class DirectoryFile extends BaseFile {
  read(): Errno {
    return E.EISDIR;
  }
  write(): Errno {
    return E.EBADF;
  }
}

/** Opens an existing inode. Permissions have been checked. */
export function openInode(k: Kernel, t: Task, inode: Inode, path: ByteString, flags: number): OpenFile | Errno | Block {
  const waiting = awaitServer(k, t, inode);
  if (waiting) return waiting;
  switch (inode.kind) {
    case 'dir':
      return writable(flags) ? E.EISDIR : new DirectoryFile(inode, path, flags);
    case 'symlink':
      return E.ELOOP;
    case 'fifo':
      return openFifo(k, t, inode, path, flags);
    case 'chr':
      return inode.device.open(k, t, inode, path, flags);
    case 'file':
      if (inode.content.kind === 'generated') return new GeneratedFile(inode, path, flags);
      if ((flags & O_TRUNC) !== 0 && writable(flags) && bytesOf(inode) !== '') setBytes(k, inode, '');
      return new RegularFile(inode, path, flags);
  }
}
