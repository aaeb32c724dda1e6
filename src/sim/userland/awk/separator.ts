// How text is cut: at blanks, into characters, or at a regular expression (FS, RS and the third argument of split).
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Regex } from '../../posix/index.ts';
import type { PatternCache } from './pattern.ts';

export type Separator =
  | { readonly kind: 'blanks' }
  | { readonly kind: 'characters' }
  | { readonly kind: 'literal'; readonly text: ByteString }
  | { readonly kind: 'regex'; readonly regex: Regex };

/** A single character stands for itself, a blank for runs of them, anything longer is an expression. */
export function separatorOf(text: ByteString, patterns: PatternCache): Separator {
  if (text === ' ') return { kind: 'blanks' };
  if (text === '') return { kind: 'characters' };
  if (text.length === 1) return { kind: 'literal', text };
  return { kind: 'regex', regex: patterns.get(text) };
}

export function splitText(text: ByteString, separator: Separator): ByteString[] {
  switch (separator.kind) {
    case 'blanks':
      return text.match(/[^ \t\n\v\f\r]+/g) ?? [];
    case 'characters':
      return [...text];
    case 'literal':
      return text === '' ? [] : text.split(separator.text);
    case 'regex':
      return text === '' ? [] : splitByRegex(text, separator.regex);
  }
}

function splitByRegex(text: ByteString, regex: Regex): ByteString[] {
  const parts: ByteString[] = [];
  let start = 0;
  for (let from = 0; from <= text.length;) {
    const found = regex.span(text, from);
    if (!found) break;
    const [begin, end] = found;
    if (end === begin) {
      // an empty match separates nothing
      from = begin + 1;
      continue;
    }
    parts.push(text.slice(start, begin));
    start = end;
    from = end;
  }
  parts.push(text.slice(start));
  return parts;
}
