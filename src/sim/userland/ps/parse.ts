// The command line of ps: UNIX, BSD and GNU options mixed. When it makes no sense as typed, it is read again as if all were BSD
// options: that is why `ps -aux` works.
import type { ByteString } from '../../kernel/abi/index.ts';
import { bsdOptions } from './bsd.ts';
import { Draft, Print } from './draft.ts';
import { gnuOption } from './gnu.ts';
import { UsageError, fail, parsePids } from './lists.ts';
import type { ListSelection, Parsed } from './request.ts';
import { sysvOptions } from './sysv.ts';

function number(draft: Draft, by: ListSelection['by'], text: ByteString): void {
  draft.bsdDefaults = true;
  draft.lists.push({ by, values: parsePids(text) });
}

function word(draft: Draft, text: ByteString, forceBsd: boolean): void {
  if (/^--[a-zA-Z]/.test(text)) gnuOption(draft, text);
  else if (/^-[0-9]/.test(text)) number(draft, 'pgrp', text.slice(1));
  else if (/^\+[0-9]/.test(text)) number(draft, 'session', text.slice(1));
  else if (/^[0-9]/.test(text)) number(draft, 'pid', text);
  else if (/^-[a-zA-Z?]/.test(text)) {
    if (forceBsd) bsdOptions(draft, text.slice(1));
    else sysvOptions(draft, text.slice(1));
  } else if (/^[a-zA-Z]/.test(text)) bsdOptions(draft, text);
  else fail('garbage option');
}

/** Combinations that make no sense; in the words of ps. */
function check(draft: Draft): void {
  const formats = draft.sysvFormat;
  const sysv = [...formats].some((letter) => 'fFlj'.includes(letter));
  if (draft.threads !== 'none' && draft.forest !== undefined) fail('thread display conflicts with forest display');
  if (draft.bsdFormat.size > 1 || (draft.bsdFormat.size > 0 && (sysv || draft.items.length > 0)))
    fail('conflicting format options');
  if (draft.items.length > 0 && !draft.preloaded && sysv) fail('conflicting format options');
  if (formats.has('y') && !formats.has('l')) fail('modifier -y without format -l makes no sense');
}

function read(args: readonly ByteString[], forceBsd: boolean): Draft {
  const draft = new Draft(args);
  for (let text = draft.word(); text !== undefined; text = draft.word()) word(draft, text, forceBsd);
  check(draft);
  return draft;
}

export function parse(args: readonly ByteString[]): Parsed {
  let first: UsageError | undefined;
  for (const forceBsd of [false, true]) {
    try {
      return { kind: 'request', request: read(args, forceBsd) };
    } catch (error) {
      if (error instanceof Print) return { kind: 'print', text: error.text };
      if (!(error instanceof UsageError)) throw error;
      first ??= error;
    }
  }
  return { kind: 'error', text: first?.message ?? '' };
}
