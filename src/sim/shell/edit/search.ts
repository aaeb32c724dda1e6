// Incremental search (C-r, C-s): the history is searched while the text is typed. Also the search for a line asked for as a whole (M-p).
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { ding, fixPoint, setLine, type EditCommand, type Editor } from './editor.ts';
import { ESC, keyAvailable, pushBack, readKey } from './input.ts';
import { historyLine, keepLine, nextHistory, previousHistory } from './history.ts';
import { rubout, selfInsert } from './change.ts';
import { isWordChar } from './motion.ts';
import { clearMessage, redisplay, setMessage } from './redisplay.ts';

interface Search {
  text: ByteString;
  direction: 1 | -1;
  failed: boolean;
  /** All history lines, then the line being typed. */
  readonly lines: readonly ByteString[];
  readonly startLine: number;
  readonly startPoint: number;
  readonly startMark: number;
  pos: number;
  found: number;
  /** Where the search goes on in the line at `pos`. */
  index: number;
  previous: ByteString | undefined;
}

/** Time in which the rest of an escape sequence must follow for ESC to be its beginning. */
const ESC_WAIT = 100_000;

function show(ed: Editor, s: Search): void {
  if (s.text === '') ed.display.quick = true;
  setMessage(ed, `(${s.failed ? 'failed ' : ''}${s.direction < 0 ? 'reverse-' : ''}i-search)\`${s.text}': `);
}

function display(ed: Editor, line: ByteString): void {
  ed.line = line;
  fixPoint(ed);
}

/** Looks from the present place on; true when found. */
function seek(s: Search): boolean {
  if (s.text === '') return false;
  for (;;) {
    const line = s.lines[s.pos] ?? '';
    const hit =
      s.direction < 0
        ? s.index < 0
          ? -1
          : line.lastIndexOf(s.text, s.index)
        : line.indexOf(s.text, Math.max(0, s.index));
    if (hit >= 0) {
      s.index = hit;
      return true;
    }
    s.index = s.direction < 0 ? 0 : line.length;
    do {
      s.pos += s.direction;
      if (s.pos < 0 || s.pos >= s.lines.length) return false;
    } while (s.lines[s.pos] === s.previous || s.text.length > (s.lines[s.pos] ?? '').length);
    s.index = s.direction < 0 ? (s.lines[s.pos] ?? '').length - s.text.length : 0;
  }
}

function searchOn(ed: Editor, s: Search): void {
  s.failed = false;
  if (!seek(s)) {
    s.failed = true;
    ding(ed);
    s.pos = s.found;
    ed.region = false;
    show(ed, s);
    return;
  }
  s.previous = s.lines[s.pos];
  display(ed, s.lines[s.pos] ?? '');
  ed.point = s.index;
  s.found = s.pos;
  show(ed, s);
}

/** The rest of the word, or of the line, behind the match. */
function yankInto(ed: Editor, s: Search, whole: boolean): void {
  const from = ed.point + s.text.length;
  if (from >= ed.line.length || (!whole && !isWordChar(ed, from))) {
    ding(ed);
    return;
  }
  let to = whole ? ed.line.length : from + 1;
  while (!whole && to < ed.line.length && isWordChar(ed, to)) to += 1;
  s.text += ed.line.slice(from, to);
}

/** Commands that mean something to the search itself. */
const STEERS: ReadonlySet<string> = new Set([
  'reverse-search-history',
  'forward-search-history',
  'backward-delete-char',
  'abort',
  'unix-word-rubout',
  'yank',
]);

const endsSearch = (key: number): boolean => key < 32 || key === 127;

/** What a key does to the search: 'again' goes on looking, 'accept' leaves at the match, 'cancel' leaves at the start. */
function* react(ed: Editor, s: Search, first: number): Sys<'again' | 'wait' | 'accept' | 'cancel'> {
  let key = first;
  let binding = ed.keymap.keys.get(key);
  let prefix = '';
  while (binding?.kind === 'map' && key !== ESC) {
    prefix += String.fromCharCode(key);
    key = yield* readKey(ed);
    binding = binding.map.keys.get(key);
  }
  const name = binding?.kind === 'command' ? binding.name : '';
  if (prefix !== '' && !STEERS.has(name)) {
    pushBack(ed, prefix + String.fromCharCode(key));
    return 'accept';
  }
  const towards = name === 'reverse-search-history' ? -1 : name === 'forward-search-history' ? 1 : 0;
  if (towards !== 0) {
    if (towards !== s.direction) s.direction = towards;
    else if (s.text === '') {
      if (ed.lastSearch === '') return 'wait';
      s.text = ed.lastSearch;
    } else if (s.direction < 0) s.index -= 1;
    else s.index += 1;
    return 'again';
  }
  if (name === 'backward-delete-char') {
    if (s.text === '') {
      ding(ed);
      ding(ed);
    } else s.text = s.text.slice(0, -1);
    return 'again';
  }
  if (name === 'abort') return 'cancel';
  if (name === 'unix-word-rubout' || key === 23) {
    yankInto(ed, s, false);
    return 'again';
  }
  if (name === 'yank') {
    yankInto(ed, s, true);
    return 'again';
  }
  const ends = ed.options.values.get('isearch-terminators');
  if (ends !== undefined && ends.includes(String.fromCharCode(key))) return 'accept';
  if (key === ESC && ends === undefined) {
    if (yield* keyAvailable(ed, ESC_WAIT)) pushBack(ed, String.fromCharCode(key));
    return 'accept';
  }
  if (key === 10 && ends === undefined) return 'accept';
  if (endsSearch(key) || (key >= 128 && !ed.multibyte)) {
    pushBack(ed, String.fromCharCode(key));
    return 'accept';
  }
  s.text += String.fromCharCode(key);
  return 'again';
}

