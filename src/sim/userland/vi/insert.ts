// Insert and replace mode: typed text, the keys that take back or indent, cursor keys, pasted text.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { PASTED } from '../editor/keyboard.ts';
import { MOTIONS, moveTo } from './motion.ts';
import { normal } from './normal.ts';
import { autoIndent, indentation, shiftWidth } from './operators.ts';
import { Failed, indentEnd, type Vi } from './state.ts';
import { page } from './window.ts';

export interface Inserting {
  /** The text comes so many times. */
  readonly count: number;
  readonly replace?: boolean;
  /** Each repetition begins on a line of its own: o and O. */
  readonly lines?: boolean;
  /** The line was opened with an indentation that goes again if nothing is typed. */
  readonly indented?: boolean;
}

interface Run {
  /** Replaced characters, for backspace in replace mode: undefined where the line grew. */
  readonly over: (ByteString | undefined)[];
  /** An indentation nobody typed. */
  auto: boolean;
  typed: string[];
  count: number;
  /** Where the insertion began. */
  row: number;
  col: number;
}

export function putText(vi: Vi, text: ByteString): void {
  const { line, col } = vi;
  vi.set(vi.row, line.slice(0, col) + text + line.slice(col));
  vi.go(vi.row, col + text.length);
}

function overwrite(vi: Vi, run: Run, text: ByteString): void {
  const { line, col } = vi;
  const end = vi.chars.next(line, col);
  run.over.push(col < line.length ? line.slice(col, end) : undefined);
  vi.set(vi.row, line.slice(0, col) + text + line.slice(end));
  vi.go(vi.row, col + text.length);
}

function type(vi: Vi, run: Run, text: ByteString): void {
  run.auto = false;
  if (vi.mode === 'replace') overwrite(vi, run, text);
  else putText(vi, text);
}

function newLine(vi: Vi, run: Run): void {
  const { line, col, row } = vi;
  const indent = autoIndent(vi, line, col);
  const head = run.auto && line.slice(0, col).trim() === '' ? '' : line.slice(0, col);
  const tail = line.slice(vi.mode === 'replace' ? Math.min(line.length, col) : col);
  vi.replace(row, 1, [head, indent + (indent === '' ? tail : tail.slice(indentEnd(tail)))]);
  run.auto = indent !== '';
  vi.go(row + 1, indent.length);
}

/** Takes back to `to`; at the beginning of a line the line end. */
function eraseBack(vi: Vi, to: number): void {
  const { line, col, row } = vi;
  if (col > 0) {
    vi.set(row, line.slice(0, to) + line.slice(col));
    vi.go(row, to);
  } else if (row > 0) {
    const before = vi.buf.line(row - 1);
    vi.replace(row - 1, 2, [before + line]);
    vi.go(row - 1, before.length);
  }
}

function backspace(vi: Vi, run: Run): void {
  const { line, col } = vi;
  if (vi.mode === 'replace') {
    const old = run.over.pop();
    const from = vi.chars.previous(line, col);
    if (run.over.length > 0 || old !== undefined || col > 0) {
      if (old === undefined && col < line.length) vi.go(vi.row, from);
      else {
        vi.set(vi.row, line.slice(0, from) + (old ?? '') + line.slice(col));
        vi.go(vi.row, from);
      }
    }
    return;
  }
  const soft = vi.options.softtabstop || 0;
  if (soft > 0 && /[ \t]$/.test(line.slice(0, col))) {
    // Blanks are taken back to the column before that a Tab would have come from.
    const wanted = Math.floor((vi.chars.column(line, col, vi.tab) - 1) / soft) * soft;
    let to = col;
    while (to > 0 && /[ \t]/.test(line[to - 1] ?? '') && vi.chars.column(line, to, vi.tab) > wanted) to -= 1;
    const fill = ' '.repeat(Math.max(0, wanted - vi.chars.column(line, to, vi.tab)));
    vi.set(vi.row, line.slice(0, to) + fill + line.slice(col));
    vi.go(vi.row, to + fill.length);
    return;
  }
  eraseBack(vi, vi.chars.previous(line, col));
}

/** Ctrl-W and Ctrl-U stop once where the insertion began. */
const notPast = (vi: Vi, run: Run, to: number): number =>
  vi.row === run.row && vi.col > run.col ? Math.max(to, run.col) : to;

