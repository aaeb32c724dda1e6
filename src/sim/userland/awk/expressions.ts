// Expressions of awk, with the precedences of mawk's grammar: `in` binds looser than `~`, a comparison looser than
// concatenation, `cmd | getline` tighter than arithmetic.
import type { BinaryOperator, Expr, NameRef, Place } from './ast.ts';
import type { Token, TokenKind } from './tokens.ts';
import { TokenStream } from './token-stream.ts';
import { regexError } from './pattern.ts';

/** Smallest and largest number of arguments. */
const ARITY: Readonly<Record<string, readonly [number, number]>> = {
  substr: [2, 3],
  index: [2, 2],
  split: [2, 3],
  match: [2, 2],
  sub: [2, 3],
  gsub: [2, 3],
  sprintf: [1, 255],
  sin: [1, 1],
  cos: [1, 1],
  exp: [1, 1],
  log: [1, 1],
  sqrt: [1, 1],
  int: [1, 1],
  atan2: [2, 2],
  rand: [0, 0],
  srand: [0, 1],
  close: [1, 1],
  system: [1, 1],
  toupper: [1, 1],
  tolower: [1, 1],
  fflush: [0, 1],
  length: [0, 1],
  mktime: [1, 1],
  strftime: [0, 3],
  systime: [0, 0],
};
/** These take a regular expression as it is, at this place. */
const PATTERN_ARGUMENT: Readonly<Record<string, number>> = { sub: 0, gsub: 0, match: 1, split: 2 };

/** What may begin an operand of a concatenation. */
const OPERAND = new Set<TokenKind>([
  'number',
  'string',
  'regex',
  'name',
  'function-name',
  'builtin',
  'length',
  'getline',
  '(',
  '$',
  'field',
  '!',
  '-',
  '+',
  'step',
]);

const isPlace = (expr: Expr): expr is Place => expr.kind === 'name' || expr.kind === 'element' || expr.kind === 'field';

export class ExpressionParser extends TokenStream {
  /** Results that stand in parentheses: they are no places any more. */
  readonly #closed = new WeakSet<Expr>();
  /** An operand that was read before its expression. */
  #pending: Expr | undefined;

  expression(): Expr {
    const test = this.#or();
    if (!this.accept('?')) return test;
    const yes = this.expression();
    this.expect(':');
    return { kind: 'choice', test, yes, no: this.expression() };
  }

  #or(): Expr {
    let left = this.#and();
    while (this.accept('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Expr {
    let left = this.#in();
    while (this.accept('and')) left = { kind: 'and', left, right: this.#in() };
    return left;
  }

  #in(): Expr {
    let left = this.#match(this.#comparison(this.#assignment()));
    while (this.accept('in')) {
      // `x in a == 1` compares what `in` gave
      const found: Expr = { kind: 'in', index: [left], array: this.arrayName() };
      left = this.#match(this.#comparison(found));
    }
    return left;
  }

  #match(first: Expr): Expr {
    let left = first;
    while (this.is('match')) {
      const negated = this.take().text === '!~';
      const right = this.#comparison(this.#assignment());
      if (right.kind === 'string') this.#checked(right.value, this.lexer.line);
      left = { kind: 'match', negated, left, right };
    }
    return left;
  }

  #comparison(first: Expr): Expr {
    let left = first;
    while (this.is('compare')) {
      const operator = this.take().text as BinaryOperator;
      left = { kind: 'binary', operator, left, right: this.#assignment() };
    }
    return left;
  }

  /** A place alone may be assigned to; what follows belongs to the value. */
  #assignment(): Expr {
    const left = this.#concatenation();
    if (!this.is('assign') || !isPlace(left) || this.#closed.has(left)) return left;
    const operator = this.take().text.slice(0, -1) as '';
    return { kind: 'assign', operator, place: left, value: this.expression() };
  }

