// Redisplay: brings the terminal from the rows that are on it to the rows that should be, with the sequences readline sends.
// Decisions follow the rules of readline 8.2's display: print from the first difference, insert or delete cells where the
// terminal can and it is no dearer, move by printing what is there already.
import type { ByteString } from '../../kernel/abi/index.ts';
import { columns, draw, hiddenBytes, type Cell } from './cells.ts';
import type { Capabilities } from './terminal.ts';

/** What is on the terminal as far as the editor knows. Row 0 is the one with the prompt's last line. */
export interface Display {
  readonly term: Capabilities;
  width: number;
  height: number;
  /** Rows as they were last drawn. */
  rows: (readonly Cell[])[];
  /** Physical cursor. */
  column: number;
  row: number;
  /** First cell shown where one row is scrolled sideways. */
  margin: number;
  /** The terminal shows the buffer already: the next redisplay only moves the cursor. */
  fixed: boolean;
  forced: boolean;
  /** The next redisplay rewrites the prompt's row instead of comparing it (as while a search has no text). */
  quick: boolean;
  /** Index behind the last hidden cell of the prompt on row 0. */
  hiddenEnd: number;
  /** How long row 0 was when it was last drawn. */
  firstLength: number;
  /** Written at the next flush. */
  out: ByteString;
}

export function newDisplay(term: Capabilities, rows: number, cols: number): Display {
  return {
    term,
    // readline keeps the last column free where a cursor behind it would wrap at once.
    width: term.autowrap ? cols : Math.max(1, cols - 1),
    height: rows,
    rows: [[]],
    column: 0,
    row: 0,
    margin: 0,
    fixed: false,
    forced: false,
    quick: false,
    hiddenEnd: 0,
    firstLength: 0,
    out: '',
  };
}

/** The cursor is at the start of an empty row: nothing of ours is on the screen. */
export function onNewLine(d: Display): void {
  d.rows = [[]];
  d.column = 0;
  d.row = 0;
  d.margin = 0;
}

/** First cell that begins at this column. */
function indexAt(cells: readonly Cell[], column: number): number {
  let at = 0;
  for (let i = 0; i < cells.length; i += 1) {
    if (at >= column) return i;
    at += columns(cells, i, i + 1);
  }
  return cells.length;
}

function print(d: Display, cells: readonly Cell[], from: number, to: number): void {
  if (from >= to) return;
  d.out += draw(cells, from, to, d.term.standout);
  d.column += columns(cells, from, to);
}

function backspace(d: Display, count: number): void {
  d.out += '\b'.repeat(count);
  d.column -= count;
}

export function moveToRow(d: Display, row: number): void {
  const delta = row - d.row;
  if (delta === 0) return;
  if (delta > 0) {
    d.out += '\n'.repeat(delta) + '\r';
    d.column = 0;
  } else d.out += d.term.up.repeat(-delta);
  d.row = row;
}

/** To cell `index` of the row the cursor is on; `cells` are what the terminal shows left of it. */
export function moveToCell(d: Display, index: number, cells: readonly Cell[]): void {
  const target = columns(cells, 0, index);
  if (target === d.column) return;
  const weight = d.row === 0 ? hiddenBytes(cells, 0, index) : 0;
  if (target + weight === 0 || target + weight + 1 < d.column - target || (d.term.autowrap && d.column === d.width)) {
    d.out += '\r';
    d.column = 0;
  }
  if (d.column > target) {
    backspace(d, d.column - target);
    return;
  }
  if (d.row === 0 && d.hiddenEnd > 0 && d.column > 0 && d.column < columns(cells, 0, d.hiddenEnd)) {
    d.out += '\r';
    d.column = 0;
  }
  print(d, cells, d.column === 0 ? 0 : indexAt(cells, d.column), index);
}

function spaces(d: Display, count: number): void {
  d.out += ' '.repeat(count);
  d.column += count;
}

function clearToEnd(d: Display, count: number): void {
  if (d.term.clearToEnd !== '') d.out += d.term.clearToEnd;
  else if (count > 0) spaces(d, count);
}