/** Ctrl-T and Ctrl-D: the indentation by a shift, the cursor stays at its character. */
function reindent(vi: Vi, by: number): void {
  const { line, col } = vi;
  const end = indentEnd(line);
  const width = shiftWidth(vi);
  const now = vi.chars.column(line, end, vi.tab);
  const columns = Math.max(0, by > 0 ? (Math.floor(now / width) + 1) * width : (Math.ceil(now / width) - 1) * width);
  const indent = indentation(vi, columns);
  vi.set(vi.row, indent + line.slice(end));
  vi.go(vi.row, Math.max(0, col + indent.length - end));
}

function tab(vi: Vi, run: Run): void {
  const { softtabstop, expandtab } = vi.options;
  const step = softtabstop || vi.tab;
  const column = vi.chars.column(vi.line, vi.col, vi.tab);
  if (expandtab) for (let i = step - (column % step); i > 0; i -= 1) type(vi, run, ' ');
  else if (softtabstop > 0) {
    const before = vi.line.slice(0, vi.col).replace(/[ \t]+$/, '');
    const from = vi.chars.column(before, before.length, vi.tab);
    const to = column + step - (column % step);
    let gap = '';
    for (let at = from; at < to;) {
      const next = at - (at % vi.tab) + vi.tab;
      gap += next <= to ? '\t' : ' ';
      at = next <= to ? next : at + 1;
    }
    vi.set(vi.row, before + gap + vi.line.slice(vi.col));
    vi.go(vi.row, before.length + gap.length);
  } else type(vi, run, '\t');
}

/** Ctrl-V: the next key as it is, or the character of a decimal or hexadecimal number. */
function* literal(vi: Vi, run: Run): Sys<void> {
  const first = yield* vi.key();
  if (/^[0-9]$/.test(first)) {
    let digits = first;
    while (digits.length < 3) {
      const key = yield* vi.key();
      if (!/^[0-9]$/.test(key)) {
        vi.queue.unshift(key);
        break;
      }
      digits += key;
    }
    type(vi, run, String.fromCharCode(Number(digits) & 255));
  } else if (!first.startsWith('<') || first.length === 1) type(vi, run, first);
}

const CURSOR = /^<(?:Left|Right|Up|Down|Home|End|C-Left|C-Right|C-Home|C-End)>$/;

/** A cursor key: what follows is a change of its own. */
function* cursorKey(vi: Vi, run: Run, key: string): Sys<void> {
  vi.buf.close();
  if (run.auto && vi.line.trim() === '') vi.set(vi.row, '');
  run.typed = [];
  run.over.length = 0;
  run.auto = false;
  run.count = 1;
  vi.keys = ['i'];
  try {
    if (key.startsWith('<Page')) page(vi, key === '<PageDown>', 1);
    else if (key === '<Left>' && vi.col > 0) vi.go(vi.row, vi.chars.previous(vi.line, vi.col));
    else if (key === '<Right>' && vi.col < vi.line.length) vi.go(vi.row, vi.chars.next(vi.line, vi.col));
    else if (key === '<End>') {
      vi.go(vi.row, vi.line.length);
      vi.want = Infinity;
    } else if (key === '<Left>' && vi.row > 0) vi.bell = true;
    else {
      const motion = MOTIONS[key];
      if (motion && key !== '<Left>' && key !== '<Right>') moveTo(vi, yield* motion(vi, undefined, ''));
    }
  } catch (thrown) {
    if (!(thrown instanceof Failed)) throw thrown;
    vi.bell = true;
  }
  run.row = vi.row;
  run.col = vi.col;
  yield* vi.change();
}

/** Keys that Ctrl-A repeats: each insertion may hold the one before twice. */
const MAX_INSERTED = 10_000;

