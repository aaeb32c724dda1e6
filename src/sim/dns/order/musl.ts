// Which address comes first in musl: the sort keys at the end of __lookup_name, src/network/lookup_name.c.
import { asMapped, familyOf, inPrefix, sharedBits } from '../address/index.ts';
import type { Candidate } from './glibc.ts';
import { policyIn, row, type Policy } from './policy.ts';

/** defpolicy: RFC 6724 section 2.1 without its deprecated prefixes. */
const POLICY: readonly Policy[] = [
  row('::1', 128, 50, 0),
  row('::ffff:0.0.0.0', 96, 35, 4),
  row('2002::', 16, 30, 2),
  row('2001::', 32, 5, 5),
  row('fc00::', 7, 3, 13),
];

const policyOf = (address: Uint8Array): Policy => policyIn(POLICY, address);

/** scopeof: IPv4, as a mapped address, is always global. */
function scopeOf(address: Uint8Array): number {
  const [a = 0, b = 0] = address;
  if (a === 0xff) return b & 15;
  if (a === 0xfe && (b & 0xc0) === 0x80) return 2;
  if (inPrefix(address, asMapped('::1'), 128)) return 2;
  return a === 0xfe && (b & 0xc0) === 0xc0 ? 5 : 14;
}

/** MAXADDRS in src/network/lookup.h */
export const MUSL_MAXADDRS = 48;

function sortKey({ address, source }: Candidate, index: number): number {
  const to = asMapped(address);
  const { precedence, label } = policyOf(to);
  let key = precedence * 2 ** 20 + (15 - scopeOf(to)) * 2 ** 16 + (MUSL_MAXADDRS - index);
  if (source === undefined) return key;
  const from = asMapped(source);
  key += 2 ** 30;
  if (scopeOf(to) === scopeOf(from)) key += 2 ** 29;
  if (label === policyOf(from).label) key += 2 ** 28;
  return key + sharedBits(from, to) * 2 ** 8;
}

/** Lists of IPv4 addresses only, and single addresses, are left as the server gave them. */
export function muslOrder(candidates: readonly Candidate[]): readonly string[] {
  if (candidates.length < 2 || candidates.every(({ address }) => familyOf(address) === 'inet'))
    return candidates.map(({ address }) => address);
  return candidates
    .map((each, index) => ({ address: each.address, key: sortKey(each, index) }))
    .sort((a, b) => b.key - a.key)
    .map(({ address }) => address);
}
