// The bracket that belongs to a bracket.
import type { Position } from '../editor/buffer.ts';
import type { Vi } from './state.ts';

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** From the first bracket at or behind the cursor in its line to the one that belongs to it. */
export function pair(vi: Vi): Position | undefined {
  const { line } = vi;
  let { col } = vi;
  while (col < line.length && !/[()[\]{}]/.test(line[col] ?? '')) col += 1;
  const char = line[col];
  if (char === undefined) return undefined;
  const forward = Object.hasOwn(PAIRS, char);
  return matching(vi, { row: vi.row, col }, forward ? char : (OPENING[char] ?? ''), forward);
}

/** The end of the pair of `open` in which `from` stands, forward or backward; `from` itself is not looked at. */
export function matching(vi: Vi, from: Position, open: string, forward: boolean): Position | undefined {
  const close = PAIRS[open] ?? '';
  const [same, other] = forward ? [open, close] : [close, open];
  let depth = 1;
  for (let { row, col } = from; row >= 0 && row <= vi.buf.last;) {
    const line = vi.buf.line(row);
    col += forward ? 1 : -1;
    if (col < 0 || col >= line.length) {
      row += forward ? 1 : -1;
      col = forward ? -1 : vi.buf.line(row).length;
      continue;
    }
    if (line[col] === same) depth += 1;
    else if (line[col] === other) {
      depth -= 1;
      if (depth === 0) return { row, col };
    }
  }
  return undefined;
}