function* insertKey(vi: Vi, run: Run, key: string): Sys<void> {
  const { line, col } = vi;
  switch (key) {
    case '\r':
    case '\n':
      return newLine(vi, run);
    case '\x7f':
    case '\b':
      if (col === 0 && vi.row === 0) vi.bell = true;
      return backspace(vi, run);
    case '<Del>':
      if (col < line.length) vi.set(vi.row, line.slice(0, col) + line.slice(vi.chars.next(line, col)));
      else if (vi.row < vi.buf.last) vi.replace(vi.row, 2, [line + vi.buf.line(vi.row + 1)]);
      return;
    case '\x17': {
      const before = line.slice(0, col).replace(/(?:[0-9A-Za-z_\x80-\xff]+|[^\s0-9A-Za-z_\x80-\xff]+)?\s*$/, '');
      return eraseBack(vi, notPast(vi, run, before.length));
    }
    case '\x15':
      return eraseBack(vi, notPast(vi, run, col > indentEnd(line) ? indentEnd(line) : 0));
    case '\x14':
      return reindent(vi, 1);
    case '\x04':
      return reindent(vi, -1);
    case '\x16':
    case '\x11':
      return yield* literal(vi, run);
    case '\x12': {
      const register = vi.registers.get(yield* vi.key());
      const text = register ? register.lines.join('\n') + (register.shape === 'line' ? '\n' : '') : '';
      return paste(vi, run, text, false);
    }
    case '\x01':
      for (const old of vi.inserted) yield* insertKey(vi, run, old);
      return;
    case '\x05':
    case '\x19': {
      const other = vi.buf.line(vi.row + (key === '\x05' ? 1 : -1));
      const at = vi.chars.at(other, vi.chars.column(line, col, vi.tab), vi.tab);
      if (at < other.length) type(vi, run, other.slice(at, vi.chars.next(other, at)));
      else vi.bell = true;
      return;
    }
    case '\t':
      return tab(vi, run);
    case '<Insert>':
      vi.mode = vi.mode === 'insert' ? 'replace' : 'insert';
      return;
    default:
      if (key.startsWith(PASTED)) paste(vi, run, key.slice(PASTED.length), true);
      else if (key.length === 1 || !key.startsWith('<')) type(vi, run, key);
  }
}

/** Text from outside: no indentation is added to it. */
function paste(vi: Vi, run: Run, text: ByteString, plain: boolean): void {
  run.auto = false;
  const parts = text.split('\n');
  if (parts.length === 1 || (!plain && vi.options.autoindent)) {
    for (const [i, part] of parts.entries()) {
      if (i > 0) newLine(vi, run);
      putText(vi, part);
    }
    return;
  }
  const { line, col, row } = vi;
  const last = parts.length - 1;
  const end = (parts[last] ?? '').length;
  parts[0] = line.slice(0, col) + (parts[0] ?? '');
  parts[last] = (parts[last] ?? '') + line.slice(col);
  vi.replace(row, 1, parts);
  vi.go(row + last, end);
}

/** From the first key typed to Escape. */
export function* insertMode(vi: Vi, how: Inserting): Sys<void> {
  yield* vi.change();
  vi.mode = how.replace ? 'replace' : 'insert';
  vi.visual = undefined;
  const run: Run = { over: [], auto: how.indented ?? false, typed: [], count: how.count, row: vi.row, col: vi.col };
  for (;;) {
    const key = yield* vi.key();
    if (key === '\x1b' || key === '\x03') break;
    vi.message = undefined;
    if (key === '\x0f') {
      yield* oneCommand(vi);
      run.typed = [];
    } else if (CURSOR.test(key) || key.startsWith('<Page')) yield* cursorKey(vi, run, key);
    else {
      const from = vi.keys.length - 1;
      yield* insertKey(vi, run, key);
      run.typed.push(...vi.keys.slice(from));
    }
  }
  for (let i = 1; i < run.count; i += 1) {
    if (how.lines) newLine(vi, run);
    vi.queue.unshift(...run.typed);
    for (let left = run.typed.length; left > 0 && vi.queue.length > 0;) {
      const before = vi.queue.length;
      const key = vi.queue.shift() ?? '';
      yield* insertKey(vi, run, key);
      left -= before - vi.queue.length;
    }
  }
  // Text that was inserted once more counts as itself: a Ctrl-A that meant itself would never end.
  vi.inserted = run.typed.flatMap((key) => (key === '\x01' ? vi.inserted : [key])).slice(0, MAX_INSERTED);
  if (run.auto && vi.line.trim() === '') {
    vi.set(vi.row, '');
    vi.go(vi.row, 0);
  }
  vi.mode = 'normal';
  vi.marks.set('^', vi.at);
  vi.go(vi.row, vi.chars.previous(vi.line, vi.col));
  vi.message = undefined;
}

/** Ctrl-O: a normal command, then on with the insertion. */
function* oneCommand(vi: Vi): Sys<void> {
  const { mode } = vi;
  vi.buf.close();
  vi.once = true;
  vi.mode = 'normal';
  try {
    yield* normal(vi);
  } catch (thrown) {
    if (!(thrown instanceof Failed)) throw thrown;
    if (thrown.text !== '') vi.say(thrown.text, 'error');
    vi.bell = true;
  }
  vi.once = false;
  vi.visual = undefined;
  vi.mode = mode;
  vi.keys = ['i'];
  yield* vi.change();
}
