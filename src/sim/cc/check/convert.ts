// Conversions: the usual ones of arithmetic, and those of assignment with all that gcc says about them (ISO 9899, 6.3, 6.5.16.1).
import type { Loc } from '../diagnostics.ts';
import type { Expr } from '../tree.ts';
import {
  BOOL, ERROR, INT, isScalar, pointerTo, quoted, rvalueType, UINT, unqualified, type FunctionType, type IntType, type PointerType, type Type,
} from '../types.ts'; // prettier-ignore
import { constantValue, isNullConstant, pointerValue } from './constant.ts';
import type { Context } from './context.ts';
import { converter, normal } from '../value.ts';

export const wrong = (loc: Loc): Expr => ({ k: 'wrong', loc, type: ERROR });

/** Converts without a word; constants stay constants. */
export function convert(e: Expr, type: Type): Expr {
  const to = rvalueType(type);
  if (e.type.kind === 'error' || to.kind === 'error') return wrong(e.loc);
  if (same(e.type, to)) return e.type.alias === to.alias && !e.type.const ? e : ({ ...e, type: to } as Expr);
  const value = e.k === 'const' ? e.value : undefined;
  if (value !== undefined && to.kind === 'int')
    return { k: 'const', loc: e.loc, type: to, value: converter(to)(value) };
  if (value !== undefined && to.kind === 'pointer')
    return { k: 'convert', loc: e.loc, type: to, e: { ...e, value: pointerValue(value, e.type) } as Expr };
  return { k: 'convert', loc: e.loc, type: to, e };
}

/** Compatible types, ignoring qualifiers of the types themselves. */
export function same(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'int':
      return a.name === (b as IntType).name;
    case 'pointer':
      return same(a.to, (b as PointerType).to) && qualified(a.to) === qualified((b as PointerType).to);
    case 'array': {
      const other = b as typeof a;
      return (
        same(a.of, other.of) && (a.length === undefined || other.length === undefined || a.length === other.length)
      );
    }
    case 'function':
      return sameFunction(a, b as FunctionType);
    case 'struct':
      return a.layout === (b as typeof a).layout;
    default:
      return true;
  }
}

const qualified = (type: Type): string => `${type.const ? 'c' : ''}${type.volatile ? 'v' : ''}`;

function sameFunction(a: FunctionType, b: FunctionType): boolean {
  if (!same(a.returns, b.returns)) return false;
  if (a.unprototyped || b.unprototyped) return true;
  return (
    a.variadic === b.variadic &&
    a.params.length === b.params.length &&
    a.params.every((type, i) => same(type, b.params[i] as Type))
  );
}

/** Integer promotion (6.3.1.1). */
export function promoted(type: IntType): IntType {
  if (type.rank >= INT.rank) return type.enum !== undefined ? (type.signed ? INT : UINT) : rvalueType(type);
  return INT;
}

export const promote = (e: Expr): Expr => (e.type.kind === 'int' ? convert(e, promoted(e.type)) : e);

/** The type in which two integers meet (6.3.1.8). */
export function common(a: IntType, b: IntType): IntType {
  const x = promoted(a);
  const y = promoted(b);
  if (x.name === y.name) return x.alias === undefined ? x : y;
  if (x.signed === y.signed) return x.rank >= y.rank ? x : y;
  const [unsigned, signed] = x.signed ? [y, x] : [x, y];
  if (unsigned.rank >= signed.rank) return unsigned;
  if (signed.size > unsigned.size) return signed;
  return { ...unqualified(signed), signed: false, name: signed.name.replace(/( int)?$/, ' unsigned int') };
}

/** Arrays become pointers to their first element, functions pointers to themselves (6.3.2.1). */
export function decay(e: Expr): Expr {
  if (e.type.kind === 'array') return { k: 'decay', loc: e.loc, type: pointerTo(e.type.of), e };
  if (e.type.kind === 'function') return { k: 'decay', loc: e.loc, type: pointerTo(e.type), e };
  return e;
}

/** What is assigned to what: decides the words. */
export type Purpose =
  | { readonly kind: 'assign'; readonly loc: Loc }
  | { readonly kind: 'init' }
  | { readonly kind: 'return' }
  | { readonly kind: 'argument'; readonly index: number; readonly fn: string; readonly note: () => void };

const start = (purpose: Purpose, to: string, from: string): string => {
  switch (purpose.kind) {
    case 'assign':
      return `assignment to ${to} from ${from}`;
    case 'init':
      return `initialization of ${to} from ${from}`;
    case 'return':
      return `returning ${from} from a function with return type ${to}`;
    case 'argument':
      return `passing argument ${purpose.index} of '${purpose.fn}'`;
  }
};

const doing = (purpose: Purpose): string =>
  purpose.kind === 'assign'
    ? 'assignment'
    : purpose.kind === 'init'
      ? 'initialization'
      : purpose.kind === 'return'
        ? 'return'
        : `passing argument ${purpose.index} of '${purpose.fn}'`;

