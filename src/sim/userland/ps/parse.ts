// The command line of ps: UNIX, BSD and GNU options mixed. When it makes no sense as typed, it is read again as if all were BSD
// options: that is why `ps -aux` works.
import type { ByteString } from '../../kernel/abi/index.ts';
import { bsdOptions } from './bsd.ts';
import { Draft, Print } from './draft.ts';
import { gnuOption } from './gnu.ts';
import { UsageError, fail, parsePids } from './lists.ts';
import type { ListSelection, Parsed } from './request.ts';
import { sysvOptions } from './sysv.ts';

const SIGNED: Readonly<Record<string, ListSelection['by']>> = { '-': 'pgrp', '+': 'session' };

/** `ps 1 2`: pids, -groups and +sessions end the command line. */
function trailingPids(draft: Draft, first: ByteString): void {
  draft.bsdDefaults = true;
  for (let text: ByteString | undefined = first; text !== undefined; text = draft.word()) {
    const by = SIGNED[text[0] ?? ''] ?? 'pid';
    draft.lists.push({ by, values: parsePids(by === 'pid' ? text : text.slice(1)) });
  }
}

function word(draft: Draft, text: ByteString, forceBsd: boolean): void {
  if (/^--[a-zA-Z]/.test(text)) gnuOption(draft, text);
  else if (/^[-+]?[0-9]/.test(text)) trailingPids(draft, text);
  else if (/^-[a-zA-Z?]/.test(text)) {
    if (forceBsd) bsdOptions(draft, text.slice(1));
    else sysvOptions(draft, text.slice(1));
  } else if (/^[a-zA-Z]/.test(text)) {
    draft.pureUnix = false;
    bsdOptions(draft, text);
  } else fail('garbage option');
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

/** One reading of the command line. `again`: reading it as BSD options is worth a try when this one fails. */
export interface Reading {
  readonly parsed: Parsed;
  readonly again: boolean;
}

export function parse(args: readonly ByteString[], forceBsd: boolean): Reading {
  const draft = new Draft(args);
  try {
    for (let text = draft.word(); text !== undefined; text = draft.word()) word(draft, text, forceBsd);
    check(draft);
    return { parsed: { kind: 'request', request: draft }, again: draft.pureUnix && !forceBsd };
  } catch (error) {
    if (error instanceof Print) return { parsed: { kind: 'print', text: error.text }, again: false };
    if (!(error instanceof UsageError)) throw error;
    return { parsed: { kind: 'error', text: error.message }, again: draft.pureUnix && !forceBsd };
  }
}
