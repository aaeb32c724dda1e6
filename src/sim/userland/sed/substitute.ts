// The s command: finding matches and building the replacement.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Match, Regex } from '../../posix/index.ts';
import type { CaseChange, Piece, Substitution } from './script.ts';

const upper = (text: ByteString): ByteString => text.replace(/[a-z]/g, (c) => c.toUpperCase());
const lower = (text: ByteString): ByteString => text.replace(/[A-Z]/g, (c) => c.toLowerCase());

function build(pieces: readonly Piece[], text: ByteString, match: Match): ByteString {
  let out = '';
  let change: CaseChange = 'none';
  let once: 'lower' | 'upper' | undefined;
  const add = (part: ByteString): void => {
    if (part === '') return;
    let changed = change === 'upper' ? upper(part) : change === 'lower' ? lower(part) : part;
    if (once) changed = (once === 'upper' ? upper(changed[0] ?? '') : lower(changed[0] ?? '')) + changed.slice(1);
    once = undefined;
    out += changed;
  };
  for (const piece of pieces) {
    if (piece.change) {
      change = piece.change;
      once = undefined;
    }
    if (piece.once) once = piece.once;
    add(piece.text);
    if (piece.group >= 0) {
      const span = match[piece.group];
      if (span) add(text.slice(span[0], span[1]));
    }
  }
  return out;
}

/** The text after the substitution; undefined when nothing was replaced. */
export function substitute(text: ByteString, regex: Regex, s: Substitution): ByteString | undefined {
  let out = '';
  let at = 0;
  let copied = 0;
  let count = 0;
  let replaced = false;
  let lastEnd = -1;
  while (at <= text.length) {
    const match = regex.exec(text, at);
    const span = match?.[0];
    if (!match || !span) break;
    const [from, to] = span;
    // an empty match right after a match does not count
    const empty = from === to && from === lastEnd;
    if (!empty) {
      count += 1;
      if (count >= s.number) {
        out += text.slice(copied, from) + build(s.replacement, text, match);
        copied = to;
        replaced = true;
        if (!s.global) break;
      }
    }
    lastEnd = to;
    at = to > from ? to : to + 1;
  }
  return replaced ? out + text.slice(copied) : undefined;
}
