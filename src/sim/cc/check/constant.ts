// Values known when the program is compiled: array sizes, case labels, enumerators, and what initialises static storage.
import type { ArithmeticOp, CompareOp, Expr } from '../tree.ts';
import type { IntType, Type } from '../types.ts';
import { converter, normal, type Value } from '../value.ts';

/** The arithmetic of the language; undefined for a division by zero. Shift counts count modulo the width, as on x86. */
export function arithmetic(op: ArithmeticOp, a: Value, b: Value, type: IntType): Value | undefined {
  const x = BigInt(a);
  const y = BigInt(b);
  const count = y & (type.size === 8 ? 63n : 31n);
  switch (op) {
    case '+':
      return normal(x + y, type);
    case '-':
      return normal(x - y, type);
    case '*':
      return normal(x * y, type);
    case '/':
      return y === 0n ? undefined : normal(x / y, type);
    case '%':
      return y === 0n ? undefined : normal(x % y, type);
    case '&':
      return normal(x & y, type);
    case '|':
      return normal(x | y, type);
    case '^':
      return normal(x ^ y, type);
    case '<<':
      return normal(x << count, type);
    case '>>':
      return normal(x >> count, type);
  }
}

export function compare(op: CompareOp, a: Value, b: Value): number {
  switch (op) {
    case '==':
      return a === b ? 1 : 0;
    case '!=':
      return a === b ? 0 : 1;
    case '<':
      return a < b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
  }
}

const truth = (value: Value | undefined): boolean | undefined => (value === undefined ? undefined : Boolean(value));

/** The value of a constant expression (also `(char *)0`); undefined when it is none. */
export function constantValue(e: Expr): Value | undefined {
  switch (e.k) {
    case 'const':
      return e.value;
    case 'negate':
    case 'invert': {
      const value = constantValue(e.e);
      if (value === undefined || e.type.kind !== 'int') return undefined;
      return normal(e.k === 'negate' ? -BigInt(value) : ~BigInt(value), e.type);
    }
    case 'not': {
      const value = truth(constantValue(e.e));
      return value === undefined ? undefined : value ? 0 : 1;
    }
    case 'convert': {
      const value = constantValue(e.e);
      if (value === undefined) return undefined;
      return e.type.kind === 'int'
        ? converter(e.type)(value)
        : e.type.kind === 'pointer'
          ? pointerValue(value, e.e.type)
          : undefined;
    }
    case 'binary': {
      const l = constantValue(e.l);
      const r = constantValue(e.r);
      return l === undefined || r === undefined || e.type.kind !== 'int' ? undefined : arithmetic(e.op, l, r, e.type);
    }
    case 'compare': {
      const l = constantValue(e.l);
      const r = constantValue(e.r);
      return l === undefined || r === undefined ? undefined : compare(e.op, l, r);
    }
    case 'logic': {
      const l = truth(constantValue(e.l));
      if (l === undefined) return undefined;
      if (l === (e.op === '||')) return l ? 1 : 0;
      const r = truth(constantValue(e.r));
      return r === undefined ? undefined : r ? 1 : 0;
    }
    case 'choose': {
      const c = truth(constantValue(e.c));
      return c === undefined ? undefined : constantValue(c ? e.a : e.b);
    }
    default:
      return undefined;
  }
}

/** An integer as an address: 64 bits, unsigned. */
export const pointerValue = (value: Value, from: Type): Value =>
  from.kind === 'int' && typeof value === 'number' && value < 0
    ? normal(BigInt(value), { ...from, size: 8, signed: false })
    : value;

/** A constant address, or a constant: what may stand in the initialiser of a static variable. */
export function isStaticValue(e: Expr): boolean {
  if (constantValue(e) !== undefined) return true;
  switch (e.k) {
    case 'decay':
      return e.e.k === 'function' || isStaticPlace(e.e);
    case 'address':
      return e.e.k === 'function' || isStaticPlace(e.e);
    case 'convert':
      return isStaticValue(e.e) && (e.type.kind === 'pointer' || (e.type.kind === 'int' && e.type.size === 8));
    case 'offset':
      return isStaticValue(e.e) && constantValue(e.by) !== undefined;
    case 'literal':
      return e.init.stores.every((store) => isStaticValue(store.value));
    default:
      return false;
  }
}

function isStaticPlace(e: Expr): boolean {
  switch (e.k) {
    case 'variable':
      return e.variable.storage !== 'local' && e.variable.storage !== 'parameter';
    case 'string':
      return true;
    case 'member':
      return isStaticPlace(e.e);
    case 'deref':
      return isStaticValue(e.e);
    default:
      return false;
  }
}

/** `0` or `(void *)0`: a null pointer constant (6.3.2.3). */
export function isNullConstant(e: Expr): boolean {
  const bare =
    e.k === 'convert' && e.type.kind === 'pointer' && e.type.to.kind === 'void' && !e.type.to.const ? e.e : e;
  return bare.type.kind === 'int' && constantValue(bare) === 0 && bare.k !== 'temp';
}
