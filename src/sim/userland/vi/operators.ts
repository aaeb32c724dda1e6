// What is done to a piece of text: delete, change, yank, shift, turn the case, join, put.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { erase, sayLines, store, textOf, type Area } from './area.ts';
import { insertMode } from './insert.ts';
import { fail, indentEnd, type Vi } from './state.ts';

/** Indentation of so many columns, with tabs where 'expandtab' is off. */
export function indentation(vi: Vi, columns: number): ByteString {
  if (vi.options.expandtab) return ' '.repeat(columns);
  return '\t'.repeat(Math.floor(columns / vi.tab)) + ' '.repeat(columns % vi.tab);
}

/** The indentation that a new line has from the one before, made anew as the options are. */
export function autoIndent(vi: Vi, line: ByteString, at = line.length): ByteString {
  if (!vi.options.autoindent || vi.options.paste) return '';
  return indentation(vi, vi.chars.column(line, Math.min(at, indentEnd(line)), vi.tab));
}

export const shiftWidth = (vi: Vi): number => vi.options.shiftwidth || vi.tab;

/** One line, by so many shifts to the right; negative to the left. */
export function shiftLine(vi: Vi, row: number, by: number): void {
  const line = vi.buf.line(row);
  if (line === '') return;
  const end = indentEnd(line);
  const width = shiftWidth(vi);
  const now = vi.chars.column(line, end, vi.tab);
  const base = vi.options.shiftround ? (by > 0 ? Math.floor(now / width) : Math.ceil(now / width)) * width : now;
  vi.set(row, indentation(vi, Math.max(0, base + by * width)) + line.slice(end));
}

export function* shift(vi: Vi, from: number, to: number, by: number): Sys<void> {
  if (vi.row !== from) vi.go(from, 0);
  yield* vi.change();
  for (let row = from; row <= to; row += 1) shiftLine(vi, row, by);
  vi.goLine(from);
  const lines = to - from + 1;
  const times = Math.abs(by);
  if (lines > vi.options.report)
    vi.say(`${lines} lines ${by > 0 ? '>' : '<'}ed ${times} time${times === 1 ? '' : 's'}`);
}

function yanked(vi: Vi, area: Area): void {
  const lines = area.to.row - area.from.row + 1;
  if (lines <= vi.options.report) return;
  const into = vi.register !== '' && vi.register !== '"' ? ` into "${vi.register}` : '';
  vi.say(area.columns ? `block of ${lines} lines yanked${into}` : `${lines} lines yanked${into}`);
}

export function yank(vi: Vi, area: Area): void {
  store(vi, textOf(vi, area), 'yank');
  yanked(vi, area);
  marked(vi, area);
}

function marked(vi: Vi, area: Area): void {
  vi.marks.set('[', { row: area.from.row, col: area.shape === 'line' ? 0 : area.from.col });
  const last = vi.chars.previous(vi.buf.line(area.to.row), area.to.col);
  vi.marks.set(']', { row: area.to.row, col: area.shape === 'line' ? 0 : last });
}

/** An operator starts where its text starts: undo puts the cursor there. */
function begin(vi: Vi, { from, shape }: Area): void {
  vi.go(from.row, shape === 'line' ? 0 : from.col);
}

/** `big`: goes to the numbered registers even when it is a part of a line. */
export function* remove(vi: Vi, area: Area, big: boolean): Sys<void> {
  begin(vi, area);
  yield* vi.change();
  const many = area.shape !== 'char' || area.to.row > area.from.row || big;
  store(vi, textOf(vi, area), many ? 'delete' : 'small');
  const before = vi.buf.content.length;
  erase(vi, area);
  if (area.shape === 'line') vi.goLine(area.from.row);
  else
    vi.go(
      area.from.row,
      area.columns ? vi.chars.at(vi.buf.line(area.from.row), area.columns[0], vi.tab) : area.from.col,
    );
  sayLines(vi, vi.buf.content.length - before);
  vi.clamp();
}

export function* change(vi: Vi, area: Area, big: boolean): Sys<void> {
  begin(vi, area);
  yield* vi.change();
  const many = area.shape !== 'char' || area.to.row > area.from.row || big;
  store(vi, textOf(vi, area), many ? 'delete' : 'small');
  if (area.shape === 'line') {
    const indent = autoIndent(vi, vi.buf.line(area.from.row));
    const lines = area.to.row - area.from.row + 1;
    vi.replace(area.from.row, lines, [indent]);
    vi.go(area.from.row, indent.length);
    if (lines - 1 > vi.options.report) sayLines(vi, 1 - lines);
    yield* insertMode(vi, { count: 1 });
    return;
  }
  erase(vi, area);
  const col = area.columns ? vi.chars.at(vi.buf.line(area.from.row), area.columns[0], vi.tab) : area.from.col;
  vi.go(area.from.row, col);
  if (area.columns) yield* insertBlock(vi, area.from.row, area.to.row, area.columns[0], false);
  else yield* insertMode(vi, { count: 1 });
}

