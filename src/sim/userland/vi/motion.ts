// Motions: where a key leads, and whether an operator takes whole lines, or the last character, too.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { pair } from './pair.ts';
import { searchAgain, searchWord, typedSearch } from './search.ts';
import { fail, firstNonBlank, indentEnd, type Found, type Vi } from './state.ts';
import { Walker } from './walk.ts';
import { lastShown } from './window.ts';

export interface Target {
  readonly row: number;
  readonly col: number;
  readonly shape: 'exclusive' | 'inclusive' | 'line';
  /** The column that is wanted from now on, when it is not that of the target. */
  readonly want?: number;
  /** '' remembers where it began. */
  readonly jump?: boolean;
  /** The operator deletes into the numbered registers even within a line. */
  readonly big?: boolean;
}

/** `operator`: the key of the operator that waits for it, '' when the cursor moves. */
export type Motion = (vi: Vi, count: number | undefined, operator: string) => Sys<Target>;

type Plain = (vi: Vi, count: number | undefined, operator: string) => Target;

const plain = (motion: Plain): Motion =>
  function* (vi, count, operator) {
    yield* [];
    return motion(vi, count, operator);
  };

function left(vi: Vi, count = 1): Target {
  if (vi.col === 0) fail();
  let { col } = vi;
  for (let i = 0; i < count && col > 0; i += 1) col = vi.chars.previous(vi.line, col);
  return { row: vi.row, col, shape: 'exclusive' };
}

function right(vi: Vi, count = 1, operator = ''): Target {
  const { line } = vi;
  let { col } = vi;
  const past = operator !== '' || vi.visual !== undefined || vi.once;
  for (let i = 0; i < count; i += 1) {
    const next = vi.chars.next(line, col);
    if (next >= line.length && !past) {
      if (i === 0) fail();
      break;
    }
    if (col === next) {
      if (i === 0 && operator === '') fail();
      break;
    }
    col = next;
  }
  return { row: vi.row, col, shape: 'exclusive' };
}

/** Ctrl-H and space go on in the next line. */
function across(vi: Vi, count: number, forward: boolean, operator: string): Target {
  let { row, col } = vi;
  for (let i = 0; i < count; i += 1) {
    const line = vi.buf.line(row);
    if (forward) {
      const next = vi.chars.next(line, col);
      if (next < line.length || (operator !== '' && col < line.length && (i === count - 1 || row === vi.buf.last)))
        col = next;
      else if (row < vi.buf.last) {
        row += 1;
        col = 0;
      } else if (i === 0) fail();
      else break;
    } else if (col > 0) col = vi.chars.previous(line, col);
    else if (row > 0) {
      row -= 1;
      const before = vi.buf.line(row);
      col = operator === '' ? vi.chars.previous(before, before.length) : before.length;
    } else if (i === 0) fail();
    else break;
  }
  return { row, col, shape: 'exclusive' };
}

export function vertical(vi: Vi, by: number): Target {
  const row = Math.max(0, Math.min(vi.buf.last, vi.row + by));
  if (row === vi.row) fail();
  const line = vi.buf.line(row);
  const col = vi.want === Infinity ? line.length : vi.chars.at(line, vi.want, vi.options.list ? 0 : vi.tab);
  return { row, col, shape: 'line', want: vi.want };
}

/** As up and down, but all or nothing for an operator. */
function lines(by: 1 | -1, first = false): Motion {
  return plain((vi, count = 1, operator) => {
    const row = vi.row + by * count;
    if (operator !== '' && (row < 0 || row > vi.buf.last)) fail();
    const target = vertical(vi, by * count);
    return first ? { row: target.row, col: indentEnd(vi.buf.line(target.row)), shape: 'line' } : target;
  });
}

function toLine(vi: Vi, row: number): Target {
  const line = Math.max(0, Math.min(vi.buf.last, row));
  return { row: line, col: indentEnd(vi.buf.line(line)), shape: 'line', jump: true, big: true };
}

/** gj and gk: rows of the screen. */
function screenRows(vi: Vi, count: number): Target {
  const width = Math.max(1, vi.cols);
  const column = vi.chars.column(vi.line, vi.col, vi.tab);
  const rows = Math.max(1, Math.ceil(vi.chars.column(vi.line, vi.line.length, vi.tab) / width));
  const within = Math.floor(column / width) + count;
  if (within >= 0 && within < rows) {
    return { row: vi.row, col: vi.chars.at(vi.line, column + count * width, vi.tab), shape: 'exclusive' };
  }
  const target = vertical(vi, Math.sign(count));
  return { ...target, shape: 'exclusive' };
}

function word(big: boolean): Motion {
  return plain((vi, count = 1, operator) => {
    const walker = new Walker(vi.buf, vi.chars, vi, big);
    // "cw" on a word changes to its end, not the blanks behind it.
    if (operator === 'c' && walker.kind() !== 0) {
      if (!walker.wordEnd(count, true) && vi.buf.blank) fail();
      return { row: walker.row, col: walker.col, shape: 'inclusive' };
    }
    if (
      !walker.word(count, operator !== '') &&
      operator === '' &&
      walker.row === vi.row &&
      walker.line.length <= vi.chars.next(vi.line, vi.col)
    )
      fail();
    const { row } = walker;
    let { col } = walker;
    if (operator === '' && col >= walker.line.length) col = vi.visual ? col : vi.chars.previous(walker.line, col);
    if (operator === '') return { row, col, shape: 'exclusive' };
    return { row, col, shape: 'exclusive' };
  });
}

