// What vi shows: lines with their numbers, what is selected, tildes behind the text, the last row.
import { fromUtf8, type ByteString } from '../../kernel/abi/index.ts';
import type { Frame } from '../editor/painter.ts';
import type { Vi } from './state.ts';
import { lastShown, numberWidth, rowsOf, textWidth } from './window.ts';

const NON_TEXT = '\x1b[1m\x1b[34m';
const SPECIAL = '\x1b[34m';
const NUMBER = '\x1b[33m';
const ERROR = '\x1b[37m\x1b[41m';
const WARNING = '\x1b[31m';
const BOLD = '\x1b[1m';
const REVERSE = '\x1b[7m';
const PLAIN = '\x1b[m';

const coloured = (colour: string, text: ByteString): ByteString => `${colour}${text}${PLAIN}`;

/** Selected columns of a line, [from, to); the line's end counts as one. */
function selected(vi: Vi, row: number): readonly [number, number] | undefined {
  const { visual } = vi;
  if (!visual) return undefined;
  const down = visual.row < vi.row || (visual.row === vi.row && visual.col <= vi.col);
  const from = down ? visual : vi;
  const to = down ? vi : visual;
  if (row < from.row || row > to.row) return undefined;
  const line = vi.buf.line(row);
  const column = (col: number): number => vi.chars.column(line, col, vi.tab);
  if (visual.shape === 'line') return [0, Infinity];
  if (visual.shape === 'block') return blockColumns(vi);
  const end = row < to.row || to.col >= line.length ? column(line.length) + 1 : column(vi.chars.next(line, to.col));
  return [row > from.row ? 0 : column(from.col), end];
}

/** Columns of a block, [from, to). */
export function blockColumns(vi: Vi): readonly [number, number] {
  const { visual, chars } = vi;
  const span = (row: number, col: number): readonly [number, number] => {
    const line = vi.buf.line(row);
    const from = chars.column(line, col, vi.tab);
    return [from, Math.max(from + 1, chars.column(line, chars.next(line, col), vi.tab))];
  };
  const a = span(vi.row, vi.col);
  const b = span(visual?.row ?? vi.row, visual?.col ?? vi.col);
  return [Math.min(a[0], b[0]), vi.want === Infinity ? Infinity : Math.max(a[1], b[1])];
}

/** The rows of one line. */
function lineRows(vi: Vi, row: number, most: number): ByteString[] {
  const line = vi.buf.line(row);
  const { list, wrap } = vi.options;
  const width = textWidth(vi);
  const numbers = numberWidth(vi);
  const label = (first: boolean): ByteString => {
    if (numbers === 0) return '';
    if (!first) return ' '.repeat(numbers);
    const away = Math.abs(row - vi.row);
    const number = vi.options.relativenumber && (away > 0 || !vi.options.number) ? away : row + 1;
    const text =
      vi.options.relativenumber && away === 0 && vi.options.number
        ? String(number).padEnd(numbers - 1)
        : String(number).padStart(numbers - 1);
    return coloured(NUMBER, `${text} `);
  };
  const lit = selected(vi, row);
  const rows: ByteString[] = [];
  let out = label(true);
  let used = 0;
  let column = 0;
  let colour = '';
  const from = wrap ? 0 : vi.left;
  const flush = (): boolean => {
    rows.push(colour === '' ? out : out + PLAIN);
    colour = '';
    out = label(false);
    used = 0;
    return !wrap || rows.length >= most;
  };
  const put = (text: ByteString, cells: number, wanted: string): boolean => {
    if (used + cells > width && flush()) return true;
    if (wanted !== colour) {
      if (colour !== '') out += PLAIN;
      out += wanted;
      colour = wanted;
    }
    out += text;
    used += cells;
    return false;
  };
  /** The row where a long line at the top begins is out of sight. */
  for (let i = 0; i < line.length; i = vi.chars.next(line, i)) {
    const cells = vi.chars.width(line, i, column, list ? 0 : vi.tab);
    const special = line[i] === '\t' && !list ? ' '.repeat(cells) : vi.chars.special(line, i);
    const inside = lit !== undefined && column >= lit[0] && column < lit[1];
    const face = (special !== undefined && line[i] !== '\t') || (list && line[i] === '\t') ? SPECIAL : '';
    const wanted = inside ? face + REVERSE : face;
    if (column + cells <= from) {
      column += cells;
      continue;
    }
    column += cells;
    if (special === undefined) {
      if (put(line.slice(i, vi.chars.next(line, i)), cells, wanted)) return rows;
    } else for (const char of special) if (put(char, 1, wanted)) return rows;
  }
  if (list && put('$', 1, NON_TEXT)) return rows;
  // An empty line, or the place behind a line, is shown as one selected blank.
  else if (lit && lit[1] > column && lit[0] <= column && vi.visual?.shape !== 'block' && put(' ', 1, REVERSE))
    return rows;
  flush();
  return rows;
}

