// :s — the pattern, what comes instead, the flags, and the question of the flag `c`.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import type { Range } from './ex.ts';
import { matchFrom, type PatternMatch } from './pattern.ts';
import { cutPattern, patternOf } from './search.ts';
import { fail, type Vi } from './state.ts';

/** What comes instead of a match: `&`, `\1`, `\r`, `\u` … in the replacement. */
function replacement(text: ByteString, line: ByteString, match: PatternMatch): ByteString {
  let out = '';
  let once: 'u' | 'l' | '' = '';
  let all: 'U' | 'L' | '' = '';
  const add = (piece: ByteString): void => {
    let shown = all === 'U' ? piece.toUpperCase() : all === 'L' ? piece.toLowerCase() : piece;
    if (once !== '' && shown !== '') {
      const first = shown[0] ?? '';
      shown = (once === 'u' ? first.toUpperCase() : first.toLowerCase()) + shown.slice(1);
      once = '';
    }
    out += shown;
  };
  const group = (n: number): ByteString => {
    if (n === 0) return line.slice(match.from, match.to);
    const span = match.groups[n - 1];
    return span ? line.slice(span[0], span[1]) : '';
  };
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (char === '&') add(group(0));
    else if (char === '\r') out += '\n';
    else if (char !== '\\' || i + 1 >= text.length) add(char);
    else {
      i += 1;
      const next = text[i] ?? '';
      if (/[0-9]/.test(next)) add(group(Number(next)));
      else if (next === 'u' || next === 'l') once = next;
      else if (next === 'U' || next === 'L') all = next;
      else if (next === 'e' || next === 'E') all = '';
      else if (next === 'r') out += '\n';
      else if (next === 'n') add('\x00');
      else if (next === 't') add('\t');
      else add(next);
    }
  }
  return out;
}

interface Asking {
  all: boolean;
  stop: boolean;
}

/** y, n, a, q or l: whether this one is replaced. */
function* ask(vi: Vi, text: ByteString, row: number, col: number, asking: Asking): Sys<boolean> {
  vi.go(row, col);
  for (;;) {
    const question = `replace with ${text.replace(/\\(.)/g, '$1')} (y/n/a/q/l/^E/^Y)?`;
    vi.typing = { text: question, at: question.length, ruler: true };
    const key = yield* vi.key();
    vi.typing = undefined;
    if (key === 'y') return true;
    if (key === 'n') return false;
    if (key === 'a') {
      asking.all = true;
      return true;
    }
    if (key === 'l' || key === 'q' || key === '\x1b' || key === '\x03') {
      asking.stop = true;
      return key === 'l';
    }
  }
}

export function* substitute(vi: Vi, range: Range, args: ByteString, quiet = false): Sys<number> {
  let pattern: ByteString;
  let text: ByteString;
  let flags: string;
  const delimiter = args[0] ?? '';
  if (args === '' || /[&a-zA-Z0-9\s]/.test(delimiter)) {
    if (!vi.substitute) return fail('E35: No previous regular expression');
    ({ pattern, text } = vi.substitute);
    flags = args.startsWith('&') ? vi.substitute.flags + args.slice(1) : args;
  } else {
    const first = cutPattern(args.slice(1), delimiter);
    const second = cutReplacement(first.rest ?? '', delimiter);
    pattern =
      first.pattern === '' ? (vi.search?.pattern ?? fail('E35: No previous regular expression')) : first.pattern;
    text = second.text.replaceAll('~', vi.substitute?.text ?? '').replaceAll('\\~', '~');
    flags = second.flags;
  }
  const parsed = /^\s*([&cegiInp#lr]*)\s*([0-9]*)\s*$/.exec(flags);
  if (!parsed) fail(`E488: Trailing characters: ${flags.replace(/^[&cegiInp#lr]*/, '')}`);
  const [, given = '', countText = ''] = parsed ?? [];
  const all = given.includes('g') !== vi.options.gdefault;
  const from = countText === '' ? range.from : range.to;
  const to = countText === '' ? range.to : Math.min(vi.buf.last, range.to + Number(countText) - 1);
  const cased = given.includes('i') ? '\\c' : given.includes('I') ? '\\C' : '';
  vi.search = { pattern, forward: true, offset: '' };
  vi.substitute = { pattern, text, flags: given };
  const compiled = patternOf(vi, cased + pattern);
  const asking: Asking = { all: !given.includes('c'), stop: false };
  const before = vi.buf.lines.length;
  let hits = 0;
  let lines = 0;
  let last = from;
  let end = to;
  for (let row = from; row <= end && !asking.stop; row += 1) {
    let line = vi.buf.line(row);
    let at = 0;
    let here = 0;
    for (let match = matchFrom(compiled, line, 0); match && !asking.stop; match = matchFrom(compiled, line, at)) {
      const piece = replacement(text, line, match);
      const wanted = asking.all || (yield* ask(vi, text, row, match.from, asking));
      if (given.includes('n')) {
        hits += 1;
        here += 1;
        at = match.to > match.from ? match.to : match.to + 1;
      } else if (wanted) {
        if (hits === 0) {
          vi.go(row, 0);
          yield* vi.change();
        }
        hits += 1;
        here += 1;
        const rest = line.slice(match.to);
        const parts = (line.slice(0, match.from) + piece).split('\n');
        const tail = parts.pop() ?? '';
        if (parts.length > 0) {
          vi.replace(row, 1, [...parts, tail + rest]);
          row += parts.length;
          end += parts.length;
        }
        line = tail + rest;
        vi.set(row, line);
        at = tail.length + (match.to === match.from ? 1 : 0);
        last = row;
      } else at = match.to > match.from ? match.to : match.to + 1;
      if (!all || at > line.length) break;
    }
    if (here > 0) lines += 1;
  }
  if (hits === 0) {
    if (!given.includes('e') && !quiet && !asking.stop) fail(`E486: Pattern not found: ${pattern}`);
    return 0;
  }
  if (given.includes('n')) {
    vi.go(vi.row, 0);
    vi.say(`${hits} match${hits === 1 ? '' : 'es'} on ${lines} line${lines === 1 ? '' : 's'}`);
  } else {
    if (asking.stop) vi.message = undefined;
    else vi.goLine(last);
    if (!quiet) sayHits(vi, hits, lines, vi.buf.lines.length - before);
  }
  return hits;
}

export function sayHits(vi: Vi, hits: number, lines: number, more: number): void {
  if (hits > vi.options.report)
    vi.say(`${hits} substitution${hits === 1 ? '' : 's'} on ${lines} line${lines === 1 ? '' : 's'}`);
  else if (Math.abs(more) > vi.options.report) vi.say(`${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} lines`);
}

function cutReplacement(text: ByteString, delimiter: string): { readonly text: ByteString; readonly flags: string } {
  let at = 0;
  while (at < text.length && text[at] !== delimiter) at += text[at] === '\\' ? 2 : 1;
  return { text: text.slice(0, at).replaceAll(`\\${delimiter}`, delimiter), flags: text.slice(at + 1) };
}
