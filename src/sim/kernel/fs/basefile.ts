// What all kinds of open files share: position, flags, count of references.
import { POLLIN, POLLOUT, type ByteString, type Errno } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, Task, WaitQueue } from '../state.ts';
import type { Inode, OpenFile, Tty } from './types.ts';

const NO_QUEUES: readonly WaitQueue[] = [];

export abstract class BaseFile implements OpenFile {
  readonly inode: Inode | undefined;
  readonly path: ByteString;
  flags: number;
  offset = 0;
  refs = 0;
  readonly tty: Tty | undefined = undefined;

  constructor(inode: Inode | undefined, path: ByteString, flags: number) {
    this.inode = inode;
    this.path = path;
    this.flags = flags;
  }
  get label(): ByteString {
    return this.inode && this.inode.nlink === 0 ? `${this.path} (deleted)` : this.path;
  }
  abstract read(k: Kernel, t: Task, count: number): ByteString | Errno | Block;
  abstract write(k: Kernel, t: Task, data: ByteString): number | Errno | Block;
  poll(_k: Kernel): number {
    return POLLIN | POLLOUT;
  }
  pollQueues(): readonly WaitQueue[] {
    return NO_QUEUES;
  }
  release(_k: Kernel): void {}
}
