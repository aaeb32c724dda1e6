/** Inline text of questions, hints and titles. */
import { pieces } from '../../lesson/index.ts';

export function Inline({ text }: { readonly text: string }) {
  return pieces(text).map((piece, i) =>
    piece.kind === 'code' ? (
      <code key={i}>{piece.text}</code>
    ) : piece.kind === 'em' ? (
      <em key={i}>{piece.text}</em>
    ) : (
      piece.text
    ),
  );
}
