// Quoting of file names: taken off to look for them, put on when they are inserted, in the style the word was begun with.
import type { ByteString } from '../../../kernel/abi/index.ts';
import type { Target } from './word.ts';

/** Names with any of these are quoted when inserted (bash's default_filename_quote_characters). */
const NEEDS_QUOTES = ' \t\n\\"\'@<>=;|&()#$`?*[!:{~';

/** Characters that a backslash is put before. */
const BACKSLASHED = ' \t\n!"$&\'()*,;<>?[\\]^`{|}';

export function dequote(text: ByteString, quote: Target['quote']): ByteString {
  let out = '';
  let inside: string = quote;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] as string;
    if (char === '\\' && inside !== "'") {
      if (i + 1 >= text.length) break;
      const next = text[i + 1] as string;
      if (inside === '"' && !'$`"\\\n'.includes(next)) out += char;
      out += next;
      i += 1;
    } else if (inside !== '' && char === inside) inside = '';
    else if (inside === '' && (char === '"' || char === "'")) inside = char;
    else out += char;
  }
  return out;
}

/** Every special character behind a backslash, as it stands between braces. */
export const backslashed = (name: ByteString): ByteString =>
  [...name].map((char, i) => (BACKSLASHED.includes(char) || (char === '#' && i === 0) ? `\\${char}` : char)).join('');

export interface Replacement {
  readonly text: ByteString;
  readonly quote: Target['quote'];
}

/** The inserted form of a file name. `keep` are characters that stay special (a `$` that was expanded). */
export function quoteName(
  name: ByteString,
  single: boolean,
  quote: Target['quote'],
  breaks: ByteString,
  keep: string,
): Replacement {
  const needs = [...name].some((char) => NEEDS_QUOTES.includes(char) && !keep.includes(char));
  if (!needs) return { text: name, quote };
  if (quote === '"' && !name.includes('!')) {
    const body = name.replace(/[$`"\\]/g, (char) => (keep.includes(char) ? char : `\\${char}`));
    return { text: single ? `"${body}"` : `"${body}`, quote };
  }
  if (quote === "'" || (quote === '' && name.includes('\n'))) {
    const body = name.replace(/'/g, "'\\''");
    return { text: single ? `'${body}'` : `'${body}`, quote: "'" };
  }
  let out = '';
  for (let i = 0; i < name.length; i += 1) {
    const char = name[i] as string;
    const special = BACKSLASHED.includes(char) || breaks.includes(char) || (char === '#' && i === 0);
    out += special && !keep.includes(char) ? `\\${char}` : char;
  }
  return { text: out, quote: '' };
}
