// The sets of tr(1): ranges, classes, escapes, repeats, equivalence classes.
import type { ByteString } from '../../kernel/abi/index.ts';
import { byteSet, classRanges } from '../../posix/regex/ast.ts';

export type Element =
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'class'; readonly name: string }
  /** count 0: as many as the first set needs. */
  | { readonly kind: 'repeat'; readonly code: number; readonly count: number };

export type ParsedSet =
  { readonly kind: 'ok'; readonly elements: readonly Element[] } | { readonly kind: 'bad'; readonly text: string };

const NAMED: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

interface Char {
  readonly code: number;
  readonly escaped: boolean;
}

function unescape(text: ByteString): Char[] {
  const out: Char[] = [];
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] !== '\\' || i === text.length - 1) {
      out.push({ code: text.charCodeAt(i), escaped: false });
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(i + 1))?.[0];
    if (octal !== undefined) {
      // three digits above 377 are two digits and a character
      const digits = Number.parseInt(octal, 8) > 255 ? octal.slice(0, 2) : octal;
      out.push({ code: Number.parseInt(digits, 8), escaped: true });
      i += digits.length;
      continue;
    }
    i += 1;
    out.push({ code: NAMED[text[i] ?? ''] ?? text.charCodeAt(i), escaped: true });
  }
  return out;
}

const shown = (code: number): string =>
  code > 31 && code < 127 ? String.fromCharCode(code) : `\\${code.toString(8).padStart(3, '0')}`;

export function parseSet(text: ByteString, quote: (text: string) => string): ParsedSet {
  const chars = unescape(text);
  const is = (i: number, char: string): boolean => chars[i]?.code === char.charCodeAt(0) && !chars[i]?.escaped;
  const slice = (from: number, to: number): string =>
    chars
      .slice(from, to)
      .map((c) => String.fromCharCode(c.code))
      .join('');
  const elements: Element[] = [];
  for (let i = 0; i < chars.length;) {
    if (is(i, '[')) {
      const kind = is(i + 1, ':') ? ':' : is(i + 1, '=') ? '=' : undefined;
      if (kind) {
        let end = i + 2;
        while (end < chars.length && !(is(end, kind) && is(end + 1, ']'))) end += 1;
        if (end < chars.length && !(end === i + 2 && kind === '=')) {
          const name = slice(i + 2, end);
          if (kind === ':') {
            if (!classRanges(name)) {
              if (name === '') return { kind: 'bad', text: `missing character class name ${quote('[::]')}` };
              return { kind: 'bad', text: `invalid character class ${quote(name)}` };
            }
            elements.push({ kind: 'class', name });
          } else {
            if (name.length !== 1)
              return { kind: 'bad', text: `${name}: equivalence class operand must be a single character` };
            elements.push({ kind: 'char', code: name.charCodeAt(0) });
          }
          i = end + 2;
          continue;
        }
      }
      const repeated = chars[i + 1];
      if (repeated && is(i + 2, '*')) {
        let end = i + 3;
        while (end < chars.length && !is(end, ']')) end += 1;
        const digits = slice(i + 3, end);
        if (end < chars.length && /^[0-9]*$/.test(digits)) {
          const count = digits === '' ? 0 : Number.parseInt(digits, digits.startsWith('0') ? 8 : 10);
          elements.push({ kind: 'repeat', code: repeated.code, count });
          i = end + 1;
          continue;
        }
        if (end < chars.length)
          return { kind: 'bad', text: `invalid repeat count ${quote(digits)} in [c*n] construct` };
      }
    }
    const char = chars[i];
    if (!char) break;
    const high = chars[i + 2];
    if (is(i + 1, '-') && high) {
      if (high.code < char.code) {
        return {
          kind: 'bad',
          text: `range-endpoints of ${quote(`${shown(char.code)}-${shown(high.code)}`)} are in reverse collating sequence order`,
        };
      }
      elements.push({ kind: 'range', from: char.code, to: high.code });
      i += 3;
      continue;
    }
    elements.push({ kind: 'char', code: char.code });
    i += 1;
  }
  return { kind: 'ok', elements };
}

export const membersOf = (name: string): number[] => {
  const set = byteSet(classRanges(name) ?? []);
  return Array.from({ length: 256 }, (_, code) => code).filter((code) => set[code] === 1);
};

/** All codes in order; an open repeat fills up to `length`. */
export function expandSet(elements: readonly Element[], length = 0): number[] {
  const size = (element: Element): number =>
    element.kind === 'char'
      ? 1
      : element.kind === 'range'
        ? element.to - element.from + 1
        : element.kind === 'class'
          ? membersOf(element.name).length
          : element.count;
  const fixed = elements.reduce((sum, element) => sum + size(element), 0);
  const out: number[] = [];
  for (const element of elements) {
    if (element.kind === 'char') out.push(element.code);
    else if (element.kind === 'range') for (let c = element.from; c <= element.to; c += 1) out.push(c);
    else if (element.kind === 'class') out.push(...membersOf(element.name));
    else {
      const count = element.count === 0 ? Math.max(0, length - fixed) : element.count;
      for (let i = 0; i < count; i += 1) out.push(element.code);
    }
  }
  return out;
}
