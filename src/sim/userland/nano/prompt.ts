// Questions in the status bar: a text, or one of a few keys.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { PASTED } from '../editor/keyboard.ts';
import type { Help, Nano } from './state.ts';

export type Answer =
  | { readonly kind: 'text'; readonly text: ByteString }
  | { readonly kind: 'cancelled' }
  /** A key that the caller named. */
  | { readonly kind: 'key'; readonly key: string; readonly text: ByteString };

export interface Question {
  readonly question: () => ByteString;
  readonly initial: ByteString;
  readonly help: Help;
  /** Keys that end the question with themselves. */
  readonly keys?: readonly string[];
}

/** Asks for a text. */
export function* ask(nano: Nano, how: Question): Sys<Answer> {
  let answer = how.initial;
  let at = answer.length;
  let place = nano.history.length;
  nano.message = undefined;
  const { chars } = nano;
  try {
    for (;;) {
      nano.asking = { question: how.question(), answer, at, help: how.help };
      const key = yield* nano.key();
      if (how.keys?.includes(key)) return { kind: 'key', key, text: answer };
      if (key === '\r' || key === '\n') return { kind: 'text', text: answer };
      if (key === '\x03') return { kind: 'cancelled' };
      if (key === '\x7f' || key === '\b') {
        const from = chars.previous(answer, at);
        answer = at > 0 ? answer.slice(0, from) + answer.slice(at) : answer;
        at = at > 0 ? from : 0;
      } else if (key === '\x04' || key === '<Del>') answer = answer.slice(0, at) + answer.slice(chars.next(answer, at));
      else if (key === '\x0b') {
        answer = '';
        at = 0;
      } else if (key === '<Left>' || key === '\x02') at = chars.previous(answer, at);
      else if (key === '<Right>' || key === '\x06') at = chars.next(answer, at);
      else if (key === '<Home>' || key === '\x01') at = 0;
      else if (key === '<End>' || key === '\x05') at = answer.length;
      else if (key === '<Up>' || key === '\x10' || key === '<Down>' || key === '\x0e') {
        place = Math.max(0, Math.min(nano.history.length, place + (key === '<Up>' || key === '\x10' ? -1 : 1)));
        answer = nano.history[place] ?? '';
        at = answer.length;
      } else {
        const text = key.startsWith(PASTED) ? key.slice(PASTED.length).replace(/\n/g, '') : key;
        if (text.length > 1 && (text.startsWith('<') || text.startsWith('\x1b'))) continue;
        if (text < ' ' && !key.startsWith(PASTED)) continue;
        answer = answer.slice(0, at) + text + answer.slice(at);
        at += text.length;
      }
    }
  } finally {
    nano.asking = undefined;
  }
}

/** Yes, no, all or cancel. */
export function* choose(nano: Nano, question: ByteString, all = false): Sys<'yes' | 'no' | 'all' | 'cancel'> {
  nano.message = undefined;
  nano.choices = { question, all };
  try {
    for (;;) {
      const key = (yield* nano.key()).toLowerCase();
      if (key === 'y' || key === '\x19') return 'yes';
      if (key === 'n' || key === '\x0e') return 'no';
      if (all && (key === 'a' || key === '\x01')) return 'all';
      if (key === '\x03') return 'cancel';
    }
  } finally {
    nano.choices = undefined;
  }
}
