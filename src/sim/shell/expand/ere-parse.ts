// Parses POSIX extended regular expressions (XBD 9.4, with glibc's \w \s \b \< \>) into a program for the matcher.
import type { ByteString } from '../../kernel/abi/index.ts';

/** The expression is not valid: regcomp(3) would refuse it. */
export class RegexFault extends Error {}

export type Instruction =
  | { readonly op: 'char'; readonly test: (code: number) => boolean }
  | { readonly op: 'assert'; readonly kind: '^' | '$' | 'b' | 'B' | '<' | '>' }
  | { readonly op: 'save'; readonly slot: number }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { readonly op: 'match' };

type Node =
  | { readonly kind: 'char'; readonly test: (code: number) => boolean }
  | { readonly kind: 'assert'; readonly assert: '^' | '$' | 'b' | 'B' | '<' | '>' }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly items: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number };

/** Counted repetitions are written out: a program larger than this is refused (glibc: "Regular expression too big"). */
const MAX_PROGRAM = 30_000;
const MAX_NESTING = 200;
/** RE_DUP_MAX of glibc. */
const MAX_COUNT = 32_767;

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
};
export const isWordCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isSpaceCode = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

class Parser {
  private i = 0;
  private groups = 0;
  private depth = 0;
  private readonly text: ByteString;
  private readonly nocase: boolean;

  constructor(text: ByteString, nocase: boolean) {
    this.text = text;
    this.nocase = nocase;
  }

  parse(): { readonly node: Node; readonly groups: number } {
    const node = this.choice();
    if (this.i < this.text.length) throw new RegexFault('Unmatched ) or \\)');
    return { node, groups: this.groups };
  }

  private choice(): Node {
    this.depth += 1;
    if (this.depth > MAX_NESTING) throw new RegexFault('Regular expression too big');
    const items = [this.sequence()];
    while (this.text[this.i] === '|') {
      this.i += 1;
      items.push(this.sequence());
    }
    this.depth -= 1;
    return items.length === 1 ? (items[0] as Node) : { kind: 'choice', items };
  }

  private sequence(): Node {
    const items: Node[] = [];
    while (this.i < this.text.length) {
      const c = this.text[this.i];
      if (c === '|' || (c === ')' && this.depth > 1)) break;
      items.push(this.repeated(items.length === 0));
    }
    return { kind: 'sequence', items };
  }

  private repeated(first: boolean): Node {
    const c = this.text[this.i] ?? '';
    if (first && (/[*+?]/.test(c) || /^\{[0-9]/.test(this.text.slice(this.i))))
      throw new RegexFault('Invalid preceding regular expression');
    let node = this.atom();
    for (;;) {
      const op = this.text[this.i];
      let min: number;
      let max: number;
      if (op === '*' || op === '+' || op === '?') {
        min = op === '+' ? 1 : 0;
        max = op === '?' ? 1 : Infinity;
        this.i += 1;
      } else if (op === '{') {
        const bound = /^\{([0-9]*)(?:(,)([0-9]*))?\}/.exec(this.text.slice(this.i));
        if (!bound || (bound[1] === '' && bound[2] === undefined)) throw new RegexFault('Invalid content of \\{\\}');
        min = Number(bound[1] ?? 0);
        max = bound[2] === undefined ? min : bound[3] === '' ? Infinity : Number(bound[3]);
        if (min > max || min > MAX_COUNT || (max !== Infinity && max > MAX_COUNT))
          throw new RegexFault('Invalid content of \\{\\}');
        this.i += bound[0].length;
      } else return node;
      if (node.kind === 'assert') throw new RegexFault('Invalid preceding regular expression');
      node = { kind: 'repeat', body: node, min, max };
    }
  }

  private literal(char: string): Node {
    const code = char.charCodeAt(0);
    if (!this.nocase) return { kind: 'char', test: (other) => other === code };
    const low = char.toLowerCase().charCodeAt(0);
    const up = char.toUpperCase().charCodeAt(0);
    return { kind: 'char', test: (other) => other === low || other === up };
  }

  private atom(): Node {
    const c = this.text[this.i] ?? '';
    this.i += 1;
    switch (c) {
      case '(': {
        this.groups += 1;
        const index = this.groups;
        const body = this.choice();
        if (this.text[this.i] !== ')') throw new RegexFault('Unmatched ( or \\(');
        this.i += 1;
        return { kind: 'group', index, body };
      }
      case '.':
        return { kind: 'char', test: () => true };
      case '^':
      case '$':
        return { kind: 'assert', assert: c };
      case '[':
        return this.bracket();
      case '\\':
        return this.escape();
      default:
        return this.literal(c);
    }
  }

  private escape(): Node {
    const c = this.text[this.i];
    if (c === undefined) throw new RegexFault('Trailing backslash');
    this.i += 1;
    if (c === 'b' || c === 'B' || c === '<' || c === '>') return { kind: 'assert', assert: c };
    if (c === '`') return { kind: 'assert', assert: '^' };
    if (c === "'") return { kind: 'assert', assert: '$' };
    if (c === 'w') return { kind: 'char', test: isWordCode };
    if (c === 'W') return { kind: 'char', test: (code) => !isWordCode(code) };
    if (c === 's') return { kind: 'char', test: isSpaceCode };
    if (c === 'S') return { kind: 'char', test: (code) => !isSpaceCode(code) };
    return this.literal(c);
  }

  private bracket(): Node {
    const { text } = this;
    const negate = text[this.i] === '^';
    if (negate) this.i += 1;
    const tests: ((code: number) => boolean)[] = [];
    const first = this.i;
    for (;;) {
      const c = text[this.i];
      if (c === undefined) throw new RegexFault('Unmatched [, [^, [:, [., or [=');
      if (c === ']' && this.i > first) break;
      const low = this.element(tests);
      if (low === undefined) continue;
      if (text[this.i] === '-' && text[this.i + 1] !== undefined && text[this.i + 1] !== ']') {
        this.i += 1;
        const high = this.element(tests) ?? low;
        if (high < low) throw new RegexFault('Invalid range end');
        tests.push((code) => code >= low && code <= high);
      } else tests.push((code) => code === low);
    }
    this.i += 1;
    const { nocase } = this;
    const test = (code: number): boolean => {
      if (tests.some((t) => t(code))) return !negate;
      if (!nocase) return negate;
      const char = String.fromCharCode(code);
      const other = char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase();
      return tests.some((t) => t(other.charCodeAt(0))) !== negate;
    };
    return { kind: 'char', test };
  }

  /** One element of a bracket expression: its code, or undefined when it was a class. */
  private element(tests: ((code: number) => boolean)[]): number | undefined {
    const { text } = this;
    const c = text[this.i] ?? '';
    const kind = text[this.i + 1];
    if (c === '[' && (kind === ':' || kind === '=' || kind === '.')) {
      const end = text.indexOf(`${kind}]`, this.i + 2);
      if (end < 0) throw new RegexFault('Unmatched [, [^, [:, [., or [=');
      const name = text.slice(this.i + 2, end);
      this.i = end + 2;
      if (kind !== ':') {
        if (name.length !== 1) throw new RegexFault('Invalid collation character');
        return name.charCodeAt(0);
      }
      const set = CLASSES[name];
      if (!set) throw new RegexFault('Invalid character class name');
      tests.push((code) => set.test(String.fromCharCode(code)));
      return undefined;
    }
    this.i += 1;
    return c.charCodeAt(0);
  }
}

class Emitter {
  readonly program: Instruction[] = [];

