// mawk's scanner: what a slash or a less-than sign means depends on the token before it, and a name before `(` is a function.
import { collectString } from './strings.ts';
import { BEFORE_DIVISION, BUILTINS, KEYWORDS, MAX_FIELD, OPERATORS, type Token, type TokenKind } from './tokens.ts';

/** Where the scanner sends errors, and whom it asks about names. */
export interface LexerHost {
  complain(text: string, line: number): void;
  /** An error after which nothing more is read. */
  fatal(text: string): never;
  isVariable(name: string): boolean;
  isFunction(name: string): boolean;
}

export class Lexer {
  readonly #text: string;
  readonly #host: LexerHost;
  #at = 0;
  #line = 1;
  #last: TokenKind = 'newline';
  /** The next `}` has already got its semicolon. */
  #faked = false;
  parens = 0;
  braces = 0;
  /** Inside `print`, where `>` and `|` redirect unless parenthesised. */
  printing = false;
  /** After `getline`, where `<` reads a file. */
  gettingLine = false;

  constructor(text: string, host: LexerHost) {
    this.#text = `${text}\n`;
    this.#host = host;
    this.#eatNewlines();
  }

  get line(): number {
    return this.#line;
  }

  next(): Token {
    const token = this.#scan();
    this.#last = token.kind;
    return token;
  }

  #token(kind: TokenKind, text: string, value = 0): Token {
    return { kind, text, line: this.#line, value };
  }

  #skipBlanks(): void {
    for (;;) {
      const char = this.#text[this.#at];
      if (char === ' ' || char === '\t' || char === '\f' || char === '\v' || char === '\r') this.#at += 1;
      else if (char === '\\' && /^\\\r?\n/.test(this.#text.slice(this.#at, this.#at + 3))) {
        this.#at = this.#text.indexOf('\n', this.#at) + 1;
        this.#line += 1;
      } else if (char === '#') {
        while (this.#at < this.#text.length && this.#text[this.#at] !== '\n') this.#at += 1;
      } else return;
    }
  }

  #eatNewlines(): void {
    for (;;) {
      this.#skipBlanks();
      if (this.#text[this.#at] !== '\n') return;
      this.#at += 1;
      this.#line += 1;
    }
  }

  #take(text: string, kind: TokenKind): Token {
    this.#at += text.length;
    return this.#token(kind, text);
  }

