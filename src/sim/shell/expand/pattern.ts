// Shell patterns (`*`, `?`, `[…]`, extended globs) compiled to a small tree and matched without exponential backtracking.
import type { ByteString } from '../../kernel/abi/index.ts';

type Item =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly negate: boolean; readonly test: (code: number) => boolean }
  | { readonly kind: 'group'; readonly op: string; readonly alternatives: readonly (readonly Item[])[] };

export interface PatternOptions {
  readonly extglob: boolean;
  readonly nocase: boolean;
}

export interface Pattern {
  /** No active special character: `literal` is the only text it matches. */
  readonly literal: ByteString | undefined;
  matches(text: ByteString): boolean;
  /** Length of the longest (or shortest) match that starts at `from`; -1 when there is none. */
  matchAt(text: ByteString, from: number, longest: boolean): number;
  /** The same for a match that ends at the end of the text: its start, or -1. */
  matchEnd(text: ByteString, longest: boolean): number;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[ \t\n\v\f\r]/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /[\x00-\x1f\x7f]/,
  xdigit: /[0-9A-Fa-f]/,
  word: /[A-Za-z0-9_]/,
  ascii: /[\x00-\x7f]/,
};

/** Is any character of `pattern` special? A backslash escapes. */
export function isPattern(pattern: ByteString, extglob: boolean): boolean {
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i];
    if (c === '\\') i += 1;
    else if (c === '*' || c === '?') return true;
    else if (c === '[' && pattern.indexOf(']', i + 1) > 0) return true;
    else if (extglob && pattern[i + 1] === '(' && '+@!'.includes(c ?? ' ')) return true;
  }
  return false;
}

export const escapePattern = (text: ByteString): ByteString => text.replace(/[\\*?[\]()|+@!^-]/g, '\\$&');
export const unescapePattern = (pattern: ByteString): ByteString => pattern.replace(/\\([^])/g, '$1');

class Parser {
  private i = 0;
  private readonly text: string;
  private readonly options: PatternOptions;
  constructor(text: string, options: PatternOptions) {
    this.text = text;
    this.options = options;
  }

  parse(): Item[] {
    return this.sequence(false);
  }

  private sequence(inGroup: boolean): Item[] {
    const items: Item[] = [];
    while (this.i < this.text.length) {
      const c = this.text[this.i] ?? '';
      if (inGroup && (c === '|' || c === ')')) break;
      if (this.options.extglob && '?*+@!'.includes(c) && this.text[this.i + 1] === '(') {
        const group = this.group(c);
        if (group) {
          items.push(group);
          continue;
        }
      }
      this.i += 1;
      if (c === '\\') {
        if (this.i >= this.text.length) items.push({ kind: 'char', char: '\\' });
        else items.push({ kind: 'char', char: this.text[this.i] ?? '' });
        this.i += 1;
      } else if (c === '*') {
        if (items[items.length - 1]?.kind !== 'star') items.push({ kind: 'star' });
      } else if (c === '?') items.push({ kind: 'any' });
      else if (c === '[') items.push(this.bracket() ?? { kind: 'char', char: '[' });
      else items.push({ kind: 'char', char: c });
    }
    return items;
  }

  private group(op: string): Item | undefined {
    const start = this.i;
    this.i += 2;
    const alternatives: Item[][] = [];
    for (;;) {
      alternatives.push(this.sequence(true));
      const c = this.text[this.i];
      this.i += 1;
      if (c === ')') return { kind: 'group', op, alternatives };
      if (c !== '|') break;
    }
    this.i = start;
    return undefined;
  }