/** `e` as a value of the type of what it is assigned to. */
export function convertFor(c: Context, e: Expr, type: Type, purpose: Purpose): Expr {
  const { report } = c;
  const to = rvalueType(type);
  const from = e.type;
  const at = purpose.kind === 'assign' ? purpose.loc : e.loc;
  if (from.kind === 'error' || to.kind === 'error') return wrong(e.loc);
  const note = (): void => {
    if (purpose.kind === 'argument') purpose.note();
  };
  const warn = (option: string, text: string): void => {
    if (report.warn(at, option, text)) note();
  };
  if (from.kind === 'void') {
    report.error(
      at,
      purpose.kind === 'argument' ? 'invalid use of void expression' : 'void value not ignored as it ought to be',
    );
    return wrong(e.loc);
  }
  if (to.kind === 'int' && from.kind === 'int') {
    warnOverflow(c, e, to);
    return convert(e, to);
  }
  if (to.kind === 'int' && to.bool && from.kind === 'pointer') return convert(e, BOOL);
  if (to.kind === 'int' && from.kind === 'pointer') {
    warn('-Wint-conversion', `${start(purpose, quoted(to), quoted(from))} makes integer from pointer without a cast`);
    return convert(e, to);
  }
  if (to.kind === 'pointer' && from.kind === 'int') {
    if (!isNullConstant(e))
      warn('-Wint-conversion', `${start(purpose, quoted(to), quoted(from))} makes pointer from integer without a cast`);
    return convert(e, to);
  }
  if (to.kind === 'pointer' && from.kind === 'pointer') {
    if (!isNullConstant(e)) checkPointers(to, from, purpose, warn);
    return convert(e, to);
  }
  if (to.kind === 'struct' && from.kind === 'struct' && to.layout === from.layout) return e;
  switch (purpose.kind) {
    case 'assign':
      report.error(e.loc, `incompatible types when assigning to type ${quoted(to)} from type ${quoted(from)}`);
      break;
    case 'init':
      report.error(
        at,
        isScalar(to) || from.kind === 'struct'
          ? `incompatible types when initializing type ${quoted(to)} using type ${quoted(from)}`
          : 'invalid initializer',
      );
      break;
    case 'return':
      report.error(at, `incompatible types when returning type ${quoted(from)} but ${quoted(to)} was expected`);
      break;
    case 'argument':
      report.error(at, `incompatible type for argument ${purpose.index} of '${purpose.fn}'`);
      note();
  }
  return wrong(e.loc);
}

function checkPointers(
  to: PointerType,
  from: PointerType,
  purpose: Purpose,
  warn: (option: string, text: string) => void,
): void {
  const [a, b] = [to.to, from.to];
  if (a.kind !== 'void' && b.kind !== 'void' && !same(unqualified(a), unqualified(b))) {
    if (a.kind === 'int' && b.kind === 'int' && a.size === b.size && a.rank === b.rank && a.signed !== b.signed) {
      const words =
        purpose.kind === 'argument'
          ? `pointer targets in ${doing(purpose)} differ in signedness`
          : `pointer targets in ${purpose.kind === 'return' ? 'returning' : doing(purpose)} ${purpose.kind === 'return' ? `${quoted(from)} from a function with return type ${quoted(to)}` : `${purpose.kind === 'init' ? 'of' : 'from'} ${quoted(purpose.kind === 'init' ? to : from)} ${purpose.kind === 'init' ? 'from' : 'to'} ${quoted(purpose.kind === 'init' ? from : to)}`} differ in signedness`;
      warn('-Wpointer-sign', words);
      return;
    }
    const words =
      purpose.kind === 'return'
        ? `returning ${quoted(from)} from a function with incompatible return type ${quoted(to)}`
        : purpose.kind === 'argument'
          ? `${doing(purpose)} from incompatible pointer type`
          : `${purpose.kind === 'assign' ? 'assignment to' : 'initialization of'} ${quoted(to)} from incompatible pointer type ${quoted(from)}`;
    warn('-Wincompatible-pointer-types', words);
    return;
  }
  const lost = b.const && !a.const ? 'const' : b.volatile && !a.volatile ? 'volatile' : undefined;
  if (lost !== undefined && b.kind !== 'function')
    warn('-Wdiscarded-qualifiers', `${doing(purpose)} discards '${lost}' qualifier from pointer target type`);
}

/** A constant that does not fit. */
function warnOverflow(c: Context, e: Expr, to: IntType): void {
  if (e.type.kind !== 'int' || to.bool || to.size >= e.type.size) return;
  const value = constantValue(e);
  if (value === undefined) return;
  const got = normal(BigInt(value), to);
  const bits = BigInt(to.size * 8);
  // What fits into the width with either sign is only worth -Wconversion.
  if (BigInt(value) >= -(1n << (bits - 1n)) && BigInt(value) < 1n << bits) return;
  const words = `${to.signed ? 'overflow in' : 'unsigned'} conversion from ${quoted(e.type)} to ${quoted(to)} changes value from '${value}' to '${got}'`;
  c.report.warn(e.loc, '-Woverflow', words);
}
