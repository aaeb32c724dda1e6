// Which address comes first in Go: src/net/addrselect.go, sortByRFC6724.
import { asMapped, familyOf, isLoopback, parseAddress, sharedBits } from '../address/index.ts';
import type { Candidate } from './glibc.ts';
import { policyIn, row, type Policy } from './policy.ts';

/** RFC 6724 section 2.1, the longest prefixes first. */
const POLICY: readonly Policy[] = [
  row('::1', 128, 50, 0),
  row('::ffff:0.0.0.0', 96, 35, 4),
  row('::', 96, 1, 3),
  row('2001::', 32, 5, 5),
  row('2002::', 16, 30, 2),
  row('3ffe::', 16, 1, 12),
  row('fec0::', 10, 1, 11),
  row('fc00::', 7, 3, 13),
];

const policyOf = (address: string): Policy => policyIn(POLICY, asMapped(address));

/** classifyScope */
function scopeOf(address: string): number {
  const bytes = parseAddress(address) ?? new Uint8Array(4);
  const [a = 0, b = 0] = bytes;
  if (isLoopback(address)) return 2;
  if (bytes.length === 4) return a === 169 && b === 254 ? 2 : 14;
  if (a === 0xfe && (b & 0xc0) === 0x80) return 2;
  if (a === 0xff) return b & 15;
  return a === 0xfe && (b & 0xc0) === 0xc0 ? 5 : 14;
}

/** commonPrefixLen: of IPv6 addresses, the first 64 bits only. */
const common = (address: string, source: string): number =>
  sharedBits((parseAddress(address) ?? new Uint8Array(8)).slice(0, 8), parseAddress(source) ?? new Uint8Array(8));

function compare(a: Candidate, b: Candidate): number {
  if (a.source === undefined || b.source === undefined)
    return (a.source === undefined ? 1 : 0) - (b.source === undefined ? 1 : 0);
  const near = ({ address, source = '' }: Candidate): boolean => scopeOf(address) === scopeOf(source);
  if (near(a) !== near(b)) return near(a) ? -1 : 1;
  const alike = ({ address, source = '' }: Candidate): boolean => policyOf(address).label === policyOf(source).label;
  if (alike(a) !== alike(b)) return alike(a) ? -1 : 1;
  const precedence = policyOf(b.address).precedence - policyOf(a.address).precedence;
  if (precedence !== 0) return precedence;
  const scope = scopeOf(a.address) - scopeOf(b.address);
  if (scope !== 0) return scope;
  // Rule 9 for IPv6 only (golang.org/issue/13283).
  if (familyOf(a.address) === 'inet6' && familyOf(b.address) === 'inet6')
    return common(b.address, b.source) - common(a.address, a.source);
  return 0;
}

export const goOrder = (candidates: readonly Candidate[]): readonly string[] =>
  [...candidates].sort(compare).map(({ address }) => address);