  private add(instruction: Instruction): number {
    if (this.program.length >= MAX_PROGRAM) throw new RegexFault('Regular expression too big');
    return this.program.push(instruction) - 1;
  }

  emit(node: Node): void {
    switch (node.kind) {
      case 'char':
        this.add({ op: 'char', test: node.test });
        return;
      case 'assert':
        this.add({ op: 'assert', kind: node.assert });
        return;
      case 'group':
        this.add({ op: 'save', slot: node.index * 2 });
        this.emit(node.body);
        this.add({ op: 'save', slot: node.index * 2 + 1 });
        return;
      case 'sequence':
        for (const item of node.items) this.emit(item);
        return;
      case 'choice':
        this.choice(node.items);
        return;
      case 'repeat':
        this.repeat(node.body, node.min, node.max);
    }
  }

  private choice(items: readonly Node[]): void {
    const jumps: { op: 'jump'; to: number }[] = [];
    items.forEach((item, i) => {
      if (i === items.length - 1) return this.emit(item);
      const split: Instruction & { op: 'split' } = { op: 'split', first: 0, second: 0 };
      this.add(split);
      split.first = this.program.length;
      this.emit(item);
      const jump = { op: 'jump' as const, to: 0 };
      this.add(jump);
      jumps.push(jump);
      split.second = this.program.length;
    });
    for (const jump of jumps) jump.to = this.program.length;
  }

  private repeat(body: Node, min: number, max: number): void {
    for (let n = 0; n < min; n += 1) this.emit(body);
    if (max === Infinity) {
      const split: Instruction & { op: 'split' } = { op: 'split', first: 0, second: 0 };
      const at = this.add(split);
      split.first = this.program.length;
      this.emit(body);
      this.add({ op: 'jump', to: at });
      split.second = this.program.length;
      return;
    }
    const splits: (Instruction & { op: 'split' })[] = [];
    for (let n = min; n < max; n += 1) {
      const split: Instruction & { op: 'split' } = { op: 'split', first: 0, second: 0 };
      this.add(split);
      split.first = this.program.length;
      splits.push(split);
      this.emit(body);
    }
    for (const split of splits) split.second = this.program.length;
  }
}

export interface RegexProgram {
  readonly code: readonly Instruction[];
  readonly groups: number;
}

export function compileRegex(source: ByteString, nocase: boolean): RegexProgram {
  const { node, groups } = new Parser(source, nocase).parse();
  const emitter = new Emitter();
  emitter.emit({ kind: 'group', index: 0, body: node });
  emitter.program.push({ op: 'match' });
  return { code: emitter.program, groups };
}
