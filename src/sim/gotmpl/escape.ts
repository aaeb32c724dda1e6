/** The escapers html, js and urlquery of text/template. */
import { encodeRune, isPrint, runeAt } from './text.ts';

const HTML: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\xef\xbf\xbd',
};

export function escapeHtml(s: string): string {
  return s.replace(/["'&<>\0]/g, (c) => HTML[c] as string);
}

const JS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

export function escapeJs(s: string): string {
  let out = '';
  for (let i = 0; i < s.length;) {
    const { rune, size } = runeAt(s, i);
    const c = s[i] as string;
    i += size;
    const known = JS[c];
    if (known !== undefined) out += known;
    else if (rune < 0x20 || (rune >= 0x80 && !isPrint(rune)))
      out += '\\u' + rune.toString(16).toUpperCase().padStart(4, '0');
    else out += encodeRune(rune);
  }
  return out;
}

/** url.QueryEscape. */
export function escapeQuery(s: string): string {
  return s.replace(/[^A-Za-z0-9\-_.~]/g, (c) =>
    c === ' ' ? '+' : '%' + c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'),
  );
}
