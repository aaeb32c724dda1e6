// The shape of a parsed regular expression, and the sets of bytes or characters that its atoms match.

/** 256 flags: which bytes match. */
export type ByteSet = Uint8Array;

export type Assertion =
  'bol' | 'eol' | 'bos' | 'eos' | 'word' | 'nonword' | 'wordstart' | 'wordend' | 'noword-before' | 'noword-after';

export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'cat'; readonly items: readonly Node[] }
  | { readonly kind: 'alt'; readonly items: readonly Node[] }
  | { readonly kind: 'repeat'; readonly item: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly index: number; readonly item: Node }
  | { readonly kind: 'backref'; readonly index: number }
  | { readonly kind: 'assert'; readonly what: Assertion };

export const EMPTY: Node = { kind: 'empty' };

/** Inclusive ranges of character codes: bytes in the C locale, code points in a UTF-8 one. */
export type Ranges = (readonly [number, number])[];

export function byteSet(ranges: Ranges): ByteSet {
  const set = new Uint8Array(256);
  for (const [lo, hi] of ranges) for (let c = lo; c <= hi && c < 256; c += 1) set[c] = 1;
  return set;
}

const CLASSES: Readonly<Record<string, Ranges>> = {
  alpha: [
    [65, 90],
    [97, 122],
  ],
  digit: [[48, 57]],
  alnum: [
    [48, 57],
    [65, 90],
    [97, 122],
  ],
  upper: [[65, 90]],
  lower: [[97, 122]],
  space: [
    [9, 13],
    [32, 32],
  ],
  blank: [
    [9, 9],
    [32, 32],
  ],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  print: [[32, 126]],
  graph: [[33, 126]],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  xdigit: [
    [48, 57],
    [65, 70],
    [97, 102],
  ],
};

/** The members of `[:name:]` in the C locale. */
export const classRanges = (name: string): Ranges | undefined =>
  Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;

export const WORD: Ranges = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
export const isWordByte = (c: number): boolean =>
  (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || c === 95 || (c >= 97 && c <= 122);

/** Everything up to `max` that is not in `ranges`. */
export function complement(ranges: Ranges, max: number): Ranges {
  const out: Ranges = [];
  let next = 0;
  for (const [lo, hi] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (lo > next) out.push([next, Math.min(lo - 1, max)]);
    next = Math.max(next, hi + 1);
  }
  if (next <= max) out.push([next, max]);
  return out;
}

/** ASCII letters in both cases. */
export function foldCase(ranges: Ranges): Ranges {
  const out = [...ranges];
  for (const [lo, hi] of ranges) {
    const upper = [Math.max(lo, 65), Math.min(hi, 90)] as const;
    const lower = [Math.max(lo, 97), Math.min(hi, 122)] as const;
    if (upper[0] <= upper[1]) out.push([upper[0] + 32, upper[1] + 32]);
    if (lower[0] <= lower[1]) out.push([lower[0] - 32, lower[1] - 32]);
  }
  return out;
}

export const MAX_CODE_POINT = 0x10ffff;

const encode = (code: number): number[] => {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
};

/** Byte sequences (a set per position) that spell the code points lo..hi, which have encodings of one length. */
function sequences(lo: number[], hi: number[]): [number, number][][] {
  const [l = 0, ...lt] = lo;
  const [h = 0, ...ht] = hi;
  if (lt.length === 0) return [[[l, h]]];
  const min = lt.map(() => 0x80);
  const max = lt.map(() => 0xbf);
  const with1 = (a: number, b: number, tails: [number, number][][]): [number, number][][] =>
    tails.map((tail) => [[a, b] as [number, number], ...tail]);
  if (l === h) return with1(l, l, sequences(lt, ht));
  const lowFull = lt.every((byte) => byte === 0x80);
  const highFull = ht.every((byte) => byte === 0xbf);
  const out: [number, number][][] = [];
  if (!lowFull) out.push(...with1(l, l, sequences(lt, max)));
  const from = lowFull ? l : l + 1;
  const to = highFull ? h : h - 1;
  if (from <= to) out.push(...with1(from, to, sequences(min, max)));
  if (!highFull) out.push(...with1(h, h, sequences(min, ht)));
  return out;
}

/** A node that matches one character of the set, in UTF-8. */
export function utf8Node(ranges: Ranges): Node {
  const single: Ranges = [];
  const items: Node[] = [];
  for (const [lo, hi] of ranges) {
    for (const [a, b] of [
      [0, 0x7f],
      [0x80, 0x7ff],
      [0x800, 0xffff],
      [0x10000, MAX_CODE_POINT],
    ] as const) {
      const from = Math.max(lo, a);
      const to = Math.min(hi, b);
      if (from > to) continue;
      if (b === 0x7f) single.push([from, to]);
      else {
        for (const sequence of sequences(encode(from), encode(to))) {
          items.push({ kind: 'cat', items: sequence.map((range) => ({ kind: 'set', set: byteSet([range]) })) });
        }
      }
    }
  }
  const ascii: Node = { kind: 'set', set: byteSet(single) };
  if (items.length === 0) return ascii;
  return { kind: 'alt', items: single.length > 0 ? [ascii, ...items] : items };
}
