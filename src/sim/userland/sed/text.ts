// Escapes of sed scripts: what `\n`, `\t`, `\x41` mean in expressions, replacements and texts.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { CaseChange, Piece } from './script.ts';

const NAMED: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** `\d065`, `\o101`, `\x41`, `\cA`: the character and the width; undefined when it is none of them. */
export function numericEscape(text: ByteString, at: number): { char: string; width: number } | undefined {
  const rest = text.slice(at + 1, at + 5);
  const decimal = /^d([0-9]{1,3})/.exec(rest);
  const octal = /^o([0-7]{1,3})/.exec(rest);
  const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
  const control = /^c([^\\])/.exec(rest);
  if (decimal) return { char: String.fromCharCode(Number(decimal[1]) & 255), width: 1 + decimal[0].length };
  if (octal) return { char: String.fromCharCode(Number.parseInt(octal[1] ?? '', 8) & 255), width: 1 + octal[0].length };
  if (hex) return { char: String.fromCharCode(Number.parseInt(hex[1] ?? '', 16)), width: 1 + hex[0].length };
  if (control) return { char: String.fromCharCode((control[1] ?? '').toUpperCase().charCodeAt(0) ^ 64), width: 3 };
  return undefined;
}

/** A produced character that would be special in an expression is taken literally. */
const SPECIAL = /[.*[\]\\^$+?(){}|/]/;

/** The expression with sed's escapes replaced; what regular expressions know themselves stays. */
export function expressionText(text: ByteString, extended: boolean): ByteString {
  let out = '';
  let bracket = -1;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (bracket >= 0) {
      if (char === '[' && /[:.=]/.test(text[i + 1] ?? '')) {
        const close = text.indexOf(`${text[i + 1] ?? ''}]`, i + 2);
        if (close > 0) {
          out += text.slice(i, close + 2);
          i = close + 1;
          continue;
        }
      }
      if (char === ']' && i > bracket) bracket = -1;
      else if (char === '\\') {
        const named = NAMED[text[i + 1] ?? ''];
        const numeric = numericEscape(text, i);
        if (named !== undefined) {
          out += named;
          i += 1;
          continue;
        }
        if (numeric && numeric.char !== ']' && numeric.char !== '^') {
          out += numeric.char;
          i += numeric.width - 1;
          continue;
        }
      }
      out += char;
      continue;
    }
    if (char === '[') {
      bracket = text[i + 1] === '^' ? i + 2 : i + 1;
      out += char;
      if (text[i + 1] === '^') {
        out += '^';
        i += 1;
      }
      continue;
    }
    if (char !== '\\') {
      out += char;
      continue;
    }
    const next = text[i + 1] ?? '';
    const named = NAMED[next];
    const numeric = numericEscape(text, i);
    if (named !== undefined) {
      out += named;
      i += 1;
    } else if (numeric) {
      const plain = extended ? SPECIAL : /[.*[\]\\^$]/;
      out += plain.test(numeric.char) ? `\\${numeric.char}` : numeric.char;
      i += numeric.width - 1;
    } else {
      out += char + next;
      i += 1;
    }
  }
  return out;
}

/** The pieces of a replacement. */
export function replacementPieces(text: ByteString): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  let change: CaseChange | undefined;
  let once: 'lower' | 'upper' | undefined;
  const push = (group: number): void => {
    if (literal === '' && group < 0 && change === undefined && once === undefined) return;
    pieces.push({
      text: literal,
      group,
      ...(change === undefined ? {} : { change }),
      ...(once === undefined ? {} : { once }),
    });
    literal = '';
    change = undefined;
    once = undefined;
  };
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (char === '&') {
      if (literal !== '') push(-1);
      push(0);
      continue;
    }
    if (char !== '\\' || i === text.length - 1) {
      literal += char;
      continue;
    }
    const next = text[i + 1] ?? '';
    const numeric = numericEscape(text, i);
    if (next >= '0' && next <= '9') {
      if (literal !== '') push(-1);
      push(Number(next));
      i += 1;
    } else if ('LUElu'.includes(next)) {
      push(-1);
      if (next === 'l' || next === 'u') once = next === 'l' ? 'lower' : 'upper';
      else change = next === 'L' ? 'lower' : next === 'U' ? 'upper' : 'none';
      i += 1;
    } else if (numeric) {
      literal += numeric.char;
      i += numeric.width - 1;
    } else {
      literal += NAMED[next] ?? next;
      i += 1;
    }
  }
  push(-1);
  return pieces;
}

/** Text of a, i, c: backslashes go, backslash-newline is a newline. */
export function plainText(text: ByteString): ByteString {
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] !== '\\' || i === text.length - 1) {
      if (text[i] !== '\\') out += text[i] ?? '';
      continue;
    }
    const numeric = numericEscape(text, i);
    if (numeric) {
      out += numeric.char;
      i += numeric.width - 1;
      continue;
    }
    i += 1;
    const next = text[i] ?? '';
    out += NAMED[next] ?? next;
  }
  return out;
}
