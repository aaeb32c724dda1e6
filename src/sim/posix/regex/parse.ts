// POSIX basic and extended regular expressions with GNU's additions → tree. The grammar follows glibc's regcomp.c, its
// error texts are those of regerror(3).
import {
  byteSet,
  classRanges,
  complement,
  EMPTY,
  foldCase,
  MAX_CODE_POINT,
  utf8Node,
  WORD,
  type Assertion,
  type Node,
  type Ranges,
} from './ast.ts';
import { parseBracket, RegexError } from './bracket.ts';

/** `posix`: bash, find. `sed`: a stray `)` is an error. `grep`: stray operators are let through. `awk`: mawk's, without intervals and back-references. */
export type Dialect = 'posix' | 'sed' | 'grep' | 'awk';

export interface ParseOptions {
  readonly extended: boolean;
  readonly icase: boolean;
  readonly dialect: Dialect;
  /** REG_NEWLINE: `.` and `[^…]` leave newlines alone. */
  readonly newline: boolean;
  readonly utf8: boolean;
}

export interface Tree {
  readonly node: Node;
  readonly groups: number;
  readonly backrefs: boolean;
}

/** RE_DUP_MAX of glibc. */
const MAX_REPEAT = 32767;
/** Nested groups: deep enough for any real expression, shallow enough for the stack. */
const MAX_DEPTH = 500;

const ESCAPED_ASSERTIONS: Readonly<Record<string, Assertion>> = {
  '<': 'wordstart',
  '>': 'wordend',
  b: 'word',
  B: 'nonword',
  '`': 'bos',
  "'": 'eos',
};

export class Parser {
  readonly #text: string;
  readonly #options: ParseOptions;
  #at = 0;
  #groups = 0;
  #closed = new Set<number>();
  #backrefs = false;
  #depth = 0;

  constructor(text: string, options: ParseOptions) {
    this.#text = text;
    this.#options = options;
  }

  parse(): Tree {
    const node = this.#alternation(0);
    return { node, groups: this.#groups, backrefs: this.#backrefs };
  }

  #looking(token: string): boolean {
    return this.#text.startsWith(token, this.#at);
  }

