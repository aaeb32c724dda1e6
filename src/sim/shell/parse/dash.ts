// Recognizes one complete command for `sh` (dash) and words its syntax errors; bash-only syntax is rewritten to what dash takes it for.
import { DASH_RESERVED } from './dash-words.ts';
import { SyntaxFault } from './lexer.ts';
import { REDIRECTIONS, Tokenizer } from './tokens.ts';

/** Words that bash's grammar (and so the parser library) treats specially and dash does not. */
const PLAIN_IN_DASH = new Set(['[[', 'function', 'select', 'time', 'coproc', ']]']);

export class DashGrammar extends Tokenizer {
  unit(): 'command' | 'empty' | 'end' {
    this.advance(true);
    if (this.token.kind === 'eof') return 'end';
    if (this.token.kind === 'newline') return 'empty';
    this.list('');
    return 'command';
  }

  /** The next token; words that only bash reserves are hidden from the parser library by a backslash. */
  private advance(command = false): void {
    this.next(command);
    const { token } = this;
    if (token.kind === 'word' && command && PLAIN_IN_DASH.has(token.text)) {
      this.text = `${this.text.slice(0, token.start)}\\${this.text.slice(token.start)}`;
      this.pos += 1;
      this.token = { ...token, end: token.end + 1 };
    } else if (token.kind === 'op' && token.text === '&' && this.text[token.end] === '>') {
      this.text = `${this.text.slice(0, token.end)} ${this.text.slice(token.end)}`;
    }
  }

  private isOp(text: string): boolean {
    return this.token.kind === 'op' && this.token.text === text;
  }
  private isWord(text: string): boolean {
    return this.token.kind === 'word' && this.token.text === text;
  }

  private fault(message: string): never {
    const line = this.token.kind === 'eof' ? this.endLine : this.lineAt(this.token.start);
    throw new SyntaxFault(`Syntax error: ${message}`, this.token.kind === 'newline' ? line + 1 : line, false);
  }

  private unexpected(expecting?: string): never {
    const { token } = this;
    const shown =
      token.kind === 'eof'
        ? 'end of file'
        : token.kind === 'newline'
          ? 'newline'
          : token.kind === 'op'
            ? REDIRECTIONS.has(token.text)
              ? 'redirection'
              : `"${token.text}"`
            : token.kind === 'number'
              ? 'redirection'
              : DASH_RESERVED.has(token.text)
                ? `"${token.text}"`
                : 'word';
    this.fault(`${shown} unexpected${expecting === undefined ? '' : ` (expecting "${expecting}")`}`);
  }

  private newlines(command = true): void {
    while (this.token.kind === 'newline') this.advance(command);
  }

  /** `closer`: '' at top level, where a newline ends the unit. */
  private list(closer: string): void {
    for (;;) {
      this.andOr();
      if (this.isOp(';') || this.isOp('&')) {
        this.advance(true);
        if (closer === '') {
          if (this.token.kind === 'newline' || this.token.kind === 'eof') return;
          continue;
        }
      } else if (this.token.kind === 'newline') {
        if (closer === '') return;
      } else if (closer === '') {
        if (this.token.kind === 'eof') return;
        this.unexpected();
      } else return;
      this.newlines();
      if (this.atEnd()) return;
    }
  }

  private atEnd(): boolean {
    const { token } = this;
    if (token.kind === 'eof') return true;
    if (token.kind === 'op') return token.text === ')' || token.text === ';;';
    return token.kind === 'word' && ['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}'].includes(token.text);
  }

  private compoundList(closer: string): void {
    this.newlines();
    // The end of the file is the caller's to complain about: it knows what it expects.
    if (this.token.kind === 'eof') return;
    this.list(closer);
  }

  private andOr(): void {
    for (;;) {
      this.pipeline();
      if (!this.isOp('&&') && !this.isOp('||')) return;
      this.advance(true);
      this.newlines();
    }
  }

  private pipeline(): void {
    if (this.isWord('!')) this.advance(true);
    for (;;) {
      this.command_();
      if (!this.isOp('|')) return;
      this.advance(true);
      this.newlines();
    }
  }

  private expect(word: string): void {
    if (!this.isWord(word)) this.unexpected(word);
    this.advance(true);
  }