  #concatenation(): Expr {
    let left = this.#sum();
    while (OPERAND.has(this.peek().kind)) left = { kind: 'binary', operator: 'cat', left, right: this.#sum() };
    return left;
  }

  #sum(): Expr {
    let left = this.#product();
    while (this.is('+') || this.is('-'))
      left = { kind: 'binary', operator: this.take().kind as BinaryOperator, left, right: this.#product() };
    return left;
  }

  #product(): Expr {
    let left = this.#unary();
    while (this.is('*') || this.is('/') || this.is('%'))
      left = { kind: 'binary', operator: this.take().kind as BinaryOperator, left, right: this.#unary() };
    return left;
  }

  #unary(): Expr {
    if (this.#pending) return this.#piped();
    const { kind } = this.peek();
    if (kind !== '!' && kind !== '-' && kind !== '+') return this.#piped();
    this.take();
    return { kind: 'unary', operator: kind, operand: this.#unary() };
  }

  #piped(): Expr {
    let left = this.#power();
    while (this.is('pipe')) {
      this.take();
      this.expect('getline');
      this.lexer.gettingLine = false;
      left = { kind: 'getline', from: 'command', source: left, place: this.#optionalPlace() };
    }
    return left;
  }

  #power(): Expr {
    const left = this.#primary();
    if (!this.accept('^')) return left;
    const { kind } = this.peek();
    if (kind === '!' || kind === '-' || kind === '+') {
      this.take();
      return { kind: 'binary', operator: '^', left, right: { kind: 'unary', operator: kind, operand: this.#power() } };
    }
    return { kind: 'binary', operator: '^', left, right: this.#power() };
  }

  #primary(): Expr {
    const pending = this.#pending;
    if (pending) {
      this.#pending = undefined;
      return pending;
    }
    const token = this.peek();
    switch (token.kind) {
      case 'number':
        this.take();
        return { kind: 'number', value: token.value };
      case 'string':
        this.take();
        return { kind: 'string', value: token.text };
      case 'regex':
        this.take();
        return this.#regex(token);
      case '(':
        return this.#parenthesised();
      case 'builtin':
        return this.#builtin();
      case 'length':
        return this.#length();
      case 'function-name':
        return this.#call();
      case 'getline':
        return this.#getline();
      case 'step': {
        this.take();
        return { kind: 'step', by: token.text === '++' ? 1 : -1, prefix: true, place: this.#place() };
      }
      case 'name':
      case 'field':
      case '$': {
        const place = this.#place();
        if (!this.is('step')) return place;
        return { kind: 'step', by: this.take().text === '++' ? 1 : -1, prefix: false, place };
      }
      default:
        return this.trouble();
    }
  }

  #regex(token: Token): Expr {
    return this.#checked(token.text, token.line)
      ? { kind: 'regex', source: token.text }
      : { kind: 'string', value: '' };
  }

  /** Constant patterns are compiled as they are read. */
  #checked(source: string, line: number): boolean {
    const error = regexError(source);
    if (error !== undefined) this.symbols.complain(`regular expression compile failed (${error})\n${source}`, line);
    return error === undefined;
  }

  #place(): Place {
    const token = this.peek();
    if (token.kind === 'field') {
      this.take();
      return { kind: 'field', index: { kind: 'number', value: token.value } };
    }
    if (token.kind === '$') {
      this.take();
      const { kind } = this.peek();
      if (kind === '-' || kind === '+' || kind === '!') {
        this.take();
        return { kind: 'field', index: { kind: 'unary', operator: kind, operand: this.#power() } };
      }
      // `$i++` steps the field, not i
      const index = kind === 'name' || kind === 'field' || kind === '$' ? this.#place() : this.#primary();
      return { kind: 'field', index };
    }
    if (token.kind !== 'name') return this.trouble();
    this.take();
    const ref = this.symbols.reference(token.text);
    if (this.accept('[')) {
      this.symbols.use(ref, 'array', token.line);
      const index = this.#list();
      this.expect(']');
      return { kind: 'element', array: ref, index };
    }
    this.symbols.use(ref, 'scalar', token.line);
    return { kind: 'name', ref, line: token.line };
  }

  #optionalPlace(): Place | undefined {
    return this.is('name') || this.is('field') || this.is('$') ? this.#place() : undefined;
  }

  protected arrayName(): NameRef {
    const token = this.expect('name');
    const ref = this.symbols.reference(token.text);
    this.symbols.use(ref, 'array', token.line);
    return ref;
  }

  /** One or more expressions with commas. */
  #list(): Expr[] {
    const items = [this.expression()];
    while (this.accept(',')) items.push(this.expression());
    return items;
  }