  /** Behind a `[`; undefined (and unmoved) when no `]` closes it. */
  private bracket(): Item | undefined {
    const { text } = this;
    let i = this.i;
    const negate = text[i] === '!' || text[i] === '^';
    if (negate) i += 1;
    const tests: ((code: number) => boolean)[] = [];
    const first = i;
    for (;;) {
      if (i >= text.length) return undefined;
      const c = text[i] ?? '';
      if (c === ']' && i > first) break;
      if (c === '[' && (text[i + 1] === ':' || text[i + 1] === '=' || text[i + 1] === '.')) {
        const kind = text[i + 1] ?? '';
        const end = text.indexOf(`${kind}]`, i + 2);
        if (end > 0) {
          const name = text.slice(i + 2, end);
          if (kind === ':') {
            const regex = CLASSES[name];
            if (regex) tests.push((code) => regex.test(String.fromCharCode(code)));
          } else tests.push((code) => code === name.charCodeAt(0));
          i = end + 2;
          continue;
        }
      }
      let low = c;
      if (c === '\\' && i + 1 < text.length) {
        i += 1;
        low = text[i] ?? '';
      }
      i += 1;
      if (text[i] === '-' && text[i + 1] !== undefined && text[i + 1] !== ']') {
        let high = text[i + 1] ?? '';
        i += 2;
        if (high === '\\' && i < text.length) {
          high = text[i] ?? '';
          i += 1;
        }
        const a = low.charCodeAt(0);
        const b = high.charCodeAt(0);
        tests.push((code) => code >= a && code <= b);
      } else {
        const only = low.charCodeAt(0);
        tests.push((code) => code === only);
      }
    }
    this.i = i + 1;
    return { kind: 'set', negate, test: (code) => tests.some((t) => t(code)) };
  }
}

/** Set of positions, as ascending numbers without repeats. */
type Positions = readonly number[];

class Compiled implements Pattern {
  readonly literal: ByteString | undefined;
  private readonly items: readonly Item[];
  private readonly simple: boolean;
  private readonly nocase: boolean;
  /** Memo of `pieces`; null: not of that form. */
  private starPieces: readonly string[] | null | undefined;

  constructor(items: readonly Item[], nocase: boolean) {
    this.items = items;
    this.nocase = nocase;
    this.simple = items.every((item) => item.kind !== 'group');
    this.literal =
      !nocase && items.every((item) => item.kind === 'char')
        ? items.map((item) => (item.kind === 'char' ? item.char : '')).join('')
        : undefined;
  }

  private fold(text: ByteString): ByteString {
    return this.nocase ? text.toLowerCase() : text;
  }

  private one(item: Item, code: number): boolean {
    if (item.kind === 'any') return true;
    if (item.kind === 'char') return item.char.charCodeAt(0) === code;
    if (item.kind !== 'set') return false;
    if (!this.nocase) return item.test(code) !== item.negate;
    const c = String.fromCharCode(code);
    return (item.test(c.toLowerCase().charCodeAt(0)) || item.test(c.toUpperCase().charCodeAt(0))) !== item.negate;
  }

  /** Positions where a match of `items` that starts at one of `from` can end. */
  private ends(items: readonly Item[], text: ByteString, from: Positions): Positions {
    let now = from;
    for (const item of items) {
      if (now.length === 0) return now;
      if (item.kind === 'star') {
        const first = now[0] ?? 0;
        const all: number[] = [];
        for (let i = first; i <= text.length; i += 1) all.push(i);
        now = all;
      } else if (item.kind === 'group') now = this.group(item, text, now);
      else {
        const next: number[] = [];
        for (const i of now) if (i < text.length && this.one(item, text.charCodeAt(i))) next.push(i + 1);
        now = next;
      }
    }
    return now;
  }

