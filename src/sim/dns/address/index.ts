// IP addresses as text and as bytes: inet_pton, inet_ntop, inet_aton and the scopes and prefixes that RFC 6724 speaks of.

export type Family = 'inet' | 'inet6';

export const familyOf = (address: string): Family => (address.includes(':') ? 'inet6' : 'inet');

/** Strict dotted quad, as inet_pton(AF_INET) takes it: four decimal numbers, no leading zeros. */
export function parseIPv4(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(4);
  let part = 0;
  let digits = 0;
  let value = 0;
  for (let i = 0; i <= text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) {
      value = value * 10 + code - 0x30;
      digits += 1;
      if (value > 255 || (digits > 1 && value < 10)) return undefined;
    } else {
      const end = i === text.length;
      if ((code !== 0x2e && !end) || digits === 0 || part > 3 || (end && part !== 3)) return undefined;
      bytes[part] = value;
      part += 1;
      digits = 0;
      value = 0;
    }
  }
  return bytes;
}

/** inet_aton(3): one to four parts, decimal, octal or hexadecimal, the last filling what is left. */
export function parseAton(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (parts.length > 4) return undefined;
  const values: number[] = [];
  for (const part of parts) {
    if (/^0[xX][0-9a-fA-F]+$/.test(part)) values.push(Number.parseInt(part.slice(2), 16));
    else if (/^0[0-7]*$/.test(part)) values.push(Number.parseInt(part, 8));
    else if (/^[1-9]\d*$/.test(part)) values.push(Number(part));
    else return undefined;
  }
  const last = values.pop() ?? 0;
  if (values.some((value) => value > 255) || last >= 256 ** (4 - values.length)) return undefined;
  const bytes = [...values];
  for (let shift = 3 - values.length; shift >= 0; shift -= 1) bytes.push(Math.floor(last / 256 ** shift) % 256);
  return Uint8Array.from(bytes);
}

/** The value of a hexadecimal digit, or -1. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** RFC 4291 section 2.2: groups of up to four digits, one "::", and an IPv4 tail; as inet_pton(AF_INET6). */
export function parseIPv6(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(16);
  let at = 0;
  let gap = -1;
  if (text.startsWith(':') && !text.startsWith('::')) return undefined;
  let i = text.startsWith('::') ? 1 : 0;
  while (i < text.length) {
    if (text[i] === ':') {
      if (gap >= 0 || at > 14) return undefined;
      gap = at;
      i += 1;
      continue;
    }
    const start = i;
    let value = 0;
    for (let digit = hexDigit(text.charCodeAt(i)); digit >= 0; digit = hexDigit(text.charCodeAt(i))) {
      value = value * 16 + digit;
      i += 1;
    }
    if (text[i] === '.' && at <= 12) {
      const tail = parseIPv4(text.slice(start));
      if (tail === undefined) return undefined;
      bytes.set(tail, at);
      at += 4;
      i = text.length;
      break;
    }
    if (i === start || i - start > 4 || at > 14) return undefined;
    bytes[at] = value >> 8;
    bytes[at + 1] = value & 0xff;
    at += 2;
    if (i === text.length) break;
    // A colon must be followed by a group, or by the second colon of "::".
    if (text[i] !== ':' || i + 1 === text.length) return undefined;
    i += 1;
  }
  if (gap < 0) return at === 16 ? bytes : undefined;
  if (at === 16) return undefined;
  bytes.copyWithin(16 - (at - gap), gap, at);
  bytes.fill(0, gap, 16 - (at - gap));
  return bytes;
}

/** The bytes of a literal of either family. */
export const parseAddress = (text: string): Uint8Array | undefined => parseIPv4(text) ?? parseIPv6(text);

function formatIPv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i += 1) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length += 1;
    if (length > best.length) best = { at: i, length };
  }
  // inet_ntop writes IPv4-mapped and IPv4-compatible addresses with a dotted tail.
  const mapped = best.at === 0 && (best.length === 6 || (best.length === 5 && groups[5] === 0xffff));
  if (mapped) return `::${best.length === 5 ? 'ffff:' : ''}${bytes.slice(12).join('.')}`;
  const hex = groups.map((group) => group.toString(16));
  if (best.at < 0) return hex.join(':');
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.length).join(':')}`;
}

/** inet_ntop(3) of 4 or 16 bytes. */
export const formatAddress = (bytes: Uint8Array): string =>
  bytes.length === 4 ? `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}` : formatIPv6(bytes);

/** The address as 16 bytes: IPv4 mapped (::ffff:a.b.c.d). */
export function asMapped(address: string): Uint8Array {
  const bytes = parseAddress(address) ?? new Uint8Array(16);
  if (bytes.length === 16) return bytes;
  const mapped = new Uint8Array(16);
  mapped.set([0xff, 0xff], 10);
  mapped.set(bytes, 12);
  return mapped;
}

/** How many leading bits two addresses share, at most all of the shorter. */
export function sharedBits(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const differ = (a[i] ?? 0) ^ (b[i] ?? 0);
    if (differ !== 0) return i * 8 + Math.clz32(differ) - 24;
  }
  return length * 8;
}

export const inPrefix = (address: Uint8Array, network: Uint8Array, bits: number): boolean =>
  address.length === network.length && sharedBits(address, network) >= bits;

export const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';
export const isLinkLocal = (address: string): boolean => /^fe[89ab]/i.test(address);

/** The owner name of the PTR record of an address (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export function reverseName(address: string): string {
  const bytes = parseAddress(address) ?? new Uint8Array(4);
  if (bytes.length === 4) return `${[...bytes].reverse().join('.')}.in-addr.arpa.`;
  const nibbles = [...bytes].flatMap((byte) => [byte >> 4, byte & 15]).reverse();
  return `${nibbles.map((nibble) => nibble.toString(16)).join('.')}.ip6.arpa.`;
}
