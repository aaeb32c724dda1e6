// Statements, rules and functions of awk. After an error the parser goes on behind the next separator, as mawk's does, so
// that further errors are found too.
import type { Expr, FunctionText, Pattern, ProgramText, Redirection, Rule, Statement } from './ast.ts';
import { ExpressionParser } from './expressions.ts';
import { Abort, Symbols } from './symbols.ts';
import { SyntaxTrouble } from './token-stream.ts';
import type { Token, TokenKind } from './tokens.ts';

/** When a parenthesis is open and one of these comes, the parenthesis is what is missing. */
const ENDS_PARENTHESES = new Set<TokenKind>(['eof', 'newline', 'semicolon', 'fake-semicolon', '}']);

const SEPARATORS = new Set<TokenKind>(['newline', 'semicolon', 'fake-semicolon']);

const EMPTY: Statement = { kind: 'block', body: [] };

/** After an error outside of a block another one right behind it is not reported. */
const QUIET_TOKENS = 3;

type Where = 'begin' | 'end' | 'rule' | 'function';

class ProgramParser extends ExpressionParser {
  #loops = 0;
  #where: Where = 'rule';
  #quietUntil = 0;
  readonly begin: Statement[] = [];
  readonly end: Statement[] = [];
  readonly rules: Rule[] = [];

  program(): void {
    while (!this.is('eof')) {
      try {
        this.#item();
      } catch (reason) {
        if (!(reason instanceof SyntaxTrouble)) throw reason;
        this.#report(reason.token);
        while (!this.is('{')) {
          if (this.is('eof')) throw new Abort();
          this.take();
        }
        this.#quietUntil = this.taken + QUIET_TOKENS;
        this.#block();
      }
    }
    if (this.symbols.messages.length === 0) this.symbols.finish(this.lexer.line);
  }

  #report(token: Token): void {
    const { lexer, symbols } = this;
    if (this.taken < this.#quietUntil) return;
    if (token.kind === 'unexpected') {
      const code = token.text.charCodeAt(0);
      const shown = code > 32 && code < 127 ? `'${token.text}'` : `0x${code.toString(16).padStart(2, '0')}`;
      symbols.raw(`${token.line}: unexpected character ${shown}`);
    } else if (lexer.parens > 0 && ENDS_PARENTHESES.has(token.kind)) {
      symbols.complain(`missing ) near ${token.text}`, token.line);
      lexer.parens = 0;
    } else if (
      lexer.braces > 0 &&
      (token.kind === 'eof' || (token.kind === 'keyword' && (token.text === 'BEGIN' || token.text === 'END')))
    ) {
      symbols.complain(`missing } near ${token.text}`, token.line);
      lexer.braces = 0;
    } else
      symbols.complain(
        `syntax error at or near ${token.kind === 'regex' ? `/${token.text}/` : token.text}`,
        token.line,
      );
  }

  #item(): void {
    if (this.is('keyword', 'function')) return this.#function();
    for (const [word, where, list] of [
      ['BEGIN', 'begin', this.begin],
      ['END', 'end', this.end],
    ] as const) {
      if (!this.accept('keyword', word)) continue;
      if (!this.is('{')) this.trouble();
      list.push(this.#body(where));
      return;
    }
    const pattern = this.#pattern();
    if (this.is('{')) this.rules.push({ pattern, body: this.#body('rule') });
    else {
      if (!SEPARATORS.has(this.peek().kind) && !this.is('eof')) this.trouble();
      this.take();
      this.rules.push({ pattern, body: undefined });
    }
  }

  #pattern(): Pattern {
    if (this.is('{')) return { kind: 'always' };
    const from = this.expression();
    return this.accept(',') ? { kind: 'range', from, to: this.expression() } : { kind: 'one', test: from };
  }

  #body(where: Where): Statement {
    this.#where = where;
    this.#loops = 0;
    return this.#block();
  }

