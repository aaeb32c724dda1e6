// Which address comes first in glibc: rfc3484_sort in sysdeps/posix/getaddrinfo.c, with the tables of an empty gai.conf.
import { asMapped, familyOf, inPrefix, isLoopback, parseAddress, sharedBits } from '../address/index.ts';
import type { InterfaceAddress } from '../net/index.ts';

interface Entry {
  readonly prefix: Uint8Array;
  readonly bits: number;
  readonly value: number;
}

const table = (rows: readonly (readonly [string, number, number])[]): readonly Entry[] =>
  rows.map(([prefix, bits, value]) => ({ prefix: asMapped(prefix), bits, value }));

/** default_labels: RFC 3484 with Teredo, and fc00::/7 with a label but, unlike RFC 6724, without a low precedence. */
const LABELS = table([
  ['::1', 128, 0],
  ['2002::', 16, 2],
  ['::', 96, 3],
  ['::ffff:0.0.0.0', 96, 4],
  ['fec0::', 10, 5],
  ['fc00::', 7, 6],
  ['2001::', 32, 7],
  ['::', 0, 1],
]);

/** default_precedence */
const PRECEDENCE = table([
  ['::1', 128, 50],
  ['2002::', 16, 30],
  ['::', 96, 20],
  ['::ffff:0.0.0.0', 96, 10],
  ['::', 0, 40],
]);

const lookup = (entries: readonly Entry[], address: Uint8Array): number =>
  entries.find(({ prefix, bits }) => inPrefix(address, prefix, bits))?.value ?? 0;

/** get_scope: IPv4 link-local and loopback are of link scope (default_scopes). */
function scope(address: string): number {
  const bytes = parseAddress(address) ?? new Uint8Array(4);
  const [a = 0, b = 0] = bytes;
  if (bytes.length === 4) return (a === 169 && b === 254) || a === 127 ? 2 : 14;
  if (a === 0xff) return b & 15;
  if (address === '::1' || (a === 0xfe && (b & 0xc0) === 0x80)) return 2;
  return a === 0xfe && (b & 0xc0) === 0xc0 ? 5 : 14;
}

export interface Candidate {
  readonly address: string;
  /** undefined: no route, connect(2) fails. */
  readonly source: string | undefined;
}

interface Ranked extends Candidate {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly mapped: Uint8Array;
  readonly sourceMapped: Uint8Array;
  /** Of the interface that has the source address. */
  readonly prefix: number;
}

/** Rule 9: for IPv4 only within the subnet of the source; for IPv6 the whole address. */
function commonPrefix(each: Ranked): number {
  const source = parseAddress(each.source ?? '');
  if (!source || source.length !== each.bytes.length) return 0;
  const shared = sharedBits(each.bytes, source);
  if (each.bytes.length === 16) return shared;
  // A mask of 0 bits shifts by 32, which leaves x86 with all bits set: only the very address counts.
  return shared >= (each.prefix === 0 ? 32 : each.prefix) ? shared : 0;
}

function compare(a: Ranked, b: Ranked): number {
  // 1: avoid destinations that cannot be reached
  if ((a.source === undefined) !== (b.source === undefined)) return a.source === undefined ? 1 : -1;
  if (a.source !== undefined && b.source !== undefined) {
    // 2: matching scope
    const near = (each: Ranked): boolean => scope(each.address) === scope(each.source ?? '');
    if (near(a) !== near(b)) return near(a) ? -1 : 1;
    // 5: matching label (3 and 4 need deprecated and home addresses)
    const same = (each: Ranked): boolean => lookup(LABELS, each.mapped) === lookup(LABELS, each.sourceMapped);
    if (same(a) !== same(b)) return same(a) ? -1 : 1;
  }
  // 6: precedence
  const precedence = lookup(PRECEDENCE, b.mapped) - lookup(PRECEDENCE, a.mapped);
  if (precedence !== 0) return precedence;
  // 8: smaller scope
  const scopes = scope(a.address) - scope(b.address);
  if (scopes !== 0) return scopes;
  // 9: longest prefix, of addresses of one family
  if (a.source !== undefined && familyOf(a.address) === familyOf(b.address)) {
    const prefix = commonPrefix(b) - commonPrefix(a);
    if (prefix !== 0) return prefix;
  }
  return a.index - b.index;
}

export function glibcOrder(
  candidates: readonly Candidate[],
  interfaces: readonly InterfaceAddress[],
): readonly string[] {
  // __check_pf hands out its list of interface addresses only when there is an IPv6 address beside ::1.
  const listed = interfaces.some(({ address }) => familyOf(address) === 'inet6' && !isLoopback(address));
  const ranked = candidates.map(({ address, source }, index): Ranked => {
    const own = listed ? interfaces.find((each) => each.address === source) : undefined;
    const bytes = parseAddress(address) ?? new Uint8Array(4);
    const [mapped, sourceMapped] = [asMapped(address), asMapped(source ?? '')];
    return { address, source, index, bytes, mapped, sourceMapped, prefix: own?.prefix ?? 0 };
  });
  return ranked.sort(compare).map(({ address }) => address);
}
