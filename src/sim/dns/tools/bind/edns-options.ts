// Values of dig's +ednsopt and +subnet (save_opt and parse_netprefix of dighost.c).
import { parseIPv4, parseIPv6 } from '../../address/index.ts';
import type { EdnsOption } from '../../message/index.ts';
import type { Session } from './session.ts';
import { fromHex } from './setup.ts';

const CODES: Readonly<Record<string, number>> = {
  LLQ: 1,
  NSID: 3,
  DAU: 5,
  DHU: 6,
  N3U: 7,
  ECS: 8,
  EXPIRE: 9,
  COOKIE: 10,
  KEEPALIVE: 11,
  PADDING: 12,
  PAD: 12,
  CHAIN: 13,
  'KEY-TAG': 14,
  EDE: 15,
  'CLIENT-TAG': 16,
  'SERVER-TAG': 17,
  DEVICEID: 26_946,
};

/** `code[:hex]` */
export function ednsOption(s: Session, value: string | undefined): EdnsOption {
  const [, word = '', hex = ''] = /^:*([^:]*):?([^]*)$/.exec(value ?? '') ?? [];
  if (word === '') {
    s.complain('ednsopt no code point specified');
    return s.end();
  }
  const name = word.toUpperCase();
  const number = Object.hasOwn(CODES, name) ? CODES[name] : /^\d+$/.test(word) ? Number(word) : undefined;
  if (number === undefined || number > 65_535) {
    s.print(`invalid ednsopt '${word}': ${number === undefined ? 'not a valid number' : 'out of range'}\n`);
    return s.fatal(`bad edns code point: ${word}`);
  }
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex)) return s.fatal('isc_hex_decodestring: bad hex encoding');
  return { code: number, bytes: fromHex(hex) };
}

/** `address[/bits]`, an IPv4 address with fewer than four parts when there are bits, or 0: family, bits, 0, the address as far as the bits go. */
export function subnetOption(s: Session, value: string): Uint8Array {
  if (value === '0') return Uint8Array.from([0, 1, 0, 0]);
  const slash = value.indexOf('/');
  const text = slash < 0 ? value : value.slice(0, slash);
  const bits = slash < 0 ? '' : value.slice(slash + 1);
  if (slash >= 0 && !/^\d+$/.test(bits)) return s.fatal(`invalid prefix length in '${value}': not a valid number\n`);
  const short = slash < 0 ? [] : ['.0', '.0.0', '.0.0.0'].map((zeros) => parseIPv4(text + zeros));
  const bytes = parseIPv6(text) ?? parseIPv4(text) ?? short.find((each) => each !== undefined);
  if (!bytes) return s.fatal(`invalid address '${value}'`);
  const length = Math.min(bits === '' ? Infinity : Number(bits), bytes.length * 8);
  const kept = bytes.slice(0, Math.ceil(length / 8));
  const last = kept.length - 1;
  if (length % 8 !== 0) kept[last] = (kept[last] ?? 0) & (0xff << (8 - (length % 8)));
  return Uint8Array.from([0, bytes.length === 4 ? 1 : 2, length, 0, ...kept]);
}
