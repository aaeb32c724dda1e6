// Backslash escapes of $'…', echo -e and printf %b (bash manual, 3.1.2.4; POSIX echo and printf).
import type { ByteString } from '../../kernel/abi/index.ts';
import { utf8 } from '../../kernel/abi/index.ts';

export interface Escaped {
  readonly text: ByteString;
  /** `\c` was met: output ends here. */
  readonly stop: boolean;
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** `\u` and `\U`: in the C locale characters beyond ASCII stay the escape, as `\u00E9`. */
function unicode(code: number, locale: 'C' | 'UTF-8'): ByteString {
  if (code < 0x80) return String.fromCharCode(code);
  if (locale === 'UTF-8') return utf8(String.fromCodePoint(Math.min(code, 0x10ffff)));
  return code <= 0xffff
    ? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`
    : `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** `$'…'` (without its quotes). A NUL ends the string. */
export function ansiC(source: ByteString, locale: 'C' | 'UTF-8' = 'C'): Escaped {
  let out = '';
  for (let i = 0; i < source.length; i += 1) {
    const c = source[i] ?? '';
    if (c !== '\\') {
      out += c;
      continue;
    }
    i += 1;
    const next = source[i];
    if (next === undefined) out += '\\';
    else if (SIMPLE[next] !== undefined) out += SIMPLE[next];
    else if (next === "'" || next === '"' || next === '?') out += next;
    else if (/[0-7]/.test(next)) {
      const digits = /^[0-7]{1,3}/.exec(source.slice(i))?.[0] ?? '';
      i += digits.length - 1;
      const code = Number.parseInt(digits, 8) & 0xff;
      if (code === 0) break;
      out += String.fromCharCode(code);
    } else if (next === 'x') {
      const braced = /^x\{([0-9a-fA-F]*)\}?/.exec(source.slice(i));
      const digits = braced ? (braced[1] ?? '') : (/^x([0-9a-fA-F]{1,2})/.exec(source.slice(i))?.[1] ?? '');
      if (digits === '') {
        out += braced ? '' : '\\x';
        if (braced) break;
      } else {
        i += braced ? braced[0].length - 1 : digits.length;
        const code = Number.parseInt(digits.slice(-2), 16);
        if (code === 0) break;
        out += String.fromCharCode(code);
      }
    } else if (next === 'u' || next === 'U') {
      const digits = new RegExp(`^[0-9a-fA-F]{1,${next === 'u' ? 4 : 8}}`).exec(source.slice(i + 1))?.[0] ?? '';
      if (digits === '') out += `\\${next}`;
      else {
        i += digits.length;
        const code = Number.parseInt(digits, 16);
        if (code === 0) break;
        out += unicode(code, locale);
      }
    } else if (next === 'c' && i + 1 < source.length) {
      i += 1;
      if (source[i] === '\\' && source[i + 1] === '\\') i += 1;
      const control = (source[i] ?? '').toUpperCase();
      out += control === '?' ? '\x7f' : String.fromCharCode(control.charCodeAt(0) & 0x1f);
    } else out += `\\${next}`;
  }
  return { text: out, stop: false };
}

export interface EscapeRules {
  /** printf %b: `\0nnn` and `\nnn`; its format: `\nnn` only, no `\c`. echo: `\0nnn` only. */
  readonly form: 'echo' | 'printf-b' | 'format';
  readonly dash: boolean;
  readonly locale: 'C' | 'UTF-8';
}

/** The escapes of echo -e, printf's format and its %b. */
export function escapes(source: ByteString, rules: EscapeRules): Escaped {
  if (!source.includes('\\')) return { text: source, stop: false };
  let out = '';
  for (let i = 0; i < source.length; i += 1) {
    const c = source[i] ?? '';
    if (c !== '\\') {
      out += c;
      continue;
    }
    i += 1;
    const next = source[i];
    if (next === undefined) {
      out += '\\';
    } else if (next === 'c' && rules.form !== 'format') return { text: out, stop: true };
    else if (SIMPLE[next] !== undefined && !(rules.dash && (next === 'e' || next === 'E'))) out += SIMPLE[next];
    else if (next === '0' || (rules.form !== 'echo' && /[1-7]/.test(next))) {
      const rest = source.slice(i);
      const digits = (next === '0' && rules.form !== 'format' ? /^0[0-7]{0,3}/ : /^[0-7]{1,3}/).exec(rest)?.[0] ?? '';
      i += digits.length - 1;
      out += String.fromCharCode(Number.parseInt(digits, 8) & 0xff);
    } else if (!rules.dash && next === 'x') {
      const digits = /^[0-9a-fA-F]{1,2}/.exec(source.slice(i + 1))?.[0];
      if (digits === undefined) out += '\\x';
      else {
        i += digits.length;
        out += String.fromCharCode(Number.parseInt(digits, 16));
      }
    } else if (!rules.dash && (next === 'u' || next === 'U')) {
      const digits = new RegExp(`^[0-9a-fA-F]{1,${next === 'u' ? 4 : 8}}`).exec(source.slice(i + 1))?.[0];
      if (digits === undefined) out += `\\${next}`;
      else {
        i += digits.length;
        out += unicode(Number.parseInt(digits, 16), rules.locale);
      }
    } else if (rules.form === 'format' && (next === '"' || next === "'" || next === '?')) out += next;
    else if (rules.form === 'printf-b' && (next === '"' || next === "'")) out += rules.dash ? `\\${next}` : next;
    else out += `\\${next}`;
  }
  return { text: out, stop: false };
}
