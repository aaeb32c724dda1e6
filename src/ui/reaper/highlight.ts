/** C in colours: the parser that the editor uses, for texts that are only read. Classes are coloured in code.css. */
import { cppLanguage } from '@codemirror/lang-cpp';
import { classHighlighter, highlightCode } from '@lezer/highlight';

export interface Token {
  readonly text: string;
  readonly classes: string;
}

/** The lines of a text as coloured pieces. */
export function coloured(text: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  highlightCode(
    text,
    cppLanguage.parser.parse(text),
    classHighlighter,
    (piece, classes) => lines.at(-1)?.push({ text: piece, classes }),
    () => lines.push([]),
  );
  return lines;
}
