// From prompt and buffer to rows of cells: where readline breaks the line and how it shows control characters.
import type { ByteString } from '../../kernel/abi/index.ts';
import { HIDDEN, LIT, cellWidth, charLength, type Cell } from './cells.ts';

/** A prompt taken apart: rows above the last one are printed as they are; the last one takes part in redisplay. */
export interface PromptCells {
  readonly above: ByteString;
  readonly cells: readonly Cell[];
  /** Index behind the last hidden cell, 0 without any: redisplay never starts to print in front of it. */
  readonly hiddenEnd: number;
}

/** `\[ \]` of PS1 arrive as \001 and \002 (RL_PROMPT_START_IGNORE, RL_PROMPT_END_IGNORE). */
export function promptCells(prompt: ByteString, multibyte: boolean): PromptCells {
  const cut = prompt.lastIndexOf('\n') + 1;
  const above = prompt.slice(0, cut).replace(/[\x01\x02]/g, '');
  const last = prompt.slice(cut);
  const cells: Cell[] = [];
  let hiddenEnd = 0;
  for (let i = 0; i < last.length;) {
    if (last[i] === '\x01') {
      const end = last.indexOf('\x02', i);
      const to = end < 0 ? last.length : end;
      if (to > i + 1) cells.push(HIDDEN + last.slice(i + 1, to));
      hiddenEnd = cells.length;
      i = to + 1;
      continue;
    }
    const size = charLength(last, i, multibyte);
    if (last[i] !== '\x02') cells.push(last.slice(i, i + size));
    i += size;
  }
  return { above, cells, hiddenEnd };
}

export interface LayoutOptions {
  readonly width: number;
  readonly multibyte: boolean;
  /** False where the terminal cannot go up: everything is one row, newlines are shown as ^J. */
  readonly rows: boolean;
  /** `output-meta`: bytes above 0x7f as they are, otherwise as \ooo. */
  readonly outputMeta: boolean;
  /** Highlighted part of the buffer. */
  readonly lit: readonly [number, number] | undefined;
}

export interface Layout {
  readonly rows: readonly (readonly Cell[])[];
  /** Where the cursor belongs: row, and number of cells before it in that row. */
  readonly row: number;
  readonly cell: number;
  /** The row in which the prompt ends. */
  readonly promptRow: number;
}

/** How one character is shown, in cells; `column` matters for a tab. */
function shown(char: ByteString, column: number, options: LayoutOptions): readonly Cell[] {
  if (char.length > 1) return [char];
  const code = char.charCodeAt(0);
  if (code === 9) return new Array<Cell>(8 - (column % 8)).fill(' ');
  if (code < 32) return ['^', String.fromCharCode(code + 64)];
  if (code === 127) return ['^', '?'];
  if (code > 127 && !options.outputMeta) return ['\\', ...code.toString(8)];
  return [char];
}

export function layout(prompt: readonly Cell[], line: ByteString, point: number, options: LayoutOptions): Layout {
  const rows: Cell[][] = [[]];
  let current = rows[0] as Cell[];
  let column = 0;
  const breakRow = (): void => {
    current = [];
    rows.push(current);
    column = 0;
  };
  const put = (cell: Cell): void => {
    const width = cellWidth(cell);
    // What takes no room stays at the end of a full row: the next row begins with something that makes the terminal wrap.
    if (width === 0 && current.length === 0 && rows.length > 1 && cell.startsWith(HIDDEN)) {
      rows.at(-2)?.push(cell);
      return;
    }
    if (options.rows && column + width > options.width) breakRow();
    current.push(cell);
    column += width;
    if (options.rows && column >= options.width) breakRow();
  };
  for (const cell of prompt) put(cell);
  const promptRow = rows.length - 1;
  let row = rows.length - 1;
  let cell = current.length;
  for (let i = 0; i < line.length;) {
    const size = charLength(line, i, options.multibyte);
    if (i === point) {
      row = rows.length - 1;
      cell = current.length;
    }
    const char = size === 1 ? (line[i] as string) : line.slice(i, i + size);
    if (char === '\n' && options.rows) breakRow();
    else {
      const lit = options.lit !== undefined && i >= options.lit[0] && i < options.lit[1];
      for (const each of shown(char, column, options)) put(lit ? LIT + each : each);
    }
    i += size;
  }
  if (point >= line.length) {
    row = rows.length - 1;
    cell = current.length;
  }
  return { rows, row, cell, promptRow };
}
