// Reading a sed script: the place in its pieces, what is skipped, delimited texts, and errors that tell the place.
import type { ByteString } from '../../kernel/abi/index.ts';

/** One -e or -f: errors count characters (or lines) within it. */
export interface Chunk {
  readonly text: ByteString;
  /** undefined: an expression. */
  readonly file: ByteString | undefined;
}

export interface ParseOptions {
  readonly extended: boolean;
  readonly utf8: boolean;
  readonly posix: boolean;
  readonly sandbox: boolean;
}

/** A bad script; `text` is complete but for the program's name. */
export class ScriptError extends Error {
  /** EXIT_BAD_USAGE, or EXIT_PANIC where sed finds out late. */
  readonly status: number;
  constructor(text: string, status = 1) {
    super(text);
    this.status = status;
  }
}

export class ScriptCursor {
  readonly #chunks: readonly Chunk[];
  protected readonly options: ParseOptions;
  protected readonly text: ByteString;
  protected at = 0;

  constructor(chunks: readonly Chunk[], options: ParseOptions) {
    this.#chunks = chunks;
    this.options = options;
    this.text = chunks.map((chunk) => chunk.text).join('\n');
  }

  protected get peek(): string {
    return this.text[this.at] ?? '';
  }

  /** Where we are, as sed says it. */
  protected fail(text: string): never {
    let start = 0;
    for (const [i, chunk] of this.#chunks.entries()) {
      const end = start + chunk.text.length;
      if (this.at <= end + 1 || i === this.#chunks.length - 1) {
        if (chunk.file !== undefined) {
          const line = this.text.slice(start, this.at).replace(/\n$/, '').split('\n').length;
          throw new ScriptError(`file ${chunk.file} line ${line}: ${text}`);
        }
        const number = this.#chunks.slice(0, i + 1).filter((c) => c.file === undefined).length;
        throw new ScriptError(`-e expression #${number}, char ${Math.min(this.at, end) - start}: ${text}`);
      }
      start = end + 1;
    }
    throw new ScriptError(text);
  }

  protected blanks(): void {
    while (this.peek === ' ' || this.peek === '\t') this.at += 1;
  }

  protected spaces(): void {
    while (this.at < this.text.length && /\s/.test(this.peek)) this.at += 1;
  }

  protected number(): number | undefined {
    const digits = /^[0-9]+/.exec(this.text.slice(this.at, this.at + 20))?.[0];
    if (digits === undefined) return undefined;
    this.at += digits.length;
    return Number(digits);
  }

  /** Text up to an unescaped delimiter. A backslash before the delimiter goes, except that `\n` of regexes stays. */
  protected delimited(delimiter: string, regex: boolean): ByteString | undefined {
    let out = '';
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) return undefined;
      this.at += 1;
      if (char === '\n' && regex && delimiter !== '\n') return undefined;
      if (char === delimiter) return out;
      if (char === '[' && regex) {
        const bracket = /^\^?\]?(?:\[:[^\]]*:\]|\[\.[^\]]*\.\]|\[=[^\]]*=\]|[^\]\n])*\]/.exec(this.text.slice(this.at));
        if (!bracket) {
          this.at = this.text.length;
          return undefined;
        }
        out += char + bracket[0];
        this.at += bracket[0].length;
        continue;
      }
      if (char === '\\') {
        const next = this.text[this.at];
        if (next === undefined) return undefined;
        this.at += 1;
        if (next === delimiter) out += this.#unescapedDelimiter(next, regex);
        else if (next === '\n' && regex) out += '\n';
        else out += `\\${next}`;
        continue;
      }
      out += char;
    }
  }

  /** `s|a\|b|x|`: the delimiter stands for itself, also when it is an operator. */
  #unescapedDelimiter(char: string, regex: boolean): string {
    if (!regex) return char === '&' ? '\\&' : char;
    if (/[.*[\]^$]/.test(char)) return `\\${char}`;
    return char;
  }

  protected restOfLine(): ByteString {
    const end = this.text.indexOf('\n', this.at);
    const stop = end < 0 ? this.text.length : end;
    const text = this.text.slice(this.at, stop);
    this.at = stop;
    return text;
  }
}
