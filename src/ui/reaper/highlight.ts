/** C in colours: the parser that the editor uses, for texts that are only read. Classes are coloured in code.css. */
import { classHighlighter, highlightCode } from '@lezer/highlight';
import { cLanguage } from './c-language.ts';

export interface Token {
  readonly text: string;
  readonly classes: string;
}

/** The lines of a text as coloured pieces. */
export function coloured(text: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  highlightCode(
    text,
    cLanguage.parser.parse(text),
    classHighlighter,
    (piece, classes) => lines.at(-1)?.push({ text: piece, classes }),
    () => lines.push([]),
  );
  return lines;
}
