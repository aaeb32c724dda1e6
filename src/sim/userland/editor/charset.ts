// Characters of a line of bytes: where they begin and end, how many columns they take, how those that cannot be shown are shown.
import { fromUtf8, type ByteString } from '../../kernel/abi/index.ts';
import { codeWidth } from '../../posix/width.ts';

const SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[^]/y;

export class Charset {
  readonly utf8: boolean;

  constructor(utf8: boolean) {
    this.utf8 = utf8;
  }

  #end(line: ByteString, at: number): number {
    if (!this.utf8 || line.charCodeAt(at) < 0xc2) return at + 1;
    SEQUENCE.lastIndex = at;
    return SEQUENCE.test(line) ? SEQUENCE.lastIndex : at + 1;
  }

  /** The code point at `at`; a byte that begins none is itself, negative. */
  code(line: ByteString, at: number): number {
    const byte = line.charCodeAt(at);
    if (byte < 0x80) return byte;
    const end = this.#end(line, at);
    if (end === at + 1) return this.utf8 ? -byte : byte;
    return fromUtf8(line.slice(at, end)).codePointAt(0) ?? 0;
  }

  /** Behind the character at `at`, its combining marks included; never behind the line. */
  next(line: ByteString, at: number): number {
    if (at >= line.length) return line.length;
    let end = this.#end(line, at);
    while (this.utf8 && line.charCodeAt(end) >= 0xcc && codeWidth(this.code(line, end)) === 0)
      end = this.#end(line, end);
    return end;
  }

  /** Where the character that ends before `at` begins; never before the line. */
  previous(line: ByteString, at: number): number {
    if (at <= 1) return 0;
    let from = at - 1;
    if (!this.utf8 || line.charCodeAt(from) < 0x80) return from;
    while (from > 0 && from > at - 16 && line.charCodeAt(from) >= 0x80) from -= 1;
    for (;;) {
      const end = this.next(line, from);
      if (end >= at) return from;
      from = end;
    }
  }

  /** Where the character that covers `at` begins. */
  start(line: ByteString, at: number): number {
    return at >= line.length ? line.length : this.previous(line, this.next(line, at));
  }

  /** What stands for an unprintable character; undefined for one that stands for itself. */
  special(line: ByteString, at: number): string | undefined {
    const code = this.code(line, at);
    if (code < 0) return `<${(-code).toString(16)}>`;
    if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
    if (code < 0x7f) return undefined;
    if (code === 0x7f) return '^?';
    if (code >= 0xa0 + (this.utf8 ? 0 : 1)) return undefined;
    return this.utf8 ? `<${code.toString(16)}>` : code === 0xa0 ? '| ' : `~${String.fromCharCode(code - 0x40)}`;
  }

  /** Columns of the character at `at` when it begins in `column`. */
  width(line: ByteString, at: number, column: number, tab: number): number {
    const byte = line.charCodeAt(at);
    if (byte === 9 && tab > 0) return tab - (column % tab);
    if (byte >= 0x20 && byte < 0x7f) return 1;
    return this.special(line, at)?.length ?? (this.utf8 ? Math.max(1, codeWidth(this.code(line, at))) : 1);
  }

  /** The column in which the byte at `at` begins. */
  column(line: ByteString, at: number, tab: number): number {
    let column = 0;
    for (let i = 0; i < at && i < line.length; i = this.next(line, i)) column += this.width(line, i, column, tab);
    return column;
  }

  /** The character that covers the column; the end of the line when it is shorter. */
  at(line: ByteString, column: number, tab: number): number {
    let seen = 0;
    let i = 0;
    while (i < line.length) {
      seen += this.width(line, i, seen, tab);
      if (seen > column) break;
      i = this.next(line, i);
    }
    return i;
  }
}
