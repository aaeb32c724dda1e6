// The formatting of printf(3): one directive at a time, for the shell builtin, /usr/bin/printf, awk and find.
import { decimalExponent, fromNumber, hexDigits, scaled, type BinaryFloat } from './float.ts';

export interface Directive {
  readonly minus: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly alternate: boolean;
  /** undefined: not given. */
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/** A directive as written: `*` is taken from the arguments by the caller. */
export interface RawDirective {
  readonly flags: string;
  readonly width: number | '*' | undefined;
  readonly precision: number | '*' | undefined;
  readonly length: string;
  readonly conversion: string;
  /** The source text from `%` on, and where it ends. */
  readonly text: string;
  readonly end: number;
}

/** Wider fields are cut: one directive must not fill the memory. */
export const MAX_WIDTH = 1_000_000;

const bounded = (digits: string): number => Math.min(Number(digits), MAX_WIDTH);

/** Reads the directive at `at` (which is a `%`). The conversion is '' when the format ends early. */
export function readDirective(format: string, at: number): RawDirective {
  const found = /^%([-+ #0']*)(\*|[0-9]*)(?:(\.)(\*|[0-9]*))?([hlLjzt]*)/.exec(format.slice(at));
  const [all = '%', flags = '', width = '', dot, precision = '', length = ''] = found ?? [];
  const conversion = format[at + all.length] ?? '';
  return {
    flags,
    width: width === '*' ? '*' : width === '' ? undefined : bounded(width),
    precision: dot === undefined ? undefined : precision === '*' ? '*' : bounded(precision === '' ? '0' : precision),
    length,
    conversion,
    text: all + conversion,
    end: at + all.length + conversion.length,
  };
}

/** Fills in `*` values: a negative width means left-justified, a negative precision none. */
export function resolve(raw: RawDirective, width?: number, precision?: number): Directive {
  const w = raw.width === '*' ? (width ?? 0) : raw.width;
  const p = raw.precision === '*' ? (precision ?? 0) : raw.precision;
  return {
    minus: raw.flags.includes('-') || (w !== undefined && w < 0),
    plus: raw.flags.includes('+'),
    space: raw.flags.includes(' '),
    zero: raw.flags.includes('0'),
    alternate: raw.flags.includes('#'),
    width: w === undefined ? undefined : Math.min(Math.abs(w), MAX_WIDTH),
    precision: p === undefined || p < 0 ? undefined : Math.min(p, MAX_WIDTH),
    conversion: raw.conversion,
  };
}

/** Pads a number: zeros go between the prefix (sign, 0x) and the digits. */
function padNumber(d: Directive, prefix: string, digits: string, zeros: boolean): string {
  const width = d.width ?? 0;
  const missing = width - prefix.length - digits.length;
  if (missing <= 0) return prefix + digits;
  if (d.minus) return prefix + digits + ' '.repeat(missing);
  if (zeros) return prefix + '0'.repeat(missing) + digits;
  return ' '.repeat(missing) + prefix + digits;
}

export function padString(d: Directive, text: string): string {
  const cut = d.precision === undefined ? text : text.slice(0, d.precision);
  const width = d.width ?? 0;
  return d.minus ? cut.padEnd(width) : cut.padStart(width);
}

const signOf = (d: Directive, negative: boolean): string => (negative ? '-' : d.plus ? '+' : d.space ? ' ' : '');

/** `%d %i %u %o %x %X` of a 64-bit value. */
export function formatInteger(d: Directive, value: bigint): string {
  const signed = d.conversion === 'd' || d.conversion === 'i';
  const magnitude = signed ? (value < 0n ? -value : value) : BigInt.asUintN(64, value);
  const radix = d.conversion === 'o' ? 8 : d.conversion === 'x' || d.conversion === 'X' ? 16 : 10;
  let digits = magnitude.toString(radix);
  if (d.conversion === 'X') digits = digits.toUpperCase();
  if (d.precision !== undefined)
    digits = d.precision === 0 && magnitude === 0n ? '' : digits.padStart(d.precision, '0');
  let prefix = signed ? signOf(d, value < 0n) : '';
  if (d.alternate) {
    if (radix === 8 && !digits.startsWith('0')) digits = `0${digits}`;
    if (radix === 16 && magnitude !== 0n) prefix = d.conversion === 'X' ? '0X' : '0x';
  }
  return padNumber(d, prefix, digits, d.zero && d.precision === undefined);
}

function fixed(value: BinaryFloat, precision: number, alternate: boolean): string {
  const digits = scaled(value, precision)
    .toString()
    .padStart(precision + 1, '0');
  const whole = digits.slice(0, digits.length - precision);
  return precision > 0 ? `${whole}.${digits.slice(digits.length - precision)}` : alternate ? `${whole}.` : whole;
}

function exponential(value: BinaryFloat, precision: number): { digits: string; exponent: number } {
  if (value.mantissa === 0n) return { digits: '0'.repeat(precision + 1), exponent: 0 };
  let exponent = decimalExponent(value);
  let digits = scaled(value, precision - exponent).toString();
  if (digits.length > precision + 1) {
    exponent += 1;
    digits = digits.slice(0, precision + 1);
  }
  return { digits, exponent };
}

const exponentText = (e: number): string => `e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;

function scientific(value: BinaryFloat, precision: number, alternate: boolean): string {
  const { digits, exponent } = exponential(value, precision);
  const tail = digits.slice(1);
  return `${digits[0] ?? '0'}${tail === '' ? (alternate ? '.' : '') : `.${tail}`}${exponentText(exponent)}`;
}

function general(value: BinaryFloat, precision: number, alternate: boolean): string {
  const p = precision === 0 ? 1 : precision;
  const { digits, exponent } = exponential(value, p - 1);
  const trim = (text: string): string => (alternate || !text.includes('.') ? text : text.replace(/\.?0+$/, ''));
  if (exponent >= -4 && exponent < p) return trim(fixed(value, p - 1 - exponent, alternate));
  const tail = digits.slice(1);
  const mantissa = trim(`${digits[0] ?? '0'}${tail === '' ? (alternate ? '.' : '') : `.${tail}`}`);
  return mantissa + exponentText(exponent);
}

/** `%e %f %g %a` and their capitals. */
export function formatFloat(d: Directive, number: BinaryFloat | number): string {
  const value = typeof number === 'number' ? fromNumber(number) : number;
  const upper = d.conversion !== d.conversion.toLowerCase();
  const sign = signOf(d, value.negative);
  if (value.special) {
    const word = upper ? value.special.toUpperCase() : value.special;
    return padNumber(d, sign, word, false);
  }
  const precision = d.precision ?? 6;
  let prefix = sign;
  let text: string;
  switch (d.conversion.toLowerCase()) {
    case 'f':
      text = fixed(value, precision, d.alternate);
      break;
    case 'e':
      text = scientific(value, precision, d.alternate);
      break;
    case 'g':
      text = general(value, precision, d.alternate);
      break;
    default: {
      const hex = hexDigits(value, d.precision);
      prefix += upper ? '0X' : '0x';
      text = `${hex.text}p${hex.power < 0 ? '-' : '+'}${Math.abs(hex.power)}`;
    }
  }
  return padNumber(d, prefix, upper ? text.toUpperCase() : text, d.zero);
}

export interface ParsedInteger {
  readonly value: bigint;
  /** Characters used; 0 when there is no number. */
  readonly length: number;
  readonly range: boolean;
}

const MAX = (1n << 63n) - 1n;
const MIN = -(1n << 63n);
const UMAX = (1n << 64n) - 1n;

/** strtoimax(3) / strtoumax(3) with base 0. */
export function parseInteger(text: string, signed: boolean): ParsedInteger {
  const found = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|[0-9]+)/.exec(text);
  if (!found) return { value: 0n, length: 0, range: false };
  let digits = found[2] ?? '0';
  let length = found[0].length;
  if (/^0[0-9]/.test(digits)) {
    const octal = /^[0-7]+/.exec(digits)?.[0] ?? '0';
    length -= digits.length - octal.length;
    digits = `0o${octal}`;
  }
  const magnitude = BigInt(digits);
  const value = found[1] === '-' ? -magnitude : magnitude;
  if (signed) {
    if (value > MAX) return { value: MAX, length, range: true };
    if (value < MIN) return { value: MIN, length, range: true };
    return { value, length, range: false };
  }
  if (magnitude > UMAX) return { value: UMAX, length, range: true };
  return { value: BigInt.asUintN(64, value), length, range: false };
}
