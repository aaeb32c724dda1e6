// Recognizes one complete bash command (what bash's reader takes in before it runs anything) and finds the token a syntax error names.
// Follows the productions of bash's grammar (POSIX XCU 2.10 with bash's additions); the tree itself is built by the parser library afterwards.
import { SyntaxFault } from './lexer.ts';
import { NestedTokenizer } from './nested.ts';
import { REDIRECTIONS, type Token } from './tokens.ts';
import { conditional } from './conditional.ts';

export const RESERVED = new Set([
  '!',
  '[[',
  ']]',
  'case',
  'coproc',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'for',
  'function',
  'if',
  'in',
  'select',
  'then',
  'time',
  'until',
  'while',
  '{',
  '}',
]);
const DECLARATIONS = new Set(['declare', 'typeset', 'local', 'export', 'readonly', 'alias', 'eval', 'let']);
const OPENERS = new Set(['if', 'while', 'until', 'for', 'case', 'select', '{', '[[', '(']);
const CLOSERS = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in', ']]']);

export class Grammar extends NestedTokenizer {
  /** Recognizes one line's worth of commands from `pos`. 'empty': only blank lines and comments; 'end': nothing left. */
  unit(): 'command' | 'empty' | 'end' {
    const first = this.next(true);
    if (first.kind === 'eof') return 'end';
    if (first.kind === 'newline') return 'empty';
    for (;;) {
      this.andOr();
      const kind = this.token.kind;
      if (kind === 'newline' || kind === 'eof') return 'command';
      if (!this.isOp(';') && !this.isOp('&')) this.unexpected();
      this.next(true);
      if (this.token.kind === 'newline' || this.token.kind === 'eof') return 'command';
    }
  }

  protected at(kind: Token['kind']): boolean {
    return this.token.kind === kind;
  }
  protected isReserved(text: string): boolean {
    return this.token.kind === 'word' && this.token.text === text;
  }

  /** The error bash reports when the current token fits nowhere. */
  protected override unexpected(token: Token = this.token): never {
    if (token.kind === 'eof') {
      throw new SyntaxFault('syntax error: unexpected end of file', this.endLine, false);
    }
    const shown = token.kind === 'newline' ? 'newline' : token.text;
    throw new SyntaxFault(`syntax error near unexpected token \`${shown}'`, this.lineAt(token.start), true);
  }

  protected override newlines(command = true): void {
    while (this.token.kind === 'newline') this.next(command);
  }

  /** pipeline { && || pipeline } */
  private andOr(): void {
    for (;;) {
      this.pipeline();
      if (!this.isOp('&&') && !this.isOp('||')) return;
      this.next(true);
      this.newlines();
    }
  }

  private pipeline(): void {
    while (this.isReserved('!') || this.isReserved('time')) {
      const time = this.token.text === 'time';
      this.next(true);
      if (time && this.token.kind === 'word' && this.token.text === '-p') this.next(true);
      if (time && this.token.kind === 'word' && this.token.text === '--') this.next(true);
      if (this.token.kind === 'newline' || this.token.kind === 'eof' || this.isOp(';')) return;
    }
    for (;;) {
      this.command_();
      if (!this.isOp('|') && !this.isOp('|&')) return;
      this.next(true);
      this.newlines();
      if (this.isReserved('!')) this.unexpected();
    }
  }

  /** A list up to a closer: newlines, then at least one command. Stops at the first token that cannot continue it. */
  protected override compoundList(): void {
    this.newlines();
    for (;;) {
      this.andOr();
      if (this.token.kind === 'newline') {
        this.newlines();
      } else if (this.isOp(';') || this.isOp('&')) {
        this.next(true);
        this.newlines();
      } else return;
      if (this.atListEnd()) return;
    }
  }

