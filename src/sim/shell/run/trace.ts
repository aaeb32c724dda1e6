// `set -x`: what is about to run, on descriptor 2.
import type { ByteString } from '../../kernel/abi/index.ts';
import { traceQuote } from '../expand/quote.ts';
import { get } from '../vars/read.ts';
import { expandPrompt } from '../expand/prompt.ts';
import { compileWord } from '../parse/word.ts';
import { expandString } from '../expand/expander.ts';
import type { Shell } from './shell.ts';

function ps4(sh: Shell): ByteString {
  const raw = get(sh, 'PS4') ?? '';
  if (sh.dash) return raw;
  const word = compileWord(expandPrompt(sh, raw), 'double', { dash: sh.dash, line: sh.line });
  const text = word.pure ? expandString(sh, word, 'string') : raw;
  return text === '' ? '' : (text[0] ?? '').repeat(Math.max(1, sh.indirection)) + text.slice(1);
}

export function traceLine(sh: Shell, text: ByteString): void {
  sh.err += `${ps4(sh)}${text}\n`;
}

/** An assignment: dash shows all of a command in one line, with the command. */
export function traceAssignment(sh: Shell, text: ByteString): void {
  if (sh.dash) sh.tracedAssignments.push(text);
  else traceLine(sh, text);
}

/** dash: assignments without a command. */
export function flushAssignments(sh: Shell): void {
  if (sh.tracedAssignments.length === 0) return;
  const text = sh.tracedAssignments.join(' ');
  sh.tracedAssignments = [];
  traceLine(sh, text);
}

export function traceWords(sh: Shell, words: readonly ByteString[]): void {
  const assignments = sh.tracedAssignments;
  sh.tracedAssignments = [];
  traceLine(
    sh,
    sh.dash
      ? [...assignments, ...words].join(' ')
      : words.map((word) => traceQuote(word, sh.locale === 'UTF-8')).join(' '),
  );
}
