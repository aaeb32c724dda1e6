// sub() and gsub(): leftmost-longest matches replaced, `&` standing for the match.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Regex } from '../../posix/index.ts';

/** A replacement as pieces between which the match is put. */
function pieces(replacement: ByteString): ByteString[] {
  const parts = [''];
  const add = (text: string): void => {
    parts[parts.length - 1] += text;
  };
  for (let at = 0; at < replacement.length; at += 1) {
    const char = replacement[at] ?? '';
    if (char === '&') parts.push('');
    else if (char !== '\\') add(char);
    else if (replacement[at + 1] === '&' || replacement[at + 1] === '\\') {
      add(replacement[at + 1] ?? '');
      at += 1;
    } else add(char);
  }
  return parts;
}

export function substitute(
  text: ByteString,
  regex: Regex,
  replacement: ByteString,
  all: boolean,
): { text: ByteString; count: number } {
  const parts = pieces(replacement);
  let out = '';
  let count = 0;
  let copied = 0;
  let lastEnd = -1;
  for (let from = 0; from <= text.length;) {
    const found = regex.span(text, from);
    if (!found) break;
    const [begin, end] = found;
    if (begin === end && begin === lastEnd) {
      // right behind a match, an empty one does not count
      from = begin + 1;
      continue;
    }
    out += text.slice(copied, begin) + parts.join(text.slice(begin, end));
    count += 1;
    copied = end;
    lastEnd = end;
    if (!all) break;
    from = end === begin ? end + 1 : end;
  }
  return { text: out + text.slice(copied), count };
}
