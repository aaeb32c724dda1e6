// Where quotes, expansions and words end: the character level of the shell grammar, shared by the recognizer and the word compiler.

/** More input could still complete the text. */
export class Incomplete extends Error {
  readonly reason: 'quote' | 'heredoc' | 'command';
  /** The quote that is open. */
  readonly last: string;
  constructor(reason: 'quote' | 'heredoc' | 'command', last = '') {
    super(reason);
    this.reason = reason;
    this.last = last;
  }
}

/** What bash or dash prints about text that cannot be a program. */
export class SyntaxFault extends Error {
  /** Line (from 1, in the text being read) that the message names. */
  readonly line: number;
  /** Print the source line as a second message. */
  readonly showLine: boolean;
  /** `$?` afterwards; 'keep': as it was; 'nonzero': as it was, or 2. */
  readonly status: number | 'keep' | 'nonzero';
  /** Only this line is thrown away; the shell goes on with the next one. */
  readonly discard: boolean;
  constructor(
    message: string,
    line: number,
    showLine: boolean,
    status: number | 'keep' | 'nonzero' = 2,
    discard = false,
  ) {
    super(message);
    this.line = line;
    this.showLine = showLine;
    this.status = status;
    this.discard = discard;
  }
}

/** Nesting of substitutions and compound commands: beyond it the recursion of the parser itself would be in danger. */
export const MAX_NESTING = 200;

export interface LexOptions {
  readonly dash: boolean;
  readonly extglob: boolean;
  /** No further input will come: running off the end is an error, not `Incomplete`. */
  readonly final: boolean;
  /** Line number of the first line of the text. */
  readonly line: number;
}

const BLANK = /[ \t]/;
export const METACHARS = new Set([' ', '\t', '\n', ';', '&', '(', ')', '|', '<', '>']);

export class Lexer {
  text: string;
  pos = 0;
  depth = 0;
  private counted: { readonly text: string; readonly pos: number; readonly line: number } | undefined;
  readonly options: LexOptions;

  constructor(text: string, options: LexOptions) {
    this.text = text;
    this.options = options;
  }

  lineAt(pos: number): number {
    // Questions mostly come in the order of the text: counting goes on from the last answer.
    const known = this.counted;
    const from = known !== undefined && known.text === this.text && known.pos <= pos ? known : undefined;
    let line = from?.line ?? this.options.line;
    for (let i = this.text.indexOf('\n', from?.pos ?? 0); i >= 0 && i < pos; i = this.text.indexOf('\n', i + 1))
      line += 1;
    this.counted = { text: this.text, pos, line };
    return line;
  }

  /** Line number just behind the last line: where an unexpected end of file is reported. */
  get endLine(): number {
    return this.lineAt(this.text.length) + (this.text.endsWith('\n') || this.options.dash ? 0 : 1);
  }

  /** The text ended inside a construct opened at `start`. */
  unterminated(close: string, start: number, atEnd: boolean): never {
    if (!this.options.final) throw new Incomplete('\'"`}'.includes(close) && close !== '' ? 'quote' : 'command', close);
    if (this.options.dash) {
      const message =
        close === '`'
          ? 'EOF in backquote substitution'
          : close === ')'
            ? 'end of file unexpected (expecting ")")'
            : close === '}'
              ? "Missing '}'"
              : 'Unterminated quoted string';
      throw new SyntaxFault(`Syntax error: ${message}`, this.endLine, false);
    }
    throw new SyntaxFault(
      `unexpected EOF while looking for matching \`${close}'`,
      atEnd ? this.endLine : this.lineAt(start),
      false,
      atEnd ? 2 : 'nonzero',
    );
  }

  /** Skips `\`+newline pairs and returns the position of the next real character. */
  past(pos: number): number {
    while (this.text[pos] === '\\' && this.text[pos + 1] === '\n') pos += 2;
    return pos;
  }

  skipBlanks(): void {
    for (;;) {
      const c = this.text[this.pos];
      if (c !== undefined && BLANK.test(c)) this.pos += 1;
      else if (c === '\\' && this.text[this.pos + 1] === '\n') this.pos += 2;
      else return;
    }
  }

  /** From an opening `'` to behind the closing one. */
  single(start: number): number {
    const end = this.text.indexOf("'", start + 1);
    if (end < 0) this.unterminated("'", start, false);
    return end + 1;
  }

