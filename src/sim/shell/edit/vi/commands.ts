// vi mode: the commands of its command mode and the way between the two modes.
import type { Sys } from '../../../kernel/abi/index.ts';
import { readKey } from '../input.ts';
import { beginGroup, ding, endGroup, insertText, replaceText, type EditCommand, type Editor } from '../editor.ts';
import { fetchHistory, yankLastArgument } from '../history.ts';
import { killText } from '../kill.ts';
import { asked, searchAgain } from '../search.ts';
import { MOTIONS } from './keys.ts';
import { goalOf } from './motion.ts';

function insertMode(ed: Editor): void {
  ed.keymap = ed.keymaps.get('vi-insert') ?? ed.keymap;
}

function movementMode(ed: Editor): void {
  if (ed.vi.grouped) endGroup(ed);
  ed.vi.grouped = false;
  if (!ed.vi.once) ed.undo = [];
  ed.vi.once = true;
  ed.keymap = ed.keymaps.get('vi-command') ?? ed.keymap;
  ed.overwrite = false;
  if (ed.point > 0) ed.point -= 1;
  if (ed.vi.recording !== undefined) {
    ed.vi.redo = ed.vi.recording;
    ed.vi.recording = undefined;
  }
}

/** Insertion up to the next ESC is taken back as one. */
function group(ed: Editor): void {
  if (!ed.vi.grouped) beginGroup(ed);
  ed.vi.grouped = true;
}

/** A change begins with this key: `.` will type it again. Insertions are noted until they end. */
function note(ed: Editor, key: number): void {
  if (!ed.vi.redoing) ed.vi.recording = String.fromCharCode(key);
}

/** The change is complete. */
function noted(ed: Editor): void {
  if (ed.vi.recording === undefined) return;
  ed.vi.redo = ed.vi.recording;
  ed.vi.recording = undefined;
}

function* move(ed: Editor, count: number, key: number): Sys<void> {
  const goal = yield* goalOf(ed, String.fromCharCode(key), count);
  if (!goal) ding(ed);
  else ed.point = goal.at;
}

/** d, c, y with their operand: a motion, or the key again for the whole line. */
function* operand(ed: Editor, count: number, key: number): Sys<readonly [number, number] | undefined> {
  const operator = String.fromCharCode(key);
  if (operator !== operator.toLowerCase()) return [operator === 'Y' ? 0 : ed.point, ed.line.length];
  let times = '';
  let next = String.fromCharCode(yield* readKey(ed));
  while (/[1-9]/.test(next) || (next === '0' && times !== '')) {
    times += next;
    next = String.fromCharCode(yield* readKey(ed));
  }
  if (next === operator) return [0, ed.line.length];
  if (!MOTIONS.includes(next)) return undefined;
  const repeats = count * (times === '' ? 1 : Number(times));
  // Changing a word leaves the blank behind it: cw is ce on a word.
  const onWord = ed.line[ed.point] !== ' ' && ed.point < ed.line.length;
  const motion = operator === 'c' && onWord ? ({ w: 'e', W: 'E' }[next] ?? next) : next;
  const goal = yield* goalOf(ed, motion, repeats);
  // A character that is not found rings, and the operator takes the one under the cursor (as readline 8.2 does).
  if (!goal && (motion === 'f' || motion === 't')) {
    ding(ed);
    return [ed.point, Math.min(ed.line.length, ed.point + 1)];
  }
  if (!goal) return undefined;
  const to = goal.inclusive ? goal.at + 1 : goal.at;
  return [Math.min(ed.point, to), Math.max(ed.point, to)];
}

const operator = (kind: 'd' | 'c' | 'y'): EditCommand =>
  function* (ed, count, key) {
    if (kind !== 'y') note(ed, key);
    const range = yield* operand(ed, count, key);
    if (!range) {
      ed.vi.recording = undefined;
      ding(ed);
      return;
    }
    const [from, to] = range;
    if (kind === 'y') {
      ed.kill.texts.push(ed.line.slice(from, to));
      ed.kill.index = ed.kill.texts.length - 1;
      return;
    }
    ed.kill.active = false;
    if (kind === 'c') group(ed);
    killText(ed, from, to);
    ed.point = from;
    if (kind === 'c') insertMode(ed);
    else noted(ed);
  };

