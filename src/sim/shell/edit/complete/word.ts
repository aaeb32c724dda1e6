// What a completion completes: the word in front of the point, its quotes, and whether it stands where a command is expected.
import type { ByteString } from '../../../kernel/abi/index.ts';

export interface Target {
  /** Where the text to replace begins (behind an opening quote). */
  readonly start: number;
  readonly end: number;
  /** As typed, quoting included. */
  readonly text: ByteString;
  /** The quote the word is in, '' without. */
  readonly quote: '' | '"' | "'";
  /** A quoting character that broke the word and belongs behind the completion. */
  readonly delimiter: ByteString;
  /** Any quoting on the line before the point. */
  readonly quoted: boolean;
}

/** bash's COMP_WORDBREAKS when the variable is unset. */
export const WORD_BREAKS = ' \t\n"\'@><=;|&(:';

/** Which characters of `line` before `end` a backslash or a closed pair of quotes protects (the quotes themselves included). */
function protectedAt(line: ByteString, end: number): ReadonlySet<number> {
  const out = new Set<number>();
  for (let i = 0; i < end; i += 1) {
    const char = line[i] as string;
    if (char === '\\') {
      i += 1;
      out.add(i);
    } else if (char === '"' || char === "'") {
      const close = closingQuote(line, i);
      if (close >= end) break;
      for (let j = i; j <= close; j += 1) out.add(j);
      i = close;
    }
  }
  return out;
}

/** Where the quote that opens at `at` closes; the length of the line when it does not. */
function closingQuote(line: ByteString, at: number): number {
  const quote = line[at];
  let i = at + 1;
  while (i < line.length && line[i] !== quote) i += quote === '"' && line[i] === '\\' ? 2 : 1;
  return i;
}

export function findTarget(line: ByteString, end: number, breaks: ByteString): Target {
  let quote: Target['quote'] = '';
  let open = end;
  let quoted = false;
  for (let i = 0; i < end; i += 1) {
    const char = line[i] as string;
    if (quote !== "'" && char === '\\') {
      quoted = true;
      i += 1;
    } else if (quote !== '') {
      if (char === quote) {
        quote = '';
        open = end;
      }
    } else if (char === '"' || char === "'") {
      quote = char;
      open = i + 1;
      quoted = true;
    }
  }
  let start = open;
  let delimiter = '';
  if (quote === '') {
    const guarded = quoted ? protectedAt(line, end) : new Set<number>();
    start = end;
    while (start > 0 && (!breaks.includes(line[start - 1] as string) || guarded.has(start - 1))) start -= 1;
    const before = line[start - 1];
    if ((before === '"' || before === "'") && end - start > 0) delimiter = before;
  }
  return { start, end, text: line.slice(start, end), quote, delimiter, quoted };
}

const SEPARATORS = ';|&{(`';

/** `>&`, `<&`, `>|`, `&>`: an operator of redirection, not one between commands. */
function isRedirection(line: ByteString, at: number): boolean {
  const char = line[at];
  const before = line[at - 1];
  if (char === '&' && (before === '<' || before === '>')) return true;
  return (char === '|' && before === '>') || (char === '{' && before === '$');
}

export type Position = 'command' | 'argument' | 'not-first';

export function position(line: ByteString, start: number): Position {
  let i = start - 1;
  const skipBlanks = (): void => {
    while (i >= 0 && (line[i] === ' ' || line[i] === '\t')) i -= 1;
  };
  skipBlanks();
  if (i >= 0 && (line[i] === '"' || line[i] === "'")) {
    i -= 1;
    skipBlanks();
  }
  if (i < 0) return 'command';
  if (SEPARATORS.includes(line[i] as string)) return isRedirection(line, i) ? 'not-first' : 'command';
  // Assignments leave the next word a command; reserved words do not (bash 5.2).
  const { words } = commandWords(line, start);
  const assigned = words.slice(0, -1).every((word) => /^[A-Za-z_][A-Za-z0-9_]*(\[[^\]]*\])?\+?=/.test(word));
  // (A word that has not begun yet is completed as a file name there.)
  return assigned && words.at(-1) === '' && start < line.length && line[start] !== ' ' ? 'command' : 'argument';
}

/** The words of the simple command in which `end` stands; the last one is the word being completed (maybe empty). */
export function commandWords(
  line: ByteString,
  end: number,
): { readonly words: readonly ByteString[]; readonly from: number } {
  const words: ByteString[] = [];
  let from = 0;
  let word = '';
  let begun = false;
  let quote = '';
  for (let i = 0; i < end; i += 1) {
    const char = line[i] as string;
    if (quote !== '') {
      if (char === quote) quote = '';
      word += char;
      continue;
    }
    if (char === '\\') {
      word += line.slice(i, Math.min(i + 2, end));
      i += 1;
      begun = true;
    } else if (char === '"' || char === "'") {
      quote = char;
      word += char;
      begun = true;
    } else if (';|&(`\n'.includes(char) && !isRedirection(line, i)) {
      words.length = 0;
      word = '';
      begun = false;
      from = i + 1;
    } else if (char === ' ' || char === '\t') {
      if (begun) words.push(word);
      else if (words.length === 0) from = i + 1;
      word = '';
      begun = false;
    } else {
      word += char;
      begun = true;
    }
  }
  words.push(word);
  return { words, from };
}