  private command_(): void {
    this.enter();
    const { token } = this;
    const word = token.kind === 'word' ? token.text : '';
    if (this.isOp('(')) {
      if (this.text[token.end] === '(') this.text = `${this.text.slice(0, token.end)} ${this.text.slice(token.end)}`;
      this.advance(true);
      this.compoundList(')');
      if (!this.isOp(')')) this.unexpected(')');
      this.advance(true);
      this.redirections();
    } else if (word === '{') {
      this.advance(true);
      this.compoundList('}');
      this.expect('}');
      this.redirections();
    } else if (word === 'if') {
      this.ifCommand();
      this.redirections();
    } else if (word === 'while' || word === 'until') {
      this.advance(true);
      this.compoundList('do');
      this.doGroup();
    } else if (word === 'for') this.forCommand();
    else if (word === 'case') this.caseCommand();
    else if (
      token.kind === 'number' ||
      (token.kind === 'op' && REDIRECTIONS.has(token.text)) ||
      (token.kind === 'word' && !DASH_RESERVED.has(word))
    )
      this.simple();
    else this.unexpected();
    this.depth -= 1;
  }

  private doGroup(): void {
    this.expect('do');
    this.compoundList('done');
    this.expect('done');
    this.redirections();
  }

  private ifCommand(): void {
    this.advance(true);
    this.compoundList('then');
    this.expect('then');
    this.compoundList('fi');
    while (this.isWord('elif')) {
      this.advance(true);
      this.compoundList('then');
      this.expect('then');
      this.compoundList('fi');
    }
    if (this.isWord('else')) {
      this.advance(true);
      this.compoundList('fi');
    }
    this.expect('fi');
  }

  private forCommand(): void {
    this.advance();
    if (this.token.kind !== 'word' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(this.token.text))
      this.fault('Bad for loop variable');
    this.advance(true);
    this.newlines();
    if (this.isWord('in')) {
      this.advance();
      while (this.token.kind === 'word') this.advance();
      if (this.token.kind !== 'newline' && !this.isOp(';')) this.unexpected();
      this.advance(true);
    } else if (this.isOp(';')) this.advance(true);
    this.newlines();
    this.doGroup();
  }

  private caseCommand(): void {
    this.advance();
    if (this.token.kind !== 'word') this.unexpected();
    this.advance();
    this.newlines(false);
    if (!this.isWord('in')) this.unexpected('in');
    this.advance();
    for (;;) {
      this.newlines(false);
      if (this.isWord('esac')) break;
      if (this.isOp('(')) this.advance();
      for (;;) {
        if (this.token.kind !== 'word') this.unexpected(this.token.kind === 'eof' ? 'esac' : undefined);
        this.advance();
        if (!this.isOp('|')) break;
        this.advance();
      }
      if (!this.isOp(')')) this.unexpected(')');
      this.advance(true);
      this.newlines();
      if (!this.isOp(';;') && !this.isWord('esac')) this.list('esac');
      if (this.isWord('esac')) break;
      if (!this.isOp(';;')) this.unexpected(';;');
      this.advance();
    }
    this.advance(true);
    this.redirections();
  }

  private redirections(): void {
    while (this.token.kind === 'number' || (this.token.kind === 'op' && REDIRECTIONS.has(this.token.text)))
      this.redirection(true);
  }

  private redirection(command: boolean): void {
    if (this.token.kind === 'number') this.advance();
    const op = this.token;
    this.advance();
    if (this.token.kind !== 'word') this.unexpected();
    if (op.text === '<<' || op.text === '<<-') this.expectHereDoc(this.token, op.text === '<<-');
    this.advance(command);
  }

  private simple(): void {
    let words = 0;
    for (;;) {
      const { token } = this;
      if (token.kind === 'word') {
        const leading = words === 0 && token.assignment;
        if (!leading) words += 1;
        this.advance(leading);
        if (this.isOp('(') && words === 1 && !leading) {
          this.advance();
          if (!this.isOp(')')) this.unexpected(')');
          if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(token.text)) this.fault('Bad function name');
          this.advance(true);
          this.newlines();
          this.command_();
          return;
        }
      } else if (token.kind === 'number' || (token.kind === 'op' && REDIRECTIONS.has(token.text)))
        this.redirection(words === 0);
      else return;
    }
  }

  override command(start: number): number {
    this.enter();
    const saved = { token: this.token, pending: this.pending, pos: this.pos };
    this.pending = [];
    this.pos = start + 1;
    this.advance(true);
    this.newlines();
    if (!this.atEnd()) this.list(')');
    if (!this.isOp(')')) this.unexpected(')');
    const end = this.token.end;
    this.token = saved.token;
    this.pending = saved.pending;
    this.pos = saved.pos;
    this.depth -= 1;
    return end;
  }
}