  get #bar(): string {
    return this.#options.extended ? '|' : '\\|';
  }

  get #close(): string {
    return this.#options.extended ? ')' : '\\)';
  }

  #alternation(nesting: number): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new RegexError('Memory exhausted');
    const items = [this.#branch(nesting)];
    while (this.#at < this.#text.length && this.#looking(this.#bar)) {
      this.#at += this.#bar.length;
      items.push(this.#branch(nesting));
    }
    this.#depth -= 1;
    return items.length === 1 ? (items[0] ?? EMPTY) : { kind: 'alt', items };
  }

  #branch(nesting: number): Node {
    const items: Node[] = [];
    let first = true;
    while (this.#at < this.#text.length && !this.#looking(this.#bar)) {
      if (this.#looking(this.#close)) {
        if (nesting > 0) break;
        const ordinary = this.#options.extended && this.#options.dialect !== 'sed' && this.#options.dialect !== 'awk';
        if (!ordinary) throw new RegexError('Unmatched ) or \\)');
      }
      const item = this.#piece(nesting, first);
      first = false;
      if (item) items.push(item);
    }
    return items.length === 1 ? (items[0] ?? EMPTY) : items.length === 0 ? EMPTY : { kind: 'cat', items };
  }

  /** An atom with the operators after it. */
  #piece(nesting: number, first: boolean): Node | undefined {
    const { extended, dialect } = this.#options;
    const char = this.#text[this.#at] ?? '';
    if (extended && (char === '*' || char === '+' || char === '?')) {
      if (dialect === 'posix' || dialect === 'sed') throw new RegexError('Invalid preceding regular expression');
      if (dialect === 'grep') {
        this.#at += 1;
        return undefined;
      }
    }
    if (extended && char === '{' && dialect !== 'awk' && this.#interval(1) !== undefined) {
      if (dialect !== 'grep') throw new RegexError('Invalid preceding regular expression');
      this.#at = this.#interval(1)?.end ?? this.#at;
      return undefined;
    }
    if (!extended && dialect !== 'grep' && this.#looking('\\{'))
      throw new RegexError('Invalid preceding regular expression');
    const anchor = this.#anchor(first, nesting);
    if (anchor) return extended && dialect === 'grep' ? this.#operators(anchor) : anchor;
    return this.#operators(this.#atom(nesting));
  }

  #anchor(first: boolean, nesting: number): Node | undefined {
    const char = this.#text[this.#at];
    const { extended } = this.#options;
    if (char === '^' && (extended || first)) {
      this.#at += 1;
      return { kind: 'assert', what: 'bol' };
    }
    if (char === '$') {
      const after = this.#text.slice(this.#at + 1, this.#at + 3);
      const last = after === '' || after === '\\|' || (after === '\\)' && nesting > 0);
      if (!extended && !last) return undefined;
      this.#at += 1;
      return { kind: 'assert', what: 'eol' };
    }
    return undefined;
  }

  #operators(atom: Node): Node {
    const { extended, dialect } = this.#options;
    let node = atom;
    for (;;) {
      const char = this.#text[this.#at];
      const bounds =
        char === '*'
          ? [0, Infinity]
          : (extended && char === '+') || (!extended && this.#looking('\\+'))
            ? [1, Infinity]
            : (extended && char === '?') || (!extended && this.#looking('\\?'))
              ? [0, 1]
              : undefined;
      if (bounds) {
        this.#at += char === '\\' ? 2 : 1;
        node = { kind: 'repeat', item: node, min: bounds[0] ?? 0, max: bounds[1] ?? 0 };
        continue;
      }
      const brace = extended ? dialect !== 'awk' && char === '{' : this.#looking('\\{');
      if (!brace) return node;
      const interval = this.#interval(extended ? 1 : 2);
      if (!interval) return node;
      this.#at = interval.end;
      node = { kind: 'repeat', item: node, min: interval.min, max: interval.max };
    }
  }

  /** `{m,n}` at the current place. Undefined: a brace that is an ordinary character. */
  #interval(open: number): { min: number; max: number; end: number } | undefined {
    const { extended, dialect } = this.#options;
    const lenient = extended && dialect === 'grep';
    const rest = this.#text.slice(this.#at + open);
    const found = /^([0-9]*)(,?)([0-9]*)/.exec(rest);
    const [all = '', low = '', comma = '', high = ''] = found ?? [];
    const after = rest.slice(all.length);
    if (!after.startsWith(extended ? '}' : '\\}') || (low === '' && comma === '')) {
      if (lenient) return undefined;
      if (!rest.includes(extended ? '}' : '\\}')) throw new RegexError('Unmatched \\{');
      throw new RegexError('Invalid content of \\{\\}');
    }
    const min = Number(low);
    const max = comma === '' ? min : high === '' ? Infinity : Number(high);
    if (max < min) throw new RegexError('Invalid content of \\{\\}');
    if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT)) throw new RegexError('Regular expression too big');
    return { min, max, end: this.#at + open + all.length + (extended ? 1 : 2) };
  }

  #set(ranges: Ranges): Node {
    const folded = this.#options.icase ? foldCase(ranges) : ranges;
    return this.#options.utf8 ? utf8Node(folded) : { kind: 'set', set: byteSet(folded) };
  }

  #not(ranges: Ranges): Node {
    return this.#set(complement(ranges, this.#options.utf8 ? MAX_CODE_POINT : 255));
  }

  #atom(nesting: number): Node {
    const { extended } = this.#options;
    const char = this.#text[this.#at] ?? '';
    if (char === '[') {
      const bracket = parseBracket(this.#text, this.#at, this.#options);
      this.#at = bracket.end;
      const ranges = this.#options.icase ? foldCase(bracket.ranges) : bracket.ranges;
      if (!bracket.negated) return this.#set(ranges);
      // complement of the folded set: folding again would add the letters back
      const rest = complement(
        this.#options.newline ? [...ranges, [10, 10]] : ranges,
        this.#options.utf8 ? MAX_CODE_POINT : 255,
      );
      return this.#options.utf8 ? utf8Node(rest) : { kind: 'set', set: byteSet(rest) };
    }
    if (char === '.') {
      this.#at += 1;
      return this.#not(this.#options.newline ? [[10, 10]] : []);
    }
    if ((extended && char === '(') || (!extended && this.#looking('\\(')))
      return this.#group(nesting, extended ? 1 : 2);
    if (char === '\\') return this.#escape();
    return this.#literal();
  }

  #group(nesting: number, width: number): Node {
    this.#at += width;
    this.#groups += 1;
    const index = this.#groups;
    const item = this.#alternation(nesting + 1);
    if (!this.#looking(this.#close)) throw new RegexError('Unmatched ( or \\(');
    this.#at += this.#close.length;
    this.#closed.add(index);
    return { kind: 'group', index, item };
  }

  #escape(): Node {
    const next = this.#text[this.#at + 1];
    if (next === undefined) throw new RegexError('Trailing backslash');
    if (this.#options.dialect === 'awk') return this.#awkEscape(next);
    const assertion = Object.hasOwn(ESCAPED_ASSERTIONS, next) ? ESCAPED_ASSERTIONS[next] : undefined;
    if (assertion) {
      this.#at += 2;
      return { kind: 'assert', what: assertion };
    }
    if (next >= '1' && next <= '9') {
      const index = Number(next);
      if (!this.#closed.has(index)) throw new RegexError('Invalid back reference');
      this.#at += 2;
      this.#backrefs = true;
      return { kind: 'backref', index };
    }
    const space = classRanges('space') ?? [];
    const special =
      next === 'w'
        ? this.#set(WORD)
        : next === 'W'
          ? this.#not(WORD)
          : next === 's'
            ? this.#set(space)
            : next === 'S'
              ? this.#not(space)
              : undefined;
    if (special) {
      this.#at += 2;
      return special;
    }
    this.#at += 1;
    return this.#literal();
  }

  /** Escapes that mawk's scanner knows inside an expression. */
  #awkEscape(next: string): Node {
    const octal = /^[0-7]{1,3}/.exec(this.#text.slice(this.#at + 1));
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(this.#text.slice(this.#at + 1));
    const named: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7, b: 8 };
    let code = Object.hasOwn(named, next) ? named[next] : undefined;
    let width = 2;
    if (octal) {
      code = Number.parseInt(octal[0], 8) & 255;
      width = 1 + octal[0].length;
    } else if (hex) {
      code = Number.parseInt(hex[1] ?? '', 16);
      width = 2 + (hex[1] ?? '').length;
    }
    if (code === undefined) {
      this.#at += 1;
      return this.#literal();
    }
    this.#at += width;
    return this.#set([[code, code]]);
  }

  #literal(): Node {
    let code = this.#text.charCodeAt(this.#at);
    let width = 1;
    if (this.#options.utf8 && code >= 0xc2) {
      const more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : 1;
      let value = code & (0x3f >> more);
      for (let i = 1; i <= more; i += 1) value = (value << 6) | (this.#text.charCodeAt(this.#at + i) & 63);
      if (this.#at + more < this.#text.length) {
        code = value;
        width = more + 1;
      }
    }
    this.#at += width;
    if (this.#options.utf8 && width === 1) {
      const ranges = this.#options.icase ? foldCase([[code, code]]) : ([[code, code]] as Ranges);
      return { kind: 'set', set: byteSet(ranges) };
    }
    return this.#set([[code, code]]);
  }
}
