// What libidn2 2.3 says of a name in the C locale: dig, host and nslookup ask it when they write to a terminal (idn2_to_ascii_lz).
import { MAX_LABEL } from '../../message/index.ts';

/** Characters of a name without its final dot. */
const MAX_NAME = 253;

/** Fidelity: whether a label that begins with "xn--" decodes is not looked at. */
const alabel = (label: string): boolean => /^xn--/i.test(label);

/** The reason in its words; undefined: the name stays as it is. */
export function idnaFault(name: string): string | undefined {
  // Without a locale nothing but ASCII has a meaning.
  if (/[^\0-\x7f]/.test(name)) return 'could not convert string to UTF-8';
  const labels = name.split('.').filter((label) => !alabel(label));
  for (const label of labels) {
    if (label.startsWith('--', 2)) return 'string contains forbidden two hyphens pattern';
    if (label.startsWith('-') || label.endsWith('-')) return 'string start/ends with forbidden hyphen';
  }
  let length = -1;
  for (const label of name.replace(/\.$/, '').split('.')) {
    if (label.length > MAX_NAME + 1) return 'domain name longer than 255 characters';
    if (label.length > MAX_LABEL) return 'domain label longer than 63 characters';
    length += label.length + 1;
    if (length > MAX_NAME) return 'domain name longer than 255 characters';
  }
  return undefined;
}
