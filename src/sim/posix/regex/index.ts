// POSIX regular expressions (regex(7)) with GNU's additions: leftmost-longest, linear time unless back-references are used.
import type { Node } from './ast.ts';
import { Automaton } from './automaton.ts';
import { backtrack } from './backtrack.ts';
import { RegexError } from './bracket.ts';
import { Longest, needsLongest } from './longest.ts';
import { Parser, type Dialect, type ParseOptions, type Tree } from './parse.ts';
import { compile, type Code } from './program.ts';

export type { Dialect } from './parse.ts';

export interface RegexOptions {
  readonly extended?: boolean;
  readonly icase?: boolean;
  readonly dialect?: Dialect;
  /** `^` and `$` also match at newlines; `.` and `[^x]` do not match one. */
  readonly newline?: boolean;
  /** The text is UTF-8 and `.` is a character, not a byte. */
  readonly utf8?: boolean;
  /** Only whole words (no word character before or after), or only whole lines: grep's -w and -x. */
  readonly whole?: 'word' | 'line';
}

function wrapped(tree: Tree, whole: 'word' | 'line' | undefined): Tree {
  if (!whole) return tree;
  const around = whole === 'word' ? (['noword-before', 'noword-after'] as const) : (['bol', 'eol'] as const);
  return {
    ...tree,
    node: { kind: 'cat', items: [{ kind: 'assert', what: around[0] }, tree.node, { kind: 'assert', what: around[1] }] },
  };
}

/** [start, end) of the whole match, then of each group; undefined for a group that took no part. */
export type Match = readonly (readonly [number, number] | undefined)[];

export type Compiled = { readonly ok: true; readonly regex: Regex } | { readonly ok: false; readonly error: string };

/** Compiles; a bad pattern gives regerror(3)'s text. */
export function compileRegex(pattern: string, options: RegexOptions = {}): Compiled {
  const full: ParseOptions = {
    extended: options.extended ?? false,
    icase: options.icase ?? false,
    dialect: options.dialect ?? 'posix',
    newline: options.newline ?? false,
    utf8: options.utf8 ?? false,
  };
  try {
    const tree = wrapped(new Parser(pattern, full).parse(), options.whole);
    return { ok: true, regex: new Regex(tree, compile(tree.node, tree.groups), full) };
  } catch (reason) {
    if (reason instanceof RegexError) return { ok: false, error: reason.message };
    throw reason;
  }
}

/** The literal text that every match begins with; '' when there is none. Assertions before it do not matter. */
function literalPrefix(node: Node): { text: string; whole: boolean } {
  if (node.kind === 'set') {
    const first = node.set.indexOf(1);
    return first >= 0 && node.set.indexOf(1, first + 1) < 0
      ? { text: String.fromCharCode(first), whole: true }
      : { text: '', whole: false };
  }
  if (node.kind === 'empty') return { text: '', whole: true };
  if (node.kind === 'group') return { text: literalPrefix(node.item).text, whole: false };
  if (node.kind !== 'cat') return { text: '', whole: false };
  let text = '';
  for (const item of node.items) {
    const part = literalPrefix(item);
    text += part.text;
    if (!part.whole) return { text, whole: false };
  }
  return { text, whole: true };
}

export class Regex {
  /** Number of parenthesised groups. */
  readonly groups: number;
  readonly #tree: Tree;
  readonly #code: Code;
  readonly #options: ParseOptions;
  readonly #prefix: string;
  readonly #literal: boolean;
  readonly #longest: boolean;
  #anchored: Automaton | undefined;
  #floating: Automaton | undefined;
  /** A match was given up because a back-reference made it too expensive. */
  tooComplex = false;

  constructor(tree: Tree, code: Code, options: ParseOptions) {
    this.#tree = tree;
    this.#code = code;
    this.#options = options;
    this.groups = tree.groups;
    const prefix = literalPrefix(tree.node);
    this.#prefix = prefix.text;
    this.#literal = prefix.whole && prefix.text !== '';
    this.#longest = tree.groups > 0 && needsLongest(tree.node);
  }

  /** Whether the text has a match at or after `from`. */
  test(text: string, from = 0): boolean {
    if (this.#literal) return text.includes(this.#prefix, from);
    if (this.#tree.backrefs) return this.exec(text, from) !== undefined;
    if (this.#prefix !== '' && !text.includes(this.#prefix, from)) return false;
    this.#floating ??= new Automaton(this.#code, this.#options.newline, true);
    return this.#floating.run(text, from, true) >= 0;
  }

  /** Where the leftmost-longest match at or after `from` is; [start, end) or undefined. Cheaper than exec. */
  span(text: string, from = 0): readonly [number, number] | undefined {
    if (this.#literal) {
      const at = text.indexOf(this.#prefix, from);
      return at < 0 ? undefined : [at, at + this.#prefix.length];
    }
    if (this.#tree.backrefs) return this.exec(text, from)?.[0];
    if (!this.test(text, from)) return undefined;
    this.#anchored ??= new Automaton(this.#code, this.#options.newline, false);
    for (let start = from; start <= text.length; start += 1) {
      if (this.#prefix !== '') {
        start = text.indexOf(this.#prefix, start);
        if (start < 0) return undefined;
      }
      const end = this.#anchored.run(text, start);
      if (end >= 0) return [start, end];
    }
    return undefined;
  }

  /** The match with its groups. */
  exec(text: string, from = 0): Match | undefined {
    if (this.#tree.backrefs) return this.#withBackrefs(text, from);
    const span = this.span(text, from);
    if (!span) return undefined;
    if (this.groups === 0) return [span];
    return this.#pairs(this.#captures(text, span[0], span[1]), span);
  }

  #search(text: string): Parameters<typeof backtrack>[0] {
    return {
      code: this.#code,
      text,
      newline: this.#options.newline,
      icase: this.#options.icase,
      memo: !this.#tree.backrefs,
    };
  }

  #captures(text: string, start: number, end: number): readonly number[] {
    if (this.#longest) {
      const solver = new Longest(text, this.#options.newline, this.groups, end);
      if (solver.solve(this.#tree.node, start)) return solver.slots;
    }
    const found = backtrack(this.#search(text), start, end);
    return found.kind === 'match' ? found.slots : [];
  }

  #pairs(slots: readonly number[], whole: readonly [number, number]): Match {
    const out: (readonly [number, number] | undefined)[] = [whole];
    for (let i = 1; i <= this.groups; i += 1) {
      const from = slots[i * 2] ?? -1;
      const to = slots[i * 2 + 1] ?? -1;
      out.push(from < 0 || to < 0 ? undefined : [from, to]);
    }
    return out;
  }

  #withBackrefs(text: string, from: number): Match | undefined {
    for (let start = from; start <= text.length; start += 1) {
      const found = backtrack(this.#search(text), start, undefined);
      if (found.kind === 'match') return this.#pairs(found.slots, [start, found.slots[1] ?? start]);
      if (found.kind === 'too-complex') {
        this.tooComplex = true;
        return undefined;
      }
    }
    return undefined;
  }
}
