// The data of a record as BIND writes it (lib/dns/rdata.c and rdata/*): names with their dot, quoted strings, SOA over many lines.
import { parseIPv6 } from '../../address/index.ts';
import { nameFromLabels, typeNumber, type Resource } from '../../message/index.ts';
import { typeText } from './types.ts';

export interface DataStyle {
  /** What breaks a line; undefined: everything on one. */
  readonly lineBreak?: string | undefined;
  /** Comments behind the numbers of a SOA record. */
  readonly comments?: boolean;
  /** As of a type that nobody knows (RFC 3597). */
  readonly unknown?: boolean;
  readonly expandAaaa?: boolean;
}

const HEX_WIDTH = 60;
const HEX_WIDTH_LINES = 48;

const escape = (text: string, special: RegExp, from: number): string =>
  [...text]
    .map((char) => {
      const code = char.charCodeAt(0);
      if (code < from || code >= 0x7f) return `\\${String(code).padStart(3, '0')}`;
      return special.test(char) ? `\\${char}` : char;
    })
    .join('');

/** A character string in quotes. */
export const quoted = (text: string): string => `"${escape(text, /["\\]/, 0x20)}"`;
const bare = (text: string): string => escape(text, /["\\@;]/, 0x21);

const UNITS = [
  ['week', 604_800, Infinity],
  ['day', 86_400, 7],
  ['hour', 3600, 24],
  ['minute', 60, 60],
  ['second', 1, 60],
] as const;

/** dns_ttl_totext: "1 day 2 hours", or "1d2h". */
export function durationText(seconds: number, verbose: boolean): string {
  const parts = UNITS.map(([unit, size, modulus]) => ({ unit, count: Math.floor(seconds / size) % modulus })).filter(
    ({ count }) => count !== 0,
  );
  const shown = parts.length === 0 ? [{ unit: 'second' as const, count: 0 }] : parts;
  return verbose
    ? shown.map(({ unit, count }) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' ')
    : shown.map(({ unit, count }) => `${count}${unit[0]}`).join('');
}

/** isc_hex_totext: a gap before a word would be too long. */
function hexWords(bytes: Uint8Array, width: number, gap: string): string {
  let text = '';
  let inWord = 0;
  for (const [i, byte] of bytes.entries()) {
    text += byte.toString(16).toUpperCase().padStart(2, '0');
    inWord += 1;
    if (i < bytes.length - 1 && (inWord + 1) * 2 >= width) {
      text += gap;
      inWord = 0;
    }
  }
  return text;
}

function unknownText(bytes: Uint8Array, style: DataStyle): string {
  if (bytes.length === 0) return '\\# 0';
  const { lineBreak } = style;
  const hex = hexWords(bytes, (lineBreak === undefined ? HEX_WIDTH : HEX_WIDTH_LINES) - 2, lineBreak ?? ' ');
  return lineBreak === undefined ? `\\# ${bytes.length} ${hex}` : `\\# ${bytes.length} ( ${hex} )`;
}

function soaText(data: Extract<Resource['data'], { kind: 'SOA' }>, style: DataStyle): string {
  const numbers = [data.serial, data.refresh, data.retry, data.expire, data.minimum];
  const { lineBreak } = style;
  const names = `${data.mname} ${data.rname}`;
  if (lineBreak === undefined) return `${names} ${numbers.join(' ')}`;
  if (style.comments !== true) return `${names} (${lineBreak}${numbers.join(lineBreak)})`;
  const lines = numbers.map((number, i) => {
    const field = ['serial', 'refresh', 'retry', 'expire', 'minimum'][i];
    const time = i === 0 ? '' : ` (${durationText(number, true)})`;
    return `${String(number).padEnd(10)} ; ${field}${time}${lineBreak}`;
  });
  return `${names} (${lineBreak}${lines.join('')})`;
}

const chars = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Strings of a length byte and that many characters; undefined when the last one is cut. */
function stringsOf(bytes: Uint8Array): readonly string[] | undefined {
  const strings: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = bytes[at] ?? 0;
    if (at + 1 + size > bytes.length) return undefined;
    strings.push(chars(bytes.subarray(at + 1, at + 1 + size)));
    at += 1 + size;
  }
  return strings;
}

/** A name that is not compressed, at the end of the data. */
function nameOf(bytes: Uint8Array): string | undefined {
  const labels = stringsOf(bytes);
  return labels?.at(-1) === '' ? nameFromLabels(labels.slice(0, -1)) : undefined;
}

const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Types that a message of this project leaves as bytes. */
const OTHERS: Readonly<Record<string, (bytes: Uint8Array) => string | undefined>> = {
  HINFO: (bytes) => stringsOf(bytes)?.map(quoted).join(' '),
  SPF: (bytes) => stringsOf(bytes)?.map(quoted).join(' '),
  DNAME: nameOf,
  CAA(bytes) {
    const size = bytes[1] ?? 0;
    const value = chars(bytes.subarray(2 + size));
    return `${bytes[0] ?? 0} ${bare(chars(bytes.subarray(2, 2 + size)))} ${quoted(value)}`;
  },
  URI: (bytes) => `${u16(bytes, 0)} ${u16(bytes, 2)} ${quoted(chars(bytes.subarray(4)))}`,
  DS: (bytes) => `${u16(bytes, 0)} ${bytes[2]} ${bytes[3]} ${hexWords(bytes.subarray(4), HEX_WIDTH - 2, ' ')}`,
  SSHFP: (bytes) => `${bytes[0]} ${bytes[1]} ${hexWords(bytes.subarray(2), HEX_WIDTH - 2, ' ')}`,
  TLSA: (bytes) => `${bytes[0]} ${bytes[1]} ${bytes[2]} ${hexWords(bytes.subarray(3), HEX_WIDTH - 2, ' ')}`,
};

/** Four hexadecimal digits in each of the eight groups. */
function expanded(address: string): string {
  const bytes = parseIPv6(address) ?? new Uint8Array(16);
  return Array.from({ length: 8 }, (_, i) =>
    u16(bytes, 2 * i)
      .toString(16)
      .padStart(4, '0'),
  ).join(':');
}

export function dataText({ type, data }: Resource, style: DataStyle = {}): string {
  switch (data.kind) {
    case 'A':
      return data.address;
    case 'AAAA':
      return style.expandAaaa === true ? expanded(data.address) : data.address;
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return data.target;
    case 'MX':
      return `${data.preference} ${data.exchange}`;
    case 'TXT':
      return data.strings.map(quoted).join(' ');
    case 'SRV':
      return `${data.priority} ${data.weight} ${data.port} ${data.target}`;
    case 'SOA':
      return soaText(data, style);
    case 'unknown': {
      const known = OTHERS[typeText(typeNumber(type))];
      return (style.unknown === true ? undefined : known?.(data.bytes)) ?? unknownText(data.bytes, style);
    }
  }
}
