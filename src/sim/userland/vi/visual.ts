// Visual mode: what is selected, and the keys that only mean something there.
import type { Sys } from '../../kernel/abi/index.ts';
import type { Area } from './area.ts';
import { typedLine } from './cmdline.ts';
import { exCommand } from './ex.ts';
import { completeFile } from './files.ts';
import { insertBlock, put, remove } from './operators.ts';
import { textOf } from './area.ts';
import { fail, type Shape, type Vi } from './state.ts';
import { blockColumns } from './view.ts';

export function selection(vi: Vi): Area {
  const { visual } = vi;
  if (!visual) return fail();
  const down = visual.row < vi.row || (visual.row === vi.row && visual.col <= vi.col);
  const [from, to] = down ? [visual, vi] : [vi, visual];
  const start = { row: from.row, col: from.col };
  if (visual.shape === 'line') return { shape: 'line', from: { row: from.row, col: 0 }, to: { row: to.row, col: 0 } };
  if (visual.shape === 'block') {
    return { shape: 'block', from: start, to: { row: to.row, col: to.col }, columns: blockColumns(vi) };
  }
  const line = vi.buf.line(to.row);
  // The line end is selected, too: `$` in visual mode.
  if (to.col >= line.length && to.row < vi.buf.last)
    return { shape: 'char', from: start, to: { row: to.row + 1, col: 0 } };
  return { shape: 'char', from: start, to: { row: to.row, col: vi.chars.next(line, to.col) } };
}

/** The selection, which is remembered; `whole`: its lines. */
export function visualArea(vi: Vi, whole: boolean): Area {
  remember(vi);
  const area = selection(vi);
  const { from, to } = area;
  const rows = to.row - from.row + 1;
  const cols = area.columns ? Math.min(9999, area.columns[1]) - area.columns[0] : rows > 1 ? to.col : to.col - from.col;
  vi.area = { shape: whole ? 'line' : area.shape, rows, cols };
  if (!whole) return area;
  return { shape: 'line', from: { row: from.row, col: 0 }, to: { row: to.row, col: 0 } };
}

interface Remembered {
  readonly shape: Shape;
  readonly from: { row: number; col: number };
  readonly to: { row: number; col: number };
}
const LAST = new WeakMap<Vi, Remembered>();

function remember(vi: Vi): void {
  const { visual } = vi;
  if (!visual) return;
  LAST.set(vi, { shape: visual.shape, from: { row: visual.row, col: visual.col }, to: vi.at });
  const ends = [{ row: visual.row, col: visual.col }, vi.at].sort((a, b) => a.row - b.row || a.col - b.col);
  if (ends[0] && ends[1]) {
    vi.marks.set('<', ends[0]);
    vi.marks.set('>', ends[1]);
  }
}

export function leaveVisual(vi: Vi): void {
  remember(vi);
  vi.visual = undefined;
  vi.clamp();
}

/** gv */
export function reselect(vi: Vi): void {
  const last = LAST.get(vi);
  if (!last) return fail();
  vi.visual = { shape: last.shape, ...last.from };
  vi.go(last.to.row, last.to.col);
}

const start = (shape: Shape) =>
  function* (vi: Vi): Sys<void> {
    yield* [];
    if (vi.visual?.shape === shape) leaveVisual(vi);
    else if (vi.visual) vi.visual = { ...vi.visual, shape };
    else {
      vi.visual = { shape, row: vi.row, col: vi.col };
      vi.message = undefined;
    }
  };

function* otherEnd(vi: Vi): Sys<void> {
  yield* [];
  const { visual } = vi;
  if (!visual) return;
  vi.visual = { shape: visual.shape, row: vi.row, col: vi.col };
  vi.go(visual.row, visual.col);
}

