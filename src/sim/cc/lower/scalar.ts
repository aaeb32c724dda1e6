// Loads, stores, conversions and arithmetic as closures, chosen once by type: the inner loop of every program.
import { SIGFPE } from '../../kernel/abi/index.ts';
import { arithmetic, compare } from '../check/constant.ts';
import type { Eval } from '../code.ts';
import { Fault } from '../memory.ts';
import type { Process } from '../process.ts';
import type { ArithmeticOp, CompareOp } from '../tree.ts';
import { ULONG, type IntType, type Type } from '../types.ts';
import { converter, isWide, toInt, wrapSigned, type Value } from '../value.ts';

export type Place = (m: Process) => number;

/** Reads a value of the type; a struct's value is its address. */
export function load(type: Type, at: Place): Eval {
  if (type.kind === 'pointer') return (m) => m.memory.loadLong(at(m));
  if (type.kind !== 'int') return at;
  const { size, signed } = type;
  if (size === 4) return signed ? (m) => m.memory.loadInt(at(m)) : (m) => m.memory.loadInt(at(m)) >>> 0;
  if (size === 8) {
    if (!signed) return (m) => m.memory.loadLong(at(m));
    return (m) => {
      const value = m.memory.loadLong(at(m));
      return typeof value === 'number' ? value : wrapSigned(value);
    };
  }
  if (size === 2) return signed ? (m) => (m.memory.loadShort(at(m)) << 16) >> 16 : (m) => m.memory.loadShort(at(m));
  return signed ? (m) => (m.memory.loadByte(at(m)) << 24) >> 24 : (m) => m.memory.loadByte(at(m));
}

/** Stores a value of the type, and is that value. */
export function store(type: Type, at: Place, value: Eval): Eval {
  if (type.kind === 'int' && type.size === 4) {
    return (m) => {
      const address = at(m);
      const v = value(m) as number;
      m.memory.storeInt(address, v);
      return v;
    };
  }
  return (m) => {
    const address = at(m);
    const v = value(m);
    m.store(address, type, v);
    return type.kind === 'struct' ? address : v;
  };
}

export function conversion(from: Type, to: Type, e: Eval): Eval {
  if (to.kind === 'pointer') {
    if (from.kind !== 'int' || !from.signed) return e;
    const widen = converter(ULONG);
    return (m) => widen(e(m));
  }
  if (to.kind !== 'int') return e;
  if (from.kind === 'int' && !to.bool && from.signed === to.signed && from.size <= to.size) return e;
  const convert = converter(to);
  return (m) => convert(e(m));
}

const divide = (type: IntType, remainder: boolean): ((a: number, b: number) => number) => {
  const lowest = -(2 ** 31);
  return (a, b) => {
    if (b === 0 || (type.signed && b === -1 && a === lowest)) throw new Fault(SIGFPE);
    const value = remainder ? a % b : a / b;
    return type.signed ? value | 0 : value >>> 0;
  };
};

/** Two operands of at most 32 bits. */
function narrow(op: ArithmeticOp, type: IntType): (a: number, b: number) => number {
  const { signed } = type;
  switch (op) {
    case '+':
      return signed ? (a, b) => (a + b) | 0 : (a, b) => (a + b) >>> 0;
    case '-':
      return signed ? (a, b) => (a - b) | 0 : (a, b) => (a - b) >>> 0;
    case '*':
      return signed ? (a, b) => Math.imul(a, b) : (a, b) => Math.imul(a, b) >>> 0;
    case '/':
      return divide(type, false);
    case '%':
      return divide(type, true);
    case '&':
      return signed ? (a, b) => a & b : (a, b) => (a & b) >>> 0;
    case '|':
      return signed ? (a, b) => a | b : (a, b) => (a | b) >>> 0;
    case '^':
      return signed ? (a, b) => a ^ b : (a, b) => (a ^ b) >>> 0;
    case '<<':
      return signed ? (a, b) => a << b : (a, b) => (a << b) >>> 0;
    case '>>':
      return signed ? (a, b) => a >> b : (a, b) => a >>> b;
  }
}

/** Two 64-bit operands: doubles while they are exact, big integers where they are not. */
function wide(op: ArithmeticOp, type: IntType): (a: Value, b: Value) => Value {
  const lowest = -(1n << 63n);
  return (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') {
      if (op === '+' || op === '-' || op === '*') {
        const value = op === '+' ? a + b : op === '-' ? a - b : a * b;
        if (Number.isSafeInteger(value) && (type.signed || value >= 0)) return value === 0 ? 0 : value;
      } else if ((op === '/' || op === '%') && b !== 0) {
        const value = op === '%' ? a % b : Math.trunc(a / b);
        return value === 0 ? 0 : value;
      }
    }
    if (type.signed && (op === '/' || op === '%') && b === -1 && BigInt(a) === lowest) throw new Fault(SIGFPE);
    const value = arithmetic(op, a, b, type);
    if (value === undefined) throw new Fault(SIGFPE);
    return value;
  };
}

export function compute(op: ArithmeticOp, type: Type): (a: Value, b: Value) => Value {
  if (type.kind === 'pointer') return wide(op, ULONG);
  if (type.kind !== 'int') return (a) => a;
  return isWide(type) ? wide(op, type) : (narrow(op, type) as (a: Value, b: Value) => Value);
}

/** The count of a shift is taken modulo the width, as the processor does. */
export function arithmeticEval(op: ArithmeticOp, type: Type, l: Eval, r: Eval): Eval {
  if (op === '<<' || op === '>>') {
    const shift = compute(op, type);
    return (m) => {
      const a = l(m);
      return shift(a, toInt(r(m)));
    };
  }
  if (type.kind === 'int' && type.size === 4 && type.signed) {
    const [a, b] = [l as (m: Process) => number, r as (m: Process) => number];
    if (op === '+') return (m) => (a(m) + b(m)) | 0;
    if (op === '-') return (m) => (a(m) - b(m)) | 0;
    if (op === '&') return (m) => a(m) & b(m);
  }
  const apply = compute(op, type);
  return (m) => apply(l(m), r(m));
}

export function compareEval(op: CompareOp, l: Eval, r: Eval): Eval {
  switch (op) {
    case '==':
      return (m) => (l(m) === r(m) ? 1 : 0);
    case '!=':
      return (m) => (l(m) === r(m) ? 0 : 1);
    case '<':
      return (m) => (l(m) < r(m) ? 1 : 0);
    case '>':
      return (m) => (l(m) > r(m) ? 1 : 0);
    default:
      return (m) => compare(op, l(m), r(m));
  }
}
