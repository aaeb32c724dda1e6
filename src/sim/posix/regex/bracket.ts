// Bracket expressions: `[a-z]`, `[^[:space:]]`, `[]x]`, `[[=a=]]`, `[[.hyphen.]]`. Shared by regular expressions and tr-like users.
import { classRanges, type Ranges } from './ast.ts';

/** A bad expression; the message is regerror(3)'s. Caught by compileRegex, never seen outside this folder. */
export class RegexError extends Error {}

export interface Bracket {
  readonly ranges: Ranges;
  readonly negated: boolean;
  readonly end: number;
}

const UNMATCHED = 'Unmatched [, [^, [:, [., or [=';

/** Names of collating symbols in the POSIX locale that people use. */
const SYMBOLS: Readonly<Record<string, string>> = {
  space: ' ',
  tab: '\t',
  newline: '\n',
  hyphen: '-',
  'hyphen-minus': '-',
  period: '.',
  'full-stop': '.',
  slash: '/',
  backslash: '\\',
  asterisk: '*',
  'left-square-bracket': '[',
  'right-square-bracket': ']',
  underscore: '_',
  'low-line': '_',
  comma: ',',
  colon: ':',
};

interface Syntax {
  readonly dialect: 'posix' | 'sed' | 'grep' | 'awk';
  readonly icase: boolean;
  readonly utf8: boolean;
}

const AWK_ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7, b: 8 };

export function parseBracket(text: string, start: number, syntax: Syntax): Bracket {
  let at = start + 1;
  const negated = text[at] === '^';
  if (negated) at += 1;
  const ranges: Ranges = [];
  const first = at;

  /** One end of a range: a character, or undefined for a class (already added). */
  const element = (): number | undefined => {
    const open = text.slice(at, at + 2);
    if (open === '[:' || open === '[.' || open === '[=') {
      const kind = open[1] ?? '';
      const close = text.indexOf(`${kind}]`, at + 2);
      if (close < 0) {
        if (open === '[:' && syntax.dialect === 'awk') {
          at += 1;
          return 91;
        }
        throw new RegexError(UNMATCHED);
      }
      const name = text.slice(at + 2, close);
      at = close + 2;
      if (kind === ':') {
        const members = classRanges(syntax.icase && (name === 'upper' || name === 'lower') ? 'alpha' : name);
        if (!members) throw new RegexError('Invalid character class name');
        ranges.push(...members);
        return undefined;
      }
      const symbol = name.length === 1 ? name : Object.hasOwn(SYMBOLS, name) ? SYMBOLS[name] : undefined;
      if (symbol === undefined) throw new RegexError('Invalid collation character');
      return symbol.charCodeAt(0);
    }
    if (syntax.dialect === 'awk' && text[at] === '\\' && at + 1 < text.length) {
      const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1));
      if (octal) {
        at += 1 + octal[0].length;
        return Number.parseInt(octal[0], 8) & 255;
      }
      const next = text[at + 1] ?? '';
      at += 2;
      return Object.hasOwn(AWK_ESCAPES, next) ? AWK_ESCAPES[next] : next.charCodeAt(0);
    }
    const code = text.charCodeAt(at);
    if (syntax.utf8 && code >= 0xc2) {
      const more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : 1;
      let value = code & (0x3f >> more);
      for (let i = 1; i <= more; i += 1) value = (value << 6) | (text.charCodeAt(at + i) & 63);
      at += more + 1;
      return value;
    }
    at += 1;
    return code;
  };

  for (;;) {
    if (at >= text.length) throw new RegexError(UNMATCHED);
    if (text[at] === ']' && at > first) return { ranges, negated, end: at + 1 };
    const low = element();
    if (text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']') {
      if (low === undefined) throw new RegexError('Invalid range end');
      at += 1;
      const high = element();
      if (high === undefined || high < low) throw new RegexError('Invalid range end');
      ranges.push([low, high]);
    } else if (low !== undefined) ranges.push([low, low]);
  }
}
