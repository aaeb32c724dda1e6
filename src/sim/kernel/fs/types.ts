// The file side of the kernel's state: inodes, mounts, open files, descriptor tables, terminals.
import type { ByteString, DirEntry, Errno, Micros, Termios, WinSize } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, Process, Task, WaitQueue } from '../state.ts';

export interface InodeMeta {
  readonly ino: number;
  readonly fs: FileSystem;
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  atime: Micros;
  mtime: Micros;
  ctime: Micros;
}

export type Inode = InodeMeta &
  (
    | { readonly kind: 'file'; content: FileContent }
    | { readonly kind: 'dir'; readonly entries: DirNode }
    | { readonly kind: 'symlink'; readonly target: ByteString | ((k: Kernel, t: Task) => ByteString | Errno) }
    | { readonly kind: 'fifo'; readonly pipe: Pipe }
    | { readonly kind: 'chr'; readonly device: Device; readonly rdev: number }
  );

/** Bytes in memory, a program of the machine, or text made at open (procfs). */
export type FileContent =
  | { readonly kind: 'bytes'; data: ByteString }
  /** An executable: `program` is a key of the kernel's program table; `data` is what cat shows. */
  | { readonly kind: 'program'; readonly program: string; readonly data: ByteString }
  | {
      readonly kind: 'generated';
      read(k: Kernel, t: Task): ByteString | Errno;
      write?(k: Kernel, t: Task, data: ByteString): number | Errno;
    };

export interface DirNode {
  lookup(k: Kernel, t: Task, name: ByteString): Inode | undefined;
  list(k: Kernel, t: Task): DirEntry[];
  /** undefined: entries cannot be added or removed (procfs). */
  readonly mutable: Map<ByteString, Inode> | undefined;
}

export interface FileSystem {
  readonly dev: number;
  readonly type: string;
  readonly source: string;
  readonly root: Inode;
  nextIno: number;
}

export interface Mount {
  readonly fs: FileSystem;
  /** Directory inside `fs` that is shown at the mount point. */
  readonly root: Inode;
  /** Absolute path as /proc/mounts shows it. */
  readonly point: ByteString;
  readonly options: string;
  readonly readonly: boolean;
}

export interface MountNamespace {
  readonly id: number;
  mounts: Mount[];
}

/** cwd and root, shared by the threads of a process. Paths are absolute, within the mount namespace. */
export interface FsContext {
  cwd: ByteString;
  root: ByteString;
  umask: number;
}

export interface Device {
  readonly name: string;
  open(k: Kernel, t: Task, flags: number): OpenFile | Errno;
}

export interface Pipe {
  buffer: ByteString;
  readers: number;
  writers: number;
  readonly readable: WaitQueue;
  readonly writable: WaitQueue;
  readonly ino: number;
}

/** struct file: shared by dup and fork. */
export interface OpenFile {
  readonly inode: Inode | undefined;
  /** What readlink /proc/pid/fd/N shows: a path, `pipe:[123]`, `/dev/pts/0`. */
  readonly label: ByteString;
  flags: number;
  offset: number;
  refs: number;
  readonly tty: Tty | undefined;
  read(k: Kernel, t: Task, count: number): ByteString | Errno | Block;
  write(k: Kernel, t: Task, data: ByteString): number | Errno | Block;
  /** Bits of POLLIN, POLLOUT, POLLHUP, POLLERR that hold now. */
  poll(k: Kernel): number;
  /** Queues that are woken when poll's answer may change. */
  pollQueues(): readonly WaitQueue[];
  /** The last reference is gone. */
  release(k: Kernel): void;
}

export interface FdTable {
  readonly slots: Map<number, { readonly file: OpenFile; cloexec: boolean }>;
  /** Threads share a table; the last to go closes. */
  users: number;
}

/** One pseudo terminal: the line discipline and the screen log. */
export interface Tty {
  readonly id: number;
  /** Path in its container: `/dev/pts/0`. */
  readonly name: ByteString;
  readonly title: string;
  termios: Termios;
  size: WinSize;
  /** Session and foreground group (host numbers), 0 = none. */
  session: number;
  foreground: number;
  /** Typed but not yet read; complete lines in canonical mode end in \n or are cut by EOF marks. */
  readonly input: { line: ByteString; ready: ByteString[]; eofs: number };
  readonly readable: WaitQueue;
  readonly writable: WaitQueue;
  /** Everything ever shown, in chunks; `bytes` is the total, `dropped` how much of the start was let go. */
  readonly screen: { readonly chunks: ByteString[]; bytes: number; dropped: number };
  hungUp: boolean;
  exitCode: number | undefined;
  readonly owner: Process | undefined;
}
