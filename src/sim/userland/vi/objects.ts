// Text objects: words, quoted text, brackets, paragraphs, behind `i` (what is inside) and `a` (with what is around).
import type { Area } from './area.ts';
import { matching } from './pair.ts';
import { fail, type Vi } from './state.ts';
import { Walker } from './walk.ts';

function kindAt(vi: Vi, col: number, big: boolean): number {
  return new Walker(vi.buf, vi.chars, { row: vi.row, col }, big).kind();
}

/** Runs of characters of one kind: [from, to) of the one that holds `col`. */
function run(vi: Vi, col: number, big: boolean): readonly [number, number] {
  const { line, chars } = vi;
  const kind = kindAt(vi, col, big);
  let from = col;
  let to = col;
  while (from > 0 && kindAt(vi, chars.previous(line, from), big) === kind) from = chars.previous(line, from);
  while (to < line.length && kindAt(vi, to, big) === kind) to = chars.next(line, to);
  return [from, to];
}

function word(vi: Vi, count: number, big: boolean, around: boolean): Area {
  const { line, row } = vi;
  if (line === '') return { shape: 'char', from: vi.at, to: vi.at };
  let [from, to] = run(vi, vi.col, big);
  const blankFirst = kindAt(vi, vi.col, big) === 0;
  let runs = around ? count * 2 - 1 : count - 1;
  while (runs > 0 && to < line.length) {
    to = run(vi, to, big)[1];
    runs -= 1;
  }
  if (around && !blankFirst && runs > 0 && from > 0) {
    const before = vi.chars.previous(line, from);
    if (kindAt(vi, before, big) === 0) from = run(vi, before, big)[0];
  } else if (around && !blankFirst && kindAt(vi, vi.chars.previous(line, to), big) !== 0 && from > 0) {
    const before = vi.chars.previous(line, from);
    if (kindAt(vi, before, big) === 0) from = run(vi, before, big)[0];
  }
  return { shape: 'char', from: { row, col: from }, to: { row, col: to } };
}

function quoted(vi: Vi, quote: string, around: boolean): Area {
  const { line, row, col } = vi;
  const places: number[] = [];
  for (let i = 0; i < line.length; i += 1) {
    if (line[i] === '\\') i += 1;
    else if (line[i] === quote) places.push(i);
  }
  for (let i = 0; i + 1 < places.length; i += 2) {
    const open = places[i] ?? 0;
    const close = places[i + 1] ?? 0;
    if (col > close) continue;
    if (!around) return { shape: 'char', from: { row, col: open + 1 }, to: { row, col: close } };
    let from = open;
    let to = close + 1;
    while (/[ \t]/.test(line[to] ?? '')) to += 1;
    if (to === close + 1) while (/[ \t]/.test(line[from - 1] ?? '')) from -= 1;
    return { shape: 'char', from: { row, col: from }, to: { row, col: to } };
  }
  return fail();
}

const OPEN: Readonly<Record<string, string>> = {
  '(': '(',
  ')': '(',
  b: '(',
  '{': '{',
  '}': '{',
  B: '{',
  '[': '[',
  ']': '[',
};

function bracketed(vi: Vi, key: string, count: number, around: boolean): Area {
  const open = OPEN[key] ?? '';
  let start = vi.line[vi.col] === open ? vi.at : undefined;
  let from = vi.at;
  for (let i = start ? 1 : 0; i < count; i += 1) {
    start = matching(vi, from, open, false) ?? fail();
    from = start;
  }
  if (!start) return fail();
  const end = matching(vi, start, open, true) ?? fail();
  if (around) return { shape: 'char', from: start, to: { row: end.row, col: end.col + 1 } };
  const after = vi.buf.line(start.row).length;
  const first =
    start.col + 1 >= after && start.row < end.row
      ? { row: start.row + 1, col: 0 }
      : { row: start.row, col: start.col + 1 };
  const alone = end.row > start.row && vi.buf.line(end.row).slice(0, end.col).trim() === '';
  if (!alone) return { shape: 'char', from: first, to: end };
  if (first.row >= end.row) return { shape: 'char', from: first, to: first };
  if (first.col === 0) return { shape: 'line', from: first, to: { row: end.row - 1, col: 0 } };
  return { shape: 'char', from: first, to: { row: end.row - 1, col: vi.buf.line(end.row - 1).length } };
}

function paragraph(vi: Vi, count: number, around: boolean): Area {
  const blank = (row: number): boolean => vi.buf.line(row).trim() === '';
  let from = vi.row;
  while (from > 0 && blank(from - 1) === blank(vi.row)) from -= 1;
  let to = vi.row - 1;
  let parts = around ? count * 2 : count;
  while (parts > 0) {
    if (to + 1 > vi.buf.last) break;
    const kind = blank(to + 1);
    while (to < vi.buf.last && blank(to + 1) === kind) to += 1;
    parts -= 1;
  }
  if (parts > 0 && around && parts < count * 2) while (from > 0 && blank(from - 1)) from -= 1;
  return { shape: 'line', from: { row: from, col: 0 }, to: { row: to, col: 0 } };
}

export function textObject(vi: Vi, key: string, count: number, around: boolean): Area {
  if (key === 'w' || key === 'W') return word(vi, count, key === 'W', around);
  if (key === '"' || key === "'" || key === '`') return quoted(vi, key, around);
  if (key === 'p') return paragraph(vi, count, around);
  if (Object.hasOwn(OPEN, key)) return bracketed(vi, key, count, around);
  return fail();
}
