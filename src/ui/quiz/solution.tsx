/** The right answer of a question in words, where the marks in the field do not show it. */
import type { Question } from '../../lesson/index.ts';
import { Inline } from '../components/inline.tsx';

function text(question: Question): string | undefined {
  switch (question.kind) {
    case 'type':
      return question.accept[0] === undefined ? undefined : `\`${question.accept[0]}\``;
    case 'order':
      return question.items.map((item) => item.text).join(' → ');
    case 'match':
      return question.pairs.map((pair) => `${pair.left}: ${pair.right}`).join('; ');
    case 'state':
      return Object.entries(question.answer)
        .map(([label, state]) => `${label}: ${state}`)
        .join('; ');
    default:
      return undefined;
  }
}

export function Solution({ question }: { readonly question: Question }) {
  const said = text(question);
  return said === undefined ? null : (
    <>
      It is: <Inline text={said} />.
    </>
  );
}
