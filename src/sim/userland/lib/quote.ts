// How GNU tools quote names in messages (gnulib's quotearg): the locale style and the shell-escape style.
import type { ByteString } from '../../kernel/abi/index.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

const octal = (char: string): string => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
const printable = (char: string, utf8: boolean): boolean => (char >= ' ' && char <= '~') || (utf8 && char >= '\x80');

/** The octal or named escape of a character that cannot be shown. */
export const escapeChar = (char: string): string => ESCAPES[char] ?? octal(char);

/** quote(): 'x' in the C locale, the typographic quotes in UTF-8; escapes as in C. */
export function quote(text: ByteString, utf8 = false): ByteString {
  let body = '';
  for (const char of text) {
    if (char === '\\') body += '\\\\';
    else if (char === "'" && !utf8) body += "\\'";
    else body += printable(char, utf8) ? char : escapeChar(char);
  }
  return utf8 ? `\xe2\x80\x98${body}\xe2\x80\x99` : `'${body}'`;
}

/** Characters that a double-quoted shell word and a C string spell alike. */
const COMPATIBLE = /^[%+,\-./0-9:A-Z\]_a-z{} #~']*$/;

/** quoteaf(): always quoted so that a shell reads it back. */
export function quoteAlways(text: ByteString, utf8 = false): ByteString {
  if (text.includes("'") && COMPATIBLE.test(text)) return `"${text}"`;
  let out = "'";
  let inEscape = false;
  for (const char of text) {
    if (printable(char, utf8)) {
      if (inEscape) out += "''";
      inEscape = false;
      out += char === "'" ? "'\\''" : char;
    } else {
      if (!inEscape) out += "'$'";
      inEscape = true;
      out += escapeChar(char);
    }
  }
  return `${out}'`;
}

const SPECIAL = /[\s!"$&'()*;<=>?[\\^`|\x00-\x1f\x7f]/;

const needsQuotes = (text: ByteString, utf8: boolean): boolean =>
  text === '' ||
  SPECIAL.test(text) ||
  /^[#~]/.test(text) ||
  text === '{' ||
  text === '}' ||
  (!utf8 && /[\x80-\xff]/.test(text));

/** The shell-escape style: quoted only where a shell would need it. What `ls` prints on a terminal. */
export const quoteIfNeeded = (text: ByteString, utf8 = false): ByteString =>
  needsQuotes(text, utf8) ? quoteAlways(text, utf8) : text;

/** quotef(): for a name before a colon. */
export const quoteName = (text: ByteString, utf8 = false): ByteString =>
  text.includes(':') || needsQuotes(text, utf8) ? quoteAlways(text, utf8) : text;
