// Backslash escapes of printf formats, printf's %b and echo -e (coreutils and bash agree but for the details named below).
import { utf8 } from '../kernel/abi/bytes.ts';

/** `format`: `\nnn` octal, `\c` is kept by the shell's own printf. `b`: also `\0nnn`; `\c` ends all output. `echo`: only `\0nnn`. */
export type EscapeStyle = 'format' | 'b' | 'echo';

export interface Expanded {
  readonly text: string;
  /** `\c`: nothing more is to be printed. */
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

/** A code point in the locale's encoding. The C locale cannot spell most: they stay as `\uXXXX`. */
export function encodeCodePoint(code: number, isUtf8: boolean): string {
  if (code < 0x80) return String.fromCharCode(code);
  if (isUtf8 && code <= 0x10ffff) return utf8(String.fromCodePoint(code));
  return code > 0xffff
    ? `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`
    : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** One escape at `at` (which is a backslash): its text and width, or undefined when it is not an escape. */
export function oneEscape(
  text: string,
  at: number,
  style: EscapeStyle,
  isUtf8: boolean,
): { text: string; width: number; stop: boolean } | undefined {
  const next = text[at + 1] ?? '';
  const rest = text.slice(at + 1, at + 11);
  const plain = (value: string, width: number) => ({ text: value, width, stop: false });
  if (next !== '' && Object.hasOwn(SIMPLE, next)) return plain(SIMPLE[next] ?? '', 2);
  if (next === '"' && style !== 'echo') return plain('"', 2);
  if (next === 'c' && style !== 'format') return { text: '', width: 2, stop: true };
  const octal =
    style === 'format'
      ? /^[0-7]{1,3}/.exec(rest)
      : style === 'b'
        ? /^(?:0[0-7]{0,3}|[1-7][0-7]{0,2})/.exec(rest)
        : /^0[0-7]{0,3}/.exec(rest);
  if (octal) {
    const digits = style === 'format' || !octal[0].startsWith('0') ? octal[0] : octal[0].slice(1);
    return plain(String.fromCharCode(Number.parseInt(digits === '' ? '0' : digits, 8) & 255), 1 + octal[0].length);
  }
  const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
  if (hex) return plain(String.fromCharCode(Number.parseInt(hex[1] ?? '0', 16)), 1 + hex[0].length);
  const unicode = /^(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(rest);
  if (unicode)
    return plain(encodeCodePoint(Number.parseInt(unicode[1] ?? unicode[2] ?? '0', 16), isUtf8), 1 + unicode[0].length);
  return undefined;
}

export function expandEscapes(text: string, style: EscapeStyle, isUtf8 = false): Expanded {
  let out = '';
  for (let at = 0; at < text.length;) {
    if (text[at] !== '\\') {
      const stop = text.indexOf('\\', at);
      const end = stop < 0 ? text.length : stop;
      out += text.slice(at, end);
      at = end;
      continue;
    }
    const escape = oneEscape(text, at, style, isUtf8);
    if (!escape) {
      out += '\\';
      at += 1;
      continue;
    }
    if (escape.stop) return { text: out, stop: true };
    out += escape.text;
    at += escape.width;
  }
  return { text: out, stop: false };
}
