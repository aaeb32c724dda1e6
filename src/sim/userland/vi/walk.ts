// Steps through the text character by character, line ends included, and the word motions that are made of them.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Buffer } from '../editor/buffer.ts';
import type { Charset } from '../editor/charset.ts';

/** `end` is the place behind the last character of a line; `line` a new line; `stop` there is no further. */
type Step = 'moved' | 'end' | 'line' | 'stop';

export class Walker {
  readonly #buf: Buffer;
  readonly #chars: Charset;
  row: number;
  col: number;
  /** Blanks separate words, nothing else does: W, B, E. */
  readonly big: boolean;

  constructor(buf: Buffer, chars: Charset, at: { row: number; col: number }, big = false) {
    this.#buf = buf;
    this.#chars = chars;
    this.row = at.row;
    this.col = at.col;
    this.big = big;
  }

  get line(): ByteString {
    return this.#buf.line(this.row);
  }

  get emptyLine(): boolean {
    return this.col === 0 && this.line === '';
  }

  next(): Step {
    const { line } = this;
    if (this.col < line.length) {
      this.col = this.#chars.next(line, this.col);
      return this.col < line.length ? 'moved' : 'end';
    }
    if (this.row >= this.#buf.last) return 'stop';
    this.row += 1;
    this.col = 0;
    return 'line';
  }

  back(): Step {
    if (this.col > 0) {
      this.col = this.#chars.previous(this.line, this.col);
      return 'moved';
    }
    if (this.row === 0) return 'stop';
    this.row -= 1;
    this.col = this.line.length;
    return 'line';
  }

  /** 0: blank or line end; words and punctuation are different otherwise. */
  kind(): number {
    const { line } = this;
    if (this.col >= line.length) return 0;
    const code = this.#chars.code(line, this.col);
    if (code === 32 || code === 9) return 0;
    if (this.big) return 1;
    if (code < 0) return 2;
    if (code < 128) return /[0-9A-Za-z_]/.test(String.fromCharCode(code)) ? 2 : 1;
    if (code < 0x100) return code >= 0xc0 || code === 0xb5 || code === 0xaa || code === 0xba ? 2 : 1;
    if ((code >= 0x3040 && code <= 0x309f) || (code >= 0x30a0 && code <= 0x30ff)) return code;
    if (code >= 0x4e00 && code <= 0x9fff) return 0x4e00;
    if ((code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f)) return 1;
    return code >= 0x1f000 ? 3 : 2;
  }

  /** Over characters of one kind; true when the text ended. */
  #skip(kind: number, forward: boolean): boolean {
    while (this.kind() === kind) if ((forward ? this.next() : this.back()) === 'stop') return true;
    return false;
  }

  /** w. `operator`: the last word of a line is not left behind. */
  word(count: number, operator: boolean): boolean {
    for (let left = count - 1; left >= 0; left -= 1) {
      const stopAtEnd = operator && left === 0;
      const kind = this.kind();
      const last = this.row === this.#buf.last;
      const step = this.next();
      const ended = step === 'end' || step === 'line';
      if (step === 'stop' || (ended && last)) return false;
      if (ended && stopAtEnd) return true;
      if (kind !== 0) {
        while (this.kind() === kind) {
          const inner = this.next();
          if (inner === 'stop' || (inner !== 'moved' && stopAtEnd)) return true;
        }
      }
      while (this.kind() === 0) {
        if (this.emptyLine) break;
        const inner = this.next();
        if (inner === 'stop' || (inner !== 'moved' && last)) return true;
      }
    }
    return true;
  }

  /** b */
  wordBack(count: number): boolean {
    for (let left = count; left > 0; left -= 1) {
      if (this.back() === 'stop') return false;
      let found = false;
      while (this.kind() === 0) {
        if (this.emptyLine) {
          found = true;
          break;
        }
        if (this.back() === 'stop') return true;
      }
      if (found) continue;
      if (this.#skip(this.kind(), false)) return true;
      this.next();
    }
    return true;
  }

  /** e. `stay`: the end of the word that the cursor ends already counts (cw). */
  wordEnd(count: number, stay: boolean): boolean {
    for (let left = count; left > 0; left -= 1) {
      const kind = this.kind();
      if (this.next() === 'stop') return false;
      if (this.kind() === kind && kind !== 0) {
        if (this.#skip(kind, true)) return false;
      } else if (!stay || left < count || kind === 0) {
        while (this.kind() === 0) if (this.next() === 'stop') return false;
        if (this.#skip(this.kind(), true)) return false;
      }
      this.back();
    }
    return true;
  }

  /** ge */
  wordEndBack(count: number): boolean {
    for (let left = count; left > 0; left -= 1) {
      const kind = this.kind();
      if (this.back() === 'stop') return false;
      if (kind !== 0 && this.kind() === kind) {
        if (this.#skip(kind, false)) return true;
      }
      while (this.kind() === 0) {
        if (this.emptyLine) break;
        if (this.back() === 'stop') return true;
      }
    }
    return true;
  }
}
