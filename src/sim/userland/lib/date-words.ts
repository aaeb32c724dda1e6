// The words and signs of GNU's date syntax (parse-datetime.y): what a text is cut into before the grammar looks at it.

export type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

interface Valued<K extends string> {
  readonly kind: K;
  readonly value: number;
}

export interface NumberToken extends Valued<'number'> {
  readonly digits: number;
  /** Behind a point. */
  readonly nanos: number | undefined;
}

/** A number with a sign before it; its value has the sign. */
export interface SignedToken extends Valued<'signed'> {
  readonly digits: number;
  readonly negative: boolean;
  readonly nanos: number | undefined;
}

export type DateToken =
  | NumberToken
  | SignedToken
  | Valued<'month'>
  | Valued<'day'>
  | Valued<'ordinal'>
  | Valued<'dayshift'>
  | Valued<'ago'>
  /** Seconds east. */
  | Valued<'zone'>
  | { readonly kind: 'unit'; readonly unit: Unit; readonly value: number }
  | { readonly kind: 'meridian'; readonly value: 'am' | 'pm' }
  | { readonly kind: 'dst' }
  | { readonly kind: 'T' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sign'; readonly text: string };

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const SHORTER: Readonly<Record<string, DateToken>> = {
  sept: { kind: 'month', value: 8 },
  tues: { kind: 'day', value: 2 },
  wednes: { kind: 'day', value: 3 },
  thur: { kind: 'day', value: 4 },
  thurs: { kind: 'day', value: 4 },
};
const UNITS: Readonly<Record<string, readonly [Unit, number]>> = {
  year: ['year', 1],
  month: ['month', 1],
  fortnight: ['day', 14],
  week: ['day', 7],
  day: ['day', 1],
  hour: ['hour', 1],
  minute: ['minute', 1],
  min: ['minute', 1],
  second: ['second', 1],
  sec: ['second', 1],
};
const ORDINALS: Readonly<Record<string, number>> = {
  last: -1,
  this: 0,
  next: 1,
  first: 1,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
};
const SHIFTS: Readonly<Record<string, number>> = { tomorrow: 1, yesterday: -1, today: 0, now: 0 };
/** Hours east, summer time counted in. */
const ZONES: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'gmt 0 ut 0 utc 0 wet 0 west 1 bst 1 art -3 brt -3 brst -2 nst -3.5 ndt -2.5 ast -4 adt -3 clt -4 clst -3 est -5 edt -4 cst -6 ' +
    'cdt -5 mst -7 mdt -6 pst -8 pdt -7 akst -9 akdt -8 hst -10 hast -10 hadt -9 sst -12 wat 1 cet 1 cest 2 met 1 mez 1 mest 2 ' +
    'mesz 2 eet 2 eest 3 cat 2 sast 2 eat 3 msk 3 msd 4 ist 5.5 sgt 8 kst 9 jst 9 gst 10 nzst 12 nzdt 13'
  )
    .match(/[a-z]+ [-.0-9]+/g)
    ?.map((pair) => [pair.split(' ')[0] ?? '', Number(pair.split(' ')[1])]) ?? [],
);
/** RFC 822's letters: A to M east, N to Y west, Z. */
const MILITARY = 'abcdefghiklmnopqrstuvwxyz';

function military(letter: string): number {
  const at = MILITARY.indexOf(letter);
  return letter === 'z' ? 0 : at < 12 ? at + 1 : 11 - at;
}

/** The letter T, when it turns out to be a zone. */
export const T_OFFSET = military('t') * 3600;

/** The zone that a text without zone is in. */
export interface LocalZone {
  readonly name: string;
  readonly offset: number;
}

const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

function lookUp(word: string, local: LocalZone): DateToken | undefined {
  const meridian = /^([ap])\.?m\.?$/.exec(word);
  if (meridian && (word.length === 2 || word.length === 4))
    return { kind: 'meridian', value: meridian[1] === 'a' ? 'am' : 'pm' };
  const abbreviated = word.length === 3 || (word.length === 4 && word.endsWith('.'));
  const same = (full: string): boolean => (abbreviated ? full.startsWith(word.slice(0, 3)) : full === word);
  const month = MONTHS.findIndex(same);
  if (month >= 0) return { kind: 'month', value: month };
  const day = DAYS.findIndex(same);
  if (day >= 0) return { kind: 'day', value: day };
  const shorter = own(SHORTER, word);
  if (shorter) return shorter;
  if (word === local.name.toLowerCase()) return { kind: 'zone', value: local.offset };
  const zone = own(ZONES, word);
  if (zone !== undefined) return { kind: 'zone', value: zone * 3600 };
  if (word === 'dst') return { kind: 'dst' };
  const unit = own(UNITS, word) ?? (word.endsWith('s') ? own(UNITS, word.slice(0, -1)) : undefined);
  if (unit) return { kind: 'unit', unit: unit[0], value: unit[1] };
  const shift = own(SHIFTS, word);
  if (shift !== undefined) return { kind: 'dayshift', value: shift };
  const ordinal = own(ORDINALS, word);
  if (ordinal !== undefined) return { kind: 'ordinal', value: ordinal };
  if (word === 'ago' || word === 'hence') return { kind: 'ago', value: word === 'ago' ? -1 : 1 };
  if (word === 't') return { kind: 'T' };
  if (word.length === 1 && MILITARY.includes(word)) return { kind: 'zone', value: military(word) * 3600 };
  return word.includes('.') ? lookUp(word.replaceAll('.', ''), local) : undefined;
}

/** Behind a comment in parentheses, which may nest and need not end. */
function afterComment(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** More digits than this are no date. */
const MAX_DIGITS = 15;

function numberToken(found: RegExpExecArray): DateToken | undefined {
  const [, sign, whole = '', fraction] = found;
  if (whole.length > MAX_DIGITS) return undefined;
  const nanos = fraction === undefined ? undefined : Number(fraction.slice(0, 9).padEnd(9, '0'));
  const digits = whole.length;
  if (sign === undefined) return { kind: 'number', value: Number(whole), digits, nanos };
  const negative = sign.startsWith('-');
  return { kind: 'signed', value: negative ? -Number(whole) : Number(whole), digits, negative, nanos };
}

/** The tokens; undefined when a word is unknown. The last one is `end`. */
export function dateTokens(text: string, local: LocalZone): DateToken[] | undefined {
  const tokens: DateToken[] = [];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const number = /^([+-][ \t\n\v\f\r]*)?([0-9]+)(?:[.,]([0-9]+))?/.exec(rest);
    const word = /^[A-Za-z][A-Za-z.]*/.exec(rest)?.[0];
    const token = number ? numberToken(number) : word === undefined ? undefined : lookUp(word.toLowerCase(), local);
    if (token) {
      tokens.push(token);
      at += number?.[0].length ?? word?.length ?? 1;
    } else if (number ?? word !== undefined) return undefined;
    else if (rest.startsWith('(')) at = afterComment(text, at);
    else {
      // a sign that belongs to no number is skipped like a blank
      if (!/^[+\- \t\n\v\f\r]/.test(rest)) tokens.push({ kind: 'sign', text: rest[0] ?? '' });
      at += 1;
    }
  }
  tokens.push({ kind: 'end' });
  return tokens;
}
