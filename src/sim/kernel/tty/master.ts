// The master side of a pseudo terminal as an open file: what a client that relays a container's terminal holds.
import { E, type ByteString, type Errno, POLLHUP, POLLIN, POLLOUT } from '../abi/index.ts';
import { BaseFile } from '../fs/basefile.ts';
import type { Tty } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, Task, WaitQueue } from '../state.ts';
import { ttyInput } from './line.ts';
import { screenText } from './output.ts';

class PtyMaster extends BaseFile {
  private readonly slave: Tty;
  private readonly queue: WaitQueue;
  private seen = 0;

  constructor(k: Kernel, slave: Tty) {
    super(undefined, '/dev/ptmx', 2);
    this.slave = slave;
    this.queue = k.screenQueue(slave);
  }

  /** EIO once the other side is closed and everything was read, as Linux does. */
  read(_k: Kernel, _t: Task, count: number): ByteString | Errno | Block {
    const { screen } = this.slave;
    if (this.seen < screen.bytes) {
      const text = screenText(screen, this.seen, Math.min(screen.bytes, this.seen + count));
      this.seen += text.length;
      return text;
    }
    if (this.ended) return E.EIO;
    return {
      kind: 'block',
      on: [this.queue],
      wchan: 'n_tty_read',
      doing: 'relaying a terminal',
      sleep: 'interruptible',
      restarts: true,
    };
  }

  write(k: Kernel, _t: Task, data: ByteString): number | Errno {
    if (this.ended) return E.EIO;
    ttyInput(k, this.slave, data);
    return data.length;
  }

  override poll(): number {
    return (this.seen < this.slave.screen.bytes ? POLLIN : 0) | (this.ended ? POLLHUP | POLLIN : POLLOUT);
  }

  override pollQueues(): readonly WaitQueue[] {
    return [this.queue];
  }

  private get ended(): boolean {
    return this.slave.hungUp || this.slave.exitCode !== undefined;
  }
}

export const openMaster = (k: Kernel, slave: Tty): BaseFile => new PtyMaster(k, slave);
