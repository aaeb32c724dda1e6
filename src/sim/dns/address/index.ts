// IP addresses as text and as bytes: inet_pton, inet_ntop, inet_aton and the scopes and prefixes that RFC 6724 speaks of.

export type Family = 'inet' | 'inet6';

export const familyOf = (address: string): Family => (address.includes(':') ? 'inet6' : 'inet');

/** Strict dotted quad, as inet_pton(AF_INET) takes it: four decimal numbers, no leading zeros. */
export function parseIPv4(text: string): Uint8Array | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.');
  if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return undefined;
  return Uint8Array.from(parts, Number);
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

/** RFC 4291 section 2.2: groups, one "::", and an IPv4 tail. */
export function parseIPv6(text: string): Uint8Array | undefined {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || text.includes(':::')) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const sides = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups: number[][] = [];
  for (const [index, side] of sides.entries()) {
    const out: number[] = [];
    for (const [at, part] of side.entries()) {
      const isTail = index === sides.length - 1 && at === side.length - 1;
      const four = isTail && part.includes('.') ? parseIPv4(part) : undefined;
      if (four) out.push(((four[0] ?? 0) << 8) | (four[1] ?? 0), ((four[2] ?? 0) << 8) | (four[3] ?? 0));
      else if (/^[0-9a-fA-F]{1,4}$/.test(part)) out.push(Number.parseInt(part, 16));
      else return undefined;
    }
    groups.push(out);
  }
  const [head = [], tail] = groups;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = tail === undefined ? head : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]));
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
