// A terminal as an open file: blocking reads, output, hang-up, job control on both.
import {
  E,
  O_NOCTTY,
  O_NONBLOCK,
  POLLERR,
  POLLHUP,
  POLLIN,
  POLLOUT,
  SIGTTIN,
  SIGTTOU,
  type ByteString,
  type Errno,
} from '../abi/index.ts';
import { newChr, newFileSystem, ROOT_OWNER, majorMinor } from '../fs/inode.ts';
import { numbersOf } from '../fs/machine.ts';
import type { Device, FileSystem, Inode, MountNamespace, OpenFile, Tty } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import { WaitQueue, type Block, type Process, type Task } from '../state.ts';
import type { WinSize } from '../abi/index.ts';
import { checkChange, releaseTty, setControlling, takesOnOpen } from './jobctl.ts';
import { hasInput, takeInput } from './line.ts';
import { newScreen, show } from './output.ts';
import { STANDARD_TERMIOS } from './termios.ts';

/** Group `tty` of the image; devpts gives it all terminals. */
const TTY_GROUP = 5;

class TtyFile implements OpenFile {
  readonly inode: Inode;
  readonly label: ByteString;
  readonly tty: Tty;
  flags: number;
  offset = 0;
  refs = 0;

  constructor(inode: Inode, label: ByteString, tty: Tty, flags: number) {
    this.inode = inode;
    this.label = label;
    this.tty = tty;
    this.flags = flags;
    tty.opens += 1;
  }

  read(k: Kernel, t: Task, count: number): ByteString | Errno | Block {
    const { tty } = this;
    if (tty.hungUp) return '';
    const refused = checkChange(k, t, tty, SIGTTIN);
    if (refused) return refused;
    if (count === 0) return '';
    if (hasInput(tty)) return takeInput(tty, count);
    if ((this.flags & O_NONBLOCK) !== 0) return E.EAGAIN;
    return {
      kind: 'block',
      on: [tty.readable],
      wchan: 'wait_woken',
      doing: 'waiting for somebody to type',
      sleep: 'interruptible',
      restarts: true,
    };
  }

  write(k: Kernel, t: Task, data: ByteString): number | Errno | Block {
    const { tty } = this;
    if (tty.hungUp) return E.EIO;
    if (tty.termios.tostop) {
      const refused = checkChange(k, t, tty, SIGTTOU);
      if (refused) return refused;
    }
    if (tty.paused) {
      if ((this.flags & O_NONBLOCK) !== 0) return E.EAGAIN;
      return {
        kind: 'block',
        on: [tty.writable],
        wchan: 'n_tty_write',
        doing: 'waiting for Ctrl-Q: output of the terminal is paused',
        sleep: 'interruptible',
        restarts: true,
      };
    }
    show(k, tty, data);
    return data.length;
  }

  poll(): number {
    const { tty } = this;
    if (tty.hungUp) return POLLIN | POLLOUT | POLLERR | POLLHUP;
    return (hasInput(tty) ? POLLIN : 0) | (tty.paused ? 0 : POLLOUT);
  }

  pollQueues(): readonly WaitQueue[] {
    return [this.tty.readable, this.tty.writable];
  }

  release(): void {
    this.tty.opens -= 1;
    releaseTty(this.tty);
  }
}

function openAs(
  k: Kernel,
  t: Task | undefined,
  inode: Inode,
  path: ByteString,
  tty: Tty,
  flags: number,
): OpenFile | Errno {
  if (tty.hungUp) return E.EIO;
  if (t && (flags & O_NOCTTY) === 0 && takesOnOpen(t, tty)) setControlling(k, t, tty);
  return new TtyFile(inode, path, tty, flags);
}

const ptsDevice = (tty: Tty): Device => ({
  name: `pts/${tty.index}`,
  open: (k, t, inode, _path, flags) => openAs(k, t, inode, tty.name, tty, flags),
});

/** /dev/tty: whatever terminal controls the process that opens it. */
export const currentTty: Device = {
  name: 'tty',
  open: (k, t, inode, path, flags) => {
    const { tty } = t.process;
    return tty ? openAs(k, t, inode, path, tty, flags | O_NOCTTY) : E.ENXIO;
  },
};

export const consoleDevice: Device = {
  name: 'console',
  open: (k, t, inode, path, flags) => {
    const { tty } = t.mnt.console;
    return tty ? openAs(k, t, inode, path, tty, flags) : E.EIO;
  },
};

// Fidelity: programs cannot make pseudo terminals of their own (script, tmux).
export const ptmxDevice: Device = { name: 'ptmx', open: () => E.ENOSPC };

export interface TtySpec {
  /** Where it appears: /dev/pts of this mount namespace. */
  readonly mnt: MountNamespace;
  readonly title: string;
  readonly size: WinSize;
  readonly owner?: Process | undefined;
  /** Owner of the device file: the user of the session, as runc sets it. */
  readonly uid?: number;
  /** Also /dev/console of the namespace: `docker run -t`. */
  readonly console?: boolean;
}

/** A new pseudo terminal with the lowest free number. */
export function createTty(k: Kernel, spec: TtySpec): Tty {
  let index = 0;
  while (spec.mnt.pts.has(index)) index += 1;
  const tty: Tty = {
    id: numbersOf(k).nextTty++,
    name: `/dev/pts/${index}`,
    index,
    title: spec.title,
    uid: spec.uid ?? 0,
    termios: STANDARD_TERMIOS,
    size: spec.size,
    session: 0,
    foreground: 0,
    late: undefined,
    input: { line: '', ready: [], literal: false },
    readable: new WaitQueue(),
    writable: new WaitQueue(),
    screen: newScreen(),
    paused: false,
    held: '',
    column: 0,
    lineColumn: 0,
    opens: 0,
    hungUp: false,
    exitCode: undefined,
    owner: spec.owner,
    mnt: spec.mnt,
  };
  spec.mnt.pts.set(index, tty);
  k.ttys.push(tty);
  if (spec.console) spec.mnt.console.tty = tty;
  return tty;
}

const INODES = new WeakMap<Tty, Inode>();

/** The inode of a terminal in /dev/pts. */
export function ttyInode(k: Kernel, tty: Tty): Inode {
  let inode = INODES.get(tty);
  if (!inode) {
    const fs = tty.mnt.byPoint.get('/dev/pts')?.fs ?? loneFileSystem();
    inode = newChr(
      fs,
      0o620,
      { uid: tty.uid, gid: TTY_GROUP },
      k.wallclock(),
      ptsDevice(tty),
      majorMinor(136, tty.index),
    );
    (inode as { ino: number }).ino = tty.index + 3;
    INODES.set(tty, inode);
  }
  return inode;
}

const loneFileSystem = (): FileSystem => newFileSystem({ type: 'devpts', source: 'devpts' });

/** An open description of a terminal, for the descriptors a session starts with. */
export function openTty(k: Kernel, tty: Tty): OpenFile {
  return new TtyFile(ttyInode(k, tty), tty.name, tty, 2);
}

export const ptmxInode = (k: Kernel, fs: FileSystem): Inode =>
  newChr(fs, 0o666, ROOT_OWNER, k.wallclock(), ptmxDevice, majorMinor(5, 2));
