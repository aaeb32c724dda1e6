// Regular expressions of mawk: extended ones without intervals, with its own error texts and its cache of compiled ones.
import { compileRegex, type Regex } from '../../posix/index.ts';

/** Where a bracket expression that begins at `at` ends (behind the `]`); -1 when it does not. */
function bracketEnd(source: string, at: number): number {
  let i = at + 1;
  if (source[i] === '^') i += 1;
  if (source[i] === ']') i += 1;
  for (; i < source.length; i += 1) {
    if (source[i] === '\\') i += 1;
    else if (source[i] === '[' && source[i + 1] === ':') {
      const end = source.indexOf(':]', i + 2);
      if (end >= 0) i = end + 1;
    } else if (source[i] === ']') return i + 1;
  }
  return -1;
}

/** What is wrong with an expression, in mawk's words. */
export function regexError(source: string): string | undefined {
  let depth = 0;
  // whether an operator or `|` or `)` may stand here
  let operand = false;
  for (let at = 0; at < source.length;) {
    const char = source[at] ?? '';
    if (char === '|' || char === ')') {
      if (char === ')' && depth === 0) return "missing '('";
      if (!operand) return 'missing operand';
      if (char === ')') depth -= 1;
      operand = char === ')';
      at += 1;
    } else if (char === '(') {
      depth += 1;
      operand = false;
      at += 1;
    } else if (char === '*' || char === '+' || char === '?') {
      if (!operand) return 'missing operand';
      at += 1;
    } else if (char === '[') {
      at = bracketEnd(source, at);
      if (at < 0) return 'bad class -- [], [^] or [';
      operand = true;
    } else {
      at += char === '\\' ? 2 : 1;
      operand = true;
    }
  }
  if (depth > 0) return operand ? "missing ')'" : depth > 0 && source.endsWith('(') ? "missing ')'" : 'missing operand';
  return operand || source === '' ? undefined : 'missing operand';
}

/** A pattern that does not compile at run time ends the program. */
export class PatternTrouble extends Error {}

export class PatternCache {
  readonly #known = new Map<string, Regex>();

  get(source: string): Regex {
    let regex = this.#known.get(source);
    if (regex) return regex;
    const error = regexError(source);
    const compiled = error === undefined ? compileRegex(source, { extended: true, dialect: 'awk' }) : undefined;
    if (!compiled?.ok)
      throw new PatternTrouble(`regular expression compile failed (${error ?? 'missing operand'})\n${source}`);
    regex = compiled.regex;
    this.#known.set(source, regex);
    return regex;
  }
}
