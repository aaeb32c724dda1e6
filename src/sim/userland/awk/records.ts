// Reading records from a descriptor, cut at RS: a character, a regular expression, or blank lines.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Regex } from '../../posix/index.ts';
import { readRetry } from '../lib/stdio.ts';
import type { Separator } from './separator.ts';
import { RunTrouble } from './trouble.ts';

/** mawk's BUFFSZ. */
const READ_SIZE = 4096;

/** RS = "" is told apart: records are paragraphs. */
export type RecordSeparator = Separator | { readonly kind: 'paragraphs' };

export class RecordReader {
  readonly fd: number;
  #buffer = '';
  #at = 0;
  #ended = false;
  #begun = false;

  constructor(fd: number) {
    this.fd = fd;
  }

  *#fill(): Sys<boolean> {
    if (this.#ended) return false;
    const data = yield* readRetry(this.fd, READ_SIZE);
    if (isErr(data)) throw new RunTrouble(`read error (${data.text})`, '', 'plain');
    if (data === '') {
      this.#ended = true;
      return false;
    }
    this.#buffer = this.#buffer.slice(this.#at) + data;
    this.#at = 0;
    return true;
  }

  #take(end: number, next: number): ByteString {
    const record = this.#buffer.slice(this.#at, end);
    this.#at = next;
    return record;
  }

  /** The next record; undefined at the end. */
  *next(separator: RecordSeparator): Sys<ByteString | undefined> {
    if (separator.kind === 'literal') return yield* this.#byText(separator.text);
    if (separator.kind === 'paragraphs') return yield* this.#paragraph();
    if (separator.kind === 'regex') return yield* this.#byRegex(separator.regex);
    return yield* this.#byText(separator.kind === 'blanks' ? ' ' : '\n');
  }

  *#byText(text: ByteString): Sys<ByteString | undefined> {
    let from = this.#at;
    for (;;) {
      const end = this.#buffer.indexOf(text, from);
      if (end >= 0) return this.#take(end, end + text.length);
      const pending = this.#buffer.length - this.#at;
      if (!(yield* this.#fill())) return this.#rest();
      from = this.#at + pending;
    }
  }

  #rest(): ByteString | undefined {
    return this.#at < this.#buffer.length ? this.#take(this.#buffer.length, this.#buffer.length) : undefined;
  }

  *#byRegex(regex: Regex): Sys<ByteString | undefined> {
    for (;;) {
      const found = this.#search(regex);
      // a match that touches the end of what was read may go on
      if (found && (found[1] < this.#buffer.length || this.#ended)) return this.#take(found[0], found[1]);
      if (!(yield* this.#fill())) {
        const last = this.#search(regex);
        return last ? this.#take(last[0], last[1]) : this.#rest();
      }
    }
  }

  #search(regex: Regex): readonly [number, number] | undefined {
    const text = this.#buffer.slice(this.#at);
    for (let from = 0; from <= text.length;) {
      const found = regex.span(text, from);
      if (!found) return undefined;
      if (found[1] > found[0]) return [found[0] + this.#at, found[1] + this.#at];
      from = found[0] + 1;
    }
    return undefined;
  }

  *#paragraph(): Sys<ByteString | undefined> {
    if (!this.#begun) {
      this.#begun = true;
      yield* this.#skipNewlines();
    }
    let from = this.#at;
    for (;;) {
      const end = this.#buffer.indexOf('\n\n', from);
      if (end >= 0) {
        const record = this.#take(end, end + 2);
        yield* this.#skipNewlines();
        return record;
      }
      const pending = this.#buffer.length - this.#at;
      if (!(yield* this.#fill())) {
        const rest = this.#rest();
        return rest?.endsWith('\n') ? rest.slice(0, -1) : rest;
      }
      from = Math.max(this.#at, this.#at + pending - 1);
    }
  }

  *#skipNewlines(): Sys<void> {
    for (;;) {
      while (this.#buffer[this.#at] === '\n') this.#at += 1;
      if (this.#at < this.#buffer.length || !(yield* this.#fill())) return;
    }
  }
}