/** Enters insertion after `place` has put the point where it belongs. */
const insertAfter =
  (place: (ed: Editor) => void): EditCommand =>
  (ed, _count, key) => {
    note(ed, key);
    group(ed);
    place(ed);
    insertMode(ed);
  };

function changeCase(ed: Editor, count: number, key: number): void {
  note(ed, key);
  const end = Math.min(ed.line.length, ed.point + count);
  const swapped = [...ed.line.slice(ed.point, end)].map((char) =>
    char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase(),
  );
  if (swapped.length > 0) {
    beginGroup(ed);
    killText(ed, ed.point, end);
    insertText(ed, swapped.join(''));
    endGroup(ed);
  }
  noted(ed);
}

function put(ed: Editor, count: number, key: number): void {
  note(ed, key);
  const text = ed.kill.texts[ed.kill.index] ?? '';
  if (key === 0x70 && ed.point < ed.line.length) ed.point += 1;
  if (text === '') ding(ed);
  else {
    insertText(ed, text.repeat(count));
    ed.point -= 1;
  }
  noted(ed);
}

export const VI: Readonly<Record<string, EditCommand>> = {
  'vi-insertion-mode': insertAfter(() => undefined),
  'vi-insert-beg': insertAfter((ed) => (ed.point = 0)),
  'vi-append-mode': insertAfter((ed) => (ed.point = Math.min(ed.line.length, ed.point + 1))),
  'vi-append-eol': insertAfter((ed) => (ed.point = ed.line.length)),
  'vi-movement-mode': movementMode,
  'vi-editing-mode': insertMode,
  'emacs-editing-mode': (ed) => {
    ed.keymap = ed.keymaps.get('emacs') ?? ed.keymap;
  },
  'vi-nothing': (ed) => {
    ding(ed);
  },
  'vi-motion': move,
  'vi-delete-to': operator('d'),
  'vi-change-to': operator('c'),
  'vi-yank-to': operator('y'),
  'vi-delete': (ed, count, key) => {
    note(ed, key);
    if (ed.line === '') ding(ed);
    else killText(ed, ed.point, Math.min(ed.line.length, ed.point + count));
    noted(ed);
  },
  'vi-rubout': (ed, count, key) => {
    note(ed, key);
    const from = Math.max(0, ed.point - count);
    if (from === ed.point) ding(ed);
    else killText(ed, ed.point, from);
    ed.point = from;
    noted(ed);
  },
  'vi-subst': (ed, count, key) => {
    note(ed, key);
    const whole = key === 0x53;
    group(ed);
    const from = whole ? 0 : ed.point;
    killText(ed, from, whole ? ed.line.length : Math.min(ed.line.length, from + count));
    ed.point = from;
    insertMode(ed);
  },
  'vi-change-char': function* (ed, count, key) {
    note(ed, key);
    const char = String.fromCharCode(yield* readKey(ed));
    if (char === '\x1b' || ed.point + count > ed.line.length) ding(ed);
    else {
      replaceText(ed, ed.point, ed.point + count, char.repeat(count));
      ed.point -= 1;
    }
    noted(ed);
  },
  'vi-replace': (ed, _count, key) => {
    note(ed, key);
    insertMode(ed);
    ed.overwrite = true;
  },
  'vi-change-case': changeCase,
  'vi-put': put,
  'vi-set-mark': function* (ed) {
    ed.vi.marks.set(String.fromCharCode(yield* readKey(ed)), ed.point);
  },
  'vi-search': (ed, _count, key) => asked(ed, key === 0x2f ? -1 : 1, String.fromCharCode(key)),
  'vi-search-again': (ed, _count, key) => {
    searchAgain(ed, key === 0x6e ? ed.vi.searched : ed.vi.searched === 1 ? -1 : 1);
  },
  'vi-fetch-history': fetchHistory,
  'vi-yank-arg': (ed, count) => {
    ed.point = Math.min(ed.line.length, ed.point + 1);
    insertText(ed, ' ');
    yankLastArgument(ed, count);
    insertMode(ed);
  },
  'vi-eof-maybe': (ed) => {
    if (ed.line === '') ed.done = { kind: 'eof' };
    else ding(ed);
  },
  'vi-redo': (ed) => {
    ed.vi.redoing = true;
    if (ed.vi.redo === '') ding(ed);
    else ed.macro.playing = ed.vi.redo + ed.macro.playing;
  },
};
