// POSIX extended regular expressions for `=~`, on JavaScript's engine.
// Fidelity: alternation takes the first branch that leads to a match, not the longest one as POSIX says.
import type { ByteString } from '../../kernel/abi/index.ts';

/** The expression is not valid: `[[` is then 2. */
export class RegexFault extends Error {}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \\t\\n\\v\\f\\r',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  word: 'A-Za-z0-9_',
};

function bracket(source: string, start: number): { readonly text: string; readonly end: number } {
  let i = start + 1;
  let out = '[';
  if (source[i] === '^') {
    out += '^';
    i += 1;
  }
  let first = true;
  for (;;) {
    const c = source[i];
    if (c === undefined) throw new RegexFault('brackets');
    if (c === ']' && !first) return { text: `${out}]`, end: i + 1 };
    first = false;
    if (c === '[' && (source[i + 1] === ':' || source[i + 1] === '=' || source[i + 1] === '.')) {
      const kind = source[i + 1] ?? '';
      const end = source.indexOf(`${kind}]`, i + 2);
      if (end < 0) throw new RegexFault('brackets');
      const name = source.slice(i + 2, end);
      if (kind === ':') {
        const set = CLASSES[name];
        if (set === undefined) throw new RegexFault('class');
        out += set;
      } else out += name.replace(/[\]\\^-]/g, '\\$&');
      i = end + 2;
      continue;
    }
    out += c === '\\' || c === ']' || c === '[' || (c === '^' && out.length > 1) ? `\\${c}` : c;
    i += 1;
  }
}

export function translateRegex(source: ByteString): string {
  let out = '';
  let i = 0;
  let atStart = true;
  while (i < source.length) {
    const c = source[i] ?? '';
    if (c === '[') {
      const b = bracket(source, i);
      out += b.text;
      i = b.end;
      atStart = false;
      continue;
    }
    if (c === '\\') {
      const next = source[i + 1];
      if (next === undefined) throw new RegexFault('trailing backslash');
      if (/[wWsSbB]/.test(next)) out += `\\${next}`;
      else if (next === '<') out += '\\b(?=\\w)';
      else if (next === '>') out += '\\b(?<=\\w)';
      else if (/[1-9]/.test(next)) out += `\\${next}`;
      else out += /[A-Za-z0-9]/.test(next) ? next : `\\${next}`;
      i += 2;
      atStart = false;
      continue;
    }
    if (c === '{') {
      const bound = /^\{[0-9]+(?:,[0-9]*)?\}/.exec(source.slice(i))?.[0];
      if (bound === undefined && /^\{[0-9]/.test(source.slice(i))) throw new RegexFault('bound');
      out += bound ?? '\\{';
      i += bound?.length ?? 1;
      continue;
    }
    if ((c === '*' || c === '+' || c === '?') && atStart) {
      if (c !== '*') throw new RegexFault('repetition');
      out += '\\*';
    } else if (c === '}' || c === '/') out += `\\${c}`;
    else if (c === ')' && !balanced(out)) out += '\\)';
    else out += c;
    if ((c === '*' || c === '+' || c === '?') && !atStart) {
      // `a**` repeats a repetition: JavaScript does not know that form.
      while (/[*+?]/.test(source[i + 1] ?? '')) i += 1;
    }
    atStart = c === '(' || c === '|' || c === '^';
    i += 1;
  }
  return out;
}

function balanced(out: string): boolean {
  let level = 0;
  for (let i = 0; i < out.length; i += 1) {
    if (out[i] === '\\') i += 1;
    else if (out[i] === '(') level += 1;
    else if (out[i] === ')') level -= 1;
  }
  return level > 0;
}

/** The match and its groups; undefined when it does not match. */
export function matchRegex(source: ByteString, text: ByteString, nocase: boolean): ByteString[] | undefined {
  let regex: RegExp;
  try {
    regex = new RegExp(translateRegex(source), nocase ? 'is' : 's');
  } catch {
    throw new RegexFault(source);
  }
  const match = regex.exec(text);
  return match ? match.map((group: string | undefined) => group ?? '') : undefined;
}
