// The keys of normal mode that are neither motions nor operators.
import type { Sys } from '../../kernel/abi/index.ts';
import type { Undone } from '../editor/buffer.ts';
import { civil } from '../lib/clock.ts';
import { typedLine } from './cmdline.ts';
import { exCommand } from './ex.ts';
import { completeFile, fileInfo } from './files.ts';
import { insertMode } from './insert.ts';
import { areaTo, normal, operate } from './normal.ts';
import { autoIndent, join, put, turned } from './operators.ts';
import { fail, firstNonBlank, indentEnd, type Vi } from './state.ts';
import { reselect, startVisual } from './visual.ts';
import { page, place, scrollHalf, scrollLines } from './window.ts';

type Command = (vi: Vi, count: number | undefined) => Sys<void>;

const act = (what: (vi: Vi, count: number | undefined) => void): Command =>
  function* (vi, count) {
    yield* [];
    what(vi, count);
  };

const insert = (place_: (vi: Vi) => void, replace = false): Command =>
  function* (vi, count = 1) {
    vi.repeatable = true;
    place_(vi);
    yield* insertMode(vi, { count, replace });
  };

const open = (below: boolean): Command =>
  function* (vi, count = 1) {
    vi.repeatable = true;
    yield* vi.change();
    const indent = autoIndent(vi, vi.line);
    const row = below ? vi.row + 1 : vi.row;
    vi.replace(row, 0, [indent]);
    vi.go(row, indent.length);
    yield* insertMode(vi, { count, lines: true, indented: indent !== '' });
  };

/** x, X, D, C, s, S, Y: an operator with its motion in one key. */
const short = (operator: string, keys: string): Command =>
  function* (vi, count) {
    vi.queue.unshift(
      ...(vi.register === '' ? [] : ['"', vi.register]),
      ...(count === undefined ? [] : String(count)),
      operator,
      ...keys,
    );
    const { keys: typed } = vi;
    yield* normal(vi);
    vi.keys = vi.keys.length > 0 ? vi.keys : typed;
  };

function* deleteChars(vi: Vi, count: number, back: boolean): Sys<void> {
  const { line, chars } = vi;
  if (back ? vi.col === 0 : line === '') fail();
  let { col } = vi;
  for (let i = 0; i < count; i += 1) col = back ? chars.previous(line, col) : chars.next(line, col);
  yield* operate(vi, 'd', areaTo(vi, { row: vi.row, col, shape: 'exclusive' }, ''), 1, false);
}

function* replaceChars(vi: Vi, count = 1): Sys<void> {
  let key = yield* vi.key();
  if (key === '\x16') key = yield* vi.key();
  else if (key === '\x1b') return;
  if (key.startsWith('<') && key.length > 1) return fail();
  const { line, col, chars } = vi;
  let end = col;
  for (let i = 0; i < count; i += 1) {
    if (end >= line.length) fail();
    end = chars.next(line, end);
  }
  vi.repeatable = true;
  yield* vi.change();
  if (key === '\r' || key === '\n') {
    vi.replace(vi.row, 1, [line.slice(0, col), line.slice(end)]);
    vi.goLine(vi.row + 1);
    return;
  }
  const text = key.repeat(count);
  vi.set(vi.row, line.slice(0, col) + text + line.slice(end));
  vi.go(vi.row, col + text.length - key.length);
}

function* tilde(vi: Vi, count = 1): Sys<void> {
  const { line, col, chars } = vi;
  if (line === '') fail();
  vi.repeatable = true;
  yield* vi.change();
  let end = col;
  for (let i = 0; i < count; i += 1) end = chars.next(line, end);
  vi.set(vi.row, line.slice(0, col) + turned(line.slice(col, end), 'swap') + line.slice(end));
  vi.go(vi.row, end);
}

/** Ctrl-A and Ctrl-X: the number at or behind the cursor. */
function* add(vi: Vi, by: number): Sys<void> {
  const { line } = vi;
  for (const match of line.matchAll(/0[xX][0-9a-fA-F]+|-?[0-9]+/g)) {
    const end = match.index + match[0].length;
    if (end <= vi.col) continue;
    vi.repeatable = true;
    yield* vi.change();
    let text: string;
    if (/^0x/i.test(match[0]))
      text =
        match[0].slice(0, 2) +
        Math.max(0, Number(match[0]) + by)
          .toString(16)
          .padStart(match[0].length - 2, '0');
    else text = String(Number(match[0]) + by);
    vi.set(vi.row, line.slice(0, match.index) + text + line.slice(end));
    vi.go(vi.row, match.index + text.length - 1);
    return;
  }
  fail();
}

