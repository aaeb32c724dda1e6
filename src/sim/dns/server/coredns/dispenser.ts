// Walking over tokens the way CoreDNS's plugins do (caddyfile/dispenser.go), with its words when something is wrong.
import type { Token } from './tokens.ts';

/** The name that messages give the file. */
const COREFILE = 'Corefile';
const IN_FILE = /\bCorefile:(\d+) - /;

/** What a Corefile's author did wrong, in CoreDNS's words. */
export class CorefileError extends Error {
  override readonly name = 'CorefileError';
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }

  /** The message, with the file called so. */
  called(path: string = COREFILE): string {
    return this.message.replace(IN_FILE, `${path}:$1 - `);
  }
}

export class Dispenser {
  tokens: Token[];
  cursor: number;
  private nesting = 0;

  constructor(tokens: readonly Token[], cursor = -1) {
    this.tokens = [...tokens];
    this.cursor = cursor;
  }

  get value(): string {
    return this.tokens[this.cursor]?.text ?? '';
  }

  is(text: string): boolean {
    return this.value === text;
  }

  get line(): number {
    return this.tokens[this.cursor]?.line ?? 0;
  }

  next(): boolean {
    if (this.cursor >= this.tokens.length - 1) return false;
    this.cursor += 1;
    return true;
  }

  /** The next token, when it is on the same line. */
  nextArg(): boolean {
    const after = this.tokens[this.cursor + 1];
    if (after === undefined || (this.cursor >= 0 && after.line !== this.line)) return false;
    this.cursor += 1;
    return true;
  }

  isNewLine(): boolean {
    return this.cursor < 1 || this.tokens[this.cursor - 1]?.line !== this.line;
  }

  /** To be called in a loop: the lines of the block in braces that opens on this line. */
  nextBlock(): boolean {
    if (this.nesting > 0) {
      this.next();
      if (!this.is('}')) return true;
      this.nesting -= 1;
      return false;
    }
    if (!this.nextArg()) return false;
    if (!this.is('{')) {
      this.cursor -= 1;
      return false;
    }
    this.next();
    if (this.is('}')) return false;
    this.nesting += 1;
    return true;
  }

  remainingArgs(): string[] {
    const args: string[] = [];
    while (this.nextArg()) {
      if (this.value === '{') {
        this.cursor -= 1;
        break;
      }
      args.push(this.value);
    }
    return args;
  }

  error(words: string): CorefileError {
    return new CorefileError(`${COREFILE}:${this.line} - Error during parsing: ${words}`, this.line);
  }

  argError(): CorefileError {
    if (this.value === '{') return this.error("Unexpected token '{', expecting argument");
    return this.error(`Wrong argument count or unexpected line ending after '${this.value}'`);
  }

  syntaxError(expected: string): CorefileError {
    const words = `Syntax error: Unexpected token '${this.value}', expecting '${expected}'`;
    return new CorefileError(`${COREFILE}:${this.line} - ${words}`, this.line);
  }

  eofError(): CorefileError {
    return this.error('Unexpected EOF');
  }

  /** Errors of a plugin that have no place of their own get the line at hand. */
  plain(words: string): CorefileError {
    return new CorefileError(words, this.line);
  }
}
