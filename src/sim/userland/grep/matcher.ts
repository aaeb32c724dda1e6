// What grep(1) looks for in a line: strings, POSIX expressions, or Perl ones.
import type { ByteString } from '../../kernel/abi/index.ts';
import { compileRegex } from '../../posix/index.ts';

export type Kind = 'basic' | 'extended' | 'fixed' | 'perl';

export interface Matcher {
  test(line: ByteString): boolean;
  /** The leftmost-longest match at or after `from`. */
  find(line: ByteString, from: number): readonly [number, number] | undefined;
}

export interface MatcherOptions {
  readonly kind: Kind;
  readonly icase: boolean;
  readonly whole: 'word' | 'line' | undefined;
  readonly utf8: boolean;
}

export type Made =
  | { readonly ok: true; readonly matcher: Matcher; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly error: string };

/** A fixed string as a basic regular expression. */
const escapeFixed = (text: ByteString): ByteString => text.replace(/[\\.[*^$]/g, '\\$&');

/** Nested repetition can take for ever in a backtracking matcher; such a line is given up, as PCRE does at its limit. */
const NESTED_REPEAT = /\([^()]*[*+}][^()]*\)[*+{]/;
const MAX_RISKY_LINE = 24;

function perl(pattern: ByteString, options: MatcherOptions): Made {
  // \K: what is before it does not belong to the match
  const keep = pattern.indexOf('\\K');
  const source = keep >= 0 ? `(?<=${pattern.slice(0, keep)})${pattern.slice(keep + 2)}` : pattern;
  const posix = source
    .replace(
      /\[:(\w+):\]/g,
      (all, name: string) =>
        ({
          alpha: 'A-Za-z',
          digit: '0-9',
          alnum: 'A-Za-z0-9',
          upper: 'A-Z',
          lower: 'a-z',
          space: '\\s',
          punct: '!-\\/:-@\\[-`{-~',
          xdigit: '0-9A-Fa-f',
          word: '\\w',
          blank: ' \\t',
        })[name] ?? all,
    )
    .replace(/\\h/g, '[ \\t]')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replace(/([*+?}])\+/g, '$1');
  const inline = /^\(\?([ims]+)\)/.exec(posix);
  const body = inline ? posix.slice(inline[0].length) : posix;
  const flags = `g${options.icase || inline?.[1]?.includes('i') ? 'i' : ''}${inline?.[1]?.includes('s') ? 's' : ''}`;
  const whole =
    options.whole === 'line' ? `^(?:${body})$` : options.whole === 'word' ? `(?<!\\w)(?:${body})(?!\\w)` : body;
  let regex: RegExp;
  try {
    regex = new RegExp(whole, flags);
  } catch {
    const opens = (body.match(/(?<!\\)\(/g) ?? []).length;
    const closes = (body.match(/(?<!\\)\)/g) ?? []).length;
    const error =
      opens > closes
        ? 'missing closing parenthesis'
        : opens < closes
          ? 'unmatched closing parenthesis'
          : body.includes('[')
            ? 'missing terminating ] for character class'
            : 'quantifier does not follow a repeatable item';
    return { ok: false, error };
  }
  const risky = NESTED_REPEAT.test(body);
  const find = (line: ByteString, from: number): readonly [number, number] | undefined => {
    if (risky && line.length > MAX_RISKY_LINE) return undefined;
    regex.lastIndex = from;
    const found = regex.exec(line);
    return found ? [found.index, found.index + found[0].length] : undefined;
  };
  return { ok: true, matcher: { find, test: (line) => find(line, 0) !== undefined }, warnings: [] };
}

/** Several literal strings without options: the commonest case, done by searching. */
function literals(patterns: readonly ByteString[]): Matcher {
  const find = (line: ByteString, from: number): readonly [number, number] | undefined => {
    let best: readonly [number, number] | undefined;
    for (const pattern of patterns) {
      const at = line.indexOf(pattern, from);
      if (at < 0) continue;
      const end = at + pattern.length;
      if (!best || at < best[0] || (at === best[0] && end > best[1])) best = [at, end];
    }
    return best;
  };
  return { find, test: (line) => patterns.some((pattern) => line.includes(pattern)) };
}

export function makeMatcher(patterns: readonly ByteString[], options: MatcherOptions): Made {
  if (options.kind === 'perl') {
    if (patterns.length > 1) return { ok: false, error: 'the -P option only supports a single pattern' };
    return perl(patterns[0] ?? '', options);
  }
  if (options.kind === 'fixed' && !options.icase && !options.whole)
    return { ok: true, matcher: literals(patterns), warnings: [] };
  const warnings: string[] = [];
  const parts: Matcher[] = [];
  for (const pattern of patterns) {
    if (options.kind !== 'fixed' && /^\[:(?:[a-z]+):\]$/.test(pattern))
      return { ok: false, error: 'character class syntax is [[:space:]], not [:space:]' };
    const start =
      options.kind === 'extended'
        ? /^\^?(?:[*+?]|\{[0-9]+,?[0-9]*\})|[|(](?:[*+?]|\{[0-9]+,?[0-9]*\})/.exec(pattern)
        : null;
    if (start)
      warnings.push(`warning: ${start[0].endsWith('}') ? '{...}' : start[0].slice(-1)} at start of expression`);
    const compiled = compileRegex(options.kind === 'fixed' ? escapeFixed(pattern) : pattern, {
      extended: options.kind === 'extended',
      icase: options.icase,
      utf8: options.utf8,
      dialect: 'grep',
      ...(options.whole ? { whole: options.whole } : {}),
    });
    if (!compiled.ok) return { ok: false, error: compiled.error };
    const { regex } = compiled;
    parts.push({ find: (line, from) => regex.span(line, from), test: (line) => regex.test(line) });
  }
  const [only] = parts;
  if (only && parts.length === 1) return { ok: true, matcher: only, warnings };
  const find = (line: ByteString, from: number): readonly [number, number] | undefined => {
    let best: readonly [number, number] | undefined;
    for (const part of parts) {
      const span = part.find(line, from);
      if (span && (!best || span[0] < best[0] || (span[0] === best[0] && span[1] > best[1]))) best = span;
    }
    return best;
  };
  return { ok: true, matcher: { find, test: (line) => parts.some((part) => part.test(line)) }, warnings };
}