  private atListEnd(): boolean {
    if (this.token.kind === 'eof') return true;
    if (this.token.kind === 'op')
      return this.token.text === ')' || this.token.text.startsWith(';;') || this.token.text === ';&';
    return (
      this.token.kind === 'word' && CLOSERS.has(this.token.text) && this.token.text !== 'in' && this.token.text !== ']]'
    );
  }

  private command_(): void {
    this.enter();
    const token = this.token;
    if (token.kind === 'word') {
      if (token.text === 'function') this.functionKeyword();
      else if (token.text === 'coproc') this.coproc();
      else if (OPENERS.has(token.text)) this.compound();
      else if (CLOSERS.has(token.text)) this.unexpected();
      else this.simple();
    } else if (token.kind === 'op' && token.text === '(') this.compound();
    else if (token.kind === 'number' || (token.kind === 'op' && REDIRECTIONS.has(token.text))) this.simple();
    else this.unexpected();
    this.depth -= 1;
  }

  /** A compound command with its redirections. */
  private compound(): void {
    const word = this.token.text;
    if (this.isOp('(')) {
      if (this.text[this.past(this.token.end)] === '(') {
        const end = this.arithmetic(this.past(this.token.end));
        if (end >= 0) {
          this.pos = end;
          this.next(true);
          return this.redirections();
        }
      }
      this.next(true);
      this.compoundList();
      if (!this.isOp(')')) this.unexpected();
      this.next(true);
    } else if (word === '{') {
      this.next(true);
      this.compoundList();
      this.expect('}');
    } else if (word === 'if') this.ifCommand();
    else if (word === 'while' || word === 'until') {
      this.next(true);
      this.compoundList();
      this.doGroup();
    } else if (word === 'for' || word === 'select') this.forCommand(word === 'for');
    else if (word === 'case') this.caseCommand();
    else conditional(this, this.token.end);
    this.redirections();
  }

  /** Leaves the current token behind a `[[ … ]]` that ended at `end`. */
  afterConditional(end: number): void {
    this.pos = end;
    this.next(true);
  }

  private expect(word: string): void {
    if (!this.isReserved(word)) this.unexpected();
    this.next(true);
  }

  private doGroup(): void {
    this.expect('do');
    this.compoundList();
    this.expect('done');
  }

  private ifCommand(): void {
    this.next(true);
    this.compoundList();
    this.expect('then');
    this.compoundList();
    while (this.isReserved('elif')) {
      this.next(true);
      this.compoundList();
      this.expect('then');
      this.compoundList();
    }
    if (this.isReserved('else')) {
      this.next(true);
      this.compoundList();
    }
    this.expect('fi');
  }

  private forCommand(arithmetic: boolean): void {
    this.next();
    if (arithmetic && this.isOp('(') && this.text[this.past(this.token.end)] === '(') {
      const end = this.arithmetic(this.past(this.token.end));
      if (end >= 0) {
        this.arithmeticHead(this.token.start, end);
        this.pos = end;
        this.next(true);
        if (this.isOp(';')) this.next(true);
        this.newlines();
        return this.loopBody();
      }
    }
    if (this.token.kind !== 'word' && this.token.kind !== 'number') this.unexpected();
    this.next(true);
    if (this.isOp(';')) {
      this.next(true);
      this.newlines();
      return this.loopBody();
    }
    this.newlines();
    if (this.isReserved('in')) {
      this.next();
      while (this.at('word')) this.next();
      if (!this.at('newline') && !this.isOp(';')) this.unexpected();
      this.next(true);
      this.newlines();
    }
    this.loopBody();
  }

  /** `(( a ; b ; c ))` needs exactly three expressions. */
  private arithmeticHead(start: number, end: number): void {
    const inner = this.text.slice(this.text.indexOf('(', start + 1) + 1, end - 2);
    let semicolons = 0;
    for (let i = 0; i < inner.length; i += 1) {
      const c = inner[i];
      if (c === '"') {
        const close = inner.indexOf('"', i + 1);
        i = close < 0 ? inner.length : close;
      } else if (c === ';') semicolons += 1;
    }
    if (semicolons === 2) return;
    const line = this.lineAt(start);
    const what = semicolons < 2 ? 'arithmetic expression required' : "`;' unexpected";
    throw new SyntaxFault(`syntax error: ${what}\nsyntax error: \`((${inner}))'`, line, false);
  }

