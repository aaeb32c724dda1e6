// The l command: the pattern space with every byte visible, folded at the line length.
import type { ByteString } from '../../kernel/abi/index.ts';

const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** `width` counts the trailing `\`; 0 and 1 mean no folding. */
export function unambiguous(text: ByteString, width: number): ByteString {
  let out = '';
  let column = 0;
  for (const char of text) {
    const shown =
      NAMED[char] ?? (char >= ' ' && char <= '~' ? char : `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
    if (width > 1 && column + shown.length > width - 1) {
      out += '\\\n';
      column = 0;
    }
    out += shown;
    column += shown.length;
  }
  return `${out}$\n`;
}
