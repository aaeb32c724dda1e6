// The keys of sort(1): `-k 2,3n`, field separators, and which part of a line they name.
import type { ByteString } from '../../kernel/abi/index.ts';
import {
  byBytes,
  compareGeneral,
  compareHuman,
  compareMonths,
  compareNumeric,
  compareVersions,
  scramble,
  type Ordering,
} from './compare.ts';

export interface KeyOptions {
  ordering: Ordering;
  reverse: boolean;
  fold: boolean;
  dictionary: boolean;
  printable: boolean;
  skipStart: boolean;
  skipEnd: boolean;
}

export interface Key extends KeyOptions {
  readonly startField: number;
  readonly startChar: number;
  /** Infinity: to the end of the line. */
  readonly endField: number;
  /** 0: the end of the field. */
  readonly endChar: number;
}

export const noOptions = (): KeyOptions => ({
  ordering: 'text',
  reverse: false,
  fold: false,
  dictionary: false,
  printable: false,
  skipStart: false,
  skipEnd: false,
});

const ORDERINGS: Readonly<Record<string, Ordering>> = {
  n: 'numeric',
  g: 'general',
  h: 'human',
  M: 'month',
  V: 'version',
  R: 'random',
};

/** Applies an ordering letter; false when it is none. */
export function setOption(options: KeyOptions, letter: string, where: 'start' | 'end' | 'both'): boolean {
  const ordering = ORDERINGS[letter];
  if (ordering) options.ordering = ordering;
  else if (letter === 'r') options.reverse = true;
  else if (letter === 'f') options.fold = true;
  else if (letter === 'd') options.dictionary = true;
  else if (letter === 'i') options.printable = true;
  else if (letter === 'b') {
    if (where !== 'end') options.skipStart = true;
    if (where !== 'start') options.skipEnd = true;
  } else return false;
  return true;
}

/** A key definition, or the reason why it is none (as sort says it). */
export function parseKey(text: ByteString, quote: (text: string) => string): Key | string {
  const options = noOptions();
  let at = 0;
  const number = (): number | undefined => {
    const digits = /^[0-9]+/.exec(text.slice(at))?.[0];
    if (digits === undefined) return undefined;
    at += digits.length;
    return Number(digits);
  };
  const letters = (where: 'start' | 'end'): void => {
    while (at < text.length && setOption(options, text[at] ?? '', where)) at += 1;
  };
  const startField = number();
  if (startField === undefined) return `invalid number at field start: invalid count at start of ${quote(text)}`;
  if (startField === 0)
    return `-k: field number is zero: invalid field specification ${quote(text)}`.replace('-k: ', '');
  let startChar = 1;
  if (text[at] === '.') {
    at += 1;
    const char = number();
    if (char === undefined) return `invalid number after '.': invalid count at start of ${quote(text.slice(at))}`;
    if (char === 0) return `character offset is zero: invalid field specification ${quote(text)}`;
    startChar = char;
  }
  letters('start');
  let endField = Infinity;
  let endChar = 0;
  if (text[at] === ',') {
    at += 1;
    const field = number();
    if (field === undefined) return `invalid number after ',': invalid count at start of ${quote(text.slice(at))}`;
    if (field === 0) return `field number is zero: invalid field specification ${quote(text)}`;
    endField = field;
    if (text[at] === '.') {
      at += 1;
      const char = number();
      if (char === undefined) return `invalid number after '.': invalid count at start of ${quote(text.slice(at))}`;
      endChar = char;
    }
    letters('end');
  }
  if (at < text.length) return `stray character in field spec: invalid field specification ${quote(text)}`;
  return { ...options, startField, startChar, endField, endChar };
}

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\n';

/** Where field number `field` (from 1) begins; the end of the line when there are fewer. */
function fieldStart(line: ByteString, field: number, separator: string | undefined): number {
  let at = 0;
  for (let i = 1; i < field && at < line.length; i += 1) {
    if (separator !== undefined) {
      const next = line.indexOf(separator, at);
      at = next < 0 ? line.length : next + 1;
    } else {
      while (isBlank(line[at])) at += 1;
      while (at < line.length && !isBlank(line[at])) at += 1;
    }
  }
  return at;
}

function fieldEnd(line: ByteString, field: number, separator: string | undefined): number {
  let at = fieldStart(line, field, separator);
  if (separator !== undefined) {
    const next = line.indexOf(separator, at);
    return next < 0 ? line.length : next;
  }
  while (isBlank(line[at])) at += 1;
  while (at < line.length && !isBlank(line[at])) at += 1;
  return at;
}

export function extract(line: ByteString, key: Key, separator: string | undefined): ByteString {
  let from = fieldStart(line, key.startField, separator);
  if (key.skipStart) while (isBlank(line[from])) from += 1;
  from = Math.min(line.length, from + key.startChar - 1);
  let to = line.length;
  if (key.endField !== Infinity) {
    if (key.endChar === 0) to = fieldEnd(line, key.endField, separator);
    else {
      to = fieldStart(line, key.endField, separator);
      if (key.skipEnd) while (isBlank(line[to])) to += 1;
      to = Math.min(line.length, to + key.endChar);
    }
  }
  return line.slice(from, Math.max(from, to));
}

/** Drops what -d and -i ignore and folds case. */
function translate(text: ByteString, options: KeyOptions): ByteString {
  let out = text;
  if (options.dictionary) out = out.replace(/[^A-Za-z0-9 \t\n]/g, '');
  if (options.printable) out = out.replace(/[^ -~]/g, '');
  return options.fold ? out.toUpperCase() : out;
}

export function compareKeys(a: ByteString, b: ByteString, options: KeyOptions, seed: number): number {
  switch (options.ordering) {
    case 'numeric':
      return compareNumeric(a, b);
    case 'human':
      return compareHuman(a, b);
    case 'general':
      return compareGeneral(a, b);
    case 'month':
      return compareMonths(a, b);
    case 'version':
      return compareVersions(a, b);
    case 'random':
      return scramble(a, seed) - scramble(b, seed) || byBytes(a, b);
    case 'text':
      return byBytes(translate(a, options), translate(b, options));
  }
}
