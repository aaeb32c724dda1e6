// What sed reads and writes: the chain of input files with its last-line test, and the outputs with their missing newlines.
import { isErr, O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { Out, Reader } from '../lib/stdio.ts';
import type { Tool } from '../lib/tool.ts';

/** An output that adds the newline that an earlier unfinished line still owes. */
export class Sink {
  readonly out: Out;
  #owes = false;

  constructor(out: Out) {
    this.out = out;
  }

  *put(text: ByteString, terminator: ByteString): Sys<void> {
    if (this.#owes) yield* this.out.put('\n');
    this.#owes = false;
    yield* this.out.put(text + terminator);
    if (terminator === '') this.#owes = true;
  }

  /** Text that brings its own line ends (a, i, c, r). */
  *raw(text: ByteString): Sys<void> {
    if (text === '') return;
    if (this.#owes) yield* this.out.put('\n');
    this.#owes = false;
    yield* this.out.put(text);
  }
}

/** Files of w, W and s///w: opened once, when the script is read. */
export class Outputs {
  readonly #stdout: Out;
  readonly #files = new Map<ByteString, Sink>();

  constructor(stdout: Out) {
    this.#stdout = stdout;
  }

  /** The reason when it cannot be opened. */
  *open(name: ByteString): Sys<string | undefined> {
    if (this.#files.has(name)) return undefined;
    if (name === '/dev/stdout') this.#files.set(name, new Sink(this.#stdout));
    else if (name === '/dev/stderr') this.#files.set(name, new Sink(new Out(2)));
    else {
      const fd = yield* sys.open(name, O_WRONLY | O_CREAT | O_TRUNC);
      if (isErr(fd)) return `couldn't open file ${name}: ${fd.text}`;
      this.#files.set(name, new Sink(new Out(fd)));
    }
    return undefined;
  }

  get(name: ByteString): Sink | undefined {
    return this.#files.get(name);
  }

  *flush(): Sys<void> {
    for (const sink of this.#files.values()) yield* sink.out.flush();
  }
}

export interface InputOptions {
  readonly terminator: string;
  /** -s and -i: each file has its own last line. */
  readonly separate: boolean;
  readonly inPlace: boolean;
}

export interface InputLine {
  readonly text: ByteString;
  /** '' for a last line without newline. */
  readonly end: ByteString;
}

/** The input: one line is read ahead only when somebody asks whether this is the last. */
export class Input {
  readonly #tool: Tool;
  readonly #options: InputOptions;
  readonly #names: ByteString[];
  #reader: Reader | undefined;
  #ahead: ByteString | undefined;
  #fresh = false;
  /** Called around each file with -i. */
  onOpen: ((name: ByteString) => Sys<boolean>) | undefined;
  onClose: (() => Sys<void>) | undefined;
  name: ByteString = '-';
  number = 0;
  /** 2: a file could not be read; 4: worse. */
  status = 0;

  constructor(tool: Tool, names: readonly ByteString[], options: InputOptions) {
    this.#tool = tool;
    this.#names = names.length > 0 ? [...names] : ['-'];
    this.#options = options;
  }

  *#openNext(): Sys<boolean> {
    for (;;) {
      const name = this.#names.shift();
      if (name === undefined) return false;
      if (name === '-' && !this.#options.inPlace) {
        this.#reader = new Reader(0);
        this.#fresh = true;
        this.name = '-';
        return true;
      }
      if (this.onOpen && !(yield* this.onOpen(name))) {
        this.status = 4;
        continue;
      }
      const fd = yield* sys.open(name, O_RDONLY);
      if (isErr(fd)) {
        yield* this.#tool.out.flush();
        yield* this.#tool.warn(`can't read ${name}: ${fd.text}`);
        this.status = Math.max(this.status, 2);
        continue;
      }
      this.#reader = new Reader(fd);
      this.#fresh = true;
      this.name = name;
      return true;
    }
  }

  *#close(): Sys<void> {
    const reader = this.#reader;
    if (!reader) return;
    if (reader.error) {
      yield* this.#tool.out.flush();
      yield* this.#tool.warn(`read error on ${this.name}: ${reader.error.text}`);
      this.status = 4;
    }
    this.#reader = undefined;
    if (reader.fd !== 0) yield* sys.close(reader.fd);
    if (this.onClose) yield* this.onClose();
  }

  /** The raw next line of the current file, or of a later one. */
  *#raw(): Sys<ByteString> {
    for (;;) {
      if (!this.#reader && !(yield* this.#openNext())) return '';
      const line = yield* (this.#reader as Reader).line(this.#options.terminator);
      if (line !== '') return line;
      yield* this.#close();
    }
  }

  /** The next line; undefined at the end of all input. */
  *next(): Sys<InputLine | undefined> {
    let raw = this.#ahead;
    this.#ahead = undefined;
    raw ??= yield* this.#raw();
    if (raw === '') return undefined;
    if (this.#fresh && this.#options.separate) this.number = 0;
    this.#fresh = false;
    this.number += 1;
    const ended = raw.endsWith(this.#options.terminator);
    return { text: ended ? raw.slice(0, -1) : raw, end: ended ? this.#options.terminator : '' };
  }

  /** Whether the line just read is the last one. */
  *isLast(): Sys<boolean> {
    if (this.#ahead !== undefined) return this.#ahead === '';
    if (this.#options.separate) {
      if (!this.#reader) return true;
      const line = yield* this.#reader.line(this.#options.terminator);
      if (line === '') {
        // the file's end is this line's; whether others follow is found out by next()
        return true;
      }
      this.#ahead = line;
      return false;
    }
    this.#ahead = yield* this.#raw();
    return this.#ahead === '';
  }

  /** Whether nothing at all follows, also in later files. */
  *atEnd(): Sys<boolean> {
    if (this.#ahead === undefined) this.#ahead = yield* this.#raw();
    return this.#ahead === '';
  }

  *finish(): Sys<void> {
    yield* this.#close();
  }
}
