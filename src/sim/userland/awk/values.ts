// awk's values and their conversions: numbers, strings, input that looks like a number, and what was never assigned.
import type { ByteString } from '../../kernel/abi/index.ts';
import { formatFloat, formatInteger, readDirective, resolve } from '../../posix/index.ts';

/** Text that came from outside: a number if it looks like one. Decided when first asked, as in mawk. */
export class Input {
  readonly text: ByteString;
  #number: number | undefined;
  #asked = false;

  constructor(text: ByteString) {
    this.text = text;
  }

  /** Its value when the whole text is a number; else undefined. */
  get number(): number | undefined {
    if (!this.#asked) {
      this.#asked = true;
      this.#number = wholeNumber(this.text);
    }
    return this.#number;
  }
}

export type Value = number | ByteString | Input | undefined;

/** mawk's integers are C ints. */
export const MAX_INT = 2_147_483_647;

/** A double as an int: cut off, held within the range. */
export function toInt(value: number): number {
  if (value >= MAX_INT) return MAX_INT;
  if (value > -MAX_INT) return Math.trunc(value) + 0;
  return -MAX_INT;
}

const NUMBER =
  /^[ \t\n\v\f\r]*([+-]?)(?:(0[xX](?:[0-9a-fA-F]+\.?[0-9a-fA-F]*|\.[0-9a-fA-F]+)(?:[pP][+-]?[0-9]+)?)|((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(infinity|inf|nan))/i;

function fromHex(text: string): number {
  const [mantissa = '', power = '0'] = text.slice(2).toLowerCase().split('p');
  const [whole = '', fraction = ''] = mantissa.split('.');
  let value = 0;
  for (const digit of whole + fraction) value = value * 16 + Number.parseInt(digit, 16);
  return value * 2 ** (Number(power) - 4 * fraction.length);
}

/** strtod(3): the number that a text begins with, and how much of the text it is. */
function prefixNumber(text: string): { value: number; length: number } {
  const found = NUMBER.exec(text);
  if (!found) return { value: 0, length: 0 };
  const [all, sign, hex, decimal, word] = found;
  const magnitude =
    hex !== undefined
      ? fromHex(hex)
      : decimal !== undefined
        ? Number(decimal)
        : word?.toLowerCase() === 'nan'
          ? Number.NaN
          : Infinity;
  return { value: sign === '-' ? -magnitude : magnitude, length: all.length };
}

/** Input counts as a number when nothing but blanks is around it and it ends in a digit or a point. */
function wholeNumber(text: string): number | undefined {
  const trimmed = text.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');
  if (!/^[0-9+.-].*[0-9.]$|^[0-9]$/s.test(trimmed)) return undefined;
  const { value, length } = prefixNumber(trimmed);
  return length === trimmed.length && Number.isFinite(value) ? value : undefined;
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  if (typeof value === 'string') return prefixNumber(value).value;
  return value.number ?? prefixNumber(value.text).value;
}

/** A number by CONVFMT or OFMT; integers always look like integers. */
export function numberText(value: number, format: ByteString): ByteString {
  if (Number.isInteger(value) && Math.abs(value) <= MAX_INT) return String(value + 0);
  // the C library shows the sign of a NaN, and the processor's is negative
  if (Number.isNaN(value)) return '-nan';
  if (format === '%.6g') {
    const short = Number(value.toPrecision(6));
    const text = String(short);
    if (/^-?[0-9.]+$/.test(text) && Math.abs(short) < 1e6 && Math.abs(short) >= 1e-4) return text;
  }
  const at = format.indexOf('%');
  if (at < 0) return format;
  const raw = readDirective(format, at);
  const directive = resolve(raw);
  const number = /[diouxX]/.test(raw.conversion)
    ? formatInteger(directive, BigInt(toInt(value)))
    : formatFloat(directive, value);
  return format.slice(0, at) + number + format.slice(raw.end);
}

/** A value as text; numbers by `format`. */
export function toText(value: Value, format: ByteString): ByteString {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, format);
  return value === undefined ? '' : value.text;
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  if (value === undefined) return false;
  return value.number === undefined ? value.text !== '' : value.number !== 0;
}

/** The value as a number if it takes part in a numeric comparison. */
function numeric(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return undefined;
  return value === undefined ? 0 : value.number;
}

/** Below, equal or above zero; NaN when one side is. */
export function compare(left: Value, right: Value, format: ByteString): number {
  const a = numeric(left);
  const b = numeric(right);
  if (a !== undefined && b !== undefined) return a === b ? 0 : a - b;
  const x = toText(left, format);
  const y = toText(right, format);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Something that holds a value. */
export interface Cell {
  value: Value;
}
