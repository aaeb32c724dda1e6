// Parses arithmetic expressions (bash's expr.c; POSIX XCU 2.6.4) to a tree, with the error texts of bash.
import type { ByteString } from '../../kernel/abi/index.ts';
import * as int from './int64.ts';
import type { Int } from './int64.ts';

/** `expression: message (error token is "…")`. */
export class ArithError extends Error {
  /** Message without the expression in front. */
  readonly bare: string;
  constructor(text: string, bare: string) {
    super(text);
    this.bare = bare;
  }
}

export type Expr =
  | { readonly kind: 'number'; readonly value: Int }
  | Ref
  | { readonly kind: 'unary'; readonly op: string; readonly operand: Expr }
  | { readonly kind: 'step'; readonly delta: 1 | -1; readonly prefix: boolean; readonly target: Ref }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr; readonly rest: string }
  | { readonly kind: 'logic'; readonly op: '&&' | '||'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'cond'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly kind: 'assign'; readonly target: Ref; readonly op: string; readonly value: Expr; readonly rest: string }
  | { readonly kind: 'fail'; readonly error: ArithError };
export interface Ref {
  readonly kind: 'ref';
  readonly name: ByteString;
  readonly index: ByteString | undefined;
}

/** Parentheses and unary operators nested in one expression: the parser recurses. */
const MAX_DEPTH = 200;

const ASSIGN = new Set(['=', '*=', '/=', '%=', '+=', '-=', '<<=', '>>=', '&=', '^=', '|=']);
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const OPERATORS = [
  '<<=',
  '>>=',
  '**',
  '++',
  '--',
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '<<',
  '>>',
  '*=',
  '/=',
  '%=',
  '+=',
  '-=',
  '&=',
  '^=',
  '|=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '<',
  '>',
  '=',
  '!',
  '~',
  '&',
  '|',
  '^',
  '?',
  ':',
  ',',
  '(',
  ')',
];

/** dash knows neither powers nor steps nor the comma. */
const BASH_OPERATORS = new Set(['**', '++', '--', ',']);

export class ArithParser {
  private pos = 0;
  private depth = 0;
  /** Current token: 'num', 'name', an operator, or '' at the end. */
  private token: string = '';
  /** The first error: nothing is read behind it. */
  private error: ArithError | undefined;
  private lastToken = '';
  private tokenStart = 0;
  private value: Int = 0;
  private name = '';
  private index: string | undefined;
  private readonly text: string;
  private readonly dash: boolean;

  constructor(text: string, dash: boolean) {
    this.text = text;
    this.dash = dash;
  }

  fail(message: string, from = this.tokenStart): never {
    const shown = this.text.replace(/^[ \t\n]+/, '');
    throw new ArithError(`${shown}: ${message} (error token is "${this.text.slice(from)}")`, message);
  }

  parse(): Expr {
    if (/^[ \t\n]*$/.test(this.text)) {
      if (this.dash) this.fail('syntax error: operand expected');
      return { kind: 'number', value: 0 };
    }
    this.read();
    const expr = this.comma();
    if (this.error || this.token === '') return expr;
    return sequence(
      expr,
      this.guard(() => this.fail('syntax error in expression')),
    );
  }

