// Evaluates arithmetic expressions: parsed once, run often.
import type { ByteString } from '../../kernel/abi/index.ts';
import { ArithError, ArithParser, type Expr, type Ref } from './arith-parse.ts';
import * as int from './int64.ts';
import type { Int } from './int64.ts';

export { ArithError, type Expr } from './arith-parse.ts';

/** What evaluation needs of the shell. */
export interface ArithEnv {
  /** Value of a variable or element as text; undefined when unset. `index` is the unevaluated subscript. */
  get(name: ByteString, index: ByteString | undefined): ByteString | undefined;
  set(name: ByteString, index: ByteString | undefined, value: ByteString): void;
  readonly dash: boolean;
  /** Parsed expressions by text (a memo). */
  readonly memo: Map<ByteString, Expr>;
}

/** bash's MAX_EXPR_RECURSION_LEVEL. */
const MAX_RECURSION = 1024;

function parseExpr(text: ByteString, env: ArithEnv): Expr {
  const known = env.memo.get(text);
  if (known) return known;
  let expr: Expr;
  try {
    expr = new ArithParser(text, env.dash).parse();
  } catch (error) {
    if (!(error instanceof ArithError)) throw error;
    expr = { kind: 'fail', error };
  }
  if (env.memo.size > 2000) env.memo.clear();
  env.memo.set(text, expr);
  return expr;
}

class Evaluator {
  private readonly env: ArithEnv;
  private readonly text: string;
  private readonly level: number;
  constructor(env: ArithEnv, text: string, level: number) {
    this.env = env;
    this.text = text;
    this.level = level;
  }

  private fail(message: string, rest: string): never {
    throw new ArithError(`${this.text.replace(/^[ \t\n]+/, '')}: ${message} (error token is "${rest}")`, message);
  }

  run(expr: Expr): Int {
    switch (expr.kind) {
      case 'number':
        return expr.value;
      case 'ref':
        return this.load(expr);
      case 'unary': {
        const value = this.run(expr.operand);
        return expr.op === '-'
          ? int.negate(value)
          : expr.op === '!'
            ? int.isZero(value)
              ? 1
              : 0
            : expr.op === '~'
              ? int.invert(value)
              : value;
      }
      case 'step': {
        const old = this.load(expr.target);
        const fresh = int.add(old, expr.delta);
        this.env.set(expr.target.name, expr.target.index, String(fresh));
        return expr.prefix ? fresh : old;
      }
      case 'binary':
        return this.binary(expr.op, this.run(expr.left), expr.right, expr.rest);
      case 'logic': {
        const left = !int.isZero(this.run(expr.left));
        if (expr.op === '&&') return left && !int.isZero(this.run(expr.right)) ? 1 : 0;
        return left || !int.isZero(this.run(expr.right)) ? 1 : 0;
      }
      case 'cond':
        return !int.isZero(this.run(expr.test)) ? this.run(expr.yes) : this.run(expr.no);
      case 'assign': {
        const value = expr.op === '=' ? this.run(expr.value) : this.compound(expr);
        this.env.set(expr.target.name, expr.target.index, String(value));
        return value;
      }
      case 'fail':
        throw expr.error;
    }
  }

  private compound(expr: Extract<Expr, { kind: 'assign' }>): Int {
    const left = this.load(expr.target);
    return this.apply(expr.op.slice(0, -1), left, this.run(expr.value), expr.rest);
  }

  private binary(op: string, left: Int, rightExpr: Expr, rest: string): Int {
    return this.apply(op, left, this.run(rightExpr), rest);
  }

  private apply(op: string, a: Int, b: Int, rest: string): Int {
    switch (op) {
      case '+':
        return int.add(a, b);
      case '-':
        return int.subtract(a, b);
      case '*':
        return int.multiply(a, b);
      case '/':
      case '%':
        if (int.isZero(b)) this.fail('division by 0', rest);
        return op === '/' ? int.divide(a, b) : int.remainder(a, b);
      case '**':
        if (b < 0) this.fail('exponent less than 0', rest);
        return int.power(a, b);
      case '<<':
        return int.shiftLeft(a, b);
      case '>>':
        return int.shiftRight(a, b);
      case '&':
        return int.and(a, b);
      case '|':
        return int.or(a, b);
      case '^':
        return int.xor(a, b);
      case ',':
        return b;
      default: {
        const order = int.compare(a, b);
        const yes =
          op === '=='
            ? order === 0
            : op === '!='
              ? order !== 0
              : op === '<'
                ? order < 0
                : op === '<='
                  ? order <= 0
                  : op === '>'
                    ? order > 0
                    : order >= 0;
        return yes ? 1 : 0;
      }
    }
  }

  private load(ref: Ref): Int {
    const value = this.env.get(ref.name, ref.index);
    if (value === undefined || value === '') return 0;
    if (/^-?(?:0|[1-9][0-9]{0,14})$/.test(value)) return Number(value) + 0;
    if (this.level >= MAX_RECURSION) this.fail('expression recursion level exceeded', ref.name);
    return evaluateAt(value, this.env, this.level + 1);
  }
}

/** JavaScript's own stack is the limit for variables that name each other; bash's limit is MAX_RECURSION. */
function evaluateAt(text: ByteString, env: ArithEnv, level: number): Int {
  return new Evaluator(env, text, level).run(parseExpr(text, env));
}

export function evaluate(text: ByteString, env: ArithEnv): Int {
  return evaluateAt(text, env, 0);
}
