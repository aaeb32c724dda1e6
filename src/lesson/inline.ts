// Inline text of questions, hints and titles: `code` and *emphasis*, nothing else.

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'em'; readonly text: string };

export function pieces(inline: string): readonly Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const match of inline.matchAll(/`([^`]+)`|\*([^*\s](?:[^*]*[^*\s])?)\*/g)) {
    if (match.index > at) out.push({ kind: 'text', text: inline.slice(at, match.index) });
    if (match[1] !== undefined) out.push({ kind: 'code', text: match[1] });
    else out.push({ kind: 'em', text: match[2] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < inline.length) out.push({ kind: 'text', text: inline.slice(at) });
  return out;
}

/** The same without marks: for titles of pages, labels and search. */
export const plain = (inline: string): string =>
  pieces(inline)
    .map((piece) => piece.text)
    .join('');
