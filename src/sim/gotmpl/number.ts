/** Number and character constants of templates, as strconv reads Go literals. */
import { unescape } from './text.ts';

export interface NumberValue {
  readonly int: bigint | undefined;
  readonly float: number | undefined;
}

const MIN_INT = -(1n << 63n);
const MAX_UINT = (1n << 64n) - 1n;

/** The value of a literal, or the words of the error. */
export function parseNumber(text: string): NumberValue | string {
  if (text.startsWith("'")) return parseChar(text);
  if (/^[+-]?(0[xXbBoO])?_|__|_$/.test(text)) return bad(text);
  const plain = text.replaceAll('_', '');
  const int = parseInteger(plain);
  if (int !== undefined) {
    if (int < MIN_INT || int > MAX_UINT) return `integer overflow: ${'"' + text + '"'}`;
    return { int, float: Number(int) };
  }
  const float = parseFloat64(plain);
  if (float === undefined) return bad(text);
  const whole = Number.isInteger(float) && Math.abs(float) < 2 ** 63;
  return { int: whole ? BigInt(float) : undefined, float };
}

function bad(text: string): string {
  return `illegal number syntax: "${text}"`;
}

function parseChar(text: string): NumberValue | string {
  const one = text.endsWith("'") && text.length > 2 ? unescape(text.slice(1, -1), 0, "'") : undefined;
  if (one === undefined || one.next !== text.length - 2) return `malformed character constant: ${text}`;
  return { int: BigInt(one.rune), float: one.rune };
}

function parseInteger(text: string): bigint | undefined {
  const sign = text.startsWith('-') ? -1n : 1n;
  const digits = text.replace(/^[+-]/, '');
  if (/^(0|[1-9][0-9]*)$/.test(digits) || /^0[xX][0-9a-fA-F]+$|^0[bB][01]+$|^0[oO][0-7]+$/.test(digits))
    return sign * BigInt(digits.toLowerCase());
  if (/^0[0-7]+$/.test(digits)) return sign * BigInt('0o' + digits.slice(1));
  return undefined;
}

function parseFloat64(text: string): number | undefined {
  if (/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text)) return Number(text);
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(text);
  if (hex === null) return undefined;
  const [, sign, whole = '', part = '', exp] = hex;
  if (whole + part === '') return undefined;
  const v = parseInt(whole + part, 16) * 2 ** (Number(exp) - 4 * part.length);
  return sign === '-' ? -v : v;
}