  #function(): void {
    this.take();
    const token = this.peek();
    if (token.kind === 'name') {
      this.take();
      if (this.symbols.isVariable(token.text))
        this.symbols.complain(`illegal reference to variable ${token.text}`, token.line);
    } else this.expect('function-name');
    this.symbols.mention(token.text);
    this.expect('(');
    const params: string[] = [];
    if (!this.is(')')) {
      do {
        const param = this.expect('name');
        if (params.includes(param.text))
          this.symbols.complain(`${param.text} is duplicated in argument list`, param.line);
        else params.push(param.text);
      } while (this.accept(','));
    }
    // known before the body is scanned, where its names are looked up
    this.symbols.enter(token.text, params, token.line);
    this.expect(')');
    while (this.accept('newline'));
    if (!this.is('{')) this.trouble();
    const text: FunctionText = { name: token.text, params, body: this.#body('function') };
    this.symbols.leave(text);
  }

  #block(): Statement {
    this.expect('{');
    const body: Statement[] = [];
    while (!this.is('}')) body.push(this.#statement());
    this.take();
    return { kind: 'block', body };
  }

  #separator(): void {
    if (!SEPARATORS.has(this.peek().kind)) this.trouble();
    this.take();
    this.lexer.printing = false;
  }

  #statement(): Statement {
    try {
      return this.#plainStatement();
    } catch (reason) {
      if (!(reason instanceof SyntaxTrouble)) throw reason;
      this.#recover(reason);
      return EMPTY;
    }
  }

  /** Reports an error and goes on behind the next separator. */
  #recover(trouble: SyntaxTrouble): void {
    this.#report(trouble.token);
    while (!SEPARATORS.has(this.peek().kind)) {
      if (this.is('eof')) throw new Abort();
      this.take();
    }
    this.take();
    this.#quietUntil = 0;
    this.lexer.printing = false;
    this.lexer.gettingLine = false;
    this.lexer.parens = 0;
  }

  #plainStatement(): Statement {
    const token = this.peek();
    if (token.kind === '{') return this.#block();
    if (SEPARATORS.has(token.kind)) {
      this.take();
      return EMPTY;
    }
    if (token.kind === 'keyword') {
      const found = this.#keyword(token);
      if (found) return found;
    }
    const value = this.expression();
    this.#separator();
    return { kind: 'expression', value };
  }

  #keyword(token: Token): Statement | undefined {
    switch (token.text) {
      case 'print':
      case 'printf':
        return this.#print(token);
      case 'if':
        return this.#if();
      case 'while': {
        this.take();
        const test = this.#condition();
        if (this.accept('semicolon')) return { kind: 'while', test, body: EMPTY };
        return { kind: 'while', test, body: this.#loopBody() };
      }
      case 'do':
        return this.#do();
      case 'for':
        return this.#for();
      case 'break':
      case 'continue':
        this.take();
        if (this.#loops === 0) this.symbols.complain(`${token.text} statement outside of loop`, token.line);
        this.#separator();
        return { kind: token.text };
      case 'next':
      case 'nextfile':
        this.take();
        if (this.#where === 'begin' || this.#where === 'end')
          this.symbols.complain(`improper use of ${token.text}`, token.line);
        this.#separator();
        return { kind: token.text };
      case 'exit':
      case 'return': {
        this.take();
        if (token.text === 'return' && this.#where !== 'function')
          this.symbols.complain('return outside function body', token.line);
        const value = SEPARATORS.has(this.peek().kind) ? undefined : this.expression();
        this.#separator();
        return { kind: token.text, value };
      }
      case 'delete': {
        this.take();
        const array = this.arrayName();
        let index: Expr[] | undefined;
        if (this.accept('[')) {
          index = [this.expression()];
          while (this.accept(',')) index.push(this.expression());
          this.expect(']');
        }
        this.#separator();
        return { kind: 'delete', array, index };
      }
      default:
        return undefined;
    }
  }

  #newlines(): void {
    while (this.accept('newline'));
  }

  #condition(): Expr {
    this.expect('(');
    const test = this.expression();
    this.expect(')');
    this.#newlines();
    return test;
  }

  #loopBody(): Statement {
    this.#newlines();
    this.#loops += 1;
    const body = this.#statement();
    this.#loops -= 1;
    return body;
  }

  /** After an error in its condition the loop still waits for a `while`. */
  #do(): Statement {
    this.take();
    const body = this.#loopBody();
    for (;;) {
      try {
        this.expect('keyword', 'while');
        this.expect('(');
        const test = this.expression();
        this.expect(')');
        this.#separator();
        return { kind: 'do', body, test };
      } catch (reason) {
        if (!(reason instanceof SyntaxTrouble)) throw reason;
        this.#recover(reason);
      }
    }
  }

  #if(): Statement {
    this.take();
    const test = this.#condition();
    const yes = this.#statement();
    if (!this.accept('keyword', 'else')) return { kind: 'if', test, yes, no: undefined };
    this.#newlines();
    return { kind: 'if', test, yes, no: this.#statement() };
  }

  #for(): Statement {
    this.take();
    this.expect('(');
    if (this.is('name') && this.peek(1).kind === 'in' && this.peek(2).kind === 'name') {
      const token = this.take();
      const ref = this.symbols.reference(token.text);
      this.symbols.use(ref, 'scalar', token.line);
      this.take();
      const array = this.arrayName();
      this.expect(')');
      return { kind: 'for-in', ref, array, body: this.#loopBody() };
    }
    const init = this.is('semicolon') ? undefined : this.expression();
    this.expect('semicolon');
    const test = this.is('semicolon') ? undefined : this.expression();
    this.expect('semicolon');
    const step = this.is(')') ? undefined : this.expression();
    this.expect(')');
    return { kind: 'for', init, test, step, body: this.#loopBody() };
  }

  #print(token: Token): Statement {
    // the flag goes up before the next token is scanned
    this.lexer.printing = true;
    this.take();
    const args = this.#printed();
    if (token.text === 'printf' && args.length === 0)
      this.symbols.complain('no arguments in call to printf', token.line);
    let to: Redirection | undefined;
    if (this.is('out')) {
      const kind = this.take().text as Redirection['kind'];
      to = { kind, target: this.expression() };
    }
    this.#separator();
    return { kind: 'print', formatted: token.text === 'printf', args, to };
  }

  #printed(): Expr[] {
    const args: Expr[] = [];
    if (SEPARATORS.has(this.peek().kind) || this.is('out')) return args;
    if (this.is('(')) {
      if (this.peek(1).kind === ')') {
        this.take();
        this.take();
        return args;
      }
      const items = this.parenthesisedList();
      const [only] = items;
      if (items.length > 1 && !this.is('in')) return items;
      if (items.length > 1) {
        this.take();
        args.push(this.continued({ kind: 'in', index: items, array: this.arrayName() }));
      } else if (only) args.push(this.continued(only));
    } else args.push(this.expression());
    while (this.accept(',')) args.push(this.expression());
    return args;
  }
}

export type ParseResult =
  { readonly ok: true; readonly program: ProgramText } | { readonly ok: false; readonly messages: readonly string[] };

/** `where` goes before every message: `file: ` for a program from a file. */
export function parseProgram(text: string, where: string): ParseResult {
  const symbols = new Symbols(where);
  try {
    const parser = new ProgramParser(text, symbols);
    parser.program();
    if (symbols.messages.length === 0) {
      const { begin, rules, end } = parser;
      return { ok: true, program: { begin, rules, end, functions: symbols.functions, kinds: symbols.kinds } };
    }
  } catch (reason) {
    if (!(reason instanceof Abort)) throw reason;
  }
  return { ok: false, messages: symbols.messages };
}
