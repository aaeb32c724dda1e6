// The file side of the kernel's state: inodes, mounts, open files, descriptor tables, terminals.
import type { ByteString, DirEntry, Errno, Micros, Signal, Termios, WinSize } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, Cgroup, PendingCall, PidNamespace, Process, Task, WaitQueue } from '../state.ts';

export interface InodeMeta {
  readonly ino: number;
  readonly fs: FileSystem;
  /** With the file type bits (S_IFMT). */
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
    | {
        readonly kind: 'symlink';
        readonly target: ByteString | ((k: Kernel, t: Task) => ByteString | Errno);
        /** Links of /proc that lead to the object itself, not to a path (proc(5): exe, cwd, root, fd/N, ns/*). */
        readonly jump?: ((k: Kernel, t: Task) => Jump | Errno) | undefined;
      }
    | { readonly kind: 'fifo'; readonly pipe: Pipe }
    | { readonly kind: 'chr'; readonly device: Device; readonly rdev: number }
  );

export type DirInode = Extract<Inode, { kind: 'dir' }>;
export type FileInode = Extract<Inode, { kind: 'file' }>;

/** Where a magic link leads: a place in some mount namespace, or a bare inode (pipe, deleted file, namespace). */
export type Jump =
  | { readonly kind: 'path'; readonly mnt: MountNamespace; readonly path: ByteString }
  | { readonly kind: 'inode'; readonly inode: Inode; readonly label: ByteString };

/** Bytes in memory, a program of the machine, or text made at open (procfs). */
export type FileContent =
  | { readonly kind: 'bytes'; data: ByteString }
  /** An executable: `program` is a key of the kernel's program table; `data` is what cat shows. */
  | { readonly kind: 'program'; readonly program: string; readonly data: ByteString }
  | {
      readonly kind: 'generated';
      read(k: Kernel, t: Task): ByteString | Errno;
      write?(k: Kernel, t: Task, data: ByteString): number | Errno;
    }
  /** On a file system whose server never answers (FUSE): every call about it hangs. */
  | { readonly kind: 'hung'; readonly mount: HungMount };

/** A file system whose server does not answer until it ends (fuse(4)). */
export interface HungMount {
  dead: boolean;
  readonly answers: WaitQueue;
}

export interface DirNode {
  lookup(k: Kernel, t: Task, name: ByteString): Inode | undefined;
  /** Without `.` and `..`. */
  list(k: Kernel, t: Task): DirEntry[];
  /** undefined: entries cannot be added or removed (procfs). */
  readonly mutable: Map<ByteString, Inode> | undefined;
  /** Generated directories in which groups can be made (cgroupfs). */
  mkdir?(k: Kernel, name: ByteString): 0 | Errno;
  rmdir?(k: Kernel, name: ByteString): 0 | Errno;
  /** Its server does not answer. */
  readonly hung?: HungMount;
}

export interface FileSystem {
  /** st_dev; given when it is mounted. */
  dev: number;
  readonly type: string;
  readonly source: string;
  readonly root: Inode;
  nextIno: number;
  /** Bytes that fit (ENOSPC beyond) and bytes in use. */
  readonly capacity: number;
  used: number;
}

export interface Mount {
  /** mnt_id of /proc/pid/mountinfo. */
  readonly id: number;
  readonly fs: FileSystem;
  /** Directory inside `fs` that is shown at the mount point, and its path there. */
  readonly root: Inode;
  readonly rootPath: ByteString;
  /** Absolute path as /proc/mounts shows it. */
  readonly point: ByteString;
  /** Without rw/ro: `nosuid,nodev,relatime`. */
  readonly options: string;
  /** Super block options: `size=65536k,mode=755`. */
  readonly superOptions: string;
  readonly readonly: boolean;
}