  #scan(): Token {
    this.#skipBlanks();
    const char = this.#text[this.#at];
    if (char === undefined) return this.#token('eof', 'end of file');
    if (char === '\n') {
      const token = this.#token('newline', 'end of line');
      this.#eatNewlines();
      return token;
    }
    if (/[A-Za-z_]/.test(char)) return this.#word();
    if (/[0-9]/.test(char) || (char === '.' && /[0-9]/.test(this.#text[this.#at + 1] ?? '')))
      return this.#number('number');
    const two = this.#text.slice(this.#at, this.#at + 2);
    switch (char) {
      case ';': {
        const token = this.#take(';', 'semicolon');
        this.#eatNewlines();
        return token;
      }
      case '{': {
        const token = this.#take('{', '{');
        this.#eatNewlines();
        this.braces += 1;
        return token;
      }
      case '}':
        return this.#closeBrace();
      case '(':
        this.parens += 1;
        return this.#take('(', '(');
      case ')':
        this.#at += 1;
        if (this.parens > 0) {
          this.parens -= 1;
          return this.#token(')', ')');
        }
        this.#host.complain("extra ')'", this.#line);
        return this.#scan();
      case ',': {
        const token = this.#take(',', ',');
        this.#eatNewlines();
        return token;
      }
      case '"':
        return this.#string();
      case '$':
        return this.#dollar();
      case '/':
        return this.#slash();
      case '&':
      case '|':
        return this.#bars(char, two);
      case '<':
        if (two === '<=') return this.#take('<=', 'compare');
        if (!this.gettingLine) return this.#take('<', 'compare');
        this.gettingLine = false;
        return this.#take('<', 'input');
      case '>':
        if (this.printing && this.parens === 0) {
          this.printing = false;
          return this.#take(two === '>>' ? '>>' : '>', 'out');
        }
        return this.#take(two === '>=' ? '>=' : '>', 'compare');
    }
    if (char === '~') {
      // mawk's message about this one has no text
      this.#at += 1;
      return this.#token('match', '');
    }
    for (const [text, kind] of OPERATORS) if (this.#text.startsWith(text, this.#at)) return this.#take(text, kind);
    this.#at += 1;
    return this.#token('unexpected', char);
  }

  /** A statement before `}` needs no semicolon: one is supplied. */
  #closeBrace(): Token {
    if (this.braces <= 0) {
      this.#at += 1;
      this.#host.complain("extra '}'", this.#line);
      return this.#scan();
    }
    if (!this.#faked) {
      this.#faked = true;
      return this.#token('fake-semicolon', '}');
    }
    this.#faked = false;
    this.braces -= 1;
    const token = this.#take('}', '}');
    if (this.braces === 0) {
      this.#skipBlanks();
      if (this.#text[this.#at] === ';') this.#at += 1;
    }
    this.#eatNewlines();
    return token;
  }

  #bars(char: string, two: string): Token {
    if (two === '&&' || two === '||') {
      const token = this.#take(two, char === '&' ? 'and' : 'or');
      this.#eatNewlines();
      return token;
    }
    if (char === '&') {
      this.#at += 1;
      return this.#token('unexpected', char);
    }
    if (this.printing && this.parens === 0) {
      this.printing = false;
      return this.#take('|', 'out');
    }
    return this.#take('|', 'pipe');
  }

  #slash(): Token {
    if (BEFORE_DIVISION.has(this.#last)) {
      return this.#text[this.#at + 1] === '=' ? this.#take('/=', 'assign') : this.#take('/', '/');
    }
    const start = this.#at + 1;
    let at = start;
    let source = '';
    // a slash inside brackets does not end the expression
    let bracket = -1;
    for (;;) {
      const next = this.#text[at];
      if (next === undefined || next === '\n') {
        this.#host.fatal(
          `line ${this.#line}: runaway regular expression /${this.#text.slice(start, start + 10).split('\n')[0] ?? ''} ...`,
        );
      }
      if (next === '/' && bracket < 0) break;
      if (next === '[' && bracket < 0) bracket = source.length;
      else if (
        next === ']' &&
        bracket >= 0 &&
        !/^\[\^?$/.test(source.slice(bracket)) &&
        !this.#inClass(source.slice(bracket + 1))
      )
        bracket = -1;
      if (next === '\\' && this.#text[at + 1] === '/') {
        source += '/';
        at += 2;
      } else if (next === '\\' && this.#text[at + 1] === '\n') {
        this.#line += 1;
        at += 2;
      } else if (next === '\\') {
        source += this.#text.slice(at, at + 2);
        at += 2;
      } else {
        source += next;
        at += 1;
      }
    }
    this.#at = at + 1;
    return this.#token('regex', source);
  }

  /** Whether a character class such as `[:alpha:` is still open. */
  #inClass(inside: string): boolean {
    return /\[:[a-z]*:$/.test(inside);
  }

  #string(): Token {
    const found = collectString(this.#text, this.#at + 1);
    if (!found) {
      const rest = this.#text.slice(this.#at + 1, this.#at + 11).split('\n')[0] ?? '';
      this.#host.fatal(`line ${this.#line}: runaway string constant "${rest} ...`);
    }
    this.#line += found.lines;
    this.#at = found.end;
    return this.#token('string', found.value);
  }

  #number(kind: 'number' | 'field'): Token {
    // strtod(3), as the C library reads it; `1e` leaves the letter alone
    const found = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/.exec(this.#text.slice(this.#at));
    const text = found?.[0] ?? '0';
    this.#at += text.length;
    const value = Number(text);
    if (value === Infinity) this.#host.fatal(`line ${this.#line}: ${text} : decimal overflow`);
    return this.#token(kind, text, value);
  }

  #dollar(): Token {
    this.#at += 1;
    const start = this.#at;
    this.#skipBlanks();
    if (/^\.?[0-9]/.test(this.#text.slice(this.#at, this.#at + 2))) {
      const { value } = this.#number('field');
      if (value > MAX_FIELD) this.#host.complain(`$${value} exceeds maximum field(${MAX_FIELD})`, this.#line);
      return this.#token('field', '$', Math.trunc(value));
    }
    this.#at = start;
    return this.#token('$', '$');
  }

  #word(): Token {
    const name = /^[A-Za-z_0-9]+/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += name.length;
    if (name === 'getline') {
      this.gettingLine = true;
      return this.#token('getline', name);
    }
    if (name === 'in') return this.#token('in', name);
    if (name === 'length') return this.#token('length', name);
    if (KEYWORDS.has(name)) return this.#token('keyword', name);
    if (BUILTINS.has(name)) return this.#token('builtin', name);
    if (this.#host.isFunction(name)) return this.#token('function-name', name);
    if (!this.#host.isVariable(name) && this.#text[this.#at] === '(') return this.#token('function-name', name);
    return this.#token('name', name);
  }
}
