// How xargs(1) reads its input: words with quotes and backslashes, lines, or pieces between delimiters.
import type { ByteString } from '../../kernel/abi/index.ts';

export interface Item {
  readonly text: ByteString;
  /** The last word of its line (-L counts lines). A trailing blank continues the line. */
  readonly endsLine: boolean;
}

export type Split =
  | { readonly ok: true; readonly items: readonly Item[] }
  | { readonly ok: false; readonly error: string; readonly items: readonly Item[] };

const isBlank = (char: string): boolean => char === ' ' || char === '\t';

/** Words; `lines` (-I) takes whole lines without their leading blanks. */
export function splitWords(text: ByteString, lines: boolean, eof: ByteString | undefined): Split {
  const items: Item[] = [];
  let at = 0;
  const unmatched = (quote: string): Split => ({
    ok: false,
    error: `unmatched ${quote === '"' ? 'double' : 'single'} quote; by default quotes are special to xargs unless you use the -0 option`,
    items,
  });
  while (at < text.length) {
    while (at < text.length && (isBlank(text[at] ?? '') || text[at] === '\n')) at += 1;
    if (at >= text.length) break;
    let word = '';
    for (;;) {
      const char = text[at];
      if (char === undefined || char === '\n' || (!lines && isBlank(char))) break;
      if (char === '\\') {
        word += text[at + 1] ?? '';
        at += 2;
      } else if (char === '"' || char === "'") {
        const close = text.indexOf(char, at + 1);
        const newline = text.indexOf('\n', at + 1);
        if (close < 0 || (newline >= 0 && newline < close)) return unmatched(char);
        word += text.slice(at + 1, close);
        at = close + 1;
      } else {
        word += char;
        at += 1;
      }
    }
    if (eof !== undefined && word === eof) break;
    // a blank right before the newline joins the next line
    const endsLine = at >= text.length || text[at] === '\n';
    items.push({ text: word, endsLine });
    at += 1;
  }
  return { ok: true, items };
}

export function splitDelimited(text: ByteString, delimiter: string): Split {
  const parts = text.split(delimiter);
  if (parts.at(-1) === '') parts.pop();
  return { ok: true, items: parts.map((part) => ({ text: part, endsLine: true })) };
}
