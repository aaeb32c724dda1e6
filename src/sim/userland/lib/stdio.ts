// stdio(3) for simulated programs: buffered reading by line, buffered writing that knows terminals, and warnings.
import { hold, isErr, sys, type ByteString, type Errno, type Sys } from '../../kernel/abi/index.ts';

/** glibc's BUFSIZ for pipes and files; what one read(2) or write(2) of a tool moves. */
const BUFFER = 4096;
const READ_SIZE = 65536;

/** read(2) that goes on after a caught signal. */
export function* readRetry(fd: number, count = READ_SIZE): Sys<ByteString | Errno> {
  for (;;) {
    const data = yield* sys.read(fd, count);
    if (isErr(data) && data.name === 'EINTR') continue;
    return data;
  }
}

/** Everything up to the end of the file. */
export function* readAll(fd: number): Sys<ByteString | Errno> {
  const parts: ByteString[] = [];
  for (let size = 0; ; hold(size)) {
    const data = yield* readRetry(fd);
    if (isErr(data)) return data;
    if (data === '') return parts.join('');
    parts.push(data);
    size += data.length;
  }
}

/** Buffered input. `line()` keeps the terminator; '' is the end of the file; `error` says why reading stopped early. */
export class Reader {
  readonly fd: number;
  error: Errno | undefined = undefined;
  #buffer = '';
  #at = 0;
  #ended = false;

  constructor(fd: number) {
    this.fd = fd;
  }

  *#fill(): Sys<boolean> {
    if (this.#ended) return false;
    const data = yield* readRetry(this.fd);
    if (isErr(data) || data === '') {
      if (isErr(data)) this.error = data;
      this.#ended = true;
      return false;
    }
    this.#buffer = this.#at < this.#buffer.length ? this.#buffer.slice(this.#at) + data : data;
    this.#at = 0;
    return true;
  }

  /** The next record with its terminator, if it has one; '' at the end. */
  *line(terminator = '\n'): Sys<ByteString> {
    // A line may have no end: what was read of it is put together once.
    const parts: ByteString[] = [];
    for (let size = 0; ; hold(size)) {
      const end = this.#buffer.indexOf(terminator, this.#at);
      const part = this.#buffer.slice(this.#at, end < 0 ? undefined : end + 1);
      this.#at += part.length;
      if (end >= 0) return parts.length === 0 ? part : parts.join('') + part;
      parts.push(part);
      size += part.length;
      if (!(yield* this.#fill())) return parts.join('');
    }
  }

  /** Up to `count` bytes: what is buffered, or one read. '' at the end. */
  *some(count = READ_SIZE): Sys<ByteString> {
    if (this.#at >= this.#buffer.length && !(yield* this.#fill())) return '';
    const data = this.#buffer.slice(this.#at, this.#at + count);
    this.#at += data.length;
    return data;
  }

  *all(): Sys<ByteString> {
    const parts: ByteString[] = [];
    for (let size = 0; ; hold(size)) {
      const data = yield* this.some();
      if (data === '') return parts.join('');
      parts.push(data);
      size += data.length;
    }
  }

  /** Bytes read from the descriptor but not handed out. */
  get buffered(): number {
    return this.#buffer.length - this.#at;
  }
}

/** `'a\nb\n'` and `'a\nb'` → `['a', 'b']`. */
export function splitLines(text: ByteString): ByteString[] {
  if (text === '') return [];
  const parts = text.split('\n');
  if (parts.at(-1) === '') parts.pop();
  return parts;
}

export type Buffering = 'auto' | 'line' | 'full' | 'none';

/**
 * Buffered output: whole blocks to files and pipes, lines to a terminal. What is still buffered when the program is killed
 * is lost, as with the real stdio. After a failed write `error` is set and further output is dropped.
 */
export class Out {
  readonly fd: number;
  error: Errno | undefined = undefined;
  #parts: ByteString[] = [];
  #size = 0;
  #buffering: Buffering;

  constructor(fd: number, buffering: Buffering = 'auto') {
    this.fd = fd;
    this.#buffering = buffering;
  }

  *put(text: ByteString): Sys<void> {
    if (text === '' || this.error) return;
    if (this.#buffering === 'auto') this.#buffering = (yield* sys.isatty(this.fd)) ? 'line' : 'full';
    this.#parts.push(text);
    this.#size += text.length;
    if (this.#buffering === 'full') {
      if (this.#size >= BUFFER) yield* this.#spill();
    } else if (this.#buffering === 'none' || text.includes('\n')) {
      yield* this.flush();
    }
  }

  /** Whole blocks go out, the rest stays: a reader sees multiples of the buffer size. */
  *#spill(): Sys<void> {
    const data = this.#parts.join('');
    const whole = data.length - (data.length % BUFFER);
    this.#parts = whole < data.length ? [data.slice(whole)] : [];
    this.#size = data.length - whole;
    yield* this.#write(data.slice(0, whole));
  }

  *flush(): Sys<void> {
    if (this.#size === 0) return;
    const data = this.#parts.join('');
    this.#parts = [];
    this.#size = 0;
    yield* this.#write(data);
  }

  *#write(data: ByteString): Sys<void> {
    if (this.error) return;
    const done = yield* sys.writeAll(this.fd, data);
    if (isErr(done)) this.error = done;
  }

  buffering(mode: Buffering): void {
    this.#buffering = mode;
  }

  /** close_stdout of gnulib: flushes and reports a failed write. True when all was written. */
  *finish(program: ByteString): Sys<boolean> {
    yield* this.flush();
    if (!this.error) return true;
    yield* warn(program, `write error: ${this.error.text}`);
    return false;
  }
}

/** `name: text` on standard error. */
export function* warn(program: ByteString, text: ByteString): Sys<void> {
  yield* sys.writeAll(2, `${program}: ${text}\n`);
}
