// test and [: POSIX's rules by the number of arguments, bash's grammar beyond four.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { BINARY_OPERATORS, compareFiles, unaryTest, UNARY_OPERATORS } from '../run/test-ops.ts';

class TestFault extends Error {}

const DASH_UNARY = new Set('bcdefghknoprstuwxzGLOS'.split('').map((c) => `-${c}`));

class Evaluator {
  private pos = 0;
  private readonly sh: Shell;
  private readonly args: readonly ByteString[];

  constructor(sh: Shell, args: readonly ByteString[]) {
    this.sh = sh;
    this.args = args;
  }

  private isUnary(text: ByteString | undefined): boolean {
    return (
      (text !== undefined && (this.sh.dash ? DASH_UNARY : UNARY_OPERATORS).has(text) && text !== '-a') ||
      (!this.sh.dash && text === '-a')
    );
  }
  private isBinary(text: ByteString | undefined): boolean {
    return text !== undefined && BINARY_OPERATORS.has(text) && !(this.sh.dash && text === '==');
  }

  *run(): Sys<boolean> {
    const { args } = this;
    if (args.length === 0) return false;
    if (this.sh.dash && args.length > 4) return yield* this.whole();
    switch (args.length) {
      case 1:
        return args[0] !== '';
      case 2:
        return yield* this.two(args[0] ?? '', args[1] ?? '');
      case 3:
        return yield* this.three(args[0] ?? '', args[1] ?? '', args[2] ?? '');
      case 4:
        return yield* this.four();
      default:
        return yield* this.whole();
    }
  }

  private *two(a: ByteString, b: ByteString): Sys<boolean> {
    if (a === '!') return b === '';
    if (this.isUnary(a)) return yield* this.unary(a, b);
    throw new TestFault(this.sh.dash ? `${a}: unexpected operator` : `${a}: unary operator expected`);
  }

  private *three(a: ByteString, op: ByteString, b: ByteString): Sys<boolean> {
    if (this.isBinary(op)) return yield* this.binary(a, op, b);
    if (op === '-a') return a !== '' && b !== '';
    if (op === '-o') return a !== '' || b !== '';
    if (a === '!') return !(yield* this.two(op, b));
    if (a === '(' && b === ')') return op !== '';
    throw new TestFault(this.sh.dash ? `${a}: unexpected operator` : `${op}: binary operator expected`);
  }

  private *four(): Sys<boolean> {
    const [a = '', b = '', c = '', d = ''] = this.args;
    if (a === '!') return !(yield* this.three(b, c, d));
    if (a === '(' && d === ')') return yield* this.two(b, c);
    return yield* this.whole();
  }

  private *whole(): Sys<boolean> {
    const value = yield* this.or();
    if (this.pos < this.args.length)
      throw new TestFault(
        this.sh.dash ? `${this.args[this.pos - 1] ?? ''}: unexpected operator` : 'too many arguments',
      );
    return value;
  }

  private *or(): Sys<boolean> {
    let value = yield* this.and();
    while (this.args[this.pos] === '-o') {
      this.pos += 1;
      const right = yield* this.and();
      value = value || right;
    }
    return value;
  }

  private *and(): Sys<boolean> {
    let value = yield* this.term();
    while (this.args[this.pos] === '-a') {
      this.pos += 1;
      const right = yield* this.term();
      value = value && right;
    }
    return value;
  }

