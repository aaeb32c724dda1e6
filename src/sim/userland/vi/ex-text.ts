// Ex commands that change or show lines.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { sayLines, store, textOf } from './area.ts';
import { exCommand } from './ex.ts';
import { command, type ExCommand, type Given } from './ex-types.ts';
import { normal } from './normal.ts';
import { join, put, shiftLine } from './operators.ts';
import { matchFrom } from './pattern.ts';
import { cutPattern, patternOf } from './search.ts';
import { filter, runShell } from './shell.ts';
import { Failed, fail, type Vi } from './state.ts';
import { sayHits, substitute } from './substitute.ts';

const rowsOf = (
  { range, args }: Given,
  vi: Vi,
): { readonly from: number; readonly to: number; readonly register: string } => {
  const match = /^([a-zA-Z"_-]?)\s*([0-9]*)$/.exec(args) ?? fail(`E488: Trailing characters: ${args}`);
  const register = match[1] ?? '';
  if ((match[2] ?? '') === '') return { from: range.from, to: range.to, register };
  return { from: range.to, to: Math.min(vi.buf.last, range.to + Number(match[2]) - 1), register };
};

function* remove(vi: Vi, given: Given): Sys<void> {
  const { from, to, register } = rowsOf(given, vi);
  vi.register = register;
  vi.go(from, 0);
  yield* vi.change();
  store(vi, textOf(vi, { shape: 'line', from: { row: from, col: 0 }, to: { row: to, col: 0 } }), 'delete');
  const before = vi.buf.content.length;
  vi.replace(from, to - from + 1, []);
  vi.goLine(from);
  sayLines(vi, vi.buf.content.length - before);
}

function* yank(vi: Vi, given: Given): Sys<void> {
  yield* [];
  const { from, to, register } = rowsOf(given, vi);
  vi.register = register;
  store(vi, textOf(vi, { shape: 'line', from: { row: from, col: 0 }, to: { row: to, col: 0 } }), 'yank');
  if (to - from + 1 > vi.options.report) vi.say(`${to - from + 1} lines yanked`);
}

/** The address behind :m and :t. */
function target(vi: Vi, args: ByteString): number {
  if (/^\d+$/.test(args)) return Number(args) - 1;
  const match = /^(\.|\$|'[a-z<>]|\d+)?\s*(?:([+-])(\d*))?$/.exec(args) ?? fail('E14: Invalid address');
  const base = match[1] ?? '.';
  const row =
    base === '.'
      ? vi.row
      : base === '$'
        ? vi.buf.last
        : base.startsWith("'")
          ? (vi.marks.get(base[1] ?? '')?.row ?? fail('E20: Mark not set'))
          : Number(base) - 1;
  const by = match[2] === undefined ? 0 : Number(match[3] === '' ? 1 : match[3]) * (match[2] === '-' ? -1 : 1);
  return row + by;
}

function* move(vi: Vi, { range, args }: Given): Sys<void> {
  const to = target(vi, args);
  if (to > vi.buf.last || to < -1) fail('E16: Invalid range');
  if (to >= range.from && to < range.to) fail('E134: Cannot move a range of lines into itself');
  if (to === range.from - 1 || to === range.to) return vi.goLine(range.to);
  yield* vi.change();
  const lines = vi.buf.lines.slice(range.from, range.to + 1);
  vi.replace(range.from, lines.length, []);
  const at = to >= range.from ? to - lines.length + 1 : to + 1;
  vi.replace(at, 0, lines);
  vi.goLine(at + lines.length - 1);
  if (lines.length > vi.options.report) vi.say(`${lines.length} lines moved`);
}

function* copy(vi: Vi, { range, args }: Given): Sys<void> {
  const to = target(vi, args);
  if (to > vi.buf.last || to < -1) fail('E16: Invalid range');
  yield* vi.change();
  const lines = vi.buf.lines.slice(range.from, range.to + 1);
  vi.replace(to + 1, 0, lines);
  vi.goLine(to + lines.length);
  sayLines(vi, lines.length);
}

/** :g and :v — the lines are marked first, the command runs on each that is still there. */
function* global(vi: Vi, { range, force, args, name, depth }: Given): Sys<void> {
  const delimiter = args[0] ?? '';
  if (delimiter === '') fail('E148: Regular expression missing from :global');
  const { pattern, rest = '' } = cutPattern(args.slice(1), delimiter);
  const whole = pattern === '' ? (vi.search?.pattern ?? fail('E35: No previous regular expression')) : pattern;
  const wanted = !(name.startsWith('v') || force);
  const compiled = patternOf(vi, whole);
  vi.search = { pattern: whole, forward: true, offset: '' };
  const [from, to] = range.given === 0 ? [0, vi.buf.last] : [range.from, range.to];
  const rows: number[] = [];
  for (let row = from; row <= to; row += 1)
    if ((matchFrom(compiled, vi.buf.line(row), 0) !== undefined) === wanted) rows.push(row);
  if (rows.length === 0)
    return fail(wanted ? `E486: Pattern not found: ${whole}` : `E538: Pattern found in every line: ${whole}`);
  const before = vi.buf.content.length;
  const inner = rest.trim() === '' ? 'p' : rest;
  if (inner === 'p' || inner === 'print' || inner === '#' || inner === 'nu') {
    vi.pages = rows.map(
      (row) => (inner === 'p' || inner === 'print' ? '' : `${String(row + 1).padStart(3)} `) + vi.buf.line(row),
    );
    return vi.goLine(rows.at(-1) ?? 0);
  }
  yield* vi.change();
  const { report } = vi.options;
  const hits = { count: 0, lines: 0 };
  vi.options.report = Infinity;
  try {
    vi.pending = rows;
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i] ?? -1;
      rows[i] = -1;
      if (row < 0 || row > vi.buf.last) continue;
      vi.row = row;
      vi.col = 0;
      const s = /^\s*s(?:ubstitute)?([^a-zA-Z0-9|"\s].*)$/.exec(inner);
      if (s) {
        const found = yield* substitute(vi, { from: row, to: row, given: 1 }, s[1] ?? '', true);
        hits.count += found;
        if (found > 0) hits.lines += 1;
      } else yield* exCommand(vi, inner, depth + 1);
    }
  } finally {
    vi.options.report = report;
    vi.pending = undefined;
  }
  vi.search = { pattern: whole, forward: true, offset: '' };
  vi.message = undefined;
  vi.clamp();
  if (hits.count > 0) sayHits(vi, hits.count, hits.lines, 0);
  else sayLines(vi, vi.buf.content.length - before);
}

function* normalKeys(vi: Vi, { range, args, depth }: Given): Sys<void> {
  if (depth > 10) fail('E192: Recursive use of :normal too deep');
  const rows =
    range.given === 0 ? [vi.row] : Array.from({ length: range.to - range.from + 1 }, (_, i) => range.from + i);
  for (const row of rows) {
    if (range.given > 0) vi.go(row, 0);
    const waiting = vi.queue;
    const outer = vi.grouped;
    yield* vi.change();
    vi.grouped = true;
    // What is not finished at the end is given up, as with Escape.
    vi.queue = [...(args.replace(/^ /, '').match(/[\xc2-\xf4][\x80-\xbf]+|[^]/g) ?? [])];
    try {
      while (vi.queue.length > 0) {
        vi.queue.push('\x1b');
        const before = vi.queue.length;
        yield* normal(vi);
        if (vi.queue.at(-1) === '\x1b') vi.queue.pop();
        if (vi.queue.length >= before) break;
      }
    } catch (thrown) {
      if (!(thrown instanceof Failed)) throw thrown;
      vi.mode = 'normal';
    } finally {
      vi.queue = waiting;
      vi.grouped = outer;
    }
  }
}

function printed(numbers: boolean) {
  return function* (vi: Vi, { range }: Given): Sys<void> {
    yield* [];
    const lines = vi.buf.lines
      .slice(range.from, range.to + 1)
      .map((line, i) => (numbers ? `${String(range.from + i + 1).padStart(3)} ` : '') + line);
    vi.goLine(range.to);
    if (lines.length === 1) vi.say(lines[0] ?? '');
    else vi.pages = lines;
  };
}

const shifted = (by: 1 | -1) =>
  function* (vi: Vi, { range, name }: Given): Sys<void> {
    yield* vi.change();
    for (let row = range.from; row <= range.to; row += 1) shiftLine(vi, row, by * Math.max(1, name.length));
    vi.goLine(range.to);
    const lines = range.to - range.from + 1;
    if (lines > vi.options.report)
      vi.say(`${lines} lines ${by > 0 ? '>' : '<'}ed ${name.length} time${name.length === 1 ? '' : 's'}`);
  };

function* sort(vi: Vi, { range, force, args }: Given): Sys<void> {
  const [from, to] = range.given === 0 ? [0, vi.buf.last] : [range.from, range.to];
  const number = (line: ByteString): number => Number(/-?[0-9]+/.exec(line)?.[0] ?? -Infinity);
  const fold = (line: ByteString): ByteString => (args.includes('i') ? line.toLowerCase() : line);
  const order = (a: ByteString, b: ByteString): number =>
    args.includes('n') ? number(a) - number(b) : fold(a) < fold(b) ? -1 : fold(a) > fold(b) ? 1 : 0;
  let lines = vi.buf.lines.slice(from, to + 1).sort(force ? (a, b) => order(b, a) : order);
  if (args.includes('u')) lines = lines.filter((line, i) => i === 0 || fold(line) !== fold(lines[i - 1] ?? ''));
  yield* vi.change();
  vi.replace(from, to - from + 1, lines);
  vi.goLine(from);
}

function* putLines(vi: Vi, { range, force, args }: Given): Sys<void> {
  const name = args === '' ? '"' : args;
  const register = vi.registers.get(name) ?? fail(`E353: Nothing in register ${name}`);
  vi.row = Math.max(0, range.to);
  vi.registers.set(':', { shape: 'line', lines: register.lines });
  vi.register = ':';
  yield* put(vi, { count: 1, after: !force && range.to >= 0, behind: false });
  vi.goLine(vi.row + register.lines.length - 1);
}

function* setMark(vi: Vi, { range, args }: Given): Sys<void> {
  yield* [];
  vi.marks.set(args, { row: range.to, col: 0 });
}

export const TEXT_COMMANDS: readonly ExCommand[] = [
  command('substitute', 1, 'raw', function* (vi, { range, args }) {
    yield* substitute(vi, range, args);
  }),
  command('&', 1, 'ra', function* (vi, { range, args }) {
    yield* substitute(vi, range, args);
  }),
  command('delete', 1, 'ra', remove),
  command('yank', 1, 'ra', yank),
  command('put', 2, 'r0!a', putLines),
  command('move', 1, 'ra', move),
  command('t', 1, 'ra', copy),
  command('copy', 2, 'ra', copy),
  command('join', 1, 'r!', function* (vi, { range, force }) {
    const [from, to] = range.given < 2 ? [range.to, range.to + 1] : [range.from, range.to];
    yield* join(vi, from, Math.max(2, to - from + 1), !force);
    vi.goLine(vi.row);
  }),
  command('>', 1, 'r', shifted(1)),
  command('<', 1, 'r', shifted(-1)),
  command('global', 1, 'r!a|', global),
  command('vglobal', 1, 'ra|', global),
  command('normal', 4, 'r!aw|', normalKeys),
  command('print', 1, 'r', printed(false)),
  command('Print', 1, 'r', printed(false)),
  command('list', 1, 'r', function* (vi, { range }) {
    yield* [];
    vi.goLine(range.to);
    vi.say(`${vi.buf.line(range.to).replaceAll('\t', '^I')}$`);
  }),
  command('number', 2, 'r', printed(true)),
  command('#', 1, 'r', printed(true)),
  command('=', 1, 'r', function* (vi, { range }) {
    yield* [];
    vi.say(`line ${range.given === 0 ? vi.buf.lines.length : range.to + 1}`);
  }),
  command('k', 1, 'ra', setMark),
  command('mark', 2, 'ra', setMark),
  command('sort', 3, 'r!a', sort),
  command('!', 1, 'ra|', function* (vi, { range, args }) {
    if (range.given > 0) yield* filter(vi, range.from, range.to, args);
    else yield* runShell(vi, args, undefined);
  }),
];
