// What stands before and after a place in the text, and which assertions hold there.
import { isWordByte, type Assertion } from './ast.ts';

/** Kinds of neighbours: the edge of the text, a newline, a word character, anything else. */
export const EDGE = 0;
export const NEWLINE = 1;
export const WORD_CHAR = 2;
export const OTHER = 3;
export type Neighbour = typeof EDGE | typeof NEWLINE | typeof WORD_CHAR | typeof OTHER;

export const neighbourOf = (byte: number): Neighbour => (byte === 10 ? NEWLINE : isWordByte(byte) ? WORD_CHAR : OTHER);

export const neighbourAt = (text: string, at: number): Neighbour =>
  at < 0 || at >= text.length ? EDGE : neighbourOf(text.charCodeAt(at));

export function holds(what: Assertion, before: Neighbour, after: Neighbour, newline: boolean): boolean {
  switch (what) {
    case 'bos':
      return before === EDGE;
    case 'eos':
      return after === EDGE;
    case 'bol':
      return before === EDGE || (newline && before === NEWLINE);
    case 'eol':
      return after === EDGE || (newline && after === NEWLINE);
    case 'word':
      return (before === WORD_CHAR) !== (after === WORD_CHAR);
    case 'nonword':
      return (before === WORD_CHAR) === (after === WORD_CHAR);
    case 'wordstart':
      return before !== WORD_CHAR && after === WORD_CHAR;
    case 'wordend':
      return before === WORD_CHAR && after !== WORD_CHAR;
    case 'noword-before':
      return before !== WORD_CHAR;
    case 'noword-after':
      return after !== WORD_CHAR;
  }
}
