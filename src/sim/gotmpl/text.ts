/** Go's view of text: strings are bytes (one char is one byte here), runes are decoded UTF-8; quoting as strconv does it. */

export const RUNE_ERROR = 0xfffd;

/** The rune that starts at byte `at`, with its size; an invalid sequence is U+FFFD of size 1, as utf8.DecodeRune says. */
export function runeAt(s: string, at: number): { readonly rune: number; readonly size: number } {
  const b = s.charCodeAt(at);
  if (b < 0x80) return { rune: b, size: 1 };
  const size = b >= 0xf0 && b < 0xf5 ? 4 : b >= 0xe0 ? 3 : b >= 0xc2 ? 2 : 0;
  if (size === 0 || b >= 0xf5 || at + size > s.length) return { rune: RUNE_ERROR, size: 1 };
  let rune = b & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    const c = s.charCodeAt(at + i);
    if ((c & 0xc0) !== 0x80) return { rune: RUNE_ERROR, size: 1 };
    rune = (rune << 6) | (c & 0x3f);
  }
  const least = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
  if (rune < least || rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000)) return { rune: RUNE_ERROR, size: 1 };
  return { rune, size };
}

/** All runes of a byte string. */
export function runes(s: string): number[] {
  const out: number[] = [];
  for (let i = 0; i < s.length;) {
    const r = runeAt(s, i);
    out.push(r.rune);
    i += r.size;
  }
  return out;
}

/** The bytes of one rune. */
export function encodeRune(r: number): string {
  if (r < 0x80) return String.fromCharCode(r);
  if (r > 0x10ffff || (r >= 0xd800 && r < 0xe000)) r = RUNE_ERROR;
  if (r < 0x800) return String.fromCharCode(0xc0 | (r >> 6), 0x80 | (r & 0x3f));
  if (r < 0x10000) return String.fromCharCode(0xe0 | (r >> 12), 0x80 | ((r >> 6) & 0x3f), 0x80 | (r & 0x3f));
  return String.fromCharCode(0xf0 | (r >> 18), 0x80 | ((r >> 12) & 0x3f), 0x80 | ((r >> 6) & 0x3f), 0x80 | (r & 0x3f));
}

export function encodeRunes(list: readonly number[]): string {
  return list.map(encodeRune).join('');
}

export function runeCount(s: string): number {
  let n = 0;
  for (let i = 0; i < s.length; i += s.charCodeAt(i) < 0x80 ? 1 : runeAt(s, i).size) n++;
  return n;
}

/** unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrint(r: number): boolean {
  if (r < 0x80) return r >= 0x20 && r < 0x7f;
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(String.fromCodePoint(r));
}

export function isLetter(r: number): boolean {
  return r < 0x80 ? /[A-Za-z]/.test(String.fromCharCode(r)) : /^\p{L}$/u.test(String.fromCodePoint(r));
}

export function isDigit(r: number): boolean {
  return r < 0x80 ? r >= 48 && r <= 57 : /^\p{Nd}$/u.test(String.fromCodePoint(r));
}

const SHORT: ReadonlyMap<number, string> = new Map([
  [7, '\\a'],
  [8, '\\b'],
  [12, '\\f'],
  [10, '\\n'],
  [13, '\\r'],
  [9, '\\t'],
  [11, '\\v'],
]);

function escapeRune(r: number, quote: string, ascii: boolean): string {
  if (r === quote.charCodeAt(0) || r === 0x5c) return '\\' + String.fromCharCode(r);
  if (r < 0x80 ? isPrint(r) : !ascii && isPrint(r)) return encodeRune(r);
  const short = SHORT.get(r);
  if (short !== undefined) return short;
  if (r < 0x20 || r === 0x7f) return '\\x' + r.toString(16).padStart(2, '0');
  return r < 0x10000 ? '\\u' + r.toString(16).padStart(4, '0') : '\\U' + r.toString(16).padStart(8, '0');
}

/** strconv.Quote; `ascii` is strconv.QuoteToASCII. */
export function quote(s: string, ascii = false): string {
  let out = '"';
  for (let i = 0; i < s.length;) {
    const { rune, size } = runeAt(s, i);
    if (rune === RUNE_ERROR && size === 1) out += '\\x' + s.charCodeAt(i).toString(16).padStart(2, '0');
    else out += escapeRune(rune, '"', ascii);
    i += size;
  }
  return out + '"';
}

/** strconv.QuoteRune. */
export function quoteRune(r: number, ascii = false): string {
  return "'" + escapeRune(r, "'", ascii) + "'";
}

/** fmt's %#U: the code point, and the rune itself when it can be printed. */
export function unicodeName(r: number): string {
  const code = 'U+' + r.toString(16).toUpperCase().padStart(4, '0');
  return isPrint(r) ? `${code} '${encodeRune(r)}'` : code;
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** strconv.Unquote for "..." and `...`; undefined is Go's `invalid syntax`. */
export function unquote(s: string): string | undefined {
  const q = s[0];
  if (s.length < 2 || q !== s[s.length - 1]) return undefined;
  const body = s.slice(1, -1);
  if (q === '`') return body.includes('`') ? undefined : body.replaceAll('\r', '');
  if (q !== '"' || body.includes('\n')) return undefined;
  let out = '';
  for (let i = 0; i < body.length;) {
    if (body[i] === '"') return undefined;
    const one = unescape(body, i, '"');
    if (one === undefined) return undefined;
    out += one.raw ? String.fromCharCode(one.rune) : encodeRune(one.rune);
    i = one.next;
  }
  return out;
}

/** One possibly escaped character; `raw` means a byte (\x, octal), not a rune. strconv.UnquoteChar. */
export function unescape(s: string, at: number, q: string): { rune: number; raw: boolean; next: number } | undefined {
  if (s[at] !== '\\') {
    const { rune, size } = runeAt(s, at);
    return size === 1 ? { rune: s.charCodeAt(at), raw: true, next: at + 1 } : { rune, raw: false, next: at + size };
  }
  const c = s[at + 1];
  if (c === undefined) return undefined;
  const simple = SIMPLE[c];
  if (simple !== undefined) return { rune: simple.charCodeAt(0), raw: false, next: at + 2 };
  if (c === '"' || c === "'") return c === q ? { rune: c.charCodeAt(0), raw: false, next: at + 2 } : undefined;
  const size = c === 'x' ? 2 : c === 'u' ? 4 : c === 'U' ? 8 : 0;
  if (size > 0) {
    const hex = s.slice(at + 2, at + 2 + size);
    if (hex.length < size || !/^[0-9a-fA-F]+$/.test(hex)) return undefined;
    const rune = parseInt(hex, 16);
    if (size > 2 && (rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000))) return undefined;
    return { rune, raw: size === 2, next: at + 2 + size };
  }
  const octal = s.slice(at + 1, at + 4);
  if (!/^[0-7]{3}$/.test(octal) || parseInt(octal, 8) > 255) return undefined;
  return { rune: parseInt(octal, 8), raw: true, next: at + 4 };
}