  private *term(): Sys<boolean> {
    const { args } = this;
    const a = args[this.pos];
    if (a === undefined) throw new TestFault('argument expected');
    if (a === '!') {
      this.pos += 1;
      return !(yield* this.term());
    }
    const op = args[this.pos + 1];
    if (a === '(' && !(this.isBinary(op) && args[this.pos + 2] !== undefined)) {
      this.pos += 1;
      const value = yield* this.or();
      if (args[this.pos] !== ')')
        throw new TestFault(
          this.sh.dash
            ? 'closing paren expected'
            : args[this.pos] === undefined
              ? "`)' expected"
              : `\`)' expected, found ${args[this.pos] ?? ''}`,
        );
      this.pos += 1;
      return value;
    }
    if (this.isBinary(op) && args[this.pos + 2] !== undefined) {
      const b = args[this.pos + 2] ?? '';
      this.pos += 3;
      return yield* this.binary(a, op ?? '', b);
    }
    if (this.isUnary(a) && op !== undefined) {
      this.pos += 2;
      return yield* this.unary(a, op);
    }
    this.pos += 1;
    return a !== '';
  }

  private *unary(op: ByteString, operand: ByteString): Sys<boolean> {
    if (op === '-t' && !/^[ \t]*[0-9]+[ \t]*$/.test(operand))
      throw new TestFault(this.sh.dash ? `Illegal number: ${operand}` : `${operand}: integer expression expected`);
    return yield* unaryTest(this.sh, op, operand, false);
  }

  private integer(text: ByteString): bigint {
    if (!/^[ \t]*[-+]?[0-9]+[ \t]*$/.test(text))
      throw new TestFault(this.sh.dash ? `Illegal number: ${text}` : `${text}: integer expression expected`);
    const value = BigInt(text.trim().replace(/^\+/, ''));
    if (BigInt.asIntN(64, value) !== value)
      throw new TestFault(this.sh.dash ? `Illegal number: ${text}` : `${text}: integer expression expected`);
    return value;
  }

  private *binary(a: ByteString, op: ByteString, b: ByteString): Sys<boolean> {
    switch (op) {
      case '=':
      case '==':
        return a === b;
      case '!=':
        return a !== b;
      case '<':
        return a < b;
      case '>':
        return a > b;
      case '-nt':
      case '-ot':
      case '-ef':
        return yield* compareFiles(op, a, b);
    }
    const x = this.integer(a);
    const y = this.integer(b);
    switch (op) {
      case '-eq':
        return x === y;
      case '-ne':
        return x !== y;
      case '-lt':
        return x < y;
      case '-le':
        return x <= y;
      case '-gt':
        return x > y;
      default:
        return x >= y;
    }
  }
}

function* evaluate(sh: Shell, args: readonly ByteString[]): Sys<number> {
  try {
    return (yield* new Evaluator(sh, args).run()) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestFault)) throw error;
    builtinError(sh, error.message);
    return 2;
  }
}

/** Tests that need no file: answered without a generator. */
function quick(args: readonly ByteString[]): number | undefined {
  if (args.length === 1) return args[0] === '' ? 1 : 0;
  if (args.length === 2 && (args[0] === '-z' || args[0] === '-n'))
    return (args[1] === '') === (args[0] === '-z') ? 0 : 1;
  if (args.length !== 3) return undefined;
  const [a = '', op, b = ''] = args;
  if (op === '=') return a === b ? 0 : 1;
  if (op === '!=') return a === b ? 1 : 0;
  if (!/^-?[0-9]{1,15}$/.test(a) || !/^-?[0-9]{1,15}$/.test(b)) return undefined;
  const x = Number(a);
  const y = Number(b);
  const yes =
    op === '-eq'
      ? x === y
      : op === '-ne'
        ? x !== y
        : op === '-lt'
          ? x < y
          : op === '-le'
            ? x <= y
            : op === '-gt'
              ? x > y
              : op === '-ge'
                ? x >= y
                : undefined;
  return yes === undefined ? undefined : yes ? 0 : 1;
}

export const testBuiltin: BuiltinRun = (sh, words) => {
  let args = words.slice(1);
  if (words[0] === '[') {
    if (args[args.length - 1] !== ']') {
      builtinError(sh, sh.dash ? 'missing ]' : "missing `]'");
      return 2;
    }
    args = args.slice(0, -1);
  }
  return quick(args) ?? evaluate(sh, args);
};
