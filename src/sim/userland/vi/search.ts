// Searching: / ? n N * #, with the words that are said when the end of the text is passed or nothing is found.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { typedLine } from './cmdline.ts';
import type { Target } from './motion.ts';
import { compilePattern, matchFrom, type Pattern, type PatternMatch } from './pattern.ts';
import { fail, type Search, type Vi } from './state.ts';
import { Walker } from './walk.ts';

export function patternOf(vi: Vi, text: ByteString): Pattern {
  const { ignorecase, smartcase } = vi.options;
  const substitute = vi.substitute?.text ?? '';
  const pattern = compilePattern(text, { ignorecase, smartcase, utf8: vi.chars.utf8, substitute });
  return pattern ?? fail(`E486: Pattern not found: ${text}`);
}

export interface Hit extends PatternMatch {
  readonly row: number;
}

/** Matches of a line that begin before `limit`, the last one. */
function lastBefore(pattern: Pattern, line: ByteString, limit: number): PatternMatch | undefined {
  let best: PatternMatch | undefined;
  for (let from = 0; from <= line.length;) {
    const match = matchFrom(pattern, line, from);
    if (!match || match.from >= limit) break;
    best = match;
    from = Math.max(match.from + 1, from + 1);
  }
  return best;
}

/** The next match in a direction; says when it went around. */
export function findMatch(vi: Vi, search: Search, from: { row: number; col: number }, forward: boolean): Hit {
  const pattern = patternOf(vi, search.pattern);
  const total = vi.buf.lines.length;
  for (let step = 0; step <= total; step += 1) {
    const row = forward ? from.row + step : from.row - step;
    const around = row < 0 || row >= total;
    if (around && !vi.options.wrapscan) break;
    const at = ((row % total) + total) % total;
    const line = vi.buf.line(at);
    const again = step === total;
    let match: PatternMatch | undefined;
    if (forward) {
      match = matchFrom(
        pattern,
        line,
        step === 0
          ? Math.min(line.length + 1, from.col < line.length ? vi.chars.next(line, from.col) : line.length + 1)
          : 0,
      );
      if (match && match.from >= line.length && line !== '') match = undefined;
    } else match = lastBefore(pattern, line, step === 0 ? from.col : Math.max(1, line.length));
    if (!match || (again && forward && match.from > from.col) || (again && !forward && match.from < from.col)) continue;
    if (around) vi.say(`search hit ${forward ? 'BOTTOM, continuing at TOP' : 'TOP, continuing at BOTTOM'}`, 'warning');
    return { ...match, row: at };
  }
  if (vi.options.wrapscan) return fail(`E486: Pattern not found: ${search.pattern}`);
  return fail(
    forward
      ? `E385: Search hit BOTTOM without match for: ${search.pattern}`
      : `E384: Search hit TOP without match for: ${search.pattern}`,
  );
}

function run(vi: Vi, search: Search, forward: boolean, count: number): Target {
  let at: { row: number; col: number } = vi;
  let hit: Hit | undefined;
  // From the end of a match, an offset to that end finds the next one.
  for (let i = 0; i < count; i += 1) {
    hit = findMatch(vi, search, at, forward);
    at = { row: hit.row, col: hit.from };
  }
  if (!hit) return fail();
  const [, kind = '', shift = ''] = /^([esb]?)([+-]?[0-9]*)$/.exec(search.offset) ?? [];
  const by = shift === '' ? 0 : shift === '+' ? 1 : shift === '-' ? -1 : Number(shift);
  const line = vi.buf.line(hit.row);
  if (kind === '' && shift !== '') {
    return { row: Math.max(0, Math.min(vi.buf.last, hit.row + by)), col: 0, shape: 'line', jump: true, big: true };
  }
  let col = kind === 'e' ? Math.max(hit.from, vi.chars.previous(line, hit.to)) : hit.from;
  for (let i = 0; i < Math.abs(by); i += 1) col = by > 0 ? vi.chars.next(line, col) : vi.chars.previous(line, col);
  return { row: hit.row, col, shape: kind === 'e' ? 'inclusive' : 'exclusive', jump: true, big: true };
}

/** The pattern ends at the delimiter; what follows is the offset. */
export function cutPattern(text: ByteString, delimiter: string): { pattern: ByteString; rest: ByteString | undefined } {
  let at = 0;
  let bracket = false;
  while (at < text.length && (text[at] !== delimiter || bracket)) {
    if (text[at] === '[' && /^\[\^?\]?(?:\\.|[^\]])*\]/.test(text.slice(at))) bracket = true;
    else if (text[at] === ']') bracket = false;
    at += text[at] === '\\' ? 2 : 1;
  }
  const pattern = text.slice(0, at).replaceAll(`\\${delimiter}`, delimiter);
  return { pattern, rest: at < text.length ? text.slice(at + 1) : undefined };
}

export function* typedSearch(vi: Vi, forward: boolean, count: number): Sys<Target> {
  const delimiter = forward ? '/' : '?';
  const text = yield* typedLine(vi, delimiter, '');
  if (text === undefined) return fail();
  const { pattern, rest = '' } = cutPattern(text, delimiter);
  const whole = pattern === '' ? vi.search?.pattern : pattern;
  if (whole === undefined) return fail('E35: No previous regular expression');
  const offset = pattern === '' && rest === '' && text === '' ? (vi.search?.offset ?? '') : rest;
  vi.search = { pattern: whole, forward, offset };
  vi.say(delimiter + whole + (offset === '' ? '' : delimiter + offset));
  return run(vi, vi.search, forward, count);
}

export function searchAgain(vi: Vi, turned: boolean, count: number): Target {
  if (!vi.search) return fail('E35: No previous regular expression');
  const forward = vi.search.forward !== turned;
  vi.say(
    (forward ? '/' : '?') +
      vi.search.pattern +
      (vi.search.offset === '' ? '' : (forward ? '/' : '?') + vi.search.offset),
  );
  return run(vi, vi.search, forward, count);
}

/** * and #: the word at or behind the cursor. */
export function searchWord(vi: Vi, forward: boolean, count: number): Target {
  const walker = new Walker(vi.buf, vi.chars, vi);
  while (walker.kind() === 0 && walker.col < vi.line.length) walker.next();
  const kind = walker.kind();
  if (kind === 0) return fail('E348: No string under cursor');
  let from = walker.col;
  while (from > 0) {
    const before = new Walker(vi.buf, vi.chars, { row: vi.row, col: vi.chars.previous(vi.line, from) });
    if (before.kind() !== kind) break;
    from = before.col;
  }
  let to = walker.col;
  while (to < vi.line.length && new Walker(vi.buf, vi.chars, { row: vi.row, col: to }).kind() === kind)
    to = vi.chars.next(vi.line, to);
  const text = vi.line.slice(from, to).replace(/[\\/.*$^~[\]]/g, '\\$&');
  const pattern = /^[0-9A-Za-z_]/.test(text) ? `\\<${text}\\>` : text;
  vi.search = { pattern, forward, offset: '' };
  vi.history['/'].push(pattern);
  vi.say((forward ? '/' : '?') + pattern);
  // A search backward begins at the first character of the word, not inside it.
  vi.col = from;
  return run(vi, vi.search, forward, count);
}
