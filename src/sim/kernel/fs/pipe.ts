// Pipes, named pipes and container logs (pipe(7), fifo(7), fs/pipe.c).
import {
  E,
  O_ACCMODE,
  O_NONBLOCK,
  O_RDONLY,
  O_RDWR,
  O_WRONLY,
  POLLERR,
  POLLHUP,
  POLLIN,
  POLLOUT,
  SIGPIPE,
  type ByteString,
  type Errno,
} from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { WaitQueue, type Block, type Task } from '../state.ts';
import { newFifo, newFileSystem, ROOT_OWNER, type Owner } from './inode.ts';
import { nextAnonIno } from './machine.ts';
import type { Inode, OpenFile, Pipe } from './types.ts';

/** Capacity of a pipe: 16 pages. */
export const PIPE_BYTES = 65536;
/** Writes up to this size are not mixed with others'. */
export const PIPE_BUF = 4096;

export const newPipe = (ino: number, sink?: (data: ByteString) => void): Pipe => ({
  buffer: '',
  readers: 0,
  writers: 0,
  readable: new WaitQueue(),
  writable: new WaitQueue(),
  ino,
  opening: new Map(),
  opened: new WaitQueue(),
  readerOpens: 0,
  writerOpens: 0,
  sink,
});

/** Openers that still wait: a call that was given up is forgotten. */
function waiting(pipe: Pipe, side: 'r' | 'w'): number {
  let count = 0;
  for (const [call, who] of pipe.opening) {
    const { resume } = who.task;
    if (resume.kind !== 'retry' || resume.call !== call || who.task.exiting) pipe.opening.delete(call);
    else if (who.side === side) count += 1;
  }
  return count;
}

const readersOf = (pipe: Pipe): number => pipe.readers + (pipe.opening.size > 0 ? waiting(pipe, 'r') : 0);
const writersOf = (pipe: Pipe): number => pipe.writers + (pipe.opening.size > 0 ? waiting(pipe, 'w') : 0);

/** One end (or, opened O_RDWR, both ends) of a pipe. */
class PipeFile implements OpenFile {
  readonly inode: Inode;
  readonly label: ByteString;
  readonly pipe: Pipe;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly tty = undefined;
  flags: number;
  offset = 0;
  refs = 0;

  constructor(inode: Inode, pipe: Pipe, label: ByteString, flags: number) {
    this.inode = inode;
    this.pipe = pipe;
    this.label = label;
    this.flags = flags;
    const mode = flags & O_ACCMODE;
    this.reads = mode === O_RDONLY || mode === O_RDWR;
    this.writes = mode === O_WRONLY || mode === O_RDWR;
    if (this.reads) {
      pipe.readers += 1;
      pipe.readerOpens += 1;
    }
    if (this.writes) {
      pipe.writers += 1;
      pipe.writerOpens += 1;
    }
  }

  read(k: Kernel, _t: Task, count: number): ByteString | Errno | Block {
    const { pipe } = this;
    if (count === 0) return '';
    if (pipe.buffer !== '') {
      const full = pipe.buffer.length >= PIPE_BYTES - PIPE_BUF;
      const out = pipe.buffer.slice(0, count);
      pipe.buffer = pipe.buffer.slice(out.length);
      if (full || pipe.writable.sleepers.size > 0) k.wake(pipe.writable);
      return out;
    }
    if (writersOf(pipe) === 0) return '';
    if ((this.flags & O_NONBLOCK) !== 0) return E.EAGAIN;
    return {
      kind: 'block',
      on: [pipe.readable],
      wchan: 'anon_pipe_read',
      doing: 'waiting for data in a pipe',
      sleep: 'interruptible',
      restarts: true,
    };
  }

  write(k: Kernel, t: Task, data: ByteString): number | Errno | Block {
    const { pipe } = this;
    if (pipe.sink) {
      pipe.sink(data);
      return data.length;
    }
    const done = typeof k.current.scratch === 'number' ? k.current.scratch : 0;
    if (readersOf(pipe) === 0) {
      k.sendToProcess(t.process, SIGPIPE, 'SI_USER', 'it wrote to a pipe that nobody reads');
      return done > 0 ? done : E.EPIPE;
    }
    if (data === '') return 0;
    const free = PIPE_BYTES - pipe.buffer.length;
    const left = data.length - done;
    const fits = data.length <= PIPE_BUF ? (free >= left ? left : 0) : Math.min(free, left);
    if (fits > 0) {
      pipe.buffer += fits === data.length ? data : data.slice(done, done + fits);
      k.wake(pipe.readable);
      if (fits === left) return data.length;
    }
    const sum = done + fits;
    if ((this.flags & O_NONBLOCK) !== 0) return sum > 0 ? sum : E.EAGAIN;
    k.current.scratch = sum;
    return {
      kind: 'block',
      on: [pipe.writable],
      wchan: 'anon_pipe_write',
      doing: 'waiting for room in a full pipe',
      sleep: 'interruptible',
      restarts: sum === 0,
      interrupted: () => (sum > 0 ? sum : E.EINTR),
    };
  }

