// Mounting a file system whose server does not answer, and the end of that server.
import type { ByteString } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { WaitQueue } from '../state.ts';
import { HungDir } from './hung.ts';
import { newDir, newFileSystem, ROOT_OWNER } from './inode.ts';
import { addMount } from './mounts.ts';
import type { HungMount, Inode, MountNamespace } from './types.ts';

export interface HungServer {
  /** The server ends: everybody who waits gets an error, as do all later calls. */
  readonly stop: () => void;
}

export function mountHung(k: Kernel, mnt: MountNamespace, point: ByteString): HungServer {
  const fs = newFileSystem({ type: 'fuse.stuck', source: 'stuck', capacity: 0, at: k.wallclock() });
  const server: HungMount = { dead: false, answers: new WaitQueue() };
  (fs as { root: Inode }).root = newDir(fs, 0o755, ROOT_OWNER, k.wallclock(), new HungDir(fs, server));
  addMount(k, mnt, fs, point, { superOptions: 'user_id=0,group_id=0,allow_other' });
  return {
    stop: () => {
      server.dead = true;
      k.wake(server.answers);
    },
  };
}
