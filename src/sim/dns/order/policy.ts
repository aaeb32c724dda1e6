// A row of a policy table (RFC 6724 section 2.1): what musl and Go sort addresses by, each with rows of its own.
import { asMapped, inPrefix } from '../address/index.ts';

export interface Policy {
  readonly prefix: Uint8Array;
  readonly bits: number;
  readonly precedence: number;
  readonly label: number;
}

export const row = (prefix: string, bits: number, precedence: number, label: number): Policy => ({
  prefix: asMapped(prefix),
  bits,
  precedence,
  label,
});

/** What holds for addresses of no other row. */
const ANY = row('::', 0, 40, 1);

/** `rows` with the longest prefixes first; `address` of 16 bytes. */
export const policyIn = (rows: readonly Policy[], address: Uint8Array): Policy =>
  rows.find(({ prefix, bits }) => inPrefix(address, prefix, bits)) ?? ANY;
