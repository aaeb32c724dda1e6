// The screen of watch: title, the command's output cut to the window, changes in reverse.
import type { ByteString } from '../../kernel/abi/index.ts';

export interface Window {
  readonly rows: number;
  readonly cols: number;
}

/** `Every 2.0s: ls        host: date`: what does not fit is cut by watch's rules. */
export function title(interval: number, command: ByteString, right: ByteString, cols: number): ByteString {
  const left = `Every ${interval.toFixed(1)}s: `;
  if (cols < right.length) return '';
  const room = cols - right.length - left.length;
  let text = '';
  if (room > command.length) text = left + command;
  else if (room > 4) text = `${left}${command.slice(0, room - 5)}...`;
  else if (room > 0) text = left;
  return text.padEnd(cols - right.length) + right;
}

/** Output as cells of the window; tabs are filled, other control characters dropped, colours dropped unless wanted. */
export function grid(output: ByteString, window: Window, wrap: boolean): string[][] {
  const rows: string[][] = [[]];
  let skipping = false;
  for (let i = 0; i < output.length && rows.length <= window.rows; i += 1) {
    const char = output[i] as string;
    const row = rows.at(-1) as string[];
    if (char === '\n') {
      skipping = false;
      rows.push([]);
    } else if (char === '\t') {
      do row.push(' ');
      while (row.length % 8 !== 0 && row.length < window.cols);
    } else if (char === '\x1b') {
      const sequence = /^\x1b\[[0-9;]*[A-Za-z]/.exec(output.slice(i, i + 24));
      i += sequence ? sequence[0].length - 1 : 0;
    } else if (char >= ' ' && char !== '\x7f' && !skipping) {
      if (row.length < window.cols) row.push(char);
      else if (wrap) rows.push([char]);
      else skipping = true;
    }
  }
  return rows.slice(0, window.rows);
}

/** Cells that changed; `before` undefined for the first picture. */
export function changes(
  before: readonly (readonly string[])[] | undefined,
  now: readonly (readonly string[])[],
): boolean[][] {
  return now.map((row, y) => {
    const old = before?.[y];
    return row.map((cell, x) => before !== undefined && (old?.[x] ?? ' ') !== cell);
  });
}

export function drawRow(row: readonly string[], lit: readonly boolean[] | undefined): ByteString {
  let out = '';
  let on = false;
  row.forEach((cell, x) => {
    const wants = lit?.[x] === true;
    if (wants !== on) out += wants ? '\x1b[7m' : '\x1b[27m';
    on = wants;
    out += cell;
  });
  return on ? `${out}\x1b[27m` : out;
}
