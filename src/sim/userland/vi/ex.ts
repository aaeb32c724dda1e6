// A command line behind the colon: its range, its command, what follows.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { EX } from './ex-commands.ts';
import type { ExCommand } from './ex-types.ts';
import { cutPattern, findMatch } from './search.ts';
import { fail, type Vi } from './state.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
  /** How many addresses were given. */
  readonly given: number;
}

/** One address at the beginning of the text; undefined when there is none. */
function address(
  vi: Vi,
  text: ByteString,
  here: number,
): { readonly row: number; readonly rest: ByteString } | undefined {
  let row: number | undefined;
  let rest = text.trimStart();
  const number = /^[0-9]+/.exec(rest)?.[0];
  if (number !== undefined) {
    row = Number(number) - 1;
    rest = rest.slice(number.length);
  } else if (rest.startsWith('.')) {
    row = here;
    rest = rest.slice(1);
  } else if (rest.startsWith('$')) {
    row = vi.buf.last;
    rest = rest.slice(1);
  } else if (rest.startsWith("'")) {
    row = vi.marks.get(rest[1] ?? '')?.row ?? fail('E20: Mark not set');
    rest = rest.slice(2);
  } else if (/^[/?]/.test(rest)) {
    const forward = rest.startsWith('/');
    const { pattern, rest: after = '' } = cutPattern(rest.slice(1), rest[0] ?? '');
    const whole = pattern === '' ? (vi.search?.pattern ?? fail('E35: No previous regular expression')) : pattern;
    vi.search = { pattern: whole, forward, offset: '' };
    const at = forward ? { row: here, col: vi.buf.line(here).length } : { row: here, col: 0 };
    const { message } = vi;
    row = findMatch(vi, vi.search, at, forward).row;
    vi.message = message;
    rest = after;
  }
  for (let shift = /^\s*([+-])([0-9]*)/.exec(rest); shift; shift = /^\s*([+-])([0-9]*)/.exec(rest)) {
    const by = shift[2] === '' ? 1 : Number(shift[2]);
    row = (row ?? here) + (shift[1] === '+' ? by : -by);
    rest = rest.slice(shift[0].length);
  }
  return row === undefined ? undefined : { row, rest };
}

function rangeOf(vi: Vi, text: ByteString): { readonly range: Range; readonly rest: ByteString } {
  let rest = text.replace(/^[\s:]+/, '');
  if (rest.startsWith('%')) return { range: { from: 0, to: vi.buf.last, given: 2 }, rest: rest.slice(1).trimStart() };
  const rows: number[] = [];
  let here = vi.row;
  for (;;) {
    const found = address(vi, rest, here);
    if (found) {
      rows.push(found.row);
      ({ rest } = found);
    } else if (/^\s*[,;]/.test(rest)) rows.push(here);
    else {
      if (rows.length > 0) rows.push(here);
      break;
    }
    const separator = /^\s*([,;])/.exec(rest);
    if (!separator) break;
    if (separator[1] === ';') here = Math.max(0, rows.at(-1) ?? here);
    rest = rest.slice(separator[0].length);
  }
  const from = rows.at(-2) ?? rows.at(-1) ?? vi.row;
  const to = rows.at(-1) ?? vi.row;
  return { range: { from, to, given: Math.min(2, rows.length) }, rest: rest.trimStart() };
}

/** The command that a name means; names may be cut short down to their shortest form. */
function find(name: string): ExCommand | undefined {
  return EX.find((command) => command.name.startsWith(name) && name.length >= command.least);
}

/** A range that ends before it begins: the other way round, if that is what was meant. */
function* swapped(vi: Vi, range: Range): Sys<Range> {
  const text = 'Backwards range given, OK to swap (y/n)?';
  vi.typing = { text, at: text.length };
  const key = yield* vi.key();
  vi.typing = undefined;
  if (key !== 'y') fail();
  return { ...range, from: range.to, to: range.from };
}

/** A command that runs commands of its own may do so only so deep. */
const MAX_DEPTH = 20;

export function* exCommand(vi: Vi, text: ByteString, depth = 0): Sys<void> {
  if (depth > MAX_DEPTH) fail('E169: Command too recursive');
  const line = text.replace(/^[\s:]+/, '');
  if (line === '' || line.startsWith('"')) return;
  const { range: given, rest } = rangeOf(vi, line);
  let range = given;
  if (rest === '') {
    if (range.given === 0) return;
    vi.mark();
    vi.goLine(range.to);
    return;
  }
  const match = /^(?:s(?=[^a-zA-Z0-9"|\s]|$)|k(?=[a-z']$|\s)|[gv](?=[^a-zA-Z0-9"|\s])|[a-zA-Z]+|[<>]+|[&~#=!@*])/.exec(
    rest,
  );
  const name = match?.[0] ?? '';
  const command = name === '' ? undefined : find(/^[<>]/.test(name) ? (name[0] ?? '') : name);
  if (!command) return fail(`E492: Not an editor command: ${line}`);
  let tail = rest.slice(name.length);
  const force = command.bang === true && tail.startsWith('!');
  if (force) tail = tail.slice(1);
  if (range.given > 0 && !command.range) fail('E481: No range allowed');
  if (range.from > vi.buf.last || range.to > vi.buf.last || range.from < -1 || (range.from < 0 && !command.zero))
    fail('E16: Invalid range');
  if (range.from > range.to) range = yield* swapped(vi, range);
  let next: ByteString | undefined;
  if (!command.bar) {
    const bar = /(?:[^\\|]|\\.)*/.exec(tail)?.[0].length ?? tail.length;
    if (tail[bar] === '|') {
      next = tail.slice(bar + 1);
      tail = tail.slice(0, bar);
    }
  }
  const args = command.raw ? tail : tail.trim();
  if (args !== '' && !command.args)
    fail(tail.startsWith('!') ? 'E477: No ! allowed' : `E488: Trailing characters: ${args}`);
  yield* command.run(vi, { range, force, args, name, line, depth });
  if (next !== undefined) yield* exCommand(vi, next, depth + 1);
}
