/** Cuts template text into tokens, with the trim markers applied and the lexer's own errors as tokens. */
import { isDigit, isLetter, isPrint, quote, runeAt, runes, encodeRunes, unicodeName } from './text.ts';

export type TokenKind =
  | 'error'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | 'dot'
  | 'block'
  | 'break'
  | 'continue'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with';

export interface Token {
  readonly kind: TokenKind;
  readonly pos: number;
  readonly val: string;
  readonly line: number;
}

const KEYWORDS: ReadonlySet<string> = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'nil',
  'template',
  'with',
]);

/** item.String(): how a token is named in an error. */
export function tokenText(t: Token): string {
  if (t.kind === 'eof') return 'EOF';
  if (t.kind === 'error') return t.val;
  if (t.kind === 'dot' || KEYWORDS.has(t.kind)) return `<${t.val}>`;
  if (t.val.length > 10) return quote(encodeRunes(runes(t.val).slice(0, 10))) + '...';
  return quote(t.val);
}

const SPACE = ' \t\r\n';

export interface LexOptions {
  readonly left?: string;
  readonly right?: string;
  /** A function of that name is defined, so the word is an identifier. */
  readonly hasFunction?: (name: string) => boolean;
}

/** A pull lexer: next() gives one token at a time, the last one is `eof` or `error` for ever. */
export class Lexer {
  private readonly input: string;
  private readonly left: string;
  private readonly right: string;
  private readonly hasFunction: (name: string) => boolean;
  private pos = 0;
  private start = 0;
  private line = 1;
  private startLine = 1;
  private depth = 0;
  private inside = false;
  private queue: Token[] = [];
  private last: Token | undefined;

  constructor(input: string, options: LexOptions = {}) {
    this.input = input;
    this.left = options.left || '{{';
    this.right = options.right || '}}';
    this.hasFunction = options.hasFunction ?? (() => false);
  }

  next(): Token {
    if (this.last !== undefined) return this.last;
    while (this.queue.length === 0) {
      if (this.inside) this.lexInside();
      else this.lexText();
    }
    const t = this.queue.shift() as Token;
    if (t.kind === 'eof' || t.kind === 'error') this.last = t;
    return t;
  }

  private emit(kind: TokenKind): void {
    const val = this.input.slice(this.start, this.pos);
    this.queue.push({ kind, pos: this.start, val, line: this.startLine });
    this.skip();
  }

  /** Drops what was read, counting its lines. */
  private skip(): void {
    for (let i = this.start; i < this.pos; i++) if (this.input.charCodeAt(i) === 10) this.line++;
    this.start = this.pos;
    this.startLine = this.line;
  }

  private error(message: string): void {
    this.queue.push({ kind: 'error', pos: this.start, val: message, line: this.startLine });
  }

  private at(text: string, pos = this.pos): boolean {
    return this.input.startsWith(text, pos);
  }

  private lexText(): void {
    const open = this.input.indexOf(this.left, this.pos);
    if (open < 0) {
      this.pos = this.input.length;
      if (this.pos > this.start) this.emit('text');
      this.emit('eof');
      return;
    }
    const after = open + this.left.length;
    const trims = this.input[after] === '-' && SPACE.includes(this.input[after + 1] ?? 'x');
    this.pos = open;
    if (trims) while (this.pos > this.start && SPACE.includes(this.input[this.pos - 1] as string)) this.pos--;
    if (this.pos > this.start) this.emit('text');
    this.pos = open;
    this.skip();
    const body = after + (trims ? 2 : 0);
    if (this.at('/*', body)) return this.lexComment(body);
    this.pos = after;
    this.emit('leftDelim');
    this.pos = body;
    this.skip();
    this.depth = 0;
    this.inside = true;
  }

  private lexComment(body: number): void {
    const end = this.input.indexOf('*/', body + 2);
    if (end < 0) return this.error('unclosed comment');
    let close = end + 2;
    const trims = SPACE.includes(this.input[close] ?? 'x') && this.at('-' + this.right, close + 1);
    if (trims) close += 2;
    if (!this.at(this.right, close)) return this.error('comment ends before closing delimiter');
    this.pos = close + this.right.length;
    if (trims) this.passSpace();
    this.skip();
  }

  private passSpace(): void {
    while (this.pos < this.input.length && SPACE.includes(this.input[this.pos] as string)) this.pos++;
  }

