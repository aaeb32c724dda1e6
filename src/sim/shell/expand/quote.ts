// How values are written so that the shell reads them back: `set`, `declare -p`, `${x@Q}`, `printf %q`, `trap`, `alias`, xtrace.
import type { ByteString } from '../../kernel/abi/index.ts';

const NAMED: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  27: '\\E',
};

/** Not shown as it is: control characters, and (in the C locale) every byte beyond ASCII. */
export function needsAnsi(text: ByteString, utf8: boolean): boolean {
  return utf8 ? /[\x00-\x1f\x7f]/.test(text) : /[\x00-\x1f\x7f-\xff]/.test(text);
}

/** `$'…'` */
export function ansiQuote(text: ByteString, utf8: boolean): ByteString {
  let out = "$'";
  for (const c of text) {
    const code = c.charCodeAt(0);
    if (c === "'" || c === '\\') out += `\\${c}`;
    else if (NAMED[code] !== undefined) out += NAMED[code];
    else if (code < 32 || code === 127 || (code > 127 && !utf8)) out += `\\${code.toString(8).padStart(3, '0')}`;
    else out += c;
  }
  return `${out}'`;
}

/** `'it'\''s'` */
export function singleQuote(text: ByteString): ByteString {
  return `'${text.replace(/'/g, "'\\''")}'`;
}

/** `"…"` with `$`, `` ` ``, `"` and `\` escaped. */
export function doubleQuote(text: ByteString): ByteString {
  return `"${text.replace(/[$`"\\]/g, '\\$&')}"`;
}

/** Characters that a bare word may not hold (bash's sh_contains_shell_metas). */
function hasMetas(text: ByteString): boolean {
  if (/[ \t\n'"\\|&;()<>!{}*[?\]^$`]/.test(text)) return true;
  return text.startsWith('~') || /[=:]~/.test(text) || text.startsWith('#');
}

/** Value in the output of `set` and in xtrace: bare when possible. */
export function plainQuote(text: ByteString, utf8 = false): ByteString {
  if (text === '') return '';
  if (needsAnsi(text, utf8)) return ansiQuote(text, utf8);
  return hasMetas(text) ? singleQuote(text) : text;
}

/** xtrace words: plain single quotes come first, `$'…'` only where no other character asks for them. */
export function traceQuote(text: ByteString, utf8 = false): ByteString {
  if (text === '') return "''";
  if (hasMetas(text)) return singleQuote(text);
  return needsAnsi(text, utf8) ? ansiQuote(text, utf8) : text;
}

/** `${x@Q}` */
export function atQuote(text: ByteString, utf8 = false): ByteString {
  if (needsAnsi(text, utf8)) return ansiQuote(text, utf8);
  return singleQuote(text);
}

/** Value in `declare -p`: always in double quotes (or `$'…'`). */
export function declareQuote(text: ByteString, utf8 = false): ByteString {
  return needsAnsi(text, utf8) ? ansiQuote(text, utf8) : doubleQuote(text);
}

/** `printf %q`: backslashes. */
export function backslashQuote(text: ByteString, utf8 = false): ByteString {
  if (text === '') return "''";
  if (needsAnsi(text, utf8)) return ansiQuote(text, utf8);
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (/[ \t\n'"\\|&;()<>!{}*[?\]^$`,]/.test(c)) out += `\\${c}`;
    else if ((c === '#' || c === '~') && i === 0) out += `\\${c}`;
    else if (c === '~' && /[=:]/.test(text[i - 1] ?? '')) out += `\\${c}`;
    else out += c;
  }
  return out;
}