interface Difference {
  readonly first: number;
  /** Ends of the differing part in the old and the new row; behind them both rows are the same. */
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The differing middle of two rows. A common tail of blanks only does not count as common. */
function difference(old: readonly Cell[], now: readonly Cell[]): Difference | undefined {
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first += 1;
  if (first === old.length && first === now.length) return undefined;
  let o = old.length - 1;
  let n = now.length - 1;
  let blanksOnly = true;
  while (o > first && n > first && old[o] === now[n]) {
    if (old[o] !== ' ') blanksOnly = false;
    o -= 1;
    n -= 1;
  }
  if (blanksOnly) return { first, oldEnd: old.length, newEnd: now.length };
  if (old[o] !== now[n]) return { first, oldEnd: Math.min(o + 1, old.length), newEnd: Math.min(n + 1, now.length) };
  return { first, oldEnd: o, newEnd: n };
}

/** A full row is followed by this one: printing its first cell makes the terminal wrap. Returns the old row as it is then. */
function wrapInto(d: Display, old: readonly Cell[], now: readonly Cell[], row: number): readonly Cell[] {
  if (!(d.column === d.width && d.term.autowrap && d.row === row - 1)) return old;
  const width = now.length > 0 ? columns(now, 0, 1) : 1;
  d.out += now.length > 0 ? draw(now, 0, 1, d.term.standout) : ' ';
  d.column = width;
  d.row += 1;
  return old.length > 0 && now.length > 0 ? [now[0] as Cell, ...old.slice(1)] : old;
}

function rewriteRow(d: Display, old: readonly Cell[], now: readonly Cell[], row: number): void {
  moveToRow(d, row);
  moveToCell(d, 0, old);
  print(d, now, 0, now.length);
  const left = columns(old, 0, old.length) - columns(now, 0, now.length);
  if (left > 0) clearToEnd(d, left);
}

/** Makes one row of the terminal show `now`. `last` is the index of the last new row. */
export function updateRow(
  d: Display,
  before: readonly Cell[],
  now: readonly Cell[],
  row: number,
  last: number,
  growing: boolean,
): void {
  const old = wrapInto(d, before, now, row);
  if (d.quick && row === 0) {
    rewriteRow(d, old, now, row);
    return;
  }
  const diff = difference(old, now);
  if (!diff) return;
  moveToRow(d, row);
  const { first, oldEnd, newEnd } = diff;
  moveToCell(d, first, old);
  const rest = columns(now, first, now.length) + hiddenBytes(now, first, now.length);
  const grows = columns(now, first, newEnd) - columns(old, first, oldEnd);
  if (grows > 0) {
    // Where a row more appears, the new line must wrap by itself: nothing is pushed over the edge.
    const insert = d.term.insertCells !== undefined && !(d.term.autowrap && growing && row >= d.rows.length - 1);
    if (insert && oldEnd < old.length && d.term.insertCells) {
      d.out += d.term.insertCells(grows);
      print(d, now, first, newEnd);
    } else print(d, now, first, now.length);
    return;
  }
  if (d.term.deleteCells && 2 * rest >= -grows) {
    if (grows < 0 && -grows <= d.width) d.out += d.term.deleteCells(-grows);
    print(d, now, first, newEnd);
    return;
  }
  print(d, now, first, now.length);
  const left = columns(old, 0, old.length) - columns(now, 0, now.length);
  if (left <= 0) return;
  if (d.term.autowrap && row < last) spaces(d, left);
  else clearToEnd(d, left);
}

/** A prompt with hidden cells that was not there before may leave the end of a longer row behind it. */
function firstRowDrawn(d: Display, rows: readonly (readonly Cell[])[]): void {
  const now = rows[0] ?? [];
  const old = d.rows[0] ?? [];
  const width = columns(now, 0, now.length);
  const hidden = hiddenBytes(now, 0, now.length);
  const before = hiddenBytes(old, 0, old.length);
  if (rows.length === 1 && d.column === width && hidden > before && width + hidden < d.firstLength) clearToEnd(d, 0);
  d.firstLength = width;
}

/** All rows, then the cursor, as far as the terminal does not show them yet. */
export function show(d: Display, rows: readonly (readonly Cell[])[], row: number, cell: number): void {
  if (!d.fixed || d.forced) {
    d.forced = false;
    const last = rows.length - 1;
    const bottom = d.rows.length - 1;
    for (let i = 0; i <= last; i += 1) {
      updateRow(d, d.rows[i] ?? [], rows[i] ?? [], i, last, last > bottom);
      if (i === 0) firstRowDrawn(d, rows);
    }
    for (let i = last + 1; i <= bottom; i += 1) {
      moveToRow(d, i);
      moveToCell(d, 0, d.rows[i] ?? []);
      clearToEnd(d, columns(d.rows[i] ?? [], 0, (d.rows[i] ?? []).length));
    }
    d.rows = rows.slice();
    d.quick = false;
  }
  moveToRow(d, row);
  const cells = rows[row] ?? [];
  const target = columns(cells, 0, cell);
  // Left of here on the prompt's row: never through a prompt with hidden cells.
  if (row === 0 && d.hiddenEnd > 0 && target < d.column) backspace(d, d.column - target);
  else moveToCell(d, cell, cells);
  d.fixed = false;
}

/** One row, scrolled sideways so that the cursor stays in sight; `<` and `>` mark what does not fit. */
export function showScrolled(d: Display, cells: readonly Cell[], cell: number): void {
  d.row = 0;
  const width = d.width;
  const third = Math.trunc(width / 3);
  const hidden = cells.slice(0, d.hiddenEnd).filter((each) => columns([each], 0, 1) === 0).length;
  const onScreen = cell - (d.margin > 0 ? d.margin : hidden);
  let margin = d.margin;
  if (onScreen > width - 2) margin = Math.max(0, cell - 2 * third);
  else if (cell - hidden < width - 2) margin = 0;
  else if (onScreen < 1) margin = Math.trunc((cell - 1) / third) * third;
  const shift = margin === 0 ? hidden : 0;
  const window = cells.slice(margin, margin + shift + width);
  if (margin > 0) window[0] = '<';
  if (margin + shift + width < cells.length) window[window.length - 1] = '>';
  if (!d.fixed || d.forced || margin !== d.margin) {
    d.forced = false;
    updateRow(d, d.rows[0] ?? [], window, 0, 0, false);
  }
  d.rows = [window];
  d.quick = false;
  moveToCell(d, cell - margin, window);
  d.margin = margin;
  d.fixed = false;
}

/** The line is finished: the cursor goes to a fresh row below it (readline's final update). */
export function finishLine(d: Display): void {
  let bottom = d.rows.length - 1;
  let full = false;
  if (bottom > 0 && d.column === 0 && (d.rows[bottom] ?? []).length === 0) {
    bottom -= 1;
    full = true;
  }
  moveToRow(d, bottom);
  const lastRow = d.rows[bottom] ?? [];
  const length = columns(lastRow, 0, lastRow.length);
  if (full && d.term.autowrap && length === d.width) {
    // Rewriting the last character takes the terminal's mark that the row is continued away.
    const index = lastRow.length - 1;
    moveToCell(d, index, lastRow);
    clearToEnd(d, 0);
    print(d, lastRow, index, index + 1);
  }
  if (length > 0 || d.column > 0) d.out += '\n';
  onNewLine(d);
  d.fixed = true;
}