/** Line, column in bytes and on the screen (as without 'list'), and how far down the text is. */
const ruler = (vi: Vi): string => {
  const { line, col } = vi;
  const column = cursorColumn(vi, false);
  const shown = line === '' ? '0-1' : column === col ? `${col + 1}` : `${col + 1}-${column + 1}`;
  const bottom = lastShown(vi);
  const above = vi.top;
  const below = vi.buf.last - bottom;
  const where =
    above === 0
      ? below <= 0
        ? 'All'
        : 'Top'
      : below <= 0
        ? 'Bot'
        : `${String(Math.floor((above * 100) / (above + below))).padStart(2)}%`;
  return `${`${vi.buf.blank ? 0 : vi.row + 1},${shown}`.padEnd(14)}${where}`;
};

/** The column in which the cursor is drawn: at the end of a tab, unless text is put in before it. */
function cursorColumn(vi: Vi, list = vi.options.list): number {
  const { line, col, chars } = vi;
  const tab = list ? 0 : vi.tab;
  const column = chars.column(line, col, tab);
  if (line[col] !== '\t' || list || vi.mode !== 'normal') return column;
  return column + chars.width(line, col, column, tab) - 1;
}

/** The last row without the ruler, and its columns. */
function lastText(vi: Vi): { readonly shown: ByteString; readonly length: number } {
  const { message, typing, recording } = vi;
  if (typing) return { shown: typing.text, length: typing.text.length };
  const noted = recording ? `recording @${recording.register}` : '';
  const mode = modeName(vi);
  const quiet = message === undefined || message.kind === 'plain' || message.kind === 'echo';
  if (mode !== '' && vi.options.showmode && quiet)
    return { shown: coloured(BOLD, mode + noted), length: mode.length + noted.length };
  if (!message) return { shown: noted === '' ? '' : coloured(BOLD, noted), length: noted.length };
  const text = message.text.slice(0, vi.cols - 1);
  const colour = { error: ERROR, warning: WARNING, plain: '', echo: '' }[message.kind];
  const length = vi.chars.utf8 ? fromUtf8(text).length : text.length;
  return { shown: colour === '' ? text : coloured(colour, text), length };
}

function lastRow(vi: Vi): ByteString {
  const { shown, length } = lastText(vi);
  const start = Math.max(Math.floor(vi.cols / 2), vi.cols - 18);
  if (!vi.options.ruler || length >= start || (vi.typing && vi.typing.ruler !== true)) return shown;
  return shown + ' '.repeat(start - length) + ruler(vi).slice(0, vi.cols - start);
}

function modeName(vi: Vi): string {
  const paste = vi.options.paste ? ' (paste)' : '';
  if (vi.visual)
    return vi.visual.shape === 'char'
      ? '-- VISUAL --'
      : vi.visual.shape === 'line'
        ? '-- VISUAL LINE --'
        : '-- VISUAL BLOCK --';
  if (vi.once) return vi.mode === 'replace' ? '-- (replace) --' : '-- (insert) --';
  if (vi.mode === 'insert') return `-- INSERT${paste} --`;
  return vi.mode === 'replace' ? `-- REPLACE${paste} --` : '';
}

export function frame(vi: Vi): Frame {
  const rows: ByteString[] = [];
  let cursorRow = 0;
  let row = vi.top;
  const tildes = coloured(NON_TEXT, '~');
  while (rows.length < vi.height && row <= vi.buf.last) {
    const room = vi.height - rows.length;
    const skip = row === vi.top ? vi.skip : 0;
    if (row > vi.top && rowsOf(vi, row) > room) {
      // A line that does not fit is not begun.
      for (let i = 0; i < room; i += 1) rows.push(coloured(NON_TEXT, '@'));
      break;
    }
    if (row === vi.row) cursorRow = rows.length - skip;
    rows.push(...lineRows(vi, row, room + skip).slice(skip));
    row += 1;
  }
  while (rows.length < vi.height) rows.push(tildes);
  const width = textWidth(vi);
  const column = cursorColumn(vi);
  const cursor = vi.options.wrap
    ? { row: cursorRow + Math.floor(column / width), col: numberWidth(vi) + (column % width) }
    : { row: cursorRow, col: numberWidth(vi) + Math.max(0, column - vi.left) };
  cursor.row = Math.min(cursor.row, vi.height - 1);
  rows.push(lastRow(vi));
  if (vi.pages) {
    const all = [...rows.slice(0, -1), ...vi.pages].slice(-vi.rows);
    return {
      rows: all,
      cursor: {
        row: vi.rows - 1,
        col: Math.min(vi.cols - 1, (all.at(-1) ?? '').replace(/\x1b\[[0-9;]*m/g, '').length),
      },
    };
  }
  if (vi.typing) return { rows, cursor: { row: vi.rows - 1, col: Math.min(vi.cols - 1, vi.typing.at) } };
  return { rows, cursor };
}
