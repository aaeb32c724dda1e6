// Exact binary floating-point numbers: doubles and x86 long doubles as integer × 2^exponent, read from and written to decimal
// without loss. bash's and coreutils' printf compute in long double, awk in double.

export interface BinaryFloat {
  readonly negative: boolean;
  readonly special?: 'inf' | 'nan';
  /** value = mantissa × 2^exponent */
  readonly mantissa: bigint;
  readonly exponent: number;
  /** 64 bits of mantissa instead of 53: only `%a` shows the difference in form. */
  readonly long: boolean;
}

const bitLength = (value: bigint): number => {
  const hex = value.toString(16);
  return value === 0n ? 0 : (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0] ?? '0', 16)));
};

export function fromNumber(value: number): BinaryFloat {
  const negative = value < 0 || Object.is(value, -0);
  if (Number.isNaN(value)) return { negative: false, special: 'nan', mantissa: 0n, exponent: 0, long: false };
  if (!Number.isFinite(value)) return { negative, special: 'inf', mantissa: 0n, exponent: 0, long: false };
  let mantissa = Math.abs(value);
  if (Number.isSafeInteger(mantissa)) return { negative, mantissa: BigInt(mantissa), exponent: 0, long: false };
  let exponent = Math.max(-1074, Math.floor(Math.log2(mantissa)) - 53);
  // scaled in two steps: 2^-exponent alone may overflow for the smallest numbers
  const half = Math.trunc(-exponent / 2);
  mantissa = mantissa * 2 ** half * 2 ** (-exponent - half);
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent -= 1;
  }
  return { negative, mantissa: BigInt(mantissa), exponent, long: false };
}

/** numerator / denominator rounded to 64 bits, ties to even. */
function roundRatio(numerator: bigint, denominator: bigint, negative: boolean): BinaryFloat {
  if (numerator === 0n) return { negative, mantissa: 0n, exponent: 0, long: true };
  let shift = 64 - (bitLength(numerator) - bitLength(denominator));
  for (;;) {
    const n = shift > 0 ? numerator << BigInt(shift) : numerator;
    const d = shift < 0 ? denominator << BigInt(-shift) : denominator;
    let quotient = n / d;
    const rest = n - quotient * d;
    if (bitLength(quotient) > 64) {
      shift -= 1;
      continue;
    }
    if (rest * 2n > d || (rest * 2n === d && (quotient & 1n) === 1n)) quotient += 1n;
    return { negative, mantissa: quotient, exponent: -shift, long: true };
  }
}

/** strtold's range; beyond it the value is infinite or zero. */
const MAX_DECIMAL_EXPONENT = 4932;
/** Digits that can matter; more are cut (the value changes by less than one part in 10^1200). */
const MAX_DIGITS = 1200;

export interface ParsedFloat {
  readonly value: BinaryFloat;
  /** Characters used; 0 when there is no number. */
  readonly length: number;
  readonly range: boolean;
}

const ZERO: BinaryFloat = { negative: false, mantissa: 0n, exponent: 0, long: true };