/** "1 line less; before #2  5 seconds ago" */
function* sayUndone(vi: Vi, undone: Undone, back: boolean): Sys<void> {
  const less = undone.before - undone.after;
  const n = less === 0 ? undone.after : Math.abs(less);
  const what =
    less === -1
      ? 'more line'
      : less < 0
        ? 'more lines'
        : less === 1
          ? 'line less'
          : less > 1
            ? 'fewer lines'
            : n === 1
              ? 'change'
              : 'changes';
  const now = yield* vi.term.now();
  const seconds = Math.floor(now / 1e6) - Math.floor(undone.change.at / 1e6);
  const time = civil(Math.floor(undone.change.at / 1e6));
  const two = (value: number): string => String(value).padStart(2, '0');
  const when =
    seconds < 100
      ? `${seconds} second${seconds === 1 ? '' : 's'} ago`
      : `${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
  vi.say(`${n} ${what}; ${back ? 'before' : 'after'} #${undone.change.number}  ${when}`);
}

const undo = (back: boolean): Command =>
  function* (vi, count = 1) {
    for (let i = 0; i < count; i += 1) {
      const undone = back ? vi.buf.undo() : vi.buf.redo();
      if (!undone) {
        if (i === 0) vi.say(back ? 'Already at oldest change' : 'Already at newest change');
        return;
      }
      const { position, exact } = undone;
      if (exact) vi.go(position.row, position.col);
      else vi.goLine(position.row);
      yield* sayUndone(vi, undone, back);
    }
  };

function* repeat(vi: Vi, count: number | undefined): Sys<void> {
  if (vi.dot.length === 0) fail();
  let keys = [...vi.dot];
  if (count !== undefined) {
    const from = keys.findIndex((key) => !/^[0-9]$/.test(key));
    keys = [...String(count), ...keys.slice(from)];
    vi.dot = keys;
  }
  vi.queue.unshift(...keys);
  vi.repeating = true;
  try {
    yield* normal(vi);
  } finally {
    vi.repeating = false;
    vi.repeatable = false;
  }
}