  #parenthesised(): Expr {
    const items = this.parenthesisedList();
    const [only] = items;
    if (items.length === 1 && only) {
      this.#closed.add(only);
      return only;
    }
    this.expect('in');
    return { kind: 'in', index: items, array: this.arrayName() };
  }

  protected parenthesisedList(): Expr[] {
    this.expect('(');
    const items = this.#list();
    this.expect(')');
    return items;
  }

  /** Goes on with an operand that was read already: `print (a)(b) > c` begins with a list that turns out to be an operand. */
  protected continued(first: Expr): Expr {
    this.#closed.add(first);
    this.#pending = first;
    return this.expression();
  }

  #builtin(): Expr {
    const { text: name, line } = this.take();
    const args: Expr[] = [];
    if (this.accept('(')) {
      if (!this.is(')')) {
        do args.push(this.#argument(name, args.length));
        while (this.accept(','));
      }
      this.expect(')');
    } else if (name !== 'fflush' && name !== 'rand' && name !== 'srand') this.trouble();
    this.#checkArity(name, args.length, line);
    return { kind: 'builtin', name, args };
  }

  #argument(name: string, index: number): Expr {
    if (name === 'split' && index === 1) return { kind: 'array', ref: this.arrayName() };
    if ((name === 'sub' || name === 'gsub') && index === 2) return this.#place();
    const arg = this.expression();
    if (PATTERN_ARGUMENT[name] === index && arg.kind === 'string' && !(name === 'split' && arg.value.length <= 1))
      this.#checked(arg.value, this.lexer.line);
    return arg;
  }

  #checkArity(name: string, count: number, line: number): void {
    const [least, most] = ARITY[name] ?? [0, 255];
    if (count < least || count > most) this.symbols.complain(`wrong number of arguments in call to ${name}`, line);
  }

  /** length may stand alone, and takes an array too. */
  #length(): Expr {
    const { line } = this.take();
    if (!this.accept('(')) return { kind: 'builtin', name: 'length', args: [] };
    const args = this.#arguments();
    this.#checkArity('length', args.length, line);
    return { kind: 'builtin', name: 'length', args };
  }

  /** Up to the closing parenthesis. A bare name stays open between value and array. */
  #arguments(): Expr[] {
    const args: Expr[] = [];
    if (this.accept(')')) return args;
    do {
      const after = this.is('name') ? this.peek(1).kind : 'eof';
      if (after === ',' || after === ')') {
        const token = this.take();
        args.push({ kind: 'bare', ref: this.symbols.reference(token.text), line: token.line });
      } else args.push(this.expression());
    } while (this.accept(','));
    this.expect(')');
    return args;
  }

  #call(): Expr {
    const { text: name, line } = this.take();
    this.symbols.mention(name);
    this.expect('(');
    const args = this.#arguments();
    this.symbols.call(name, args, line);
    return { kind: 'call', name, args, line };
  }

  #getline(): Expr {
    this.take();
    const place = this.#optionalPlace();
    const fromFile = this.is('input');
    this.lexer.gettingLine = false;
    if (!fromFile) return { kind: 'getline', from: 'main', source: undefined, place };
    this.take();
    return { kind: 'getline', from: 'file', source: this.#power(), place };
  }
}
