// The picture of the edited line as cells: what one terminal column (or two, or none) shows. The unit redisplay compares and prints.
import { fromUtf8, type ByteString } from '../../kernel/abi/index.ts';
import { codeWidth } from '../../posix/width.ts';

/**
 * The bytes that draw one cell. Most are one printable byte. A cell that begins with HIDDEN takes no room (escape sequences
 * inside `\[ \]` of a prompt); one that begins with LIT is drawn in standout (the active region).
 */
export type Cell = string;

export const HIDDEN = '\x01';
export const LIT = '\x02';

export function cellWidth(cell: Cell): number {
  if (cell.length === 1) return 1;
  if (cell.startsWith(HIDDEN)) return 0;
  const bytes = cell.startsWith(LIT) ? cell.slice(1) : cell;
  return bytes.length === 1 ? 1 : codeWidth(fromUtf8(bytes).codePointAt(0) ?? 0);
}

export function columns(cells: readonly Cell[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += cellWidth(cells[i] ?? '');
  return sum;
}

/** Bytes of the hidden cells: readline counts them when it weighs one way of drawing against another. */
export function hiddenBytes(cells: readonly Cell[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) if (cells[i]?.startsWith(HIDDEN)) sum += (cells[i] as Cell).length - 1;
  return sum;
}

/** What is written to draw these cells. */
export function draw(
  cells: readonly Cell[],
  from: number,
  to: number,
  standout: { readonly on: string; readonly off: string },
): ByteString {
  let out = '';
  let lit = false;
  for (let i = from; i < to; i += 1) {
    const cell = cells[i] ?? '';
    const wants = cell.startsWith(LIT);
    if (wants !== lit) out += wants ? standout.on : standout.off;
    lit = wants;
    out += wants || cell.startsWith(HIDDEN) ? cell.slice(1) : cell;
  }
  return lit ? out + standout.off : out;
}

/** Length of the character at `i`: one byte, or a whole UTF-8 sequence where the locale has them. */
export function charLength(line: ByteString, i: number, multibyte: boolean): number {
  if (!multibyte) return 1;
  const lead = line.charCodeAt(i);
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  for (let j = 1; j < size; j += 1) if ((line.charCodeAt(i + j) & 0xc0) !== 0x80) return 1;
  return size;
}

/** Where the character before `i` begins. Combining characters belong to the character they follow. */
export function previousChar(line: ByteString, i: number, multibyte: boolean): number {
  if (i <= 0) return 0;
  if (!multibyte) return i - 1;
  let at = i - 1;
  while (at > 0 && (line.charCodeAt(at) & 0xc0) === 0x80) at -= 1;
  if (at + charLength(line, at, true) < i) return i - 1;
  const code = fromUtf8(line.slice(at, i)).codePointAt(0) ?? 0;
  return code >= 0x300 && codeWidth(code) === 0 ? previousChar(line, at, true) : at;
}

export function nextChar(line: ByteString, i: number, multibyte: boolean): number {
  if (i >= line.length) return line.length;
  let at = i + charLength(line, i, multibyte);
  while (multibyte && at < line.length) {
    const size = charLength(line, at, true);
    const code = fromUtf8(line.slice(at, at + size)).codePointAt(0) ?? 0;
    if (code < 0x300 || codeWidth(code) !== 0) break;
    at += size;
  }
  return at;
}