  private loopBody(): void {
    if (this.isReserved('{')) {
      this.next(true);
      this.compoundList();
      this.expect('}');
    } else this.doGroup();
  }

  private caseCommand(): void {
    this.next();
    if (this.token.kind !== 'word') this.unexpected();
    this.next();
    this.newlines(false);
    if (!this.isReserved('in')) this.unexpected();
    this.next();
    for (;;) {
      this.newlines(false);
      if (this.isReserved('esac')) break;
      if (this.isOp('(')) this.next();
      for (;;) {
        if (this.token.kind !== 'word') this.unexpected();
        this.next();
        if (!this.isOp('|')) break;
        this.next();
      }
      if (!this.isOp(')')) this.unexpected();
      this.next(true);
      this.newlines();
      if (!this.atClauseEnd()) {
        this.compoundList();
        if (!this.atClauseEnd()) this.unexpected();
      }
      if (this.isReserved('esac')) break;
      this.next();
    }
    this.next(true);
  }

  private atClauseEnd(): boolean {
    return (
      this.isReserved('esac') ||
      (this.token.kind === 'op' && (this.token.text.startsWith(';;') || this.token.text === ';&'))
    );
  }

  private functionKeyword(): void {
    this.next();
    if (this.token.kind !== 'word') this.unexpected();
    this.next(true);
    if (this.isOp('(') && this.text[this.past(this.token.end)] !== '(') {
      const open = this.token;
      this.next();
      // `function f (list)`: the parenthesis may already be the body.
      if (this.isOp(')')) this.next(true);
      else {
        this.pos = open.start;
        this.next(true);
      }
    }
    this.newlines();
    this.functionBody();
  }

  private functionBody(): void {
    const word = this.token;
    if ((word.kind === 'word' && OPENERS.has(word.text)) || this.isOp('(')) return this.compound();
    this.unexpected();
  }

  private coproc(): void {
    this.next(true);
    if ((this.token.kind === 'word' && OPENERS.has(this.token.text)) || this.isOp('(')) return this.compound();
    if (this.token.kind === 'word') {
      const name = this.token;
      this.next(true);
      if ((this.token.kind === 'word' && OPENERS.has(this.token.text)) || this.isOp('(')) return this.compound();
      this.pos = name.start;
      this.next(true);
    }
    this.simple();
  }

  protected redirections(): void {
    while (this.token.kind === 'number' || (this.token.kind === 'op' && REDIRECTIONS.has(this.token.text)))
      this.redirection(true);
  }

  private redirection(command: boolean): void {
    if (this.token.kind === 'number') this.next();
    const op = this.token;
    this.next();
    if (this.token.kind !== 'word' && this.token.kind !== 'number') this.unexpected();
    if (op.text === '<<' || op.text === '<<-') this.expectHereDoc(this.token, op.text === '<<-');
    this.next(command);
  }

  private simple(): void {
    let words = 0;
    let assignments = 0;
    let declaration = false;
    for (;;) {
      const token = this.token;
      if (token.kind === 'word') {
        const leading = words === 0 && token.assignment;
        if (leading) assignments += 1;
        else {
          words += 1;
          if (words === 1) declaration = DECLARATIONS.has(token.text);
        }
        this.next(leading, declaration);
        if (words === 1 && assignments === 0 && this.isOp('(') && this.token.start >= token.end) {
          this.next();
          if (!this.isOp(')')) this.unexpected();
          this.next(true);
          this.newlines();
          this.functionBody();
          return;
        }
      } else if (token.kind === 'number' || (token.kind === 'op' && REDIRECTIONS.has(token.text)))
        this.redirection(words === 0);
      else return;
    }
  }
}