const back = (big: boolean): Motion =>
  plain((vi, count = 1) => {
    const walker = new Walker(vi.buf, vi.chars, vi, big);
    if (!walker.wordBack(count)) fail();
    return { row: walker.row, col: walker.col, shape: 'exclusive' };
  });

const end = (big: boolean): Motion =>
  plain((vi, count = 1, operator) => {
    const walker = new Walker(vi.buf, vi.chars, vi, big);
    if (
      !walker.wordEnd(count, false) &&
      operator === '' &&
      walker.row === vi.row &&
      walker.col >= vi.line.length &&
      vi.col >= vi.chars.previous(vi.line, vi.line.length)
    )
      fail();
    const col = Math.min(walker.col, vi.chars.previous(walker.line, walker.line.length));
    return { row: walker.row, col, shape: 'inclusive' };
  });

const endBack = (big: boolean): Motion =>
  plain((vi, count = 1) => {
    const walker = new Walker(vi.buf, vi.chars, vi, big);
    if (!walker.wordEndBack(count)) fail();
    return { row: walker.row, col: walker.col, shape: 'inclusive' };
  });

/** { and } */
const paragraph = (by: 1 | -1): Motion =>
  plain((vi, count = 1) => {
    let { row } = vi;
    for (let i = 0; i < count; i += 1) {
      let text = vi.buf.line(row) !== '';
      let moved = false;
      for (;;) {
        if (vi.buf.line(row) !== '') text = true;
        else if (text && moved) break;
        if (row + by < 0 || row + by > vi.buf.last) {
          if (i < count - 1) fail();
          if (by > 0) {
            const line = vi.buf.line(row);
            if (row === vi.row && vi.col >= vi.chars.previous(line, line.length)) fail();
            return {
              row,
              col: vi.chars.previous(line, line.length),
              shape: line === '' ? 'exclusive' : 'inclusive',
              jump: true,
              big: true,
            };
          }
          if (row === vi.row && vi.col === 0) fail();
          return { row, col: 0, shape: 'exclusive', jump: true, big: true };
        }
        row += by;
        moved = true;
      }
    }
    return { row, col: 0, shape: 'exclusive', jump: true, big: true };
  });

/** f, F, t, T and their repetition. */
export function findChar(vi: Vi, found: Found, count: number, again: boolean): Target {
  const { line, chars } = vi;
  const forward = found.key === 'f' || found.key === 't';
  const till = found.key === 't' || found.key === 'T';
  let { col } = vi;
  let left = count;
  // Repeated, a "t" that stands before its character does not stay there.
  if (again && till && count === 1) {
    const next = forward ? chars.next(line, col) : chars.previous(line, col);
    if (next !== col && line.startsWith(found.char, next)) col = next;
  }
  while (left > 0) {
    if (forward ? chars.next(line, col) >= line.length : col === 0) fail();
    col = forward ? chars.next(line, col) : chars.previous(line, col);
    if (line.startsWith(found.char, col)) left -= 1;
  }
  if (till) col = forward ? chars.previous(line, col) : chars.next(line, col);
  return { row: vi.row, col, shape: forward ? 'inclusive' : 'exclusive' };
}

const find = (key: Found['key']): Motion =>
  function* (vi, count = 1) {
    const char = yield* vi.key();
    if (char === '\x1b' || (char.length > 1 && char.startsWith('<'))) fail();
    vi.found = { key, char: literalKey(char) };
    return findChar(vi, vi.found, count, false);
  };

/** What a key puts into the text. */
export const literalKey = (key: string): ByteString => (key === '\r' ? '\r' : key);

const OPPOSITE = { f: 'F', F: 'f', t: 'T', T: 't' } as const;

const again = (turned: boolean): Motion =>
  plain((vi, count = 1) => {
    if (!vi.found) return fail();
    return findChar(vi, turned ? { ...vi.found, key: OPPOSITE[vi.found.key] } : vi.found, count, true);
  });

