// How ls(1) lays out names: one per line, columns down or across, commas; colours and indicators.
import type { ByteString } from '../../kernel/abi/index.ts';

export interface Shown {
  /** With quotes, colour and indicator. */
  readonly text: ByteString;
  /** Columns on the screen. */
  readonly width: number;
}

const TAB = 8;

/** Blanks from one column to another: tabs where they fit, as ls does. */
function indent(from: number, to: number, tabs: number): ByteString {
  let out = '';
  let at = from;
  while (at < to) {
    if (tabs > 0 && Math.floor(to / tabs) > Math.floor((at + 1) / tabs)) {
      out += '\t';
      at += tabs - (at % tabs);
    } else {
      out += ' ';
      at += 1;
    }
  }
  return out;
}

/** As many columns as fit (calculate_columns of ls.c): each as wide as its widest name plus two. */
export function layout(names: readonly Shown[], width: number, across: boolean, tabs = TAB): ByteString {
  if (names.length === 0) return '';
  const most = Math.max(1, Math.min(names.length, width === 0 ? names.length : Math.floor(width / 3) || 1));
  let columns = 1;
  let widths: number[] = [];
  for (let count = most; count >= 1; count -= 1) {
    const rows = Math.ceil(names.length / count);
    const sizes = new Array<number>(count).fill(3);
    names.forEach((name, i) => {
      const column = across ? i % count : Math.floor(i / rows);
      const size = name.width + (column === count - 1 ? 0 : 2);
      if ((sizes[column] ?? 0) < size) sizes[column] = size;
    });
    if (count === 1 || width === 0 || sizes.reduce((sum, size) => sum + size, 0) < width) {
      columns = count;
      widths = sizes;
      break;
    }
  }
  const rows = Math.ceil(names.length / columns);
  let out = '';
  for (let row = 0; row < rows; row += 1) {
    let start = 0;
    for (let column = 0; column < columns; column += 1) {
      const index = across ? row * columns + column : column * rows + row;
      const name = names[index];
      if (!name) break;
      out += name.text;
      const next = across ? index + 1 : index + rows;
      if (column === columns - 1 || next >= names.length) break;
      out += indent(start + name.width, start + (widths[column] ?? 0), tabs);
      start += widths[column] ?? 0;
    }
    out += '\n';
  }
  return out;
}

/** `a, b, c` broken before the line gets too long. */
export function commas(names: readonly Shown[], width: number): ByteString {
  let out = '';
  let column = 0;
  names.forEach((name, i) => {
    if (i > 0) {
      out += ',';
      column += 1;
      if (width === 0 || column + 1 + name.width + (i < names.length - 1 ? 1 : 0) < width) {
        out += ' ';
        column += 1;
      } else {
        out += '\n';
        column = 0;
      }
    }
    out += name.text;
    column += name.width;
  });
  return names.length > 0 ? `${out}\n` : '';
}
