// The types of od(1): characters, named characters, integers and floats of several sizes.
import type { ByteString } from '../../kernel/abi/index.ts';
import { formatFloat } from '../../posix/printf.ts';

export interface Format {
  readonly kind: 'a' | 'c' | 'd' | 'o' | 'u' | 'x' | 'f';
  readonly size: number;
  /** Columns of one value, without the blank before it. */
  readonly width: number;
  /** `z`: the printable characters at the end of the line. */
  readonly text: boolean;
}

const WIDTHS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  d: { 1: 4, 2: 6, 4: 11, 8: 20 },
  u: { 1: 3, 2: 5, 4: 10, 8: 20 },
  o: { 1: 3, 2: 6, 4: 11, 8: 22 },
  x: { 1: 2, 2: 4, 4: 8, 8: 16 },
  f: { 4: 15, 8: 24 },
  a: { 1: 3 },
  c: { 1: 3 },
};
const LETTER_SIZES: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8, F: 4, D: 8 };

/** `x1`, `d4z`, `c`, several in a row; the message when it is none. */
export function parseFormats(text: ByteString, quote: (text: string) => string): Format[] | string {
  const out: Format[] = [];
  let at = 0;
  while (at < text.length) {
    const found = /^([acdfoux])([0-9]+|[CSILFD])?(z?)/.exec(text.slice(at));
    if (!found) return `invalid character '${text[at] ?? ''}' in type string ${quote(text)}`;
    const kind = found[1] as Format['kind'];
    const given = found[2];
    const size =
      kind === 'a' || kind === 'c'
        ? 1
        : given === undefined
          ? kind === 'f'
            ? 8
            : 4
          : (LETTER_SIZES[given] ?? Number(given));
    const width = WIDTHS[kind]?.[size];
    if (width === undefined)
      return `invalid type string ${quote(text)};\nthis system doesn't provide a ${size}-byte ${kind === 'f' ? 'floating point' : 'integral'} type`;
    out.push({ kind, size, width, text: found[3] === 'z' });
    at += kind === 'a' || kind === 'c' ? 1 + (found[3] ?? '').length : found[0].length;
  }
  return out;
}

const NAMES = [
  'nul',
  'soh',
  'stx',
  'etx',
  'eot',
  'enq',
  'ack',
  'bel',
  'bs',
  'ht',
  'nl',
  'vt',
  'ff',
  'cr',
  'so',
  'si',
  'dle',
  'dc1',
  'dc2',
  'dc3',
  'dc4',
  'nak',
  'syn',
  'etb',
  'can',
  'em',
  'sub',
  'esc',
  'fs',
  'gs',
  'rs',
  'us',
  'sp',
];
const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  12: '\\f',
  10: '\\n',
  13: '\\r',
  9: '\\t',
  11: '\\v',
};

function float(bytes: readonly number[]): number {
  const view = new DataView(new ArrayBuffer(8));
  bytes.forEach((byte, i) => view.setUint8(i, byte));
  return bytes.length === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
}

/** The shortest text that reads back as the same number (ftoastr). */
function floatText(value: number, size: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  for (let precision = 1; precision <= (size === 4 ? 9 : 17); precision += 1) {
    const text = formatFloat(
      {
        minus: false,
        plus: false,
        space: false,
        zero: false,
        alternate: false,
        width: undefined,
        precision,
        conversion: 'g',
      },
      value,
    );
    const back = Number(text);
    if ((size === 4 ? Math.fround(back) : back) === value) return text;
  }
  return String(value);
}

/** One value; `bytes` are padded with zeros at the end of the input. */
export function showValue(format: Format, bytes: readonly number[]): string {
  const [byte = 0] = bytes;
  if (format.kind === 'a') return byte % 128 === 127 ? 'del' : (NAMES[byte % 128] ?? String.fromCharCode(byte % 128));
  if (format.kind === 'c')
    return ESCAPES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'));
  if (format.kind === 'f') return floatText(float(bytes), format.size);
  let value = 0n;
  bytes.forEach((part, i) => {
    value |= BigInt(part) << BigInt(8 * i);
  });
  const bits = format.size * 8;
  if (format.kind === 'd') return BigInt.asIntN(bits, value).toString();
  if (format.kind === 'u') return value.toString();
  return value.toString(format.kind === 'o' ? 8 : 16).padStart(format.width, '0');
}
