// stdio's streams with glibc's buffering: a terminal is written line by line, all else when the buffer is full, stderr at once.
// Buffers are part of the process: a fork copies them, and _exit forgets them.
import { isErr, S_IFCHR, S_IFMT, sys, type Sys } from '../../kernel/abi/index.ts';
import type { Process } from '../process.ts';

/** Where the three FILE objects of glibc lie. */
export const FILES: Readonly<Record<string, number>> = {
  stdin: 0x7ffff7fa0aa0,
  stdout: 0x7ffff7fa1780,
  stderr: 0x7ffff7fa16a0,
};
/** FILE objects of fopen come from malloc in reality; here they have a range of their own. */
const OPENED_BASE = 0x55557f0002a0;

const BUFFER = 4096;
const TERMINAL_BUFFER = 1024;

export interface Stream {
  fd: number;
  /** undefined: found out at the first write. */
  mode: 'none' | 'line' | 'full' | undefined;
  size: number;
  out: string;
  input: string;
  eof: boolean;
  error: boolean;
  readable: boolean;
  writable: boolean;
}

const stream = (fd: number, mode: Stream['mode'], readable: boolean, writable: boolean): Stream => ({
  fd, mode, size: BUFFER, out: '', input: '', eof: false, error: false, readable, writable,
}); // prettier-ignore

export class Streams {
  private readonly open = new Map<number, Stream>();
  private next = OPENED_BASE;

  constructor() {
    this.open.set(FILES['stdin'] ?? 0, stream(0, undefined, true, false));
    this.open.set(FILES['stdout'] ?? 0, stream(1, undefined, false, true));
    this.open.set(FILES['stderr'] ?? 0, stream(2, 'none', false, true));
  }

  fork(): Streams {
    const copy = new Streams();
    copy.open.clear();
    for (const [address, each] of this.open) copy.open.set(address, { ...each });
    copy.next = this.next;
    return copy;
  }

  get(address: number): Stream | undefined {
    return this.open.get(address);
  }

  get stdout(): Stream | undefined {
    return this.open.get(FILES['stdout'] ?? 0);
  }

  add(fd: number, readable: boolean, writable: boolean): number {
    const address = this.next;
    this.next += 0x1e0;
    this.open.set(address, stream(fd, undefined, readable, writable));
    return address;
  }

  remove(address: number): void {
    this.open.delete(address);
  }

  all(): Iterable<Stream> {
    return this.open.values();
  }
}

/** Asks once what the descriptor is. */
function* buffering(s: Stream): Sys<void> {
  if (s.mode !== undefined) return;
  const stat = yield* sys.fstat(s.fd);
  const device = !isErr(stat) && (stat.mode & S_IFMT) === S_IFCHR;
  const terminal = device && (yield* sys.isatty(s.fd));
  s.mode = terminal ? 'line' : 'full';
  if (terminal) s.size = TERMINAL_BUFFER;
}

/** Writes what is buffered, or the first `count` bytes of it. False: an error, with errno set. */
export function* flush(m: Process, s: Stream, count = s.out.length): Sys<boolean> {
  while (count > 0) {
    const n = yield* sys.write(s.fd, s.out.slice(0, count));
    if (isErr(n)) {
      m.errno = n.code;
      s.error = true;
      s.out = s.out.slice(count);
      return false;
    }
    s.out = s.out.slice(n);
    count -= n;
  }
  return true;
}

/** Puts bytes on a stream as fwrite does. */
export function* put(m: Process, s: Stream, data: string): Sys<boolean> {
  if (data === '') return true;
  if (!s.writable) {
    m.errno = 9;
    s.error = true;
    return false;
  }
  yield* buffering(s);
  s.out += data;
  if (s.mode === 'none') return yield* flush(m, s);
  if (s.mode === 'line') {
    const newline = s.out.lastIndexOf('\n');
    if (newline >= 0 && data.includes('\n')) return yield* flush(m, s, newline + 1);
  }
  let ok = true;
  while (s.out.length > s.size && ok) ok = yield* flush(m, s, s.out.length - (s.out.length % s.size));
  return ok;
}

export function* flushAll(m: Process): Sys<boolean> {
  let ok = true;
  for (const s of [...m.streams.all()]) if (s.out !== '') ok = (yield* flush(m, s)) && ok;
  return ok;
}

/** Fills an empty input buffer. False at end of file or error. */
export function* fill(m: Process, s: Stream): Sys<boolean> {
  if (s.input !== '') return true;
  if (s.eof || !s.readable) return false;
  // glibc writes line-buffered output before it reads from a terminal.
  const { stdout } = m.streams;
  if (s.fd === 0 && stdout?.mode === 'line' && stdout.out !== '') yield* flush(m, stdout);
  const data = yield* sys.read(s.fd, BUFFER);
  if (isErr(data)) {
    m.errno = data.code;
    s.error = true;
    return false;
  }
  s.eof = data === '';
  s.input = data;
  return data !== '';
}
