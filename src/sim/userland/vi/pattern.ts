// Vim's search patterns as extended regular expressions of the machine's engine.
import type { ByteString } from '../../kernel/abi/index.ts';
import { compileRegex, type Regex } from '../../posix/index.ts';

export interface Pattern {
  readonly regex: Regex;
  /** The group that is the match, when \zs or \ze narrows it. */
  readonly whole: number;
  /** Where the groups of the pattern stand among those of the engine. */
  readonly groups: readonly number[];
}

export interface PatternOptions {
  readonly ignorecase: boolean;
  readonly smartcase: boolean;
  readonly utf8: boolean;
  /** What `~` stands for. */
  readonly substitute: ByteString;
}

const CLASSES: Readonly<Record<string, string>> = {
  s: '[ \t]',
  S: '[^ \t]',
  d: '[0-9]',
  D: '[^0-9]',
  w: '[0-9A-Za-z_]',
  W: '[^0-9A-Za-z_]',
  a: '[A-Za-z]',
  A: '[^A-Za-z]',
  l: '[a-z]',
  L: '[^a-z]',
  u: '[A-Z]',
  U: '[^A-Z]',
  x: '[0-9A-Fa-f]',
  X: '[^0-9A-Fa-f]',
  h: '[A-Za-z_]',
  H: '[^A-Za-z_]',
  i: '[0-9A-Za-z_]',
  k: '[0-9A-Za-z_]',
  t: '\t',
  e: '\x1b',
  r: '\r',
  b: '\b',
};

const quote = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Characters that are operators from this degree of magic on; behind a backslash it is the other way round. */
const MAGIC: Readonly<Record<string, number>> = { '^': 1, $: 1 };
const degree = (char: string): number => MAGIC[char] ?? ('*.[~'.includes(char) ? 2 : 3);

class Translation {
  readonly #text: ByteString;
  readonly #options: PatternOptions;
  #at = 0;
  #magic = 2;
  #groups = 0;
  readonly groups: number[] = [];
  icase: boolean | undefined;
  out = '';
  start = -1;
  end = -1;
  /** An anchor or the beginning is before: `*` and `^` mean something else. */
  #fresh = true;

  constructor(text: ByteString, options: PatternOptions) {
    this.#text = text;
    this.#options = options;
  }

  run(): void {
    while (this.#at < this.#text.length) this.#token();
    if (this.start < 0 && this.end < 0) return;
    // The match is a group of its own, inside what surrounds it.
    const from = Math.max(0, this.start);
    const to = this.end < 0 ? this.out.length : this.end;
    const before = this.groups.length - this.#opened(this.out.slice(from));
    this.out = `${this.out.slice(0, from)}(${this.out.slice(from, to)})${this.out.slice(to)}`;
    this.groups.forEach((group, index) => {
      if (index >= before) this.groups[index] = group + 1;
    });
    this.whole = before + 1;
  }

  whole = 0;

  #opened(text: string): number {
    return (text.replace(/\\./g, '').match(/\(/g) ?? []).length;
  }

  #token(): void {
    let char = this.#text[this.#at] ?? '';
    this.#at += 1;
    let escaped = false;
    if (char === '\\' && this.#at < this.#text.length) {
      escaped = true;
      char = this.#text[this.#at] ?? '';
      this.#at += 1;
    }
    if (escaped && /[A-Za-z]/.test(char)) return this.#letter(char);
    const special =
      '*.[~^$'.includes(char) || '+=?{()|<>&@%'.includes(char) ? escaped !== this.#magic >= degree(char) : false;
    if (special && this.#operator(char)) return;
    this.#literal(char);
  }

  #literal(text: string): void {
    this.out += quote(text);
    this.#fresh = false;
  }