/** I and A: text before or behind a block, in each of its lines. */
const insertAt = (behind: boolean) =>
  function* (vi: Vi): Sys<void> {
    const area = visualArea(vi, false);
    vi.visual = undefined;
    vi.repeatable = true;
    vi.keys.unshift('<Again>');
    const { columns, from, to } = area;
    if (columns) {
      yield* insertBlock(vi, from.row, to.row, behind ? columns[1] : columns[0], behind);
      vi.go(from.row, vi.chars.at(vi.line, columns[0], vi.tab));
    } else {
      vi.go(behind ? to.row : from.row, behind ? to.col : area.shape === 'line' ? 0 : from.col);
      yield* insertBlock(vi, vi.row, vi.row, vi.chars.column(vi.line, vi.col, vi.tab), false);
    }
  };

function* replaceAll(vi: Vi): Sys<void> {
  const char = yield* vi.key();
  if (char === '\x1b' || (char.startsWith('<') && char.length > 1)) return leaveVisual(vi);
  const area = visualArea(vi, false);
  vi.visual = undefined;
  vi.repeatable = true;
  vi.keys.unshift('<Again>');
  yield* vi.change();
  for (let row = area.from.row; row <= area.to.row; row += 1) {
    const line = vi.buf.line(row);
    let from = area.shape === 'char' && row === area.from.row ? area.from.col : 0;
    let to = area.shape === 'char' && row === area.to.row ? area.to.col : line.length;
    if (area.columns)
      [from, to] = [
        vi.chars.at(line, area.columns[0], vi.tab),
        area.columns[1] === Infinity ? line.length : vi.chars.at(line, area.columns[1], vi.tab),
      ];
    let text = '';
    for (let i = from; i < to; i = vi.chars.next(line, i)) text += char;
    vi.set(row, line.slice(0, from) + text + line.slice(to));
  }
  vi.go(area.from.row, area.from.col);
}

/** p: the selection goes, what was yanked comes. */
function* putOver(vi: Vi, count = 1): Sys<void> {
  const name = vi.register === '' ? '"' : vi.register.toLowerCase();
  const register = vi.registers.get(name) ?? fail(`E353: Nothing in register ${name}`);
  const area = visualArea(vi, false);
  const gone = textOf(vi, area);
  vi.visual = undefined;
  vi.repeatable = true;
  vi.keys.unshift('<Again>');
  vi.register = '';
  const atEnd = area.shape === 'line' ? area.to.row === vi.buf.last : area.to.col >= vi.buf.line(area.to.row).length;
  yield* remove(vi, area, false);
  vi.registers.set('"', register);
  if (register.shape === 'line' && area.shape !== 'line') {
    const { line } = vi;
    const col = area.from.col;
    vi.replace(vi.row, 1, [line.slice(0, col), line.slice(col)]);
    yield* put(vi, { count, after: true, behind: false });
  } else if (area.shape === 'line' && vi.buf.blank) {
    yield* put(vi, { count, after: false, behind: false });
    if (register.shape === 'line') vi.replace(vi.buf.last, 1, []);
  } else yield* put(vi, { count, after: atEnd && vi.line !== '', behind: false });
  vi.registers.set('"', gone);
}

export const VISUAL: Readonly<Record<string, (vi: Vi, count: number | undefined) => Sys<void>>> = {
  v: start('char'),
  V: start('line'),
  '\x16': start('block'),
  o: otherEnd,
  O: otherEnd,
  I: insertAt(false),
  A: insertAt(true),
  r: replaceAll,
  p: putOver,
  P: putOver,
  *'\x1b'(vi) {
    yield* [];
    leaveVisual(vi);
  },
  *'\x03'(vi) {
    yield* [];
    leaveVisual(vi);
  },
  *':'(vi) {
    remember(vi);
    const text = yield* typedLine(vi, ':', "'<,'>", completeFile);
    leaveVisual(vi);
    if (text === undefined) return;
    vi.say(`:${text}`, 'echo');
    yield* exCommand(vi, text);
  },
};

export const startVisual = { v: start('char'), V: start('line'), '\x16': start('block') };
