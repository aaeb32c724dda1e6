// Directories of /proc and /sys whose entries are made when somebody looks (fs/proc/generic.c).
import { S_IFDIR, S_IFLNK, S_IFREG, type ByteString, type DirEntry, type Errno } from '../abi/index.ts';
import { newDir, newFile, newSymlink, ROOT_OWNER, type Owner } from '../fs/inode.ts';
import type { DirNode, FileSystem, Inode, Jump } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../state.ts';

/** One entry of a generated directory. */
export type Node =
  | { readonly name: ByteString; readonly kind: 'dir'; readonly mode?: number; readonly entries: DirNode }
  | {
      readonly name: ByteString;
      readonly kind: 'file';
      readonly mode?: number;
      readonly read: (k: Kernel, t: Task) => ByteString | Errno;
      readonly write?: ((k: Kernel, t: Task, data: ByteString) => number | Errno) | undefined;
    }
  | {
      readonly name: ByteString;
      readonly kind: 'link';
      readonly mode?: number;
      readonly target: ByteString | ((k: Kernel, t: Task) => ByteString | Errno);
      readonly jump?: ((k: Kernel, t: Task) => Jump | Errno) | undefined;
    };

const TYPES = { dir: S_IFDIR, file: S_IFREG, link: S_IFLNK } as const;
const MODES = { dir: 0o555, file: 0o444, link: 0o777 } as const;

export const file = (name: ByteString, read: (k: Kernel, t: Task) => ByteString | Errno, mode = 0o444): Node => ({
  name,
  kind: 'file',
  mode,
  read,
});
export const text = (name: ByteString, value: ByteString, mode = 0o444): Node => ({
  name,
  kind: 'file',
  mode,
  read: () => value,
});

export function makeInode(k: Kernel, fs: FileSystem, node: Node, ino: number, owner: Owner): Inode {
  const now = k.wallclock();
  const mode = node.mode ?? MODES[node.kind];
  if (node.kind === 'dir') return newDir(fs, mode, owner, now, node.entries, ino);
  if (node.kind === 'file') {
    return newFile(
      fs,
      mode,
      owner,
      now,
      { kind: 'generated', read: node.read, ...(node.write ? { write: node.write } : {}) },
      ino,
    );
  }
  const link = newSymlink(fs, node.target, owner, now, node.jump, ino);
  link.mode = S_IFLNK | mode;
  return link;
}

/** A directory with a list of nodes. `base` is the inode number of its first entry. */
export class NodeDir implements DirNode {
  readonly mutable = undefined;
  readonly fs: FileSystem;
  readonly base: number;
  readonly owner: () => Owner;
  private readonly nodes: () => readonly Node[];

  constructor(
    fs: FileSystem,
    base: number,
    nodes: readonly Node[] | (() => readonly Node[]),
    owner: () => Owner = () => ROOT_OWNER,
  ) {
    this.fs = fs;
    this.base = base;
    this.nodes = typeof nodes === 'function' ? nodes : () => nodes;
    this.owner = owner;
  }
  lookup(k: Kernel, _t: Task, name: ByteString): Inode | undefined {
    const nodes = this.nodes();
    const index = nodes.findIndex((node) => node.name === name);
    const node = nodes[index];
    return node && makeInode(k, this.fs, node, this.base + index, this.owner());
  }
  list(): DirEntry[] {
    return this.nodes().map((node, index) => ({ name: node.name, ino: this.base + index, type: TYPES[node.kind] }));
  }
}