/** strtold(3) in the C locale. */
export function parseLongDouble(text: string): ParsedFloat {
  const space = /^[ \t\n\v\f\r]*/.exec(text)?.[0].length ?? 0;
  const body = text.slice(space);
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?[0-9]+))?/.exec(body);
  if (hex && ((hex[2] ?? '') !== '' || (hex[3] ?? '') !== '')) {
    const digits = (hex[2] ?? '') + (hex[3] ?? '');
    const power = Number(hex[4] ?? 0) - 4 * (hex[3] ?? '').length;
    const mantissa = BigInt(`0x${digits}`);
    if (Math.abs(power) > 16_500) return { value: ZERO, length: space + hex[0].length, range: true };
    const value =
      power >= 0
        ? roundRatio(mantissa << BigInt(power), 1n, hex[1] === '-')
        : roundRatio(mantissa, 1n << BigInt(-power), hex[1] === '-');
    return { value, length: space + hex[0].length, range: false };
  }
  const special = /^([+-]?)(infinity|inf|nan(?:\([0-9a-zA-Z_]*\))?)/i.exec(body);
  if (special) {
    const kind = (special[2] ?? '').toLowerCase().startsWith('nan') ? 'nan' : 'inf';
    return {
      value: { ...ZERO, negative: special[1] === '-', special: kind },
      length: space + special[0].length,
      range: false,
    };
  }
  const decimal = /^([+-]?)([0-9]*)(?:\.([0-9]*))?/.exec(body);
  const whole = decimal?.[2] ?? '';
  const fraction = decimal?.[3] ?? '';
  if (!decimal || whole + fraction === '') return { value: ZERO, length: 0, range: false };
  const tail = /^[eE]([+-]?[0-9]+)/.exec(body.slice(decimal[0].length));
  const length = space + decimal[0].length + (tail?.[0].length ?? 0);
  const negative = decimal[1] === '-';
  let digits = whole + fraction;
  let power = Number(tail?.[1] ?? 0) - fraction.length;
  if (digits.length > MAX_DIGITS) {
    power += digits.length - MAX_DIGITS;
    digits = digits.slice(0, MAX_DIGITS);
  }
  const mantissa = BigInt(digits);
  if (mantissa === 0n) return { value: { ...ZERO, negative }, length, range: false };
  const magnitude = power + mantissa.toString().length - 1;
  if (magnitude > MAX_DECIMAL_EXPONENT) return { value: { ...ZERO, negative, special: 'inf' }, length, range: true };
  if (magnitude < -MAX_DECIMAL_EXPONENT - 20) return { value: { ...ZERO, negative }, length, range: true };
  const value =
    power >= 0
      ? roundRatio(mantissa * 10n ** BigInt(power), 1n, negative)
      : roundRatio(mantissa, 10n ** BigInt(-power), negative);
  return { value, length, range: false };
}

/** |value| × 10^power rounded to an integer, ties to even. */
export function scaled(value: BinaryFloat, power: number): bigint {
  let numerator = value.mantissa;
  let denominator = 1n;
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  if (value.exponent >= 0) numerator <<= BigInt(value.exponent);
  else denominator <<= BigInt(-value.exponent);
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  return twice > denominator || (twice === denominator && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** The decimal exponent of the first digit of a value other than zero. */
export function decimalExponent(value: BinaryFloat): number {
  const bits = bitLength(value.mantissa) + value.exponent;
  let guess = Math.floor((bits - 1) * Math.LOG10E * Math.LN2);
  // one below may be needed or one above: compare with the powers of ten exactly
  while (compareToPower(value, guess + 1) >= 0) guess += 1;
  while (compareToPower(value, guess) < 0) guess -= 1;
  return guess;
}

function compareToPower(value: BinaryFloat, power: number): number {
  let left = value.mantissa;
  let right = 1n;
  if (value.exponent >= 0) left <<= BigInt(value.exponent);
  else right <<= BigInt(-value.exponent);
  if (power >= 0) right *= 10n ** BigInt(power);
  else left *= 10n ** BigInt(-power);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Digits of `%a`, without sign: `0x1.8p+0` for a double, `0xcp-3` for a long double. */
export function hexDigits(value: BinaryFloat, precision: number | undefined): { text: string; power: number } {
  const lead = value.long ? 4 : 1;
  if (value.mantissa === 0n) return { text: `0${precision ? `.${'0'.repeat(precision)}` : ''}`, power: 0 };
  const full = value.long ? 64 : 53;
  const shift = full - bitLength(value.mantissa);
  let mantissa = shift >= 0 ? value.mantissa << BigInt(shift) : value.mantissa >> BigInt(-shift);
  const power = value.exponent - shift + full - lead;
  const places = (full - lead) / 4;
  let fraction = places;
  if (precision !== undefined && precision < places) {
    const drop = BigInt((places - precision) * 4);
    const half = 1n << (drop - 1n);
    const rest = mantissa & ((1n << drop) - 1n);
    mantissa >>= drop;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n;
    fraction = precision;
  }
  const digits = mantissa.toString(16).padStart(fraction + 1, '0');
  const head = digits.slice(0, digits.length - fraction);
  let tail = digits.slice(digits.length - fraction);
  tail = precision === undefined ? tail.replace(/0+$/, '') : tail.padEnd(precision, '0');
  return { text: tail === '' ? head : `${head}.${tail}`, power };
}

export function toNumber(value: BinaryFloat): number {
  if (value.special === 'nan') return Number.NaN;
  const magnitude = value.special === 'inf' ? Infinity : Number(value.mantissa) * 2 ** value.exponent;
  return value.negative ? -magnitude : magnitude;
}