export interface MountNamespace {
  readonly id: number;
  /** In order of mounting; a later one covers an earlier one at the same point. */
  mounts: Mount[];
  /** point → what is visible there. */
  readonly byPoint: Map<ByteString, Mount>;
  nextMountId: number;
  /** The /dev/pts instance of this namespace: number → terminal. */
  readonly pts: Map<number, Tty>;
  readonly console: { tty: Tty | undefined };
}

/** cwd and root, shared by the threads of a process. Paths are absolute, within the mount namespace. */
export interface FsContext {
  cwd: ByteString;
  /** The current directory itself: it stays when its name is removed. Set by chdir. */
  cwdInode?: Inode | undefined;
  root: ByteString;
  umask: number;
}

export interface Device {
  readonly name: string;
  open(k: Kernel, t: Task, inode: Inode, path: ByteString, flags: number): OpenFile | Errno;
}

export interface Pipe {
  buffer: ByteString;
  readers: number;
  writers: number;
  readonly readable: WaitQueue;
  readonly writable: WaitQueue;
  readonly ino: number;
  /** Named pipe: open(2) calls that wait for the other end (fifo(7)), by the call that waits. */
  readonly opening: Map<PendingCall, { readonly task: Task; readonly side: 'r' | 'w'; readonly seen: number }>;
  readonly opened: WaitQueue;
  /** How often each side was opened: a waiting opener sees a partner that has come and gone. */
  readerOpens: number;
  writerOpens: number;
  /** Write end of a container log: what is written goes there and never blocks. */
  readonly sink: ((data: ByteString) => void) | undefined;
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

export interface FdSlot {
  readonly file: OpenFile;
  cloexec: boolean;
}

export interface FdTable {
  readonly slots: Map<number, FdSlot>;
  /** Threads share a table; the last to go closes. */
  users: number;
}

/** What was typed and not yet read. */
export interface TtyInput {
  /** Canonical mode: the line being edited. */
  line: ByteString;
  /** Finished lines (canonical), ended by \n or by an EOF character; raw mode: bytes as they came. */
  readonly ready: { data: ByteString; eof: boolean }[];
  /** VLNEXT was typed: the next byte is taken literally. */
  literal: boolean;
}

/** One pseudo terminal: the line discipline and the screen log. */
export interface Tty {
  readonly id: number;
  /** Path in its container: `/dev/pts/0`. */
  readonly name: ByteString;
  /** N of pts/N. */
  readonly index: number;
  readonly title: string;
  /** Owner of the device file. */
  readonly uid: number;
  termios: Termios;
  size: WinSize;
  /** Session and foreground group (host numbers), 0 = none. */
  session: number;
  foreground: number;
  /** A key's signal that found only the dead in the foreground: the next foreground group gets it (jobctl.ts). */
  late: { readonly sig: Signal; readonly until: Micros; readonly reason: string } | undefined;
  readonly input: TtyInput;
  readonly readable: WaitQueue;
  readonly writable: WaitQueue;
  /** Everything ever shown, in chunks; `bytes` is the total, `dropped` how much of the start was let go. */
  readonly screen: Screen;
  /** ^S: output waits for ^Q (IXON); echoes are held meanwhile. */
  paused: boolean;
  held: ByteString;
  /** Cursor column as the line discipline counts it, and where the edited line began. */
  column: number;
  lineColumn: number;
  /** Open descriptions of the terminal. */
  opens: number;
  hungUp: boolean;
  exitCode: number | undefined;
  readonly owner: Process | undefined;
  readonly mnt: MountNamespace;
}

export interface Screen {
  readonly chunks: ByteString[];
  bytes: number;
  dropped: number;
}

/** What a mount namespace is built from. */
export interface MountSpec {
  readonly root: FileSystem;
  readonly ns: PidNamespace;
  /** Whole paths of the root file system that are shown read-only, e.g. `/usr`. */
  readonly readonly?: readonly ByteString[];
  readonly cgroupVersion: 1 | 2;
  /** The group shown at /sys/fs/cgroup of a container; the host sees the whole tree. */
  readonly cgroup?: Cgroup | undefined;
  readonly host?: boolean;
}