  /**
   * The shells evaluate while they parse: what stands before an error takes effect. So an error becomes the last piece of the tree.
   */
  private guard(parse: () => Expr): Expr {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ArithError)) throw error;
      this.token = '';
      this.error ??= error;
      return { kind: 'fail', error: this.error };
    }
  }

  /** Reads the token behind a complete operand. */
  private then(expr: Expr): Expr {
    const next = this.guard(() => {
      this.read();
      return expr;
    });
    return next.kind === 'fail' ? sequence(expr, next) : expr;
  }

  private read(): void {
    const { text } = this;
    while (/[ \t\n]/.test(text[this.pos] ?? '')) this.pos += 1;
    this.lastToken = this.token;
    const start = this.pos;
    const c = text[start];
    if (c === undefined) {
      // bash keeps pointing at the last token here: that is what messages about a missing operand show.
      this.token = '';
      return;
    }
    this.tokenStart = start;
    if (/[A-Za-z_]/.test(c)) {
      this.name = /^[A-Za-z0-9_]+/.exec(text.slice(start))?.[0] ?? '';
      this.pos = start + this.name.length;
      this.index = undefined;
      if (text[this.pos] === '[' && !this.dash) {
        const end = this.subscript(this.pos);
        if (end < 0) this.fail('bad array subscript');
        this.index = text.slice(this.pos + 1, end);
        this.pos = end + 1;
      }
      this.token = 'name';
      return;
    }
    if (/[0-9]/.test(c)) {
      const digits =
        (this.dash ? /^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/ : /^[A-Za-z0-9#@_]+/).exec(text.slice(start))?.[0] ??
        '';
      this.pos = start + digits.length;
      this.value = this.number(digits);
      this.token = 'num';
      return;
    }
    const op = OPERATORS.find(
      (candidate) => text.startsWith(candidate, start) && !(this.dash && BASH_OPERATORS.has(candidate)),
    );
    if (op === undefined)
      this.fail(
        this.token === '' || (this.token !== 'num' && this.token !== 'name' && this.token !== ')')
          ? 'syntax error: operand expected'
          : 'syntax error: invalid arithmetic operator',
      );
    // `++` and `--` are only that beside a variable; elsewhere two signs.
    if ((op === '++' || op === '--') && this.token !== 'name' && !/^[ \t\n]*[A-Za-z_]/.test(text.slice(start + 2))) {
      this.pos = start + 1;
      this.token = c;
      return;
    }
    this.pos = start + op.length;
    this.token = op;
  }

  private subscript(open: number): number {
    let level = 0;
    for (let i = open; i < this.text.length; i += 1) {
      if (this.text[i] === '[') level += 1;
      else if (this.text[i] === ']') {
        level -= 1;
        if (level === 0) return i;
      }
    }
    return -1;
  }

  /** A number that is none: the message shows the expression only up to it. */
  private badNumber(message: string): never {
    const token = this.text.slice(this.tokenStart, this.pos);
    const shown = this.text.slice(0, this.pos).replace(/^[ \t\n]+/, '');
    throw new ArithError(`${shown}: ${message} (error token is "${token}")`, message);
  }

  private number(digits: string): Int {
    const value = this.numberValue(digits);
    if (value === undefined) this.badNumber('value too great for base');
    return value;
  }

  private numberValue(digits: string): Int | undefined {
    const based = /^([0-9]+)#(.*)$/.exec(digits);
    if (based && !this.dash) {
      const base = Number(based[1]);
      if (base < 2 || base > 64) this.badNumber('invalid arithmetic base');
      if (based[2] === '') this.badNumber('invalid integer constant');
      return int.parseDigits(based[2] ?? '', base);
    }
    if (/[#]/.test(digits)) this.badNumber('invalid number');
    if (/^0[xX]/.test(digits)) return int.parseDigits(digits.slice(2).toLowerCase(), 16);
    return int.parseDigits(digits, digits.length > 1 && digits.startsWith('0') ? 8 : 10);
  }

  private comma(): Expr {
    let left = this.assign();
    while (this.token === ',') {
      const right = this.guard(() => {
        this.read();
        return this.assign();
      });
      left = sequence(left, right);
    }
    return left;
  }

  private assign(): Expr {
    const left = this.conditional();
    if (!ASSIGN.has(this.token)) return left;
    const op = this.token;
    // dash only takes a name before it for an assignment; elsewhere the operator is out of place.
    if (this.dash && left.kind !== 'ref') return left;
    if (this.lastToken !== 'name' || left.kind !== 'ref')
      return sequence(
        left,
        this.guard(() => this.fail('attempted assignment to non-variable')),
      );
    const value = this.guard(() => {
      this.read();
      return this.assign();
    });
    return { kind: 'assign', target: left, op, value, rest: this.text.slice(this.tokenStart) };
  }

  private is(token: string): boolean {
    return this.token === token;
  }

  private conditional(): Expr {
    const test = this.logical(0);
    if (!this.is('?')) return test;
    const yes = this.guard(() => {
      this.read();
      if (this.is('') || this.is(':')) this.fail('expression expected');
      return this.comma();
    });
    const zero: Expr = { kind: 'number', value: 0 };
    if (this.error) return sequence({ kind: 'cond', test, yes, no: zero }, { kind: 'fail', error: this.error });
    const no = this.guard(() => {
      if (!this.is(':')) this.fail("`:' expected for conditional expression");
      this.read();
      if (this.is('')) this.fail('expression expected');
      return this.conditional();
    });
    const whole: Expr = { kind: 'cond', test, yes, no };
    // An error is one even in the branch that does not count.
    return this.error ? sequence(whole, { kind: 'fail', error: this.error }) : whole;
  }

  private logical(level: 0 | 1): Expr {
    const op = level === 0 ? '||' : '&&';
    const operand = (): Expr => (level === 0 ? this.logical(1) : this.level(0));
    let left = operand();
    while (this.token === op) {
      const right = this.guard(() => {
        this.read();
        return operand();
      });
      left = { kind: 'logic', op, left, right };
      if (this.error) left = sequence(left, { kind: 'fail', error: this.error });
    }
    return left;
  }

  private level(n: number): Expr {
    const ops = LEVELS[n];
    if (ops === undefined) return this.power();
    let left = this.level(n + 1);
    while (ops.includes(this.token)) {
      const op = this.token;
      const after = this.pos;
      const right = this.guard(() => {
        this.read();
        return this.level(n + 1);
      });
      left = { kind: 'binary', op, left, right, rest: this.text.slice(after).replace(/^[ \t\n]+/, '') };
    }
    return left;
  }

  private power(): Expr {
    const left = this.unary();
    if (this.token !== '**' || this.dash) return left;
    const right = this.guard(() => {
      this.read();
      return this.power();
    });
    return { kind: 'binary', op: '**', left, right, rest: this.text.slice(this.tokenStart) };
  }

  private unary(): Expr {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.fail('expression recursion level exceeded');
    const op = this.token;
    let expr: Expr;
    if (op === '!' || op === '~' || op === '-' || op === '+') {
      this.read();
      expr = { kind: 'unary', op, operand: this.unary() };
    } else expr = this.primary();
    this.depth -= 1;
    return expr;
  }

  private primary(): Expr {
    if (this.token === '++' || this.token === '--') {
      const delta = this.token === '++' ? 1 : -1;
      this.read();
      if (!this.is('name')) this.fail('identifier expected after pre-increment or pre-decrement');
      const target: Ref = { kind: 'ref', name: this.name, index: this.index };
      this.token = 'num';
      return this.then({ kind: 'step', delta, prefix: true, target });
    }
    if (this.token === '(') {
      this.read();
      const inner = this.comma();
      if (this.error) return inner;
      if (!this.is(')'))
        return sequence(
          inner,
          this.guard(() => this.fail("missing `)'")),
        );
      return this.then(inner.kind === 'ref' ? { kind: 'unary', op: '+', operand: inner } : inner);
    }
    if (this.token === 'num') return this.then({ kind: 'number', value: this.value });
    if (this.token === 'name') {
      const target: Ref = { kind: 'ref', name: this.name, index: this.index };
      const plain = this.then(target);
      const after: string = this.token;
      if (after === '++' || after === '--') {
        this.token = 'num';
        return this.then({ kind: 'step', delta: after === '++' ? 1 : -1, prefix: false, target });
      }
      return plain;
    }
    this.fail('syntax error: operand expected');
  }
}

/** One after the other; the value is the second's. */
function sequence(left: Expr, right: Expr): Expr {
  // An operand that failed already says why: nothing behind it counts.
  if (left.kind === 'fail') return left;
  return { kind: 'binary', op: ',', left, right, rest: '' };
}
