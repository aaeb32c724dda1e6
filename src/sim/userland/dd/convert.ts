// The conversions of dd(1): case, byte swapping, fixed-length records.
import type { ByteString } from '../../kernel/abi/index.ts';

export interface Conversion {
  readonly flags: ReadonlySet<string>;
  readonly cbs: number;
  /** Where the present record of block or unblock is. */
  column: number;
  pendingBlanks: number;
  odd: ByteString;
}

export function convert(data: ByteString, c: Conversion): { text: ByteString; truncated: number } {
  let text = data;
  if (c.flags.has('swab')) {
    text = c.odd + text;
    c.odd = text.length % 2 === 1 ? text.slice(-1) : '';
    text = text.slice(0, text.length - c.odd.length).replace(/([^])([^])/g, '$2$1');
  }
  if (c.flags.has('ucase')) text = text.replace(/[a-z]+/g, (s) => s.toUpperCase());
  if (c.flags.has('lcase')) text = text.replace(/[A-Z]+/g, (s) => s.toLowerCase());
  if (c.flags.has('block') && c.cbs > 0) return block(text, c);
  if (c.flags.has('unblock') && c.cbs > 0) return { text: unblock(text, c), truncated: 0 };
  return { text, truncated: 0 };
}

/** Lines padded or cut to the record length. */
function block(text: ByteString, c: Conversion): { text: ByteString; truncated: number } {
  let out = '';
  let truncated = 0;
  for (const char of text) {
    if (char === '\n') {
      if (c.column < c.cbs) out += ' '.repeat(c.cbs - c.column);
      c.column = 0;
    } else {
      if (c.column === c.cbs) truncated += 1;
      else if (c.column < c.cbs) out += char;
      c.column += 1;
    }
  }
  return { text: out, truncated };
}

/** Records without their trailing blanks, a newline after each. */
function unblock(text: ByteString, c: Conversion): ByteString {
  let out = '';
  for (const char of text) {
    if (c.column === c.cbs) {
      c.column = 0;
      c.pendingBlanks = 0;
      out += '\n';
    }
    c.column += 1;
    if (char === ' ') c.pendingBlanks += 1;
    else {
      out += ' '.repeat(c.pendingBlanks) + char;
      c.pendingBlanks = 0;
    }
  }
  return out;
}

/** What is due at the end. */
export function flush(c: Conversion): ByteString {
  if (c.flags.has('block') && c.cbs > 0 && c.column > 0) return ' '.repeat(Math.max(0, c.cbs - c.column));
  if (c.flags.has('unblock') && c.cbs > 0 && c.column > 0) return '\n';
  return c.odd;
}
