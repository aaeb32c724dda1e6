// Names as BIND reads them from text: escapes, the faults in its words, and names of addresses (lib/dns/name.c, dighost.c).
import { formatAddress, parseIPv4, parseIPv6, reverseName } from '../../address/index.ts';
import { MAX_LABEL, MAX_WIRE_NAME, nameFromLabels, withoutDot } from '../../message/index.ts';

export interface Name {
  readonly labels: readonly string[];
  readonly absolute: boolean;
}

export interface BadName {
  readonly fault:
    | 'label too long'
    | 'empty label'
    | 'ran out of space'
    | 'bad escape'
    | 'bad label type'
    | 'unexpected end of input'
    | 'name too long';
}

const ROOT: Name = { labels: [], absolute: true };

/** Bytes on the wire; the final zero belongs to absolute names. */
const sizeOf = ({ labels, absolute }: Name): number =>
  labels.reduce((sum, label) => sum + label.length + 1, absolute ? 1 : 0);

const digit = (char: string): boolean => char >= '0' && char <= '9';

/** dns_name_fromtext without an origin. The room of 255 bytes runs out before anything is said about its end. */
export function nameFromText(text: string): Name | BadName {
  if (text === '.') return ROOT;
  if (text === '@') return { labels: [], absolute: false };
  if (text.startsWith('.')) return { fault: 'empty label' };
  const labels: string[] = [];
  let label = '';
  let used = text === '' ? 0 : 1;
  let open = text !== '';
  for (let i = 0; i < text.length; i += 1) {
    if (used >= MAX_WIRE_NAME) return { fault: 'ran out of space' };
    let char = text[i] ?? '';
    if (char === '.') {
      if (label === '') return { fault: 'empty label' };
      labels.push(label);
      label = '';
      open = i < text.length - 1;
      used += 1;
      continue;
    }
    if (char === '\\') {
      const next = text[i + 1];
      if (next === undefined) return { fault: 'unexpected end of input' };
      if (label === '' && next === '[') return { fault: 'bad label type' };
      if (digit(next)) {
        const digits = /^\d{0,3}/.exec(text.slice(i + 1))?.[0] ?? '';
        if (digits.length < 3)
          return { fault: i + 1 + digits.length >= text.length ? 'unexpected end of input' : 'bad escape' };
        if (Number(digits) > 255) return { fault: 'bad escape' };
        char = String.fromCharCode(Number(digits));
        i += 3;
      } else {
        char = next;
        i += 1;
      }
    }
    if (label.length >= MAX_LABEL) return { fault: 'label too long' };
    label += char;
    used += 1;
  }
  if (text === '') return { fault: 'unexpected end of input' };
  if (!open) return { labels, absolute: true };
  if (used >= MAX_WIRE_NAME) return { fault: 'ran out of space' };
  return { labels: [...labels, label], absolute: false };
}

/** The name below `origin`; as it is when it is absolute. */
export function joinNames(name: Name, origin: Name): Name | BadName {
  if (name.absolute) return name;
  const whole: Name = { labels: [...name.labels, ...origin.labels], absolute: true };
  return sizeOf(whole) > MAX_WIRE_NAME ? { fault: 'name too long' } : whole;
}

/** A name that is taken as absolute: one that does not fit with the root's byte has run out of space. */
export function absoluteFromText(text: string): Name | BadName {
  const name = nameFromText(text);
  if ('fault' in name) return name;
  const whole = joinNames(name, ROOT);
  return 'fault' in whole ? { fault: 'ran out of space' } : whole;
}

/** dns_name_countlabels: the root is a label of absolute names. */
export const countLabels = ({ labels, absolute }: Name): number => labels.length + (absolute ? 1 : 0);

export const textOf = ({ labels }: Name): string => nameFromLabels(labels);

/** dns_name_format: without the final dot. */
export const formatted = (name: string): string => withoutDot(name);

/** get_reverse: the PTR name of an address. Without `strict` anything between dots is turned around (RFC 2317 names). */
export function reverseOf(text: string, strict: boolean): string | undefined {
  const six = parseIPv6(text);
  if (six) return formatted(reverseName(formatAddress(six)));
  if (strict && !parseIPv4(text)) return undefined;
  return `${text.split('.').reverse().join('.')}.in-addr.arpa.`;
}
