// Commands that change text without the kill ring: typing, deleting, transposing, case, undo.
import { fromUtf8, utf8, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { charLength, columns } from './cells.ts';
import {
  beginGroup,
  deleteText,
  ding,
  endGroup,
  insertText,
  insertTyped,
  replaceText,
  undoOne,
  type EditCommand,
  type Editor,
} from './editor.ts';
import { keyAvailable, pushBack, readAnyKey, readKey } from './input.ts';
import { killText } from './kill.ts';
import { ahead, back, backwardChar, backwardWord, forwardChar, forwardWord, isWordChar, shellWords } from './motion.ts';

/** readline inserts at most this many copies for one key. */
const MAX_COPIES = 1_000_000;

function typeText(ed: Editor, text: ByteString, count: number): void {
  if (count <= 0) return;
  if (!ed.overwrite) {
    insertText(ed, count === 1 ? text : text.repeat(Math.min(count, MAX_COPIES)));
    return;
  }
  beginGroup(ed);
  for (let i = 0; i < count; i += 1) {
    if (ed.point < ed.line.length) deleteText(ed, ed.point, ahead(ed, ed.point));
    insertText(ed, text);
  }
  endGroup(ed);
}

/** The whole character that begins with this byte. */
function* wholeChar(ed: Editor, key: number): Sys<ByteString> {
  let text = String.fromCharCode(key);
  if (!ed.multibyte || key < 0xc0) return text;
  const size = key >= 0xf0 ? 4 : key >= 0xe0 ? 3 : 2;
  while (text.length < size) {
    const next = yield* readKey(ed);
    if ((next & 0xc0) !== 0x80) {
      pushBack(ed, String.fromCharCode(next));
      break;
    }
    text += String.fromCharCode(next);
  }
  return text;
}

/** Typed text. What is queued already is taken along, so that a burst of typing is drawn once. */
export function* selfInsert(ed: Editor, count: number, key: number): Sys<void> {
  typeText(ed, yield* wholeChar(ed, key), count);
  let run = '';
  while (ed.pending === '' && ed.macro.playing === '' && (yield* keyAvailable(ed))) {
    const next = yield* readKey(ed);
    const binding = ed.keymap.keys.get(next);
    if (binding?.kind !== 'command' || binding.name !== 'self-insert') {
      pushBack(ed, String.fromCharCode(next));
      break;
    }
    const char = yield* wholeChar(ed, next);
    if (ed.overwrite) typeText(ed, char, 1);
    else run += char;
  }
  if (run !== '') insertTyped(ed, run);
}

export function deleteChar(ed: Editor, count: number): void {
  if (count < 0) {
    rubout(ed, -count);
    return;
  }
  if (ed.point === ed.line.length) {
    ding(ed);
    return;
  }
  const from = ed.point;
  if (count > 1 || ed.explicit) {
    forwardChar(ed, count);
    killText(ed, from, ed.point);
    ed.point = from;
  } else deleteText(ed, from, ahead(ed, from));
}

export function rubout(ed: Editor, count: number): void {
  if (count < 0) {
    deleteChar(ed, -count);
    return;
  }
  if (ed.point === 0) {
    ding(ed);
    return;
  }
  const from = ed.point;
  if (ed.overwrite) {
    beginGroup(ed);
    for (let i = 0; i < count && ed.point > 0; i += 1) {
      const end = ed.point;
      ed.point = back(ed, end);
      deleteText(ed, ed.point, end);
      if (ed.point < ed.line.length) {
        insertText(ed, ' ');
        ed.point -= 1;
      }
    }
    endGroup(ed);
    return;
  }
  if (count > 1 || ed.explicit) {
    backwardChar(ed, count);
    killText(ed, from, ed.point);
    return;
  }
  ed.point = back(ed, from);
  const text = deleteText(ed, ed.point, from);
  eraseAtEnd(ed, text);
}

/** A character taken off the end is wiped out on the screen at once, without comparing rows. */
function eraseAtEnd(ed: Editor, text: ByteString): void {
  const d = ed.display;
  const code = text.charCodeAt(0);
  const row = d.rows.at(-1);
  if (ed.point !== ed.line.length || text.length !== 1 || code < 32 || code > 126 || d.column === 0) return;
  if (row === undefined || d.row !== d.rows.length - 1 || row.length === 0 || d.column !== columns(row, 0, row.length))
    return;
  d.out += '\b \b';
  d.column -= 1;
  d.rows = [...d.rows.slice(0, -1), row.slice(0, -1)];
  d.fixed = true;
}

function transposeChars(ed: Editor, count: number): void {
  if (count === 0) return;
  if (ed.point === 0 || ed.line.length < 2) {
    ding(ed);
    return;
  }
  beginGroup(ed);
  let steps = count;
  if (ed.point === ed.line.length) {
    ed.point = back(ed, ed.point);
    steps = 1;
  }
  ed.point = back(ed, ed.point);
  const char = deleteText(ed, ed.point, ahead(ed, ed.point));
  for (let i = 0; i < steps && ed.point < ed.line.length; i += 1) ed.point = ahead(ed, ed.point);
  for (let i = 0; i > steps && ed.point > 0; i -= 1) ed.point = back(ed, ed.point);
  insertText(ed, char);
  endGroup(ed);
}

/** Swaps two pieces, the later one first so that the earlier one keeps its place. */
function swap(ed: Editor, first: readonly [number, number], second: readonly [number, number]): void {
  const one = ed.line.slice(...first);
  const two = ed.line.slice(...second);
  beginGroup(ed);
  ed.point = second[0];
  deleteText(ed, ...second);
  insertText(ed, one);
  ed.point = first[0];
  deleteText(ed, ...first);
  insertText(ed, two);
  ed.point = second[1];
  endGroup(ed);
}

function transposeWords(ed: Editor, count: number): void {
  const origin = ed.point;
  if (count === 0) return;
  forwardWord(ed, count);
  const end2 = ed.point;
  backwardWord(ed, 1);
  const start2 = ed.point;
  backwardWord(ed, count);
  const start1 = ed.point;
  forwardWord(ed, 1);
  const end1 = ed.point;
  if (start1 === start2 || start2 < end1) {
    ding(ed);
    ed.point = origin;
    return;
  }
  swap(ed, [start1, end1], [start2, end2]);
}

function transposeShellWords(ed: Editor): void {
  const words = shellWords(ed.line);
  const after = words.findIndex(([, end]) => end > ed.point);
  const second = after < 0 ? words.length - 1 : Math.max(after, words.length > 1 ? 1 : 0);
  const one = words[second - 1];
  const two = words[second];
  if (!one || !two) ding(ed);
  else swap(ed, one, two);
}

type CaseChange = 'up' | 'down' | 'capital';

function changeCase(ed: Editor, count: number, to: CaseChange): void {
  const origin = ed.point;
  forwardWord(ed, count);
  const start = Math.min(origin, ed.point);
  const end = Math.max(origin, ed.point);
  let text = '';
  let inWord = false;
  for (let i = start; i < end;) {
    const size = charLength(ed.line, i, ed.multibyte);
    const char = ed.line.slice(i, i + size);
    if (isWordChar(ed, i)) {
      const up = to === 'up' || (to === 'capital' && !inWord);
      const plain = ed.multibyte ? fromUtf8(char) : char;
      const changed = up ? plain.toUpperCase() : plain.toLowerCase();
      text += ed.multibyte ? utf8(changed) : changed;
      inWord = true;
    } else {
      text += char;
      inWord = false;
    }
    i += size;
  }
  if (start < end) replaceText(ed, start, end, text);
  ed.point = start + text.length;
}

export const CHANGE: Readonly<Record<string, EditCommand>> = {
  'self-insert': selfInsert,
  'tab-insert': (ed, count) => {
    typeText(ed, '\t', count);
  },
  'quoted-insert': function* (ed, count) {
    if (count < 0) return;
    typeText(ed, yield* wholeChar(ed, yield* readAnyKey(ed)), count);
  },
  'delete-char': deleteChar,
  'backward-delete-char': rubout,
  'forward-backward-delete-char': (ed, count) => {
    if (ed.point === ed.line.length) rubout(ed, count);
    else deleteChar(ed, count);
  },
  'delete-horizontal-space': (ed) => {
    let from = ed.point;
    while (from > 0 && ' \t'.includes(ed.line[from - 1] as string)) from -= 1;
    let to = ed.point;
    while (to < ed.line.length && ' \t'.includes(ed.line[to] as string)) to += 1;
    ed.point = from;
    if (from < to) deleteText(ed, from, to);
  },
  'transpose-chars': transposeChars,
  'transpose-words': transposeWords,
  'shell-transpose-words': transposeShellWords,
  'upcase-word': (ed, count) => {
    changeCase(ed, count, 'up');
  },
  'downcase-word': (ed, count) => {
    changeCase(ed, count, 'down');
  },
  'capitalize-word': (ed, count) => {
    changeCase(ed, count, 'capital');
  },
  'overwrite-mode': (ed, count) => {
    ed.overwrite = ed.explicit ? count <= 0 : !ed.overwrite;
  },
  undo: (ed, count) => {
    for (let i = 0; i < count; i += 1) {
      if (undoOne(ed)) continue;
      ding(ed);
      return;
    }
  },
  'revert-line': (ed) => {
    if (ed.undo.length === 0) ding(ed);
    else while (undoOne(ed));
    if (ed.keymap !== ed.keymaps.get('emacs')) ed.point = 0;
  },
};