  private group(
    item: { readonly op: string; readonly alternatives: readonly (readonly Item[])[] },
    text: ByteString,
    from: Positions,
  ): Positions {
    const once = (starts: Positions): Set<number> => {
      const set = new Set<number>();
      for (const alternative of item.alternatives) for (const end of this.ends(alternative, text, starts)) set.add(end);
      return set;
    };
    let result: Set<number>;
    if (item.op === '!') {
      result = new Set();
      for (const start of from) {
        const bad = once([start]);
        for (let end = start; end <= text.length; end += 1) if (!bad.has(end)) result.add(end);
      }
    } else if (item.op === '@') result = once(from);
    else if (item.op === '?') result = new Set([...from, ...once(from)]);
    else {
      result = item.op === '*' ? new Set(from) : new Set<number>();
      let fresh: Set<number> = once(from);
      while (fresh.size > 0) {
        const added: number[] = [];
        for (const end of fresh) {
          if (!result.has(end)) {
            result.add(end);
            added.push(end);
          }
        }
        if (added.length === 0) break;
        fresh = once(added.sort((a, b) => a - b));
      }
    }
    return [...result].sort((a, b) => a - b);
  }

  /** Only `*` is special: the texts between the stars, for the quick way. */
  private pieces(): readonly string[] | undefined {
    if (this.starPieces !== undefined) return this.starPieces === null ? undefined : this.starPieces;
    this.starPieces = null;
    if (this.items.some((item) => item.kind !== 'char' && item.kind !== 'star')) return undefined;
    const pieces = [''];
    for (const item of this.items) {
      if (item.kind === 'star') pieces.push('');
      else if (item.kind === 'char') pieces[pieces.length - 1] += item.char;
    }
    this.starPieces = pieces;
    return pieces;
  }

  private starMatch(text: ByteString, pieces: readonly string[]): boolean {
    const first = pieces[0] ?? '';
    const last = pieces[pieces.length - 1] ?? '';
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    const end = text.length - last.length;
    for (let i = 1; i < pieces.length - 1; i += 1) {
      const piece = pieces[i] ?? '';
      const found = text.indexOf(piece, at);
      if (found < 0 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  }

  /** Greedy matching with one restart point per `*`: linear in practice, quadratic at worst. */
  private simpleMatch(text: ByteString): boolean {
    const { items } = this;
    let p = 0;
    let i = 0;
    let starP = -1;
    let starI = 0;
    while (i < text.length) {
      const item = items[p];
      if (item?.kind === 'star') {
        starP = p;
        starI = i;
        p += 1;
      } else if (item !== undefined && this.one(item, text.charCodeAt(i))) {
        p += 1;
        i += 1;
      } else if (starP >= 0) {
        p = starP + 1;
        starI += 1;
        i = starI;
      } else return false;
    }
    while (items[p]?.kind === 'star') p += 1;
    return p === items.length;
  }

  matches(raw: ByteString): boolean {
    if (this.literal !== undefined) return raw === this.literal;
    const text = this.fold(raw);
    if (this.simple) {
      const pieces = this.pieces();
      return pieces ? this.starMatch(text, pieces) : this.simpleMatch(text);
    }
    const ends = this.ends(this.items, text, [0]);
    return ends[ends.length - 1] === text.length;
  }

  matchAt(raw: ByteString, from: number, longest: boolean): number {
    if (this.literal !== undefined) return raw.startsWith(this.literal, from) ? this.literal.length : -1;
    const ends = this.ends(this.items, this.fold(raw), [from]);
    const end = longest ? ends[ends.length - 1] : ends[0];
    return end === undefined ? -1 : end - from;
  }

  matchEnd(raw: ByteString, longest: boolean): number {
    if (this.literal !== undefined) return raw.endsWith(this.literal) ? raw.length - this.literal.length : -1;
    const text = this.fold(raw);
    for (let n = 0; n <= text.length; n += 1) {
      const start = longest ? n : text.length - n;
      const ends = this.ends(this.items, text, [start]);
      if (ends[ends.length - 1] === text.length) return start;
    }
    return -1;
  }
}

export function compilePattern(pattern: ByteString, options: PatternOptions): Pattern {
  return new Compiled(new Parser(options.nocase ? pattern.toLowerCase() : pattern, options).parse(), options.nocase);
}