const toMark = (exact: boolean): Motion =>
  function* (vi) {
    const name = yield* vi.key();
    const known = name === '`' ? "'" : name;
    const at = known === '[' || known === ']' || /^['.^<>a-zA-Z"]$/.test(known) ? vi.marks.get(known) : undefined;
    if (!/^[a-zA-Z'`.^<>[\]"]$/.test(name)) fail();
    if (!at)
      return name === "'" || name === '`'
        ? { row: 0, col: 0, shape: exact ? 'exclusive' : 'line', jump: true }
        : fail('E20: Mark not set');
    if (at.row > vi.buf.last) fail('E19: Mark has invalid line number');
    return exact
      ? { row: at.row, col: Math.min(at.col, vi.buf.line(at.row).length), shape: 'exclusive', jump: true, big: true }
      : { row: at.row, col: indentEnd(vi.buf.line(at.row)), shape: 'line', jump: true, big: true };
  };

const DOWN = lines(1);
const UP = lines(-1);
const HOME: Motion = plain((vi) => ({ row: vi.row, col: 0, shape: 'exclusive' }));
const END: Motion = plain((vi, count = 1) => {
  const row = vi.row + count - 1;
  if (row > vi.buf.last) fail();
  const line = vi.buf.line(row);
  return {
    row,
    col: vi.visual ? line.length : vi.chars.previous(line, line.length),
    shape: line === '' ? 'exclusive' : 'inclusive',
    want: Infinity,
  };
});
const LAST: Motion = plain((vi, count) => toLine(vi, count === undefined ? vi.buf.last : count - 1));
const LEFT: Motion = plain((vi, count) => left(vi, count));
const RIGHT: Motion = plain((vi, count, operator) => right(vi, count, operator));
const WORD = word(false);
const BIG_WORD = word(true);

export const MOTIONS: Readonly<Record<string, Motion>> = {
  h: LEFT,
  '<Left>': LEFT,
  '\b': plain((vi, count = 1, operator) => across(vi, count, false, operator)),
  '\x7f': plain((vi, count = 1, operator) => across(vi, count, false, operator)),
  l: RIGHT,
  '<Right>': RIGHT,
  ' ': plain((vi, count = 1, operator) => across(vi, count, true, operator)),
  j: DOWN,
  '<Down>': DOWN,
  '\n': DOWN,
  '\x0e': DOWN,
  k: UP,
  '<Up>': UP,
  '\x10': UP,
  '+': lines(1, true),
  '\r': lines(1, true),
  '-': lines(-1, true),
  _: plain((vi, count = 1) => {
    const row = vi.row + count - 1;
    if (row > vi.buf.last) fail();
    return { row, col: indentEnd(vi.buf.line(row)), shape: 'line' };
  }),
  '0': HOME,
  '<Home>': HOME,
  '^': plain((vi) => ({ row: vi.row, col: firstNonBlank(vi.line), shape: 'exclusive' })),
  $: END,
  '<End>': END,
  '|': plain((vi, count = 1) => ({
    row: vi.row,
    col: vi.chars.at(vi.line, count - 1, vi.tab),
    shape: 'exclusive',
    want: count - 1,
  })),
  w: WORD,
  W: BIG_WORD,
  '<C-Right>': BIG_WORD,
  b: back(false),
  B: back(true),
  '<C-Left>': back(true),
  e: end(false),
  E: end(true),
  G: LAST,
  '<C-End>': LAST,
  gg: plain((vi, count = 1) => toLine(vi, count - 1)),
  '<C-Home>': plain((vi, count = 1) => toLine(vi, count - 1)),
  ge: endBack(false),
  gE: endBack(true),
  gj: plain((vi, count = 1) => screenRows(vi, count)),
  gk: plain((vi, count = 1) => screenRows(vi, -count)),
  g_: plain((vi, count = 1) => {
    const row = Math.min(vi.buf.last, vi.row + count - 1);
    const line = vi.buf.line(row).trimEnd();
    return { row, col: vi.chars.previous(line, line.length), shape: 'inclusive' };
  }),
  H: plain((vi, count = 1) => toLine(vi, Math.min(lastShown(vi), vi.top + count - 1))),
  M: plain((vi) => {
    const bottom = lastShown(vi);
    return toLine(vi, vi.top + Math.floor((bottom - vi.top) / 2));
  }),
  L: plain((vi, count = 1) => toLine(vi, Math.max(vi.top, lastShown(vi) - count + 1))),
  f: find('f'),
  F: find('F'),
  t: find('t'),
  T: find('T'),
  ';': again(false),
  ',': again(true),
  '%': plain((vi, count) => {
    if (count !== undefined) {
      if (count > 100) fail();
      return toLine(vi, Math.floor((count * vi.buf.lines.length + 99) / 100) - 1);
    }
    const at = pair(vi) ?? fail();
    return { ...at, shape: 'inclusive', jump: true, big: true };
  }),
  '{': paragraph(-1),
  '}': paragraph(1),
  '/': (vi, count) => typedSearch(vi, true, count ?? 1),
  '?': (vi, count) => typedSearch(vi, false, count ?? 1),
  n: plain((vi, count = 1) => searchAgain(vi, false, count)),
  N: plain((vi, count = 1) => searchAgain(vi, true, count)),
  '*': plain((vi, count = 1) => searchWord(vi, true, count)),
  '#': plain((vi, count = 1) => searchWord(vi, false, count)),
  "'": toMark(false),
  '`': toMark(true),
};

/** Puts the cursor where the motion leads. */
export function moveTo(vi: Vi, target: Target): void {
  if (target.jump) vi.mark();
  vi.row = target.row;
  vi.col = target.col;
  vi.clamp();
  if (target.want === undefined) vi.wantHere();
  else vi.want = target.want;
}