  poll(): number {
    const { pipe } = this;
    let bits = 0;
    if (this.reads) {
      if (pipe.buffer !== '') bits |= POLLIN;
      if (pipe.writers === 0 && pipe.writerOpens > 0) bits |= POLLHUP;
    }
    if (this.writes) {
      if (pipe.sink || PIPE_BYTES - pipe.buffer.length >= PIPE_BUF) bits |= POLLOUT;
      if (!pipe.sink && pipe.readers === 0) bits |= POLLERR;
    }
    return bits;
  }

  pollQueues(): readonly WaitQueue[] {
    return [this.pipe.readable, this.pipe.writable];
  }

  release(k: Kernel): void {
    const { pipe } = this;
    if (this.reads) pipe.readers -= 1;
    if (this.writes) pipe.writers -= 1;
    if (readersOf(pipe) === 0 && writersOf(pipe) === 0) pipe.buffer = '';
    k.wake(pipe.readable);
    k.wake(pipe.writable);
  }
}

/** fifo(7): opening one end waits for the other, except O_RDWR and O_NONBLOCK. */
export function openFifo(
  k: Kernel,
  t: Task,
  inode: Extract<Inode, { kind: 'fifo' }>,
  path: ByteString,
  flags: number,
): OpenFile | Errno | Block {
  const { pipe } = inode;
  const mode = flags & O_ACCMODE;
  const unnamed = path.startsWith('pipe:[');
  if (mode === O_RDWR || unnamed || pipe.sink) return finish(k, inode, path, flags);
  const side = mode === O_RDONLY ? 'r' : 'w';
  const partners = side === 'r' ? writersOf(pipe) : readersOf(pipe);
  const opens = side === 'r' ? pipe.writerOpens : pipe.readerOpens;
  const call = k.current;
  const mine = pipe.opening.get(call);
  if (partners > 0 || (mine && opens !== mine.seen)) return finish(k, inode, path, flags);
  if ((flags & O_NONBLOCK) !== 0) return side === 'w' ? E.ENXIO : finish(k, inode, path, flags);
  if (!mine) pipe.opening.set(call, { task: t, side, seen: opens });
  return {
    kind: 'block',
    on: [pipe.opened],
    wchan: 'wait_for_partner',
    sleep: 'interruptible',
    restarts: true,
    doing: side === 'r' ? 'waiting for somebody to write to a named pipe' : 'waiting for somebody to read a named pipe',
  };
}

function finish(k: Kernel, inode: Extract<Inode, { kind: 'fifo' }>, path: ByteString, flags: number): OpenFile {
  inode.pipe.opening.delete(k.current);
  const file = new PipeFile(inode, inode.pipe, path, flags);
  k.wake(inode.pipe.opened);
  return file;
}

/** The inode of an unnamed pipe, in the file system that holds nothing else. */
function anonymous(k: Kernel, pipe: Pipe, owner: Owner): Inode {
  const fs = newFileSystem({ type: 'pipefs', source: 'pipefs', firstIno: pipe.ino - 1 });
  fs.dev = 13;
  return newFifo(fs, 0o600, owner, k.wallclock(), pipe);
}

/** A new pipe that belongs to its maker, who can open it again through /dev/fd. */
export function openPipe(k: Kernel, owner = ROOT_OWNER): { readonly r: OpenFile; readonly w: OpenFile } {
  const pipe = newPipe(nextAnonIno(k));
  const inode = anonymous(k, pipe, owner);
  const label = `pipe:[${pipe.ino}]`;
  return { r: new PipeFile(inode, pipe, label, O_RDONLY), w: new PipeFile(inode, pipe, label, O_WRONLY) };
}

/** Write end of a pipe that the container engine reads: `docker logs`. `owner`: the user of the process, as runc sets it. */
export function openLog(k: Kernel, sink: (data: ByteString) => void, owner = ROOT_OWNER): OpenFile {
  const pipe = newPipe(nextAnonIno(k), sink);
  return new PipeFile(anonymous(k, pipe, owner), pipe, `pipe:[${pipe.ino}]`, O_WRONLY);
}