function leave(ed: Editor, s: Search): void {
  display(ed, s.lines[s.startLine] ?? '');
  if (s.text !== '') ed.lastSearch = s.text;
  if (s.found < s.startLine) previousHistory(ed, s.startLine - s.found);
  else if (s.found > s.startLine) nextHistory(ed, s.found - s.startLine);
  ed.point = s.index < 0 ? (s.found === s.startLine ? s.startPoint : ed.line.length) : s.index;
  ed.mark = s.startMark;
  ed.region = false;
  fixPoint(ed);
  clearMessage(ed);
}

function* incremental(ed: Editor, direction: 1 | -1): Sys<void> {
  keepLineInPlace(ed);
  const lines = ed.ctx.history.map((line, i) => historyLine(ed, i)?.line ?? line);
  lines.push(ed.saved?.line ?? (ed.at >= lines.length ? ed.line : ''));
  const s: Search = {
    text: '',
    direction,
    failed: false,
    lines,
    startLine: ed.at,
    startPoint: ed.point,
    startMark: ed.mark,
    pos: ed.at,
    found: ed.at,
    index: ed.point,
    previous: undefined,
  };
  show(ed, s);
  for (;;) {
    const verdict = yield* react(ed, s, yield* readKey(ed));
    if (verdict === 'wait') continue;
    if (verdict === 'again') {
      searchOn(ed, s);
      continue;
    }
    if (verdict === 'cancel') {
      display(ed, s.lines[s.startLine] ?? '');
      ed.point = s.startPoint;
      ed.mark = s.startMark;
      ed.region = false;
      fixPoint(ed);
      clearMessage(ed);
      return;
    }
    leave(ed, s);
    return;
  }
}

/** A changed history line is searched as it is now. */
function keepLineInPlace(ed: Editor): void {
  if (ed.at < ed.ctx.history.length) keepLine(ed);
}

/** M-p, M-n: a line is asked for at a `:` prompt, then the history is searched for it. */
export function* asked(ed: Editor, direction: 1 | -1, sign = ':'): Sys<void> {
  const keep = { line: ed.line, point: ed.point, undo: ed.undo };
  ed.saved ??= { line: ed.line, undo: ed.undo };
  ed.line = '';
  ed.point = 0;
  ed.undo = [];
  const ask = `${ed.prompt.slice(ed.prompt.lastIndexOf('\n') + 1)}${sign}`;
  setMessage(ed, ask);
  const back = (point: number | undefined): void => {
    setLine(ed, ed.saved?.line ?? keep.line, ed.saved?.undo ?? keep.undo);
    ed.saved = undefined;
    ed.point = point ?? ed.line.length;
    fixPoint(ed);
    clearMessage(ed);
  };
  for (;;) {
    const key = yield* readKey(ed);
    if (key === 10 || key === 13) break;
    if (key === 7 || key === 3) {
      ding(ed);
      back(keep.point);
      return;
    }
    if ((key === 8 || key === 127) && ed.point === 0) {
      back(keep.point);
      return;
    }
    if (key === 8 || key === 127) rubout(ed, 1);
    else if (key === 21 || key === 23) {
      const word = key === 21 ? ed.line : (/[^ \t]*[ \t]*$/.exec(ed.line)?.[0] ?? '');
      if (word === '') ding(ed);
      else ed.line = ed.line.slice(0, ed.line.length - word.length);
      fixPoint(ed);
    } else yield* selfInsert(ed, 1, key);
    redisplay(ed);
  }
  const text = ed.line === '' ? ed.asked : ed.line;
  if (text === '') {
    // Nothing to look for: the line stays empty, what was typed before is the line behind the history.
    ding(ed);
    clearMessage(ed);
    return;
  }
  ed.asked = text;
  ed.vi.searched = direction;
  ed.line = keep.line;
  ed.undo = keep.undo;
  if (searchLine(ed, direction)) {
    clearMessage(ed);
    return;
  }
  back(undefined);
  ed.point = 0;
  ding(ed);
}

/** To the next history line with the text asked for; false without one. */
function searchLine(ed: Editor, direction: 1 | -1): boolean {
  for (let i = ed.at + direction; i >= 0 && i < ed.ctx.history.length; i += direction) {
    if (!historyLine(ed, i)?.line.includes(ed.asked)) continue;
    if (i < ed.at) previousHistory(ed, ed.at - i);
    else nextHistory(ed, i - ed.at);
    ed.point = 0;
    ed.mark = ed.line.length;
    return true;
  }
  return false;
}

/** vi's n and N. */
export function searchAgain(ed: Editor, direction: 1 | -1): void {
  if (ed.asked === '' || !searchLine(ed, direction)) ding(ed);
}

export const SEARCH: Readonly<Record<string, EditCommand>> = {
  'reverse-search-history': (ed, count) => incremental(ed, count < 0 ? 1 : -1),
  'forward-search-history': (ed, count) => incremental(ed, count < 0 ? -1 : 1),
  'non-incremental-reverse-search-history': (ed) => asked(ed, -1),
  'non-incremental-forward-search-history': (ed) => asked(ed, 1),
};