  private lexInside(): void {
    const trims = SPACE.includes(this.input[this.pos] ?? 'x') && this.at('-' + this.right, this.pos + 1);
    if (trims || this.at(this.right)) {
      if (this.depth > 0) return this.error('unclosed left paren');
      if (trims) {
        this.pos += 2;
        this.skip();
      }
      this.pos += this.right.length;
      this.emit('rightDelim');
      if (trims) this.passSpace();
      this.skip();
      this.inside = false;
      return;
    }
    if (this.pos >= this.input.length) return this.error('unclosed action');
    const { rune, size } = runeAt(this.input, this.pos);
    const c = this.input[this.pos] as string;
    if (SPACE.includes(c)) return this.lexSpace();
    switch (c) {
      case '=':
        this.pos++;
        return this.emit('assign');
      case ':':
        if (this.input[this.pos + 1] !== '=') return this.error('expected :=');
        this.pos += 2;
        return this.emit('declare');
      case '|':
        this.pos++;
        return this.emit('pipe');
      case '"':
        return this.lexQuoted('"', 'string', 'unterminated quoted string');
      case "'":
        return this.lexQuoted("'", 'charConstant', 'unterminated character constant');
      case '`': {
        const end = this.input.indexOf('`', this.pos + 1);
        if (end < 0) return this.error('unterminated raw quoted string');
        this.pos = end + 1;
        return this.emit('rawString');
      }
      case '$':
        this.pos++;
        return this.lexWord('variable');
      case '(':
        this.pos++;
        this.depth++;
        return this.emit('leftParen');
      case ')':
        this.pos++;
        this.depth--;
        return this.depth < 0 ? this.error('unexpected right paren') : this.emit('rightParen');
      default:
    }
    if (c === '.' && this.pos + 1 < this.input.length && !/[0-9]/.test(this.input[this.pos + 1] as string)) {
      this.pos++;
      return this.lexWord('field');
    }
    if (/[.+\-0-9]/.test(c)) return this.lexNumber();
    if (isWordRune(rune)) return this.lexIdentifier();
    if (rune < 0x80 && isPrint(rune)) {
      this.pos += size;
      return this.emit('char');
    }
    return this.error('unrecognized character in action: ' + unicodeName(rune));
  }

  private lexSpace(): void {
    while (this.pos < this.input.length && SPACE.includes(this.input[this.pos] as string)) {
      // A space before a trimming right delimiter belongs to that delimiter.
      if (this.at('-' + this.right, this.pos + 1) && this.pos > this.start) break;
      this.pos++;
    }
    this.emit('space');
  }

  private word(): void {
    while (this.pos < this.input.length) {
      const { rune, size } = runeAt(this.input, this.pos);
      if (!isWordRune(rune)) return;
      this.pos += size;
    }
  }

  /** What may follow an identifier: so `.X.Y` breaks into two tokens and `$x+2` is refused. */
  private terminated(): boolean {
    if (this.pos >= this.input.length) return true;
    return (SPACE + '.,|:()').includes(this.input[this.pos] as string) || this.at(this.right);
  }

  private badCharacter(): void {
    this.error('bad character ' + unicodeName(runeAt(this.input, this.pos).rune));
  }

  private lexWord(kind: 'field' | 'variable'): void {
    if (this.terminated()) return this.emit(kind === 'variable' ? 'variable' : 'dot');
    this.word();
    if (!this.terminated()) return this.badCharacter();
    this.emit(kind);
  }

  private lexIdentifier(): void {
    this.word();
    if (!this.terminated()) return this.badCharacter();
    const word = this.input.slice(this.start, this.pos);
    if (word === 'true' || word === 'false') return this.emit('bool');
    const plain = (word === 'break' || word === 'continue') && this.hasFunction(word);
    this.emit(KEYWORDS.has(word) && !plain ? (word as TokenKind) : 'identifier');
  }

  private lexQuoted(q: string, kind: TokenKind, message: string): void {
    for (this.pos++; ; this.pos++) {
      const c = this.input[this.pos];
      if (c === '\\' && this.input[this.pos + 1] !== undefined && this.input[this.pos + 1] !== '\n') this.pos++;
      else if (c === undefined || c === '\n' || c === '\\') return this.error(message);
      else if (c === q) break;
    }
    this.pos++;
    this.emit(kind);
  }

  private lexNumber(): void {
    const m =
      /^[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*|0[bB][01_]*|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/.exec(
        this.input.slice(this.pos),
      );
    this.pos += m?.[0].length ?? 0;
    if (this.pos < this.input.length) {
      const { rune, size } = runeAt(this.input, this.pos);
      if (isWordRune(rune)) {
        this.pos += size;
        return this.error('bad number syntax: ' + quote(this.input.slice(this.start, this.pos)));
      }
    }
    this.emit('number');
  }
}

function isWordRune(r: number): boolean {
  return r === 0x5f || isLetter(r) || isDigit(r);
}
