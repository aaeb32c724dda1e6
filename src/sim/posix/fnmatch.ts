// Shell patterns (glob(7)), with bash's extended ones on request. All ends of a match are found at once, so nothing explodes.
import { classRanges } from './regex/ast.ts';

export interface GlobOptions {
  /** `?(a|b) *(…) +(…) @(…) !(…)` are operators. */
  readonly extglob?: boolean;
  /** `/` is matched only by itself (FNM_PATHNAME). */
  readonly pathname?: boolean;
  /** A leading `.` is matched only by itself (FNM_PERIOD). */
  readonly period?: boolean;
  readonly nocase?: boolean;
  /** Characters are UTF-8 sequences, not bytes. */
  readonly utf8?: boolean;
}

type Part =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly has: (code: number) => boolean }
  | { readonly kind: 'ext'; readonly op: string; readonly choices: readonly (readonly Part[])[] };

export interface Glob {
  /** Whether the whole text matches. */
  matches(text: string): boolean;
  /** Every end of a match that begins at `from`, ascending. */
  ends(text: string, from: number): number[];
  /** Whether the pattern has no operator at all. */
  readonly literal: boolean;
}

/** Nesting of extended patterns. */
const MAX_DEPTH = 100;

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);
const swap = (code: number): number => (code >= 97 && code <= 122 ? code - 32 : lower(code));

/** Width and value of the character at `at`. */
function charAt(text: string, at: number, utf8: boolean): { code: number; width: number } {
  const lead = text.charCodeAt(at);
  const more = !utf8 || lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
  if (more === 0) return { code: lead, width: 1 };
  let code = lead & (0x3f >> more);
  for (let i = 1; i <= more; i += 1) {
    const byte = text.charCodeAt(at + i);
    if ((byte & 0xc0) !== 0x80) return { code: lead, width: 1 };
    code = (code << 6) | (byte & 63);
  }
  return { code, width: more + 1 };
}

/** The bracket at `start`, or undefined when it is not closed and therefore an ordinary `[`. */
function parseSet(pattern: string, start: number, options: GlobOptions): { part: Part; end: number } | undefined {
  let at = start + 1;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at += 1;
  const first = at;
  const ranges: [number, number][] = [];
  const one = (): number => {
    if (pattern[at] === '\\' && at + 1 < pattern.length) at += 1;
    const { code, width } = charAt(pattern, at, options.utf8 === true);
    at += width;
    return code;
  };
  for (;;) {
    if (at >= pattern.length) return undefined;
    if (pattern[at] === ']' && at > first) break;
    if (options.pathname && pattern[at] === '/') return undefined;
    const named = /^\[([:.=])(.*?)\1\]/.exec(pattern.slice(at));
    let low: number;
    if (named?.[1] === ':') {
      ranges.push(...(classRanges(named[2] ?? '') ?? []).map(([a, b]) => [a, b] as [number, number]));
      at += named[0].length;
      continue;
    }
    if (named && named[2]?.length === 1) {
      low = named[2].charCodeAt(0);
      at += named[0].length;
    } else low = one();
    if (pattern[at] === '-' && at + 1 < pattern.length && pattern[at + 1] !== ']') {
      at += 1;
      ranges.push([low, one()]);
    } else ranges.push([low, low]);
  }
  const within = (code: number): boolean => ranges.some(([a, b]) => code >= a && code <= b);
  const has = options.nocase ? (code: number): boolean => within(code) || within(swap(code)) : within;
  return { part: { kind: 'set', negated, has }, end: at + 1 };
}

/** End of the parenthesised list that opens at `open`; -1 when it is not closed. */
function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let i = open; i < pattern.length; i += 1) {
    if (pattern[i] === '\\') i += 1;
    else if (pattern[i] === '(') depth += 1;
    else if (pattern[i] === ')') {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return -1;
}

function splitChoices(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth -= 1;
    else if (text[i] === '|' && depth === 0) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  out.push(text.slice(from));
  return out;
}

function parse(pattern: string, options: GlobOptions, depth: number): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length;) {
    const char = pattern[at] ?? '';
    if (options.extglob && '?*+@!'.includes(char) && pattern[at + 1] === '(' && depth < MAX_DEPTH) {
      const close = closing(pattern, at + 1);
      if (close >= 0) {
        const choices = splitChoices(pattern.slice(at + 2, close)).map((choice) => parse(choice, options, depth + 1));
        parts.push({ kind: 'ext', op: char, choices });
        at = close + 1;
        continue;
      }
    }
    if (char === '*') {
      if (parts.at(-1)?.kind !== 'star') parts.push({ kind: 'star' });
      at += 1;
      continue;
    }
    if (char === '?') {
      parts.push({ kind: 'any' });
      at += 1;
      continue;
    }
    if (char === '[') {
      const set = parseSet(pattern, at, options);
      if (set) {
        parts.push(set.part);
        at = set.end;
        continue;
      }
    }
    if (char === '\\' && at + 1 < pattern.length) at += 1;
    parts.push({ kind: 'char', char: pattern[at] ?? '' });
    at += 1;
  }
  return parts;
}

