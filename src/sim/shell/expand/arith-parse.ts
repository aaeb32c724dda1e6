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
const MAX_DEPTH = 500;

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
    if (/^[ \t\n]*$/.test(this.text)) return { kind: 'number', value: 0 };
    this.read();
    const expr = this.comma();
    if (this.token !== '') this.fail('syntax error in expression');
    return expr;
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
      const digits = /^[A-Za-z0-9#@_]+/.exec(text.slice(start))?.[0] ?? '';
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

  private number(digits: string): Int {
    const based = /^([0-9]+)#(.*)$/.exec(digits);
    if (based && !this.dash) {
      const base = Number(based[1]);
      if (base < 2 || base > 64) this.fail('invalid arithmetic base');
      if (based[2] === '') this.fail('invalid integer constant');
      const value = int.parseDigits(based[2] ?? '', base);
      if (value === undefined) this.fail('value too great for base');
      return value;
    }
    if (/[#]/.test(digits)) this.fail('invalid number');
    if (/^0[xX]/.test(digits)) {
      const value = int.parseDigits(digits.slice(2).toLowerCase(), 16);
      if (value === undefined) this.fail('value too great for base');
      return value;
    }
    if (digits.length > 1 && digits.startsWith('0')) {
      const value = int.parseDigits(digits, 8);
      if (value === undefined) this.fail('value too great for base');
      return value;
    }
    const value = int.parseDigits(digits, 10);
    if (value === undefined) this.fail('value too great for base');
    return value;
  }

  private comma(): Expr {
    let left = this.assign();
    while (this.token === ',') {
      this.read();
      const right = this.assign();
      left = { kind: 'binary', op: ',', left, right, rest: '' };
    }
    return left;
  }

  private assign(): Expr {
    const left = this.conditional();
    if (!ASSIGN.has(this.token)) return left;
    const op = this.token;
    if (this.lastToken !== 'name' || left.kind !== 'ref') this.fail('attempted assignment to non-variable');
    this.read();
    const start = this.tokenStart;
    const value = this.assign();
    return { kind: 'assign', target: left, op, value, rest: this.text.slice(start) };
  }

  private is(token: string): boolean {
    return this.token === token;
  }

  private conditional(): Expr {
    const test = this.logical(0);
    if (!this.is('?')) return test;
    this.read();
    if (this.is('') || this.is(':')) this.fail('expression expected');
    const yes = this.comma();
    if (!this.is(':')) this.fail("`:' expected for conditional expression");
    this.read();
    if (this.is('')) this.fail('expression expected');
    const no = this.conditional();
    return { kind: 'cond', test, yes, no };
  }

  private logical(level: 0 | 1): Expr {
    const op = level === 0 ? '||' : '&&';
    let left = level === 0 ? this.logical(1) : this.level(0);
    while (this.token === op) {
      this.read();
      const right = level === 0 ? this.logical(1) : this.level(0);
      left = { kind: 'logic', op, left, right };
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
      this.read();
      const right = this.level(n + 1);
      left = { kind: 'binary', op, left, right, rest: this.text.slice(after).replace(/^[ \t\n]+/, '') };
    }
    return left;
  }

  private power(): Expr {
    const left = this.unary();
    if (this.token !== '**' || this.dash) return left;
    this.read();
    const right = this.power();
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
      this.read();
      return { kind: 'step', delta, prefix: true, target };
    }
    if (this.token === '(') {
      this.read();
      const inner = this.comma();
      if (!this.is(')')) this.fail("missing `)'");
      this.read();
      return inner.kind === 'ref' ? { kind: 'unary', op: '+', operand: inner } : inner;
    }
    if (this.token === 'num') {
      const value = this.value;
      this.read();
      return { kind: 'number', value };
    }
    if (this.token === 'name') {
      const target: Ref = { kind: 'ref', name: this.name, index: this.index };
      this.read();
      const after: string = this.token;
      if (after === '++' || after === '--') {
        this.token = 'num';
        this.read();
        return { kind: 'step', delta: after === '++' ? 1 : -1, prefix: false, target };
      }
      return target;
    }
    this.fail('syntax error: operand expected');
  }
}
