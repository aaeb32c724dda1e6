// Where one grammar stands inside another: `$( )`, array assignments, words of `[[ ]]`.
import { Incomplete, SyntaxFault } from './lexer.ts';
import { Tokenizer, type Token } from './tokens.ts';

export abstract class NestedTokenizer extends Tokenizer {
  protected abstract compoundList(): void;
  protected abstract newlines(command?: boolean): void;
  protected abstract unexpected(token?: Token): never;

  protected isOp(text: string): boolean {
    return this.token.kind === 'op' && this.token.text === text;
  }

  /** A word inside `[[ ]]`: patterns are always extended there, a regular expression keeps its parentheses and bars. */
  conditionWord(start: number, mode: 'word' | 'pattern' | 'regex'): number {
    return this.word(start, false, mode === 'pattern' || this.options.extglob, mode === 'regex');
  }

  override command(start: number): number {
    this.enter();
    const saved = { token: this.token, pending: this.pending, pos: this.pos };
    this.pending = [];
    this.pos = start + 1;
    try {
      this.next(true);
      this.newlines();
      if (!this.isOp(')')) this.compoundList();
      if (this.token.kind === 'eof') this.unterminated(')', start, true);
      if (!this.isOp(')')) this.unexpected();
    } catch (fault) {
      if (fault instanceof Incomplete || !(fault instanceof SyntaxFault)) throw fault;
      if (this.options.final && fault.message.endsWith('unexpected end of file')) this.unterminated(')', start, true);
      throw fault;
    }
    const end = this.token.end;
    this.token = saved.token;
    this.pending = saved.pending;
    this.pos = saved.pos;
    this.depth -= 1;
    return end;
  }

  protected override compoundArray(start: number): number {
    const saved = { token: this.token, pos: this.pos };
    this.pos = start + 1;
    for (;;) {
      this.arrayToken();
      const token = this.token;
      if (token.kind === 'eof')
        throw new SyntaxFault("unexpected EOF while looking for matching `)'", this.lineAt(start), false, 1);
      if (this.isOp(')')) break;
      if (token.kind === 'op')
        throw new SyntaxFault(
          `syntax error near unexpected token \`${token.text}'`,
          this.lineAt(token.start),
          true,
          1,
          true,
        );
    }
    const end = this.token.end;
    this.token = saved.token;
    this.pos = saved.pos;
    return end;
  }

  /** Inside an array assignment `[index]=` may hold blanks. */
  private arrayToken(): void {
    for (;;) {
      this.skipBlanks();
      if (this.text[this.pos] !== '\n') break;
      this.pos += 1;
    }
    if (this.text[this.pos] === '[') {
      const close = this.matched(this.pos, '[', ']');
      const rest = /^\+?=/.exec(this.text.slice(close, close + 2))?.[0];
      if (rest !== undefined) {
        const start = this.pos;
        const end = this.word(close + rest.length, false);
        this.pos = end;
        this.token = { kind: 'word', text: this.text.slice(start, end), start, end, assignment: false };
        return;
      }
    }
    this.next();
  }
}
