// The inside of `[[ … ]]`: finds its end and reports bash's own messages for what cannot stand there.
import { SyntaxFault } from './lexer.ts';
import type { Grammar } from './grammar.ts';

const UNARY = new Set('abcdefghknoprstuvwxzGLNORS'.split('').map((c) => `-${c}`));
const BINARY = new Set([
  '=',
  '==',
  '!=',
  '=~',
  '<',
  '>',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '-nt',
  '-ot',
  '-ef',
]);

interface CondToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'op' | 'newline' | 'end' | 'eof';
}

/** Recognizes from behind `[[` and leaves the grammar's current token behind `]]`. */
export function conditional(grammar: Grammar, start: number): void {
  const reader = new CondReader(grammar, start);
  reader.next();
  reader.or();
  if (reader.token.kind !== 'end') reader.fail(`unexpected token \`${reader.name()}' in conditional command`);
  grammar.afterConditional(reader.token.end);
}

class CondReader {
  token: CondToken = { text: '', start: 0, end: 0, kind: 'eof' };
  private pos: number;
  private readonly grammar: Grammar;

  constructor(grammar: Grammar, start: number) {
    this.grammar = grammar;
    this.pos = start;
  }

  private blanks(): void {
    const { text } = this.grammar;
    for (;;) {
      const c = text[this.pos];
      if (c === ' ' || c === '\t') this.pos += 1;
      else if (c === '\\' && text[this.pos + 1] === '\n') this.pos += 2;
      else if (c === '#' && /[ \t\n]/.test(text[this.pos - 1] ?? ' ')) {
        const end = text.indexOf('\n', this.pos);
        this.pos = end < 0 ? text.length : end;
      } else return;
    }
  }

  next(mode: 'word' | 'pattern' | 'regex' = 'word'): void {
    this.blanks();
    const { text } = this.grammar;
    const start = this.pos;
    if (start >= text.length) {
      if (!this.grammar.options.final) this.grammar.unterminated(']]', start, true);
      this.token = { text: '', start, end: start, kind: 'eof' };
      return;
    }
    if (text[start] === '\n') {
      this.pos += 1;
      this.token = { text: '\n', start, end: this.pos, kind: 'newline' };
      return;
    }
    const op = /^(?:;;&|&&|\|\||;;|;&|[()<>;&|])/.exec(text.slice(start, start + 3))?.[0];
    const processSubst = (op === '<' || op === '>') && text[start + 1] === '(';
    if (op !== undefined && !processSubst && !(mode === 'regex' && (op === '(' || op === '|'))) {
      this.pos = start + op.length;
      this.token = { text: op, start, end: this.pos, kind: 'op' };
      return;
    }
    const end = this.grammar.conditionWord(start, mode);
    this.pos = end;
    const word = text.slice(start, end);
    this.token = { text: word, start, end, kind: word === ']]' ? 'end' : 'word' };
  }

  name(): string {
    return this.token.kind === 'newline' ? 'newline' : this.token.kind === 'eof' ? 'EOF' : this.token.text;
  }

  /** bash gives up on the rest of its input without touching `$?`, but for an end of file. */
  fail(message: string): never {
    const g = this.grammar;
    if (this.token.kind === 'eof') throw new SyntaxFault(message, g.endLine, false, 'nonzero');
    throw new SyntaxFault(message, g.lineAt(this.token.start), false, 'keep');
  }

  private newlines(): void {
    while (this.token.kind === 'newline') this.next();
  }

  private is(op: string): boolean {
    return this.token.kind === 'op' && this.token.text === op;
  }

  or(): void {
    this.and();
    while (this.is('||')) {
      this.next();
      this.and();
    }
  }

  private and(): void {
    this.term();
    while (this.is('&&')) {
      this.next();
      this.term();
    }
  }

  private term(): void {
    this.grammar.enter();
    this.primary();
    this.grammar.depth -= 1;
  }

  private primary(): void {
    this.newlines();
    const token = this.token;
    if (this.is('(')) {
      this.next();
      this.or();
      if (!this.is(')'))
        this.fail(this.token.kind === 'eof' ? "expected `)'" : `unexpected token \`${this.name()}', expected \`)'`);
      this.next();
      return this.newlines();
    }
    if (token.kind === 'word' && token.text === '!') {
      this.next();
      return this.term();
    }
    if (token.kind !== 'word') this.fail(`unexpected token \`${this.name()}' in conditional command`);
    this.next();
    const second = this.token;
    if (UNARY.has(token.text) && !(second.kind === 'word' && BINARY.has(second.text))) {
      if (second.kind !== 'word') this.fail(`unexpected argument \`${this.name()}' to conditional unary operator`);
      this.next();
      return this.newlines();
    }
    const binary = (second.kind === 'word' && BINARY.has(second.text)) || this.is('<') || this.is('>');
    if (!binary) {
      if (second.kind === 'end' || this.is('&&') || this.is('||') || this.is(')')) return;
      if (second.kind === 'word') this.fail('conditional binary operator expected');
      this.fail(`unexpected token \`${this.name()}', conditional binary operator expected`);
    }
    this.next(
      second.text === '=~'
        ? 'regex'
        : second.text === '=' || second.text === '==' || second.text === '!='
          ? 'pattern'
          : 'word',
    );
    if (this.token.kind !== 'word') this.fail(`unexpected argument \`${this.name()}' to conditional binary operator`);
    this.next();
    this.newlines();
  }
}
