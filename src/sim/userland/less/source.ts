// The text that less shows: read only as far as somebody looks, so that endless pipes can be paged.
import { O_RDONLY, S_IFDIR, S_IFMT, isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';

/** What less keeps of one input; an endless pipe stops being read here. */
const MAX_BYTES = 16 * 1024 * 1024;

export class Source {
  readonly name: ByteString;
  readonly fd: number;
  /** Whole lines, without terminators; the last one may still grow. */
  readonly lines: ByteString[] = [];
  ended = false;
  /** Bytes read. */
  size = 0;
  #open = false;
  #starts: number[] = [0];

  constructor(name: ByteString, fd: number) {
    this.name = name;
    this.fd = fd;
  }

  /** Reads once more; false at the end or when a signal came. */
  *more(): Sys<boolean> {
    if (this.ended || this.size > MAX_BYTES) return false;
    const data = yield* sys.read(this.fd);
    if (isErr(data)) {
      if (data.name !== 'EINTR') this.ended = true;
      return false;
    }
    if (data === '') {
      this.ended = true;
      return false;
    }
    this.#add(data);
    return true;
  }

  #add(data: ByteString): void {
    this.size += data.length;
    const parts = data.split('\n');
    parts.forEach((part, i) => {
      if (i === 0 && this.#open) this.lines[this.lines.length - 1] += part;
      else if (i < parts.length - 1 || part !== '') this.lines.push(part);
    });
    this.#open = parts.at(-1) !== '';
  }

  /** Text that arrived behind what was the end (for F). */
  *follow(): Sys<boolean> {
    const data = yield* sys.read(this.fd);
    if (isErr(data) || data === '') return false;
    this.#add(data);
    return true;
  }

  /** Line `index`, reading as far as needed; undefined behind the end. */
  *line(index: number): Sys<ByteString | undefined> {
    while (index >= this.lines.length - (this.#open ? 1 : 0) && !this.ended) {
      if (!(yield* this.more())) break;
    }
    return this.lines[index];
  }

  *readAll(stop: () => boolean): Sys<void> {
    while (!this.ended && !stop() && (yield* this.more()));
  }

  /** Offset of a line's first byte. */
  offset(index: number): number {
    for (let i = this.#starts.length; i <= index; i += 1) {
      const before = this.lines[i - 1];
      if (before === undefined) return this.size;
      this.#starts[i] = (this.#starts[i - 1] ?? 0) + before.length + 1;
    }
    return Math.min(this.#starts[index] ?? this.size, this.size);
  }
}

/** Opens a file to show; a string is the complaint. */
export function* openSource(name: ByteString): Sys<Source | ByteString> {
  if (name === '-') return new Source('', 0);
  const stat = yield* sys.stat(name);
  if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR) return `${name} is a directory`;
  const fd = yield* sys.open(name, O_RDONLY);
  return isErr(fd) ? `${name}: ${fd.text}` : new Source(name, fd);
}
