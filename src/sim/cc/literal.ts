// The values of constants: integer constants with their types, characters and strings with their escapes (ISO 9899, 6.4.4, 6.4.5).
import type { Reporter } from './diagnostics.ts';
import type { Token } from './lex.ts';
import { INT, LLONG, LONG, UINT, ULLONG, ULONG, type IntType } from './types.ts';
import { normal, type Value } from './value.ts';

const SUFFIX = /^(?:(u)(l{0,2})|(l{1,2})(u?))?$/i;

export interface Constant {
  readonly value: Value;
  readonly type: IntType;
}

const ZERO: Constant = { value: 0, type: INT };

/** The first type of the constant's list that can hold it (6.4.4.1). */
function typeFor(value: bigint, decimal: boolean, unsigned: boolean, longs: number): IntType {
  const long = longs > 0;
  if (!long) {
    if (!unsigned && value <= 0x7fffffffn) return INT;
    if ((unsigned || !decimal) && value <= 0xffffffffn) return UINT;
  }
  if (!unsigned && value <= 0x7fffffffffffffffn) return longs === 2 ? LLONG : LONG;
  return longs === 2 ? ULLONG : ULONG;
}

export function integerConstant(token: Token, report: Reporter): Constant {
  const { text } = token;
  const parts = /^(0[xX][0-9a-fA-F]*|0[bB][01]+|[0-9]+)(.*)$/s.exec(text);
  const [, digits = '0', suffix = ''] = parts ?? [];
  if (/^0[xX]/.test(text) ? /[.pP]/.test(suffix) : /^[0-9]*\.|^[0-9]+[eE]/.test(text)) {
    report.error(token, 'this compiler does not know floating-point constants');
    return ZERO;
  }
  const octal = /^0[0-9]/.test(digits);
  if (octal && /[89]/.test(digits)) {
    report.error(token, `invalid digit "${/[89]/.exec(digits)?.[0] ?? ''}" in octal constant`);
    return ZERO;
  }
  const found = SUFFIX.exec(suffix);
  if (!found || /^0[xX]$/.test(digits)) {
    report.error(
      token,
      `invalid suffix "${/^0[xX]$/.test(digits) ? digits.slice(1) + suffix : suffix}" on integer constant`,
    );
    return ZERO;
  }
  const value = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  if (value > 0xffffffffffffffffn) {
    report.warn(token, undefined, 'integer constant is too large for its type');
  }
  const type = typeFor(value, /^[1-9]/.test(digits), /u/i.test(suffix), suffix.replace(/u/i, '').length);
  return { value: normal(BigInt.asUintN(64, value), type), type };
}

const SIMPLE: Readonly<Record<string, number>> = {
  n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11, e: 27, '\\': 92, "'": 39, '"': 34, '?': 63,
}; // prettier-ignore

/** The bytes between the quotes. */
export function unescape(token: Token, report: Reporter): string {
  const { text } = token;
  const body = text.slice(1, text.length > 1 && text.endsWith(text[0] ?? '') ? -1 : undefined);
  if (!body.includes('\\')) return body;
  let out = '';
  for (let i = 0; i < body.length; i += 1) {
    if (body[i] !== '\\') {
      out += body[i];
      continue;
    }
    i += 1;
    const char = body[i] ?? '';
    if (char === '\n') continue;
    const octal = /^[0-7]{1,3}/.exec(body.slice(i, i + 3))?.[0];
    const hex = char === 'x' ? (/^[0-9a-fA-F]+/.exec(body.slice(i + 1))?.[0] ?? '') : undefined;
    if (octal !== undefined) {
      out += String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      i += octal.length - 1;
    } else if (hex !== undefined) {
      if (hex === '') report.error(token, '\\x used with no following hex digits');
      out += String.fromCharCode(Number.parseInt(hex === '' ? '0' : hex.slice(-2), 16) & 0xff);
      i += hex.length;
    } else if (SIMPLE[char] !== undefined) out += String.fromCharCode(SIMPLE[char]);
    else {
      report.warn(token, undefined, `unknown escape sequence: '\\${char}'`);
      out += char;
    }
  }
  return out;
}

/** A character constant is an int; several characters are packed, as gcc does. */
export function charConstant(token: Token, report: Reporter): Constant {
  const bytes = unescape(token, report);
  if (bytes.length > 1) {
    if (bytes.length > 4) report.warn(token, undefined, 'character constant too long for its type');
    else report.warn(token, '-Wmultichar', 'multi-character character constant');
  }
  let value = 0;
  for (const char of bytes.slice(-4)) value = (value << 8) | char.charCodeAt(0);
  return { value: bytes.length === 1 ? (value << 24) >> 24 : value, type: INT };
}
