// One command of normal or visual mode: count, register, key, and what an operator works on.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { PASTED } from '../editor/keyboard.ts';
import type { Area } from './area.ts';
import { COMMANDS } from './commands.ts';
import { MOTIONS, moveTo, type Target } from './motion.ts';
import { textObject } from './objects.ts';
import { change, join, mapArea, remove, shift, turned, yank } from './operators.ts';
import { fail, indentEnd, type Vi } from './state.ts';
import { VISUAL, visualArea } from './visual.ts';

/** Keys that are only the beginning of a command. */
const PREFIX = new Set(['g', 'z', 'Z', '[', ']', '\x17']);
const OPERATORS = new Set(['d', 'c', 'y', '<', '>', 'g~', 'gu', 'gU', '=', 'gq']);

/** The largest count: more would only be a way to wait. */
const MAX_COUNT = 99_999;

/** A count that may precede a command, and the key behind it, with its prefix. */
function* counted(vi: Vi, first?: string): Sys<{ readonly count: number | undefined; readonly key: string }> {
  let digits = '';
  let key = first ?? (yield* vi.key());
  for (;;) {
    if (/^[1-9]$/.test(key) || (key === '0' && digits !== '')) digits += key;
    else if (key === '"') {
      const name = yield* vi.key();
      if (!/^[a-zA-Z0-9"\-_%*+.:/]$/.test(name)) fail();
      vi.register = name;
    } else break;
    key = yield* vi.key();
  }
  if (PREFIX.has(key)) key += yield* vi.key();
  return { count: digits === '' ? undefined : Math.min(MAX_COUNT, Number(digits)), key };
}

/** The text between cursor and target, as the operator takes it (motion.txt, "exclusive" and "inclusive"). */
export function areaTo(vi: Vi, target: Target, force: string): Area {
  const here = vi.at;
  const backward = target.row < here.row || (target.row === here.row && target.col < here.col);
  const [from, end] = backward ? [target, here] : [here, target];
  let shape = target.shape;
  if (force === 'V') shape = 'line';
  else if (force === 'v') shape = shape === 'line' ? 'exclusive' : shape === 'exclusive' ? 'inclusive' : 'exclusive';
  if (shape === 'line') return { shape: 'line', from: { row: from.row, col: 0 }, to: { row: end.row, col: 0 } };
  const start = { row: from.row, col: from.col };
  const inclusiveEnd = (row: number, col: number): Area => ({
    shape: 'char',
    from: start,
    to: { row, col: vi.chars.next(vi.buf.line(row), col) },
  });
  if (shape === 'inclusive' && !backward) return inclusiveEnd(end.row, end.col);
  if (shape === 'inclusive') return inclusiveEnd(end.row, end.col);
  if (end.col === 0 && end.row > from.row && force === '') {
    if (from.col <= indentEnd(vi.buf.line(from.row))) {
      return { shape: 'line', from: { row: from.row, col: 0 }, to: { row: end.row - 1, col: 0 } };
    }
    return { shape: 'char', from: start, to: { row: end.row - 1, col: vi.buf.line(end.row - 1).length } };
  }
  return { shape: 'char', from: start, to: { row: end.row, col: end.col } };
}

export function* operate(vi: Vi, operator: string, area: Area, times: number, big: boolean): Sys<void> {
  vi.repeatable = operator !== 'y';
  const { from, to } = area;
  if (operator !== 'y' && !vi.options.modifiable) fail("E21: Cannot make changes, 'modifiable' is off");
  switch (operator) {
    case 'd':
      return yield* remove(vi, area, big);
    case 'c':
      return yield* change(vi, area, big);
    case 'y': {
      yank(vi, area);
      return vi.go(
        from.row,
        area.shape === 'line'
          ? vi.col
          : area.columns
            ? vi.chars.at(vi.buf.line(from.row), area.columns[0], vi.tab)
            : from.col,
      );
    }
    case '>':
    case '<':
      return yield* shift(vi, from.row, to.row, operator === '>' ? times : -times);
    case 'g~':
    case 'gu':
    case 'gU': {
      const how = operator === 'g~' ? 'swap' : operator === 'gu' ? 'lower' : 'upper';
      return yield* mapArea(vi, area, (text) => turned(text, how));
    }
    case 'J':
    case 'gJ':
      return yield* join(vi, from.row, Math.max(2, to.row - from.row + 1), operator === 'J');
    default:
      return fail();
  }
}

/** A motion behind an operator; the operator's key again means lines. */
function* operand(vi: Vi, operator: string, count: number | undefined): Sys<void> {
  let inner = yield* counted(vi);
  let force = '';
  while (/^[vV]$/.test(inner.key)) {
    force = inner.key;
    inner = yield* counted(vi);
  }
  const total = count === undefined ? inner.count : Math.min(MAX_COUNT, count * (inner.count ?? 1));
  const { key } = inner;
  if (key === operator || (operator.startsWith('g') && (key === operator[1] || key === operator))) {
    const last = vi.row + (total ?? 1) - 1;
    if (last > vi.buf.last && vi.row === vi.buf.last && (total ?? 1) > 1) fail();
    const to = Math.min(vi.buf.last, last);
    const { col } = vi;
    yield* operate(vi, operator, { shape: 'line', from: { row: vi.row, col: 0 }, to: { row: to, col: 0 } }, 1, true);
    if (operator === 'y') vi.go(vi.row, col);
    return;
  }
  if (key === 'i' || key === 'a') {
    const area = textObject(vi, yield* vi.key(), total ?? 1, key === 'a');
    yield* operate(vi, operator, area, 1, false);
    return;
  }
  const motion = MOTIONS[key];
  if (!motion) return fail();
  const target = yield* motion(vi, total, operator);
  const { col } = vi;
  if (target.jump) vi.mark();
  yield* operate(vi, operator, areaTo(vi, target, force), 1, target.big === true);
  if (operator === 'y' && target.shape === 'line') vi.go(vi.row, target.row < vi.row || key === 'k' ? col : col);
}

/** Reads and does one command. */
export function* normal(vi: Vi): Sys<void> {
  vi.keys = [];
  vi.register = '';
  vi.repeatable = false;
  if (!vi.once && !vi.grouped) vi.buf.close();
  let first = yield* vi.key();
  if (first === '<Again>') {
    selectAgain(vi);
    first = yield* vi.key();
  }
  const { count, key } = yield* counted(vi, first);
  if (!vi.visual || key !== ':') vi.message = key === ':' ? undefined : vi.message;
  if (vi.visual) yield* visualCommand(vi, count, key);
  else if (key.startsWith(PASTED)) yield* putPasted(vi, key.slice(PASTED.length));
  else if (OPERATORS.has(key)) yield* operand(vi, key, count);
  else {
    const motion = MOTIONS[key];
    const command = COMMANDS[key];
    if (motion) moveTo(vi, yield* motion(vi, count, ''));
    else if (command) yield* command(vi, count);
    else fail();
  }
  vi.clamp();
  if (vi.repeatable && !vi.repeating) vi.dot = [...vi.keys];
}

/** Text pasted into the terminal comes before the cursor, at the end of a line behind it. */
function* putPasted(vi: Vi, text: ByteString): Sys<void> {
  const { line, col } = vi;
  yield* vi.change();
  const at = vi.chars.next(line, col) >= line.length ? line.length : col;
  const parts = (line.slice(0, at) + text).split('\n');
  const end = (parts.at(-1) ?? '').length;
  parts[parts.length - 1] += line.slice(at);
  const { row } = vi;
  vi.replace(row, 1, parts);
  vi.go(row + parts.length - 1, vi.chars.previous(vi.buf.line(row + parts.length - 1), end));
}

/** `.` of a command on a selection: as much text again. */
function selectAgain(vi: Vi): void {
  const { area } = vi;
  if (!area) return fail();
  vi.visual = { shape: area.shape, row: vi.row, col: vi.col };
  const row = Math.min(vi.buf.last, vi.row + area.rows - 1);
  if (area.shape === 'char' && area.rows === 1) vi.col = Math.min(vi.line.length, vi.col + area.cols - 1);
  else {
    vi.row = row;
    if (area.shape === 'char') vi.col = Math.max(0, Math.min(vi.line.length, area.cols - 1));
    else if (area.shape === 'block')
      vi.col = vi.chars.at(
        vi.line,
        vi.chars.column(vi.buf.line(vi.visual.row), vi.visual.col, vi.tab) + area.cols - 1,
        vi.tab,
      );
  }
}

function* visualCommand(vi: Vi, count: number | undefined, key: string): Sys<void> {
  const motion = MOTIONS[key];
  const special = VISUAL[key];
  if (key === 'i' || key === 'a') {
    const area = textObject(vi, yield* vi.key(), count ?? 1, key === 'a');
    if (area.shape === 'line' && vi.visual?.shape === 'char') vi.visual = { ...vi.visual, shape: 'line' };
    vi.visual = { shape: vi.visual?.shape ?? 'char', row: area.from.row, col: area.from.col };
    vi.row = area.to.row;
    vi.go(vi.row, area.shape === 'line' ? vi.col : vi.chars.previous(vi.line, area.to.col));
    return;
  }
  if (special) {
    yield* special(vi, count);
    return;
  }
  if (motion) {
    moveTo(vi, yield* motion(vi, count, ''));
    return;
  }
  const [operator, whole] = ALIAS[key] ?? [key, false];
  if (!OPERATORS.has(operator) && operator !== 'J' && operator !== 'gJ') return fail();
  const area = visualArea(vi, whole);
  if (!vi.keys.includes('<Again>')) vi.keys.unshift('<Again>');
  vi.visual = undefined;
  const { col } = vi;
  if (area.shape === 'line') vi.go(area.from.row, operator === 'y' && vi.row !== area.from.row ? vi.col : col);
  yield* operate(vi, operator, area, count ?? 1, false);
}

/** Keys of visual mode that are an operator; true: on whole lines. */
const ALIAS: Readonly<Record<string, readonly [string, boolean]>> = {
  x: ['d', false],
  '<Del>': ['d', false],
  X: ['d', true],
  D: ['d', true],
  s: ['c', false],
  S: ['c', true],
  R: ['c', true],
  C: ['c', true],
  Y: ['y', true],
  '~': ['g~', false],
  u: ['gu', false],
  U: ['gU', false],
};