  #letter(char: string): void {
    if (char === 'v') this.#magic = 3;
    else if (char === 'm') this.#magic = 2;
    else if (char === 'M') this.#magic = 1;
    else if (char === 'V') this.#magic = 0;
    else if (char === 'c') this.icase = true;
    else if (char === 'C') this.icase = false;
    else if (char === 'z' && /[se]/.test(this.#text[this.#at] ?? '')) {
      if (this.#text[this.#at] === 's') this.start = this.out.length;
      else this.end = this.out.length;
      this.#at += 1;
    } else {
      this.out += CLASSES[char] ?? quote(char);
      this.#fresh = false;
    }
  }

  /** False when the character is an ordinary one where it stands. */
  #operator(char: string): boolean {
    const rest = this.#text.slice(this.#at);
    switch (char) {
      case '^':
        if (!this.#fresh && this.#magic < 3) return false;
        this.out += '^';
        return true;
      case '$':
        if (rest !== '' && !/^\\?[|)&]/.test(rest) && this.#magic < 3) return false;
        this.out += '$';
        return true;
      case '*':
        if (this.#fresh) return false;
        this.out += '*';
        return true;
      case '.':
        this.out += '.';
        break;
      case '~':
        this.out += quote(this.#options.substitute);
        break;
      case '[':
        return this.#bracket();
      case '+':
        this.out += '+';
        return true;
      case '=':
      case '?':
        this.out += '?';
        return true;
      case '{': {
        const match = /^-?([0-9]*)(,?)([0-9]*)\\?\}/.exec(rest);
        if (!match) return false;
        this.#at += match[0].length;
        const [, low = '', comma = '', high = ''] = match;
        if (low === '' && high === '') this.out += '*';
        else this.out += `{${low === '' ? '0' : low}${comma}${high}}`;
        return true;
      }
      case '%':
        if (!rest.startsWith('(')) return false;
        this.#at += 1;
        this.#groups += 1;
        this.out += '(';
        this.#fresh = true;
        return true;
      case '(':
        this.#groups += 1;
        this.groups.push(this.#groups);
        this.out += '(';
        this.#fresh = true;
        return true;
      case ')':
        this.out += ')';
        break;
      case '|':
        this.out += '|';
        this.#fresh = true;
        return true;
      case '<':
      case '>':
        this.out += `\\${char}`;
        break;
      default:
        return false;
    }
    this.#fresh = false;
    return true;
  }

  /** A bracket expression; vim's has escapes, that of POSIX has not. */
  #bracket(): boolean {
    const match = /^(\^?)(\]?(?:\\[\s\S]|\[:[a-z]+:\]|[^\]\\])*)\]/.exec(this.#text.slice(this.#at));
    if (!match) return false;
    this.#at += match[0].length;
    let inside = '';
    let last = '';
    for (const [part] of (match[2] ?? '').matchAll(/\[:[a-z]+:\]|\\[\s\S]|[\s\S]/g)) {
      const char = part.length === 2 ? (CLASSES[part[1] ?? ''] ?? part[1] ?? '') : part;
      if (part.length === 2 && char.length > 1) inside += char.startsWith('[^') ? '' : char.slice(1, -1);
      else if (char === ']' || char === '^' || (part === '\\-' && char === '-')) last += char;
      else inside += char;
    }
    if (inside === '' && last === '^') this.out += match[1] === '^' ? '[^^]' : '\\^';
    else {
      const first = last.includes(']') ? ']' : '';
      const tail = `${last.includes('^') ? '^' : ''}${last.includes('-') ? '-' : ''}`;
      this.out += `[${match[1] ?? ''}${first}${inside}${tail}]`;
    }
    this.#fresh = false;
    return true;
  }
}

/** Undefined for a pattern that makes no sense. */
export function compilePattern(text: ByteString, options: PatternOptions): Pattern | undefined {
  const translation = new Translation(text, options);
  translation.run();
  const smart = options.smartcase && /[A-Z]/.test(text.replace(/\\./g, ''));
  const compiled = compileRegex(translation.out, {
    extended: true,
    icase: translation.icase ?? (options.ignorecase && !smart),
    utf8: options.utf8,
  });
  if (!compiled.ok) return undefined;
  return { regex: compiled.regex, whole: translation.whole, groups: translation.groups };
}

export interface PatternMatch {
  readonly from: number;
  readonly to: number;
  /** Of the groups; undefined for one that took no part. */
  readonly groups: readonly (readonly [number, number] | undefined)[];
}

export function matchFrom(pattern: Pattern, line: ByteString, from: number): PatternMatch | undefined {
  if (from > line.length) return undefined;
  if (pattern.whole === 0 && pattern.groups.length === 0) {
    const span = pattern.regex.span(line, from);
    return span && { from: span[0], to: span[1], groups: [] };
  }
  const match = pattern.regex.exec(line, from);
  const whole = match?.[pattern.whole] ?? match?.[0];
  if (!match || !whole) return undefined;
  return { from: whole[0], to: whole[1], groups: pattern.groups.map((index) => match[index]) };
}
