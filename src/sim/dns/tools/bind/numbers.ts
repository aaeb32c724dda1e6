// Numbers of options as BIND's tools read them (isc_parse_uint32 and parse_uint of dighost.c).
import type { Session } from './session.ts';

/** Digits (with base 0 also 0x… and 0…); what is wrong is told on standard output. */
export function parseNumber(s: Session, text: string, max: number, what: string, anyBase = false): number | undefined {
  const pattern = anyBase ? /^(?:0[xX][0-9a-fA-F]+|\d+)$/ : /^\d+$/;
  const octal = anyBase && /^0\d+$/.test(text);
  const value = pattern.test(text) ? (octal ? Number.parseInt(text, 8) : Number(text)) : undefined;
  if (value !== undefined && value <= max) return value;
  s.print(`invalid ${what} '${text}': ${value === undefined ? 'not a valid number' : 'out of range'}\n`);
  return undefined;
}
