/** Go's text/tabwriter (left-aligned, padded with one character): tab-terminated cells of neighbouring lines make columns. */
import { runes } from '../../../gotmpl/index.ts';

export interface TabOptions {
  readonly minWidth: number;
  readonly tabWidth?: number;
  readonly padding: number;
  readonly padChar?: ' ' | '\t';
  /** DiscardEmptyColumns of the real writer is not needed by any client here. */
  readonly wide?: boolean;
}

/** Columns that a rune takes: 2 for East Asian wide ones when `wide`. */
export function runeWidth(r: number, wide: boolean): number {
  if (!wide || r < 0x1100) return 1;
  const isWide =
    r <= 0x115f ||
    (r >= 0x2e80 && r <= 0x303e) ||
    (r >= 0x3041 && r <= 0xa4cf) ||
    (r >= 0xac00 && r <= 0xd7a3) ||
    (r >= 0xf900 && r <= 0xfaff) ||
    (r >= 0xfe30 && r <= 0xfe6f) ||
    (r >= 0xff00 && r <= 0xff60) ||
    (r >= 0xffe0 && r <= 0xffe6) ||
    (r >= 0x1f300 && r <= 0x1f64f) ||
    (r >= 0x1f900 && r <= 0x1f9ff) ||
    (r >= 0x20000 && r <= 0x3fffd);
  return isWide ? 2 : 1;
}

interface Cell {
  readonly text: string;
  readonly width: number;
}

export function tabbed(text: string, options: TabOptions): string {
  const { minWidth, padding, padChar = ' ', tabWidth = 8, wide = false } = options;
  const measure = (s: string): number => runes(s).reduce((n, r) => n + runeWidth(r, wide), 0);
  const lines: Cell[][] = text.split('\n').map((line) => line.split('\t').map((t) => ({ text: t, width: measure(t) })));
  const out: string[] = lines.map(() => '');

  const pad = (cell: Cell, width: number): string => {
    if (padChar === ' ') return ' '.repeat(Math.max(0, width - cell.width));
    const full = Math.ceil(width / tabWidth) * tabWidth;
    return '\t'.repeat(Math.ceil((full - cell.width) / tabWidth));
  };

  /** Lays out lines [from, to) from column `column` on; `widths` are those of the columns before. */
  const format = (from: number, to: number, widths: readonly number[]): void => {
    const column = widths.length;
    let start = from;
    const flush = (end: number): void => {
      for (let i = start; i < end; i++) {
        const cells = lines[i] as Cell[];
        out[i] = cells
          .map((c, j) => c.text + (j < widths.length && j < cells.length - 1 ? pad(c, widths[j] as number) : ''))
          .join('');
      }
    };
    for (let i = from; i < to; i++) {
      if (column >= (lines[i] as Cell[]).length - 1) continue;
      // A block of lines that have a cell in this column.
      flush(i);
      let width = minWidth;
      let end = i;
      for (; end < to && column < (lines[end] as Cell[]).length - 1; end++) {
        width = Math.max(width, ((lines[end] as Cell[])[column] as Cell).width + padding);
      }
      format(i, end, [...widths, width]);
      i = end - 1;
      start = end;
    }
    flush(to);
  };
  format(0, lines.length, []);
  return out.join('\n');
}
