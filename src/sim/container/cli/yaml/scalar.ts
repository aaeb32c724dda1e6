/** Plain scalars of YAML 1.1, as go-yaml resolves them for JSON. */
import type { Json } from '../../engine-api.ts';

const BOOLS: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['y', 'yes', 'true', 'on'].map((word) => [word, true] as const),
  ...['n', 'no', 'false', 'off'].map((word) => [word, false] as const),
]);
const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

export function resolve(text: string): Json {
  if (NULLS.has(text)) return null;
  const lower = text.toLowerCase();
  // One spelling in lower case, one in capitals, one with a capital first.
  const usual = text === lower || text === text.toUpperCase() || text.slice(1) === lower.slice(1);
  if (usual && BOOLS[lower] !== undefined) return BOOLS[lower];
  const digits = text.replaceAll('_', '');
  if (/^[-+]?(0|[1-9][0-9]*)$/.test(digits)) return Number(digits);
  const based = /^([-+]?)(0x[0-9a-fA-F]+|0b[01]+|0o?[0-7]+)$/.exec(digits);
  if (based) {
    const body = (based[2] ?? '').replace(/^0o?(?=[0-7])/, '0o');
    return (based[1] === '-' ? -1 : 1) * Number(body);
  }
  return /[0-9]/.test(digits) && FLOAT.test(digits) ? Number(digits) : text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
};

/** The inside of a double-quoted scalar. */
export function unescape(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g, (_, code: string) => {
    if (code.length > 1) return String.fromCodePoint(parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? code;
  });
}

/** Line ends inside a flow scalar: one is a space, more are line ends less one. */
export const fold = (text: string): string =>
  text.replace(/[ \t]*\n[ \t\n]*/g, (gap) => {
    const ends = gap.split('\n').length - 1;
    return ends === 1 ? ' ' : '\n'.repeat(ends - 1);
  });