type Places = ReadonlySet<number>;

class Matcher {
  readonly #options: GlobOptions;
  readonly #text: string;

  constructor(text: string, options: GlobOptions) {
    this.#text = text;
    this.#options = options;
  }

  #hidden(at: number): boolean {
    if (!this.#options.period || this.#text[at] !== '.') return false;
    return at === 0 || (this.#options.pathname === true && this.#text[at - 1] === '/');
  }

  #blocked(at: number): boolean {
    return this.#options.pathname === true && this.#text[at] === '/';
  }

  run(parts: readonly Part[], from: Places): Places {
    let places = from;
    for (const part of parts) {
      if (places.size === 0) return places;
      places = this.#step(part, places);
    }
    return places;
  }

  #step(part: Part, from: Places): Places {
    const text = this.#text;
    const out = new Set<number>();
    switch (part.kind) {
      case 'char':
        for (const at of from) {
          if (text[at] === part.char) out.add(at + 1);
          else if (
            this.#options.nocase &&
            at < text.length &&
            lower(text.charCodeAt(at)) === lower(part.char.charCodeAt(0))
          )
            out.add(at + 1);
        }
        return out;
      case 'any':
      case 'set':
        for (const at of from) {
          if (at >= text.length || this.#blocked(at) || this.#hidden(at)) continue;
          const { code, width } = charAt(text, at, this.#options.utf8 === true);
          if (part.kind === 'any' || part.has(code) !== part.negated) out.add(at + width);
        }
        return out;
      case 'star':
        for (const start of [...from].sort((a, b) => a - b)) {
          if (out.has(start)) continue;
          out.add(start);
          for (let at = start; at < text.length && !this.#blocked(at) && !this.#hidden(at) && !out.has(at + 1); at += 1)
            out.add(at + 1);
        }
        return out;
      case 'ext':
        return this.#extended(part.op, part.choices, from);
    }
  }

  #once(choices: readonly (readonly Part[])[], from: Places): Set<number> {
    const out = new Set<number>();
    for (const choice of choices) for (const end of this.run(choice, from)) out.add(end);
    return out;
  }

  #extended(op: string, choices: readonly (readonly Part[])[], from: Places): Places {
    if (op === '!') {
      const out = new Set<number>();
      for (const start of from) {
        const not = this.#once(choices, new Set([start]));
        for (let end = start; end <= this.#text.length; end += 1) {
          if (!not.has(end)) out.add(end);
          if (this.#blocked(end) || this.#hidden(end)) break;
        }
      }
      return out;
    }
    const first = this.#once(choices, from);
    const out = new Set(op === '?' || op === '*' ? [...from, ...first] : first);
    if (op === '*' || op === '+') {
      for (let fresh = first; fresh.size > 0;) {
        const next = new Set<number>();
        for (const end of this.#once(choices, fresh)) if (!out.has(end)) next.add(end);
        for (const end of next) out.add(end);
        fresh = next;
      }
    }
    return out;
  }
}

export function compileGlob(pattern: string, options: GlobOptions = {}): Glob {
  const parts = parse(pattern, options, 0);
  const literal = parts.every((part) => part.kind === 'char');
  const word =
    literal && !options.nocase ? parts.map((part) => (part.kind === 'char' ? part.char : '')).join('') : undefined;
  return {
    literal,
    matches: (text) =>
      word !== undefined ? text === word : new Matcher(text, options).run(parts, new Set([0])).has(text.length),
    ends: (text, from) => [...new Matcher(text, options).run(parts, new Set([from]))].sort((a, b) => a - b),
  };
}

/** fnmatch(3): whether the whole text matches. */
export const fnmatch = (pattern: string, text: string, options: GlobOptions = {}): boolean =>
  compileGlob(pattern, options).matches(text);
