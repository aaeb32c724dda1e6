// Brace expansion on the text of a word (bash manual, 3.5.1): before any other expansion, quotes and `${` respected.

import { ExpansionFault } from '../run/faults.ts';

/** More words than any lesson needs; real bash would run out of memory somewhere beyond. */
const MAX_BRACE_WORDS = 1_000_000;

/** Index behind a quoted or `$…` piece at `i`, or `i` itself when none starts there. */
function skip(text: string, i: number): number {
  const c = text[i];
  if (c === '\\') return Math.min(i + 2, text.length);
  if (c === "'" || c === '"' || c === '`') {
    let j = i + 1;
    while (j < text.length && text[j] !== c)
      j += c !== "'" && text[j] === '\\' ? 2 : c === '"' && text[j] === '$' ? Math.max(skip(text, j) - j, 1) : 1;
    return Math.min(j + 1, text.length);
  }
  if ((c === '$' || c === '<' || c === '>') && (text[i + 1] === '(' || (c === '$' && text[i + 1] === '{'))) {
    const open = text[i + 1] ?? '';
    const close = open === '(' ? ')' : '}';
    let level = 0;
    let j = i + 1;
    while (j < text.length) {
      const d = text[j];
      if (d === open) level += 1;
      else if (d === close) {
        level -= 1;
        if (level === 0) return j + 1;
      } else if (d === '\\' || d === "'" || d === '"' || d === '`') {
        j = Math.max(skip(text, j), j + 1);
        continue;
      }
      j += 1;
    }
    return text.length;
  }
  return i;
}

/** The matching `}` of the `{` at `open`, and where its top-level commas are. */
function closing(text: string, open: number): { readonly end: number; readonly commas: readonly number[] } | undefined {
  let level = 0;
  const commas: number[] = [];
  for (let i = open; i < text.length;) {
    const after = skip(text, i);
    if (after > i) {
      i = after;
      continue;
    }
    const c = text[i];
    if (c === '{') level += 1;
    else if (c === '}') {
      level -= 1;
      if (level === 0) return { end: i, commas };
    } else if (c === ',' && level === 1) commas.push(i);
    i += 1;
  }
  return undefined;
}

function sequence(body: string): string[] | undefined {
  const match = /^([^.]*?)\.\.([^.]*?)(?:\.\.([-+]?[0-9]+))?$/.exec(body);
  if (!match) return undefined;
  const [, from = '', to = '', by] = match;
  const out: string[] = [];
  const number = /^[-+]?[0-9]+$/;
  if (number.test(from) && number.test(to)) {
    const a = Number(from);
    const b = Number(to);
    if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return undefined;
    const step = Math.abs(Number(by ?? 1)) || 1;
    const padded = /^[-+]?0[0-9]/.test(from) || /^[-+]?0[0-9]/.test(to);
    const width = padded ? Math.max(from.replace('+', '').length, to.replace('+', '').length) : 0;
    if (Math.abs(b - a) / step > MAX_BRACE_WORDS) return undefined;
    const show = (n: number): string => {
      const digits = String(Math.abs(n));
      return n < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
    };
    for (let n = a; a <= b ? n <= b : n >= b; n += a <= b ? step : -step) out.push(show(n));
    return out;
  }
  if (/^[A-Za-z]$/.test(from) && /^[A-Za-z]$/.test(to)) {
    const a = from.charCodeAt(0);
    const b = to.charCodeAt(0);
    const step = Math.abs(Number(by ?? 1)) || 1;
    for (let n = a; a <= b ? n <= b : n >= b; n += a <= b ? step : -step) out.push(String.fromCharCode(n));
    // Characters that would be special in a word come out as text.
    return out.map((c) => (c === '`' || c === '\\' ? `\\${c}` : c));
  }
  return undefined;
}

/** All texts the word stands for, left to right; the word itself when it holds no brace expansion. */
export function expandBraces(text: string): string[] {
  for (let i = 0; i < text.length;) {
    const after = skip(text, i);
    if (after > i) {
      i = after;
      continue;
    }
    if (text[i] !== '{') {
      i += 1;
      continue;
    }
    const found = closing(text, i);
    if (!found) {
      i += 1;
      continue;
    }
    const body = text.slice(i + 1, found.end);
    const items = found.commas.length > 0 ? undefined : sequence(body);
    if (found.commas.length === 0 && items === undefined) {
      // No list and no sequence: the brace is ordinary, but something inside may expand.
      i += 1;
      continue;
    }
    const alternatives: string[] = [];
    if (items) alternatives.push(...items);
    else {
      let start = i + 1;
      for (const end of [...found.commas, found.end]) {
        alternatives.push(...expandBraces(text.slice(start, end)));
        start = end + 1;
      }
    }
    const head = text.slice(0, i);
    const tails = expandBraces(text.slice(found.end + 1));
    if (alternatives.length * tails.length > MAX_BRACE_WORDS)
      throw new ExpansionFault(
        `brace expansion: failed to allocate memory for \`${alternatives.length * tails.length}' elements`,
        false,
      );
    const out: string[] = [];
    for (const middle of alternatives) for (const tail of tails) out.push(head + middle + tail);
    return out;
  }
  return [text];
}
