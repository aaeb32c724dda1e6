// A line typed in the last row: for `:`, `/` and `?`, with its history.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { PASTED } from '../editor/keyboard.ts';
import type { Vi } from './state.ts';

/** Lines of each history (debian.vim: 'history' is 50). */
const HISTORY = 50;

const CARET: (char: string) => ByteString = (char) =>
  char < ' ' || char === '\x7f' ? `^${String.fromCharCode(char.charCodeAt(0) ^ 64)}` : char;

/** What completes the word before the cursor; undefined leaves Tab without effect. */
export type Completer = (text: ByteString) => Sys<readonly ByteString[]>;

/** The line; undefined when it was given up. */
export function* typedLine(
  vi: Vi,
  prompt: ':' | '/' | '?',
  initial: ByteString,
  complete?: Completer,
): Sys<ByteString | undefined> {
  const history = vi.history[prompt === ':' ? ':' : '/'];
  let text = initial;
  let at = initial.length;
  let place = history.length;
  let kept = '';
  let offers: { readonly list: readonly ByteString[]; index: number; readonly rest: ByteString } | undefined;
  vi.message = undefined;
  const insert = (more: ByteString): void => {
    text = text.slice(0, at) + more + text.slice(at);
    at += more.length;
  };
  try {
    for (;;) {
      const shown = (part: ByteString): ByteString => [...part].map(CARET).join('');
      vi.typing = {
        text: prompt + shown(text),
        at: 1 + vi.chars.column(text, at, 0),
      };
      const key = yield* vi.key();
      if (key !== '\t') offers = undefined;
      switch (key) {
        case '\r':
        case '\n':
          if (text !== '' && history.at(-1) !== text) history.push(text);
          if (history.length > HISTORY) history.shift();
          return text;
        case '\x1b':
        case '\x03':
          if (text !== '' && history.at(-1) !== text) history.push(text);
          return undefined;
        case '\x7f':
        case '\b':
          if (text === '') return undefined;
          if (at > 0) {
            const from = vi.chars.previous(text, at);
            text = text.slice(0, from) + text.slice(at);
            at = from;
          }
          break;
        case '<Del>':
          text = text.slice(0, at) + text.slice(vi.chars.next(text, at));
          break;
        case '\x15':
          text = text.slice(at);
          at = 0;
          break;
        case '\x17': {
          const before = text.slice(0, at).replace(/(?:[0-9A-Za-z_\x80-\xff]+|[^\s0-9A-Za-z_\x80-\xff]+)?\s*$/, '');
          text = before + text.slice(at);
          at = before.length;
          break;
        }
        case '<Left>':
          at = vi.chars.previous(text, at);
          break;
        case '<Right>':
          at = vi.chars.next(text, at);
          break;
        case '\x02':
        case '<Home>':
          at = 0;
          break;
        case '\x05':
        case '<End>':
          at = text.length;
          break;
        case '<Up>':
        case '<Down>':
        case '\x10':
        case '\x0e': {
          const back = key === '<Up>' || key === '\x10';
          if (place === history.length) kept = text;
          const prefix = key.startsWith('<') ? kept : '';
          let next = place + (back ? -1 : 1);
          while (history[next] !== undefined && !(history[next] ?? '').startsWith(prefix)) next += back ? -1 : 1;
          if (next < 0) break;
          place = Math.min(next, history.length);
          text = history[place] ?? kept;
          at = text.length;
          break;
        }
        case '\x16':
          insert(yield* vi.key());
          break;
        case '\x12':
          insert((vi.registers.get(yield* vi.key())?.lines ?? []).join('\r'));
          break;
        case '\t': {
          if (!complete) break;
          if (!offers) {
            const list = yield* complete(text.slice(0, at));
            if (list.length === 0) break;
            offers = { list: [...list, text.slice(0, at)], index: -1, rest: text.slice(at) };
          }
          offers.index = (offers.index + 1) % offers.list.length;
          const word = offers.list[offers.index] ?? '';
          text = word + offers.rest;
          at = word.length;
          break;
        }
        default:
          if (key.startsWith(PASTED)) insert(key.slice(PASTED.length).replace(/\n/g, '\r'));
          else if (key.length === 1 || !key.startsWith('<')) insert(key);
      }
    }
  } finally {
    vi.typing = undefined;
  }
}