  /** `$'…'`: `start` is the quote. */
  ansi(start: number): number {
    for (let i = start + 1; i < this.text.length; i += 1) {
      const c = this.text[i];
      if (c === '\\') i += 1;
      else if (c === "'") return i + 1;
    }
    return this.unterminated("'", start, false);
  }

  double(start: number): number {
    let i = start + 1;
    while (i < this.text.length) {
      const c = this.text[i];
      if (c === '"') return i + 1;
      if (c === '\\') i += 2;
      else if (c === '`') i = this.backtick(i);
      else if (c === '$') i = this.dollar(i, true);
      else i += 1;
    }
    return this.unterminated('"', start, false);
  }

  backtick(start: number): number {
    for (let i = start + 1; i < this.text.length; i += 1) {
      const c = this.text[i];
      if (c === '\\') i += 1;
      else if (c === '`') return i + 1;
    }
    return this.unterminated('`', start, false);
  }

  /** From a `$` to behind what it introduces (just behind the `$` when it introduces nothing or a plain name). */
  dollar(start: number, inDouble: boolean): number {
    const at = this.past(start + 1);
    const c = this.text[at];
    if (c === '{') return this.brace(at, inDouble);
    if (c === '(') return this.parenthesis(at);
    if (this.options.dash) return at;
    if (c === '[') return this.matched(at, '[', ']');
    if (c === "'" && !inDouble) return this.ansi(at);
    if (c === '"' && !inDouble) return this.double(at);
    return at;
  }

  /** `${…}` from its `{`. In double quotes a `'` is ordinary for dash only: bash pairs it even there (outside its POSIX mode). */
  brace(start: number, inDouble: boolean): number {
    this.enter();
    let i = start + 1;
    while (i < this.text.length) {
      const c = this.text[i];
      if (c === '}') {
        this.depth -= 1;
        return i + 1;
      }
      if (c === '\\') i += 2;
      else if (c === "'" && (!inDouble || !this.options.dash)) i = this.single(i);
      else if (c === '"') i = this.double(i);
      else if (c === '`') i = this.backtick(i);
      else if (c === '$') i = this.dollar(i, inDouble);
      else if ((c === '<' || c === '>') && !inDouble && !this.options.dash && this.text[i + 1] === '(')
        i = this.command(i + 1);
      else i += 1;
    }
    return this.unterminated('}', start, false);
  }

  /** `$(…)` or `$((…))` from its first parenthesis. */
  parenthesis(start: number): number {
    // What follows `$((` is only matched, not parsed: it may be arithmetic.
    if (!this.options.dash && this.text[this.past(start + 1)] === '(') return this.matched(start, '(', ')');
    if (this.options.dash && this.text[this.past(start + 1)] === '(') return this.dashArithmetic(start);
    return this.command(start);
  }

  /** dash takes `$((` for arithmetic in any case. */
  private dashArithmetic(start: number): number {
    try {
      const end = this.arithmetic(this.past(start + 1));
      if (end >= 0) return end;
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault;
    }
    throw new SyntaxFault("Syntax error: Missing '))'", this.endLine, false);
  }

  /** `((…))` from its second parenthesis to behind `))`; -1 when the parentheses do not close together. */
  arithmetic(second: number): number {
    const inner = this.matched(second, '(', ')');
    const last = this.past(inner);
    if (this.text[last] === ')') return last + 1;
    if (last >= this.text.length && !this.options.final) throw new Incomplete('command');
    return -1;
  }

  /** A balanced pair with quotes respected; returns the position behind the closing character. */
  matched(start: number, open: string, close: string): number {
    this.enter();
    let level = 0;
    let i = start;
    while (i < this.text.length) {
      const c = this.text[i];
      if (c === open) level += 1;
      else if (c === close) {
        level -= 1;
        if (level === 0) {
          this.depth -= 1;
          return i + 1;
        }
      }
      if (c === '\\') i += 2;
      else if (c === "'") i = this.single(i);
      else if (c === '"') i = this.double(i);
      else if (c === '`') i = this.backtick(i);
      else if (c === '$') i = this.dollar(i, open !== '(');
      else i += 1;
    }
    return this.unterminated(close, start, false);
  }

  /** `(list)` of a substitution. The recognizer replaces this with the real grammar. */
  command(start: number): number {
    return this.matched(start, '(', ')');
  }

  enter(): void {
    this.depth += 1;
    if (this.depth > MAX_NESTING)
      throw new SyntaxFault(`maximum nesting depth exceeded (${MAX_NESTING})`, this.lineAt(this.pos), false);
  }
}
