// 64-bit integers with wrap-around: plain numbers while they are exact, bigint beyond.

export type Int = number | bigint;

const wide = (value: bigint): Int => {
  const wrapped = BigInt.asIntN(64, value);
  return wrapped >= -9007199254740991n && wrapped <= 9007199254740991n ? Number(wrapped) : wrapped;
};
const big = (value: Int): bigint => (typeof value === 'bigint' ? value : BigInt(value));

export function add(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return wide(big(a) + big(b));
}
export function subtract(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return wide(big(a) - big(b));
}
export function multiply(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return wide(big(a) * big(b));
}
/** C division: towards zero. The divisor is not 0. */
export function divide(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0;
  return wide(big(a) / big(b));
}
export function remainder(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  return wide(big(a) % big(b));
}
export function power(base: Int, exponent: Int): Int {
  let result = 1n;
  let factor = BigInt.asIntN(64, big(base));
  let rest = big(exponent);
  while (rest > 0n) {
    if (rest & 1n) result = BigInt.asIntN(64, result * factor);
    factor = BigInt.asIntN(64, factor * factor);
    rest >>= 1n;
  }
  return wide(result);
}
const small = (value: Int): value is number => typeof value === 'number' && value >= -0x80000000 && value <= 0x7fffffff;
export function and(a: Int, b: Int): Int {
  return small(a) && small(b) ? a & b : wide(big(a) & big(b));
}
export function or(a: Int, b: Int): Int {
  return small(a) && small(b) ? a | b : wide(big(a) | big(b));
}
export function xor(a: Int, b: Int): Int {
  return small(a) && small(b) ? a ^ b : wide(big(a) ^ big(b));
}
/** x86 shifts take the count modulo 64. */
export function shiftLeft(a: Int, b: Int): Int {
  return wide(big(a) << (big(b) & 63n));
}
export function shiftRight(a: Int, b: Int): Int {
  return wide(big(a) >> (big(b) & 63n));
}
export function invert(a: Int): Int {
  return subtract(-1, a);
}
export function negate(a: Int): Int {
  return subtract(0, a);
}
/** Kept exact as numbers, so 0n never occurs; asked this way all the same. */
export const isZero = (a: Int): boolean => a === 0 || a === 0n;
export const equal = (a: Int, b: Int): boolean => (typeof a === typeof b ? a === b : BigInt(a) === BigInt(b));
export function compare(a: Int, b: Int): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Decimal digits, with sign, wrapped to 64 bits as strtoimax-like readers of bash do when a value is too large. */
export function parseDecimal(text: string): Int {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : wide(BigInt(text.replace(/^\+/, '')));
}

/** Digits of bash's `base#digits` notation, base 2 to 64. Undefined: a digit is too great for the base. */
export function parseDigits(digits: string, base: number): Int | undefined {
  let value: Int = 0;
  for (const c of digits) {
    let digit: number;
    if (c >= '0' && c <= '9') digit = c.charCodeAt(0) - 48;
    else if (c >= 'a' && c <= 'z') digit = c.charCodeAt(0) - 87;
    else if (c >= 'A' && c <= 'Z') digit = c.charCodeAt(0) - (base <= 36 ? 55 : 29);
    else if (c === '@') digit = 62;
    else if (c === '_') digit = 63;
    else return undefined;
    if (digit >= base) return undefined;
    value = add(multiply(value, base), digit);
  }
  return value;
}