function* record(vi: Vi): Sys<void> {
  if (vi.recording) {
    const { register, keys } = vi.recording;
    keys.pop();
    vi.recording = undefined;
    vi.registers.set(register.toLowerCase(), { shape: 'char', lines: keys.join('').split('\n') });
    vi.message = undefined;
    return;
  }
  const register = yield* vi.key();
  if (!/^[a-zA-Z0-9"]$/.test(register)) fail();
  vi.recording = { register, keys: [] };
  vi.message = undefined;
}

/** Keys of a macro that may run one after the other: one that calls itself ends so. */
const MAX_QUEUE = 100_000;

function* play(vi: Vi, count = 1): Sys<void> {
  let name = yield* vi.key();
  if (name === '@') name = vi.lastMacro;
  if (name === ':') {
    const last = vi.history[':'].at(-1) ?? fail();
    for (let i = 0; i < count; i += 1) yield* exCommand(vi, last);
    return;
  }
  const register = vi.registers.get(name.toLowerCase());
  if (!register || name === '') return fail();
  vi.lastMacro = name;
  const text = register.lines.join('\r') + (register.shape === 'line' ? '\r' : '');
  const keys =
    text.match(/<(?:Up|Down|Left|Right|Home|End|Del|Page(?:Up|Down)|Insert)>|[\xc2-\xf4][\x80-\xbf]+|[^]/g) ?? [];
  if (vi.queue.length + keys.length * count > MAX_QUEUE) fail('E223: Recursive mapping');
  for (let i = 0; i < count; i += 1) vi.queue.unshift(...keys);
}

const jump = (by: number): Command =>
  act((vi, count = 1) => {
    const to = vi.jump + by * count;
    const target = vi.jumps[to];
    if (!target) return fail();
    if (vi.jump === vi.jumps.length && by < 0) vi.jumps.push(vi.at);
    vi.jump = to;
    vi.go(target.row, target.col);
  });

const END_OF_LINE = (vi: Vi): void => vi.go(vi.row, vi.line.length);

export const COMMANDS: Readonly<Record<string, Command>> = {
  i: insert(() => undefined),
  '<Insert>': insert(() => undefined),
  a: insert((vi) => vi.go(vi.row, vi.chars.next(vi.line, vi.col))),
  I: insert((vi) => vi.go(vi.row, indentEnd(vi.line))),
  A: insert(END_OF_LINE),
  gI: insert((vi) => vi.go(vi.row, 0)),
  gi: insert((vi) => {
    const at = vi.marks.get('^');
    if (at) vi.go(at.row, at.col);
  }),
  R: insert(() => undefined, true),
  o: open(true),
  O: open(false),
  x: (vi, count = 1) => deleteChars(vi, count, false),
  '<Del>': (vi, count = 1) => deleteChars(vi, count, false),
  X: (vi, count = 1) => deleteChars(vi, count, true),
  D: short('d', '$'),
  C: short('c', '$'),
  Y: short('y', 'y'),
  S: short('c', 'c'),
  *s(vi, count = 1) {
    let { col } = vi;
    for (let i = 0; i < count; i += 1) col = vi.chars.next(vi.line, col);
    yield* operate(vi, 'c', areaTo(vi, { row: vi.row, col, shape: 'exclusive' }, ''), 1, false);
  },
  r: replaceChars,
  '~': tilde,
  *J(vi, count = 2) {
    vi.repeatable = true;
    const most = vi.buf.last - vi.row + 1;
    if (most < 2) fail();
    yield* join(vi, vi.row, Math.min(most, Math.max(2, count)), true);
  },
  *gJ(vi, count = 2) {
    vi.repeatable = true;
    yield* join(vi, vi.row, Math.max(2, count), false);
  },
  *p(vi, count = 1) {
    vi.repeatable = true;
    yield* put(vi, { count, after: true, behind: false });
  },
  *']p'(vi, count = 1) {
    vi.repeatable = true;
    yield* put(vi, { count, after: true, behind: false });
  },
  *P(vi, count = 1) {
    vi.repeatable = true;
    yield* put(vi, { count, after: false, behind: false });
  },
  *gp(vi, count = 1) {
    vi.repeatable = true;
    yield* put(vi, { count, after: true, behind: true });
  },
  *gP(vi, count = 1) {
    vi.repeatable = true;
    yield* put(vi, { count, after: false, behind: true });
  },
  '\x01': (vi, count = 1) => add(vi, count),
  '\x18': (vi, count = 1) => add(vi, -count),
  u: undo(true),
  '\x12': undo(false),
  '.': repeat,
  q: record,
  '@': play,
  *m(vi) {
    const name = yield* vi.key();
    if (!/^[a-zA-Z'`[\]<>]$/.test(name)) fail();
    if (name === "'" || name === '`') vi.mark();
    else vi.marks.set(name, vi.at);
  },
  '\x0f': jump(-1),
  '\t': jump(1),
  ...startVisual,
  gv: act(reselect),
  '\x06': act((vi, count = 1) => page(vi, true, count)),
  '<PageDown>': act((vi, count = 1) => page(vi, true, count)),
  '\x02': act((vi, count = 1) => page(vi, false, count)),
  '<PageUp>': act((vi, count = 1) => page(vi, false, count)),
  '\x04': act((vi, count) => scrollHalf(vi, true, count)),
  '\x15': act((vi, count) => scrollHalf(vi, false, count)),
  '\x05': act((vi, count = 1) => scrollLines(vi, count)),
  '\x19': act((vi, count = 1) => scrollLines(vi, -count)),
  ...Object.fromEntries(
    [...'\rtzb.-'].map((key) => [
      `z${key}`,
      act((vi, count) => {
        if (count !== undefined) vi.goLine(count - 1);
        place(vi, key);
      }),
    ]),
  ),
  '\x0c': act((vi) => {
    vi.redraw = true;
    vi.message = undefined;
  }),
  '\x07': act((vi) => vi.say(fileInfo(vi))),
  ga: act((vi) => {
    if (vi.line === '') return vi.say('NUL');
    const code = vi.chars.code(vi.line, vi.col);
    const char = vi.line.slice(vi.col, vi.chars.next(vi.line, vi.col));
    vi.say(
      `<${char}>  ${code},  Hex ${code.toString(16).padStart(2, '0')},  Octal ${code.toString(8).padStart(3, '0')}`,
    );
  }),
  *'\x1a'(vi) {
    yield* vi.term.suspend();
    vi.redraw = true;
  },
  '\x1b': act((vi) => {
    vi.bell = true;
  }),
  '\x03': act((vi) => vi.say('Type  :qa  and press <Enter> to exit Vim')),
  ':': function* (vi, count) {
    const range = count === undefined ? '' : count === 1 ? '.' : `.,.+${count - 1}`;
    const text = yield* typedLine(vi, ':', range, completeFile);
    if (text === undefined) return;
    vi.say(`:${text}`, 'echo');
    yield* exCommand(vi, text);
  },
  '&': (vi) => {
    vi.say(':s', 'echo');
    return exCommand(vi, 's');
  },
  'g&': (vi) => exCommand(vi, '%s//~/&'),
  ZZ: (vi) => exCommand(vi, 'x'),
  ZQ: (vi) => exCommand(vi, 'q!'),
  Q: act(() => fail()),
  K: act(() => fail()),
  'g\x07': act((vi) => vi.say(fileInfo(vi))),
  g0: act((vi) => vi.go(vi.row, 0)),
  g$: act((vi) => vi.go(vi.row, vi.line.length)),
  'g^': act((vi) => vi.go(vi.row, firstNonBlank(vi.line))),
};
