// Values at run time. A value of up to 32 bits, a pointer, and a 64-bit value that a double holds exactly are numbers; other 64-bit
// values are big integers. So there is one representation of each value, most programs never meet a big integer, and comparing
// with === and < is right for both.
import type { IntType, Type } from './types.ts';

export type Value = number | bigint;

/** A 64-bit big integer in its one representation. */
const narrow = (value: bigint): Value =>
  value <= 0x1fffffffffffffn && value >= -0x1fffffffffffffn ? Number(value) : value;

export const wrapSigned = (value: bigint): Value => narrow(BigInt.asIntN(64, value));
export const wrapUnsigned = (value: bigint): Value => narrow(BigInt.asUintN(64, value));

/** Any integer as a value of the type: what conversion does (ISO 9899, 6.3.1.3; gcc wraps signed types, too). */
export function normal(value: bigint, type: IntType): Value {
  const bits = type.size * 8;
  if (type.bool) return value === 0n ? 0 : 1;
  return narrow(type.signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
}

/** Conversion to an integer type, as a function of the value. */
export function converter(type: IntType): (value: Value) => Value {
  if (type.bool) return (value) => (value ? 1 : 0);
  if (type.size === 8) {
    if (type.signed) return (value) => (typeof value === 'number' ? value : wrapSigned(value));
    return (value) => (typeof value === 'number' && value >= 0 ? value : wrapUnsigned(BigInt(value)));
  }
  const low = lowBits;
  if (type.size === 4) return type.signed ? (value) => low(value) | 0 : (value) => low(value) >>> 0;
  if (type.size === 2) return type.signed ? (value) => (low(value) << 16) >> 16 : (value) => low(value) & 0xffff;
  return type.signed ? (value) => (low(value) << 24) >> 24 : (value) => low(value) & 0xff;
}

/** The low 32 bits of any value, as a signed number. Doubles keep them exactly: `|` takes a number modulo 2^32. */
const lowBits = (value: Value): number => (typeof value === 'number' ? value | 0 : Number(BigInt.asIntN(32, value)));

/** A value as a 32-bit int: what the C library takes for an `int`. */
export const toInt = lowBits;

/** Whether the type's values may be big integers. */
export const isWide = (type: Type): boolean => type.kind === 'int' && type.size === 8;
