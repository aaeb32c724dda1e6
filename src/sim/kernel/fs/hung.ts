// A file system whose server never answers, as a hanging network or FUSE mount (fuse(4), fs/fuse/dev.c).
import { E, S_IFREG, type DirEntry, type Errno } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, Task } from '../state.ts';
import { newFile, ROOT_OWNER } from './inode.ts';
import type { DirNode, FileSystem, HungMount, Inode } from './types.ts';

/** Every name seems to exist: whoever asks for more waits. */
export class HungDir implements DirNode {
  readonly mutable = undefined;
  readonly hung: HungMount;
  private readonly fs: FileSystem;
  constructor(fs: FileSystem, server: HungMount) {
    this.fs = fs;
    this.hung = server;
  }
  lookup(k: Kernel): Inode {
    return newFile(this.fs, S_IFREG | 0o777, ROOT_OWNER, k.wallclock(), { kind: 'hung', mount: this.hung });
  }
  list(): DirEntry[] {
    return [];
  }
}

const serverOf = (inode: Inode): HungMount | undefined =>
  inode.kind === 'dir'
    ? inode.entries.hung
    : inode.kind === 'file' && inode.content.kind === 'hung'
      ? inode.content.mount
      : undefined;

/**
 * What a call about this inode has to wait for: nothing, or the server's answer. The sleep is interruptible until a signal
 * has come; from then on nothing but the answer or the server's end wakes it (`request_wait_answer`).
 */
export function awaitServer(k: Kernel, t: Task, inode: Inode): Errno | Block | undefined {
  const server = serverOf(inode);
  if (!server) return undefined;
  const waited = k.current.scratch === 'asked' || k.current.scratch === 'signalled';
  if (server.dead) return waited ? E.ECONNABORTED : E.ENOTCONN;
  const signalled = k.current.scratch === 'signalled' || (waited && t.sigpending);
  k.current.scratch = signalled ? 'signalled' : 'asked';
  return {
    kind: 'block',
    on: [server.answers],
    wchan: 'request_wait_answer',
    restarts: false,
    sleep: signalled ? 'no' : 'interruptible',
    doing: signalled
      ? 'waiting for a file system that does not answer: no signal can end that'
      : 'waiting for the answer of a file system server',
  };
}
