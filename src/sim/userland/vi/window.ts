// Which part of the text is in the window: scrolling so that the cursor is seen, and by pages and lines.
import { fail, indentEnd, type Vi } from './state.ts';

/** Columns that line numbers take: without the feature "linebreak", always eight. */
export const numberWidth = (vi: Vi): number => (vi.options.number || vi.options.relativenumber ? 8 : 0);

export const textWidth = (vi: Vi): number => Math.max(1, vi.cols - numberWidth(vi));

/** Screen rows of a line. */
export function rowsOf(vi: Vi, row: number): number {
  const line = vi.buf.line(row);
  if (!vi.options.wrap) return 1;
  const width = textWidth(vi);
  if (line.length < width / 8) return 1;
  const columns = vi.chars.column(line, line.length, vi.options.list ? 0 : vi.tab) + (vi.options.list ? 1 : 0);
  return Math.max(1, Math.ceil(columns / width));
}

/** The last line that is whole in a window that begins at `top`. */
export function lastShown(vi: Vi, top = vi.top): number {
  let left = vi.height;
  let row = top;
  while (row <= vi.buf.last) {
    left -= rowsOf(vi, row);
    if (left < 0) break;
    row += 1;
  }
  return Math.max(top, row - 1);
}

/** The first line of a window whose last rows end with line `bottom`. */
export function topFor(vi: Vi, bottom: number, height = vi.height): number {
  let left = height - rowsOf(vi, bottom);
  let top = bottom;
  while (top > 0) {
    left -= rowsOf(vi, top - 1);
    if (left < 0) break;
    top -= 1;
  }
  return top;
}

/** The cursor's line in the middle. `end`: what is behind the text counts as lines. */
export function middle(vi: Vi, end = false): void {
  let above = 0;
  let below = 0;
  let used = rowsOf(vi, vi.row);
  let top = vi.row;
  let bottom = vi.row;
  while (top > 0) {
    if (above < below) {
      const rows = rowsOf(vi, top - 1);
      used += rows;
      if (used > vi.height) break;
      above += rows;
      top -= 1;
    } else if (bottom < vi.buf.last) {
      const rows = rowsOf(vi, bottom + 1);
      used += rows;
      if (used > vi.height) break;
      below += rows;
      bottom += 1;
    } else {
      below += 1;
      if (end) used += 1;
    }
  }
  vi.top = top;
}

/** Scrolls so that the cursor is in the window: by little when it is near, else it comes to the middle. */
export function follow(vi: Vi): void {
  vi.top = Math.max(0, Math.min(vi.top, vi.buf.last));
  const margin = Math.min(vi.options.scrolloff, Math.floor((vi.height - 1) / 2));
  const first = Math.max(0, vi.row - margin);
  if (first < vi.top) {
    const half = Math.floor(vi.height / 2) - 1;
    let rows = 0;
    for (let row = first; row < vi.top && rows < half; row += 1) rows += rowsOf(vi, row);
    if (rows >= half) middle(vi);
    else vi.top = first;
  } else {
    const lastRow = Math.min(vi.buf.last, vi.row + margin);
    const bottom = lastShown(vi);
    if (lastRow > bottom) {
      let rows = 0;
      for (let row = bottom + 1; row <= lastRow && rows <= vi.height + 1; row += 1) rows += rowsOf(vi, row);
      if (rows <= vi.height) vi.top = topFor(vi, lastRow);
      else middle(vi);
    }
  }
  sideways(vi);
}

/** Within a line that is longer than the window, or not wrapped. */
function sideways(vi: Vi): void {
  const width = textWidth(vi);
  const column = vi.chars.column(vi.line, vi.col, vi.options.list ? 0 : vi.tab);
  vi.skip = 0;
  if (vi.options.wrap) {
    vi.left = 0;
    const inside = Math.floor(column / width);
    if (vi.row === vi.top && inside >= vi.height) vi.skip = inside - vi.height + 1;
    return;
  }
  if (column < vi.left || column >= vi.left + width) vi.left = Math.max(0, column - Math.floor(width / 2));
}

/** Ctrl-E and Ctrl-Y: the text moves, the cursor only when it would leave the window. */
export function scrollLines(vi: Vi, count: number): void {
  vi.top = Math.max(0, Math.min(vi.top + count, vi.buf.last));
  keepIn(vi);
}

/** The cursor is brought into the window, in the column it wants. */
function keepIn(vi: Vi): void {
  const row = Math.max(vi.top, Math.min(vi.row, lastShown(vi)));
  if (row === vi.row) return;
  vi.row = row;
  vi.col = vi.want === Infinity ? vi.line.length : vi.chars.at(vi.line, vi.want, vi.tab);
}

/** Ctrl-D and Ctrl-U: half a window, the cursor by as many lines; a count is remembered. */
export function scrollHalf(vi: Vi, down: boolean, count: number | undefined): void {
  if (count !== undefined) vi.options.scroll = Math.min(count, vi.height);
  const step = vi.options.scroll || Math.max(1, Math.floor(vi.height / 2));
  if (down) {
    if (vi.row === vi.buf.last) fail();
    const room = Math.max(0, vi.buf.last - lastShown(vi));
    vi.top += Math.min(step, room);
    vi.row = Math.min(vi.buf.last, vi.row + step);
  } else {
    if (vi.row === 0) fail();
    vi.top = Math.max(0, vi.top - step);
    vi.row = Math.max(0, vi.row - step);
  }
  vi.goLine(vi.row);
}

/** Ctrl-F and Ctrl-B: a window further, two lines stay. */
export function page(vi: Vi, down: boolean, count: number): void {
  for (let i = 0; i < count; i += 1) {
    if (down) {
      if (vi.top >= vi.buf.last) fail();
      const bottom = lastShown(vi);
      vi.top = bottom >= vi.buf.last ? vi.buf.last : Math.max(vi.top + 1, bottom - 1);
      vi.row = Math.max(vi.row, vi.top);
    } else {
      if (vi.top === 0) {
        if (i === 0) fail();
        break;
      }
      vi.top = topFor(vi, Math.min(vi.buf.last, vi.top + 1));
      vi.row = Math.min(vi.row, lastShown(vi));
    }
  }
  vi.row = Math.max(vi.top, Math.min(vi.row, lastShown(vi)));
  if (vi.options.startofline) vi.goLine(vi.row);
}

/** z and a key: where in the window the cursor's line is. */
export function place(vi: Vi, key: string): void {
  if (key === '\r' || key === 't') vi.top = vi.row;
  else if (key === '.' || key === 'z') middle(vi, true);
  else if (key === '-' || key === 'b') vi.top = topFor(vi, vi.row);
  else fail();
  if ('\r.-'.includes(key)) vi.go(vi.row, indentEnd(vi.line));
}