/** Text typed in the first line of a block comes into the others, too. `pad`: short lines are filled up to the column. */
export function* insertBlock(vi: Vi, from: number, to: number, column: number, pad: boolean): Sys<void> {
  yield* vi.change();
  const place = (row: number): number | undefined => {
    const line = vi.buf.line(row);
    const length = column === Infinity ? 0 : vi.chars.column(line, line.length, vi.tab);
    if (column === Infinity) return line.length;
    if (length < column) {
      if (!pad) return undefined;
      vi.set(row, line + ' '.repeat(column - length));
      return vi.buf.line(row).length;
    }
    return vi.chars.at(line, column, vi.tab);
  };
  const start = place(from) ?? vi.buf.line(from).length;
  vi.go(from, start);
  const before = vi.buf.line(from);
  yield* insertMode(vi, { count: 1 });
  const after = vi.buf.line(from);
  const added = after.length - before.length;
  if (added > 0 && after.startsWith(before.slice(0, start)) && after.endsWith(before.slice(start)) && vi.row === from) {
    const text = after.slice(start, start + added);
    for (let row = from + 1; row <= to; row += 1) {
      const at = place(row);
      if (at === undefined) continue;
      const line = vi.buf.line(row);
      vi.set(row, line.slice(0, at) + text + line.slice(at));
    }
  }
}

export type Case = 'upper' | 'lower' | 'swap';

export function turned(text: ByteString, how: Case): ByteString {
  return text.replace(/[A-Za-z]/g, (char) => {
    const upper = how === 'upper' || (how === 'swap' && char >= 'a');
    return upper ? char.toUpperCase() : char.toLowerCase();
  });
}

/** Replaces what is in the area, line by line. */
export function* mapArea(vi: Vi, area: Area, map: (text: ByteString) => ByteString): Sys<void> {
  yield* vi.change();
  for (let row = area.from.row; row <= area.to.row; row += 1) {
    const line = vi.buf.line(row);
    let from = area.shape === 'char' && row === area.from.row ? area.from.col : 0;
    let to = area.shape === 'char' && row === area.to.row ? area.to.col : line.length;
    if (area.columns) {
      from = vi.chars.at(line, area.columns[0], vi.tab);
      to = area.columns[1] === Infinity ? line.length : vi.chars.at(line, area.columns[1], vi.tab);
    }
    vi.set(row, line.slice(0, from) + map(line.slice(from, to)) + line.slice(to));
  }
  vi.go(area.from.row, area.from.col);
  const lines = area.to.row - area.from.row + 1;
  if (lines > vi.options.report) vi.say(`${lines} lines changed`);
}

/** J: `count` lines become one. `spaces`: the indentation goes, a blank stands between. */
export function* join(vi: Vi, row: number, count: number, spaces: boolean): Sys<void> {
  if (row + count - 1 > vi.buf.last) fail();
  yield* vi.change();
  let line = vi.buf.line(row);
  let col = line.length;
  for (let i = 1; i < count; i += 1) {
    const raw = vi.buf.line(row + i);
    const next = spaces ? raw.slice(indentEnd(raw)) : raw;
    col = line.length;
    const blank = spaces && next !== '' && !next.startsWith(')') && line !== '' && !/[ \t]$/.test(line);
    line = line + (blank ? ' ' : '') + next;
  }
  const before = vi.buf.lines.length;
  vi.replace(row, count, [line]);
  vi.row = row;
  vi.go(row, col);
  vi.clamp();
  vi.wantHere();
  void before;
}

export interface Putting {
  readonly count: number;
  readonly after: boolean;
  /** gp and gP: the cursor comes behind. */
  readonly behind: boolean;
}

export function* put(vi: Vi, how: Putting): Sys<void> {
  const name = vi.register === '' ? '"' : vi.register.toLowerCase();
  const register =
    name === '%' && vi.name !== '' ? { shape: 'char' as const, lines: [vi.name] } : vi.registers.get(name);
  if (!register) return fail(`E353: Nothing in register ${name}`);
  yield* vi.change();
  const { count, after, behind } = how;
  const { lines, shape } = register;
  const { row, line, chars } = vi;
  if (shape === 'line') {
    const all: ByteString[] = [];
    for (let i = 0; i < count; i += 1) for (const text of lines) all.push(text);
    const at = after ? row + 1 : row;
    vi.replace(at, 0, all);
    vi.marks.set('[', { row: at, col: 0 });
    vi.marks.set(']', { row: at + all.length - 1, col: 0 });
    if (behind) vi.go(Math.min(vi.buf.last, at + all.length), 0);
    else vi.goLine(at);
    sayLines(vi, all.length);
    return;
  }
  const col = after && line !== '' ? chars.next(line, vi.col) : vi.col;
  if (shape === 'block') {
    const column = chars.column(line, col, vi.tab);
    const width = Math.max(...lines.map((text) => chars.column(text, text.length, vi.tab)));
    const grown = lines.map((text, i) => {
      const old = vi.buf.line(row + i);
      const at = chars.at(old, column, vi.tab);
      const missing = column - chars.column(old, at, vi.tab);
      const fill = at < old.length ? ' '.repeat(width - chars.column(text, text.length, vi.tab)) : '';
      return old.slice(0, at) + ' '.repeat(Math.max(0, missing)) + (text + fill).repeat(count) + old.slice(at);
    });
    vi.replace(row, Math.min(lines.length, vi.buf.lines.length - row), grown);
    vi.go(row, col);
    return;
  }
  const [first = ''] = lines;
  if (lines.length === 1) {
    const text = first.repeat(count);
    vi.set(row, line.slice(0, col) + text + line.slice(col));
    const last = col + text.length;
    vi.go(row, behind || text === '' ? last : chars.previous(vi.line, last));
    return;
  }
  const text: ByteString[] = [line.slice(0, col)];
  for (let i = 0; i < count; i += 1) {
    text[text.length - 1] += first;
    for (const more of lines.slice(1)) text.push(more);
  }
  const end = { row: row + text.length - 1, col: (text.at(-1) ?? '').length };
  text[text.length - 1] += line.slice(col);
  vi.replace(row, 1, text);
  vi.go(behind ? end.row : row, behind ? end.col : col);
  sayLines(vi, text.length - 1);
}
