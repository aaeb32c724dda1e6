// How sort(1) compares: by text, dictionary, numbers, human sizes, months, versions.
import type { ByteString } from '../../kernel/abi/index.ts';
import { parseLongDouble, toNumber } from '../../posix/float.ts';

export type Ordering = 'text' | 'numeric' | 'general' | 'human' | 'month' | 'version' | 'random';

export const byBytes = (a: ByteString, b: ByteString): number => (a < b ? -1 : a > b ? 1 : 0);

interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  /** Power of 1024 of the suffix letter. */
  readonly power: number;
}

const NUMBER = /^[ \t\n]*(-?)([0-9]*)(?:\.([0-9]*))?([kKMGTPEZY]?)/;

function readDecimal(text: ByteString): Decimal {
  const found = NUMBER.exec(text);
  const whole = (found?.[2] ?? '').replace(/^0+/, '');
  const fraction = (found?.[3] ?? '').replace(/0+$/, '');
  const zero = whole === '' && fraction === '';
  const letter = (found?.[4] ?? '').toUpperCase();
  return {
    negative: !zero && found?.[1] === '-',
    whole,
    fraction,
    power: letter === '' || zero ? 0 : 'KMGTPEZY'.indexOf(letter) + 1,
  };
}

function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const sign = a.negative ? -1 : 1;
  if (a.whole.length !== b.whole.length) return sign * (a.whole.length - b.whole.length);
  if (a.whole !== b.whole) return sign * byBytes(a.whole, b.whole);
  return sign * byBytes(a.fraction, b.fraction);
}

export const compareNumeric = (a: ByteString, b: ByteString): number => compareDecimals(readDecimal(a), readDecimal(b));

/** The suffix decides first, then the digits: `2K` is more than `1000`. */
export function compareHuman(a: ByteString, b: ByteString): number {
  const x = readDecimal(a);
  const y = readDecimal(b);
  const px = x.negative ? -x.power : x.power;
  const py = y.negative ? -y.power : y.power;
  return px !== py ? px - py : compareDecimals(x, y);
}

/** Not-a-number words come first, then NaN, then numbers. */
export function compareGeneral(a: ByteString, b: ByteString): number {
  const x = parseLongDouble(a);
  const y = parseLongDouble(b);
  const rank = (p: typeof x): number => (p.length === 0 ? 0 : p.value.special === 'nan' ? 1 : 2);
  if (rank(x) !== rank(y) || rank(x) < 2) return rank(x) - rank(y);
  const [m, n] = [toNumber(x.value), toNumber(y.value)];
  return m < n ? -1 : m > n ? 1 : 0;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const month = (text: ByteString): number =>
  MONTHS.indexOf(
    text
      .replace(/^[ \t\n]+/, '')
      .slice(0, 3)
      .toUpperCase(),
  );
export const compareMonths = (a: ByteString, b: ByteString): number => month(a) - month(b);

/** The order of characters between numbers in filevercmp: `~` before the end, letters before the rest. */
function weight(char: string | undefined): number {
  if (char === undefined) return -1;
  if (char === '~') return -2;
  if (char >= '0' && char <= '9') return 0;
  if (/[A-Za-z]/.test(char)) return char.charCodeAt(0);
  return char.charCodeAt(0) + 256;
}

/** Debian's version comparison (verrevcmp). */
function compareRevisions(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !/[0-9]/.test(a[i] ?? '')) || (j < b.length && !/[0-9]/.test(b[j] ?? ''))) {
      const x = i < a.length ? weight(a[i]) : -1;
      const y = j < b.length ? weight(b[j]) : -1;
      if (x !== y) return x - y;
      i += 1;
      j += 1;
    }
    while (a[i] === '0') i += 1;
    while (b[j] === '0') j += 1;
    const x = /^[0-9]*/.exec(a.slice(i))?.[0] ?? '';
    const y = /^[0-9]*/.exec(b.slice(j))?.[0] ?? '';
    if (x.length !== y.length) return x.length - y.length;
    if (x !== y) return byBytes(x, y);
    i += x.length;
    j += y.length;
  }
  return 0;
}

const withoutSuffix = (name: string): string => name.replace(/(\.[A-Za-z~][A-Za-z0-9~]*)*$/, '');

/** filevercmp of gnulib: hidden names first, file suffixes only break ties. */
export function compareVersions(a: ByteString, b: ByteString): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? -1 : 1;
  for (const special of ['.', '..']) {
    if (a === special) return -1;
    if (b === special) return 1;
  }
  const hiddenA = a.startsWith('.');
  const hiddenB = b.startsWith('.');
  if (hiddenA !== hiddenB) return hiddenA ? -1 : 1;
  const x = hiddenA ? a.slice(1) : a;
  const y = hiddenB ? b.slice(1) : b;
  const stems = compareRevisions(withoutSuffix(x), withoutSuffix(y));
  return stems !== 0 ? stems : compareRevisions(x, y);
}

/** A repeatable scramble for -R: equal keys stay together. */
export function scramble(text: ByteString, seed: number): number {
  let hash = 2166136261 ^ seed;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  hash ^= hash >>> 15;
  return Math.imul(hash, 2246822519) >>> 0;
}
