// Moving in the history: edited lines keep their changes while others are looked at; words of earlier lines are inserted.
import type { ByteString } from '../../kernel/abi/index.ts';
import {
  beginGroup,
  ding,
  endGroup,
  flag,
  insertText,
  setLine,
  undoOne,
  type Change,
  type EditCommand,
  type Editor,
} from './editor.ts';

export interface HistoryLine {
  readonly line: ByteString;
  readonly undo: Change[];
}

/** An entry as it is now, edits included. */
export function historyLine(ed: Editor, index: number): HistoryLine | undefined {
  const edited = ed.edited.get(index);
  if (edited) return edited;
  const line = ed.ctx.history[index];
  return line === undefined ? undefined : { line, undo: [] };
}

/** Before leaving a line: the new line is put aside, a changed history line keeps its change. */
export function keepLine(ed: Editor): void {
  if (ed.at >= ed.ctx.history.length) {
    ed.saved ??= { line: ed.line, undo: ed.undo };
    return;
  }
  keepEdited(ed);
}

function keepEdited(ed: Editor): void {
  if (ed.at >= ed.ctx.history.length) return;
  const there = historyLine(ed, ed.at);
  if (there && there.line === ed.line && ed.undo.length === there.undo.length) return;
  ed.edited.set(ed.at, { line: ed.line, undo: ed.undo });
  ed.ctx.replaceHistory(ed.at, ed.line, ed.undo.length > 0);
}

function showEntry(ed: Editor, entry: HistoryLine): void {
  setLine(ed, entry.line, entry.undo);
  const kept =
    flag(ed, 'history-preserve-point') && ed.keptPoint >= 0 ? Math.min(ed.keptPoint, ed.line.length) : ed.line.length;
  ed.point = ed.keymap === ed.keymaps.get('vi-command') ? 0 : kept;
  ed.mark = 0;
}

export function previousHistory(ed: Editor, count: number): void {
  if (count < 0) {
    nextHistory(ed, -count);
    return;
  }
  if (count === 0) return;
  const target = Math.max(0, ed.at - count);
  if (ed.keptPoint < 0 && ed.line !== '') ed.keptPoint = ed.point === ed.line.length ? -1 : ed.point;
  if (ed.ctx.history.length === 0) return;
  keepLine(ed);
  if (target === ed.at) {
    ding(ed);
    return;
  }
  ed.at = target;
  const entry = historyLine(ed, target);
  if (entry) showEntry(ed, entry);
}

export function nextHistory(ed: Editor, count: number): void {
  if (count < 0) {
    previousHistory(ed, -count);
    return;
  }
  if (count === 0) return;
  keepEdited(ed);
  const length = ed.ctx.history.length;
  ed.at = Math.min(length, ed.at + count);
  const entry = ed.at < length ? historyLine(ed, ed.at) : undefined;
  if (entry) {
    showEntry(ed, entry);
    return;
  }
  backToNewLine(ed);
}

function backToNewLine(ed: Editor): void {
  if (!ed.saved) {
    ding(ed);
    return;
  }
  setLine(ed, ed.saved.line, ed.saved.undo);
  ed.point = ed.line.length;
  ed.saved = undefined;
}

/** After the line was accepted: an edited history entry gets its old text back (the accepted line is a new entry). */
export function restoreEntry(ed: Editor): void {
  if (ed.at >= ed.ctx.history.length || ed.undo.length === 0) return;
  const accepted = ed.line;
  while (undoOne(ed));
  ed.ctx.replaceHistory(ed.at, ed.line, false);
  ed.line = accepted;
}

/** The words of a line as history expansion counts them: quotes join, operators are words. */
export function historyWords(line: ByteString): readonly ByteString[] {
  const out: ByteString[] = [];
  let i = 0;
  while (i < line.length) {
    if (' \t\n'.includes(line[i] as string)) {
      i += 1;
      continue;
    }
    const start = i;
    i = operatorEnd(line, i);
    if (i === start) i = wordEnd(line, i);
    out.push(line.slice(start, i));
  }
  return out;
}

/** `<< >> && || <& >& <( ;;`, single operators, and `2>` where digits lead. */
function operatorEnd(line: ByteString, at: number): number {
  const digits = /^[0-9]+(?=[<>])/.exec(line.slice(at, at + 12))?.[0].length ?? 0;
  const i = at + digits;
  const char = line[i];
  if (char === undefined || !'()<>;&|'.includes(char)) return at;
  const next = line[i + 1];
  if (char === '(' || char === ')') return i + 1;
  if (next === char && !'()'.includes(char))
    return char === '<' && line[i + 2] === '<' ? i + 3 : char === '<' && line[i + 2] === '-' ? i + 3 : i + 2;
  if (next === '&' && '<>'.includes(char))
    return line[i + 2] === '-' || /[0-9]/.test(line[i + 2] ?? '') ? i + 3 : i + 2;
  if ((char === '&' && next === '>') || (char === '>' && next === '|') || (char === '<' && next === '>')) return i + 2;
  return i + 1;
}

function wordEnd(line: ByteString, at: number): number {
  let i = at;
  while (i < line.length && !' \t\n;&()|<>'.includes(line[i] as string)) {
    const char = line[i] as string;
    if (char === '\\') i += 2;
    else if (char === "'" || char === '"' || char === '`') {
      let j = i + 1;
      while (j < line.length && line[j] !== char) j += char !== "'" && line[j] === '\\' ? 2 : 1;
      i = j + 1;
    } else if (char === '$' && line[i + 1] === '(') {
      let depth = 0;
      do {
        if (line[i] === '(') depth += 1;
        if (line[i] === ')') depth -= 1;
        i += 1;
      } while (i < line.length && (depth > 0 || line[i - 1] === '$'));
    } else i += 1;
  }
  return Math.min(i, line.length);
}

/** Inserts word `which` ('$' = the last) of the line `skip` + 1 above; false when there is none. */
function insertWord(ed: Editor, which: number | '$', skip: number): boolean {
  const entry = historyLine(ed, ed.at - 1 - skip);
  const words = entry ? historyWords(entry.line) : [];
  const word = which === '$' ? words.at(-1) : which < 0 ? words[words.length + which - 1] : words[which];
  if (word === undefined || word === '') {
    ding(ed);
    return false;
  }
  beginGroup(ed);
  ed.mark = ed.point;
  insertText(ed, word);
  endGroup(ed);
  return true;
}

/** To line `count` of the history, or to its first line. */
export function fetchHistory(ed: Editor, count: number): void {
  previousHistory(ed, ed.explicit ? ed.at - (count - 1) : ed.ctx.history.length);
}

export function yankLastArgument(ed: Editor, count: number): void {
  const state = ed.yankArg;
  if (ed.lastCommand !== 'yank-last-arg')
    ed.yankArg = { skip: 0, explicit: ed.explicit, count, direction: 1, undo: false };
  else {
    if (state.undo) undoOne(ed);
    if (count < 0) state.direction = state.direction === 1 ? -1 : 1;
    state.skip = Math.max(0, state.skip + state.direction);
  }
  const now = ed.yankArg;
  now.undo = insertWord(ed, now.explicit ? now.count : '$', now.skip);
}

function searchPrefix(ed: Editor, direction: 1 | -1): void {
  // history-search-backward: lines that begin with what stands before the point.
  const continued = ed.lastCommand === 'history-search-backward' || ed.lastCommand === 'history-search-forward';
  if (!continued) ed.prefix = ed.line.slice(0, ed.point);
  const { prefix } = ed;
  for (let i = ed.at + direction; i >= 0 && i < ed.ctx.history.length; i += direction) {
    const entry = historyLine(ed, i);
    if (!entry?.line.startsWith(prefix) || entry.line === ed.line) continue;
    keepLine(ed);
    ed.at = i;
    showEntry(ed, entry);
    ed.point = prefix === '' ? ed.line.length : prefix.length;
    return;
  }
  if (direction === 1 && ed.saved) {
    ed.at = ed.ctx.history.length;
    backToNewLine(ed);
    ed.point = Math.min(prefix.length, ed.line.length);
    return;
  }
  ding(ed);
}

export const HISTORY: Readonly<Record<string, EditCommand>> = {
  'previous-history': previousHistory,
  'next-history': nextHistory,
  'beginning-of-history': (ed) => {
    previousHistory(ed, 1 + ed.at);
  },
  'end-of-history': (ed) => {
    if (ed.at < ed.ctx.history.length) keepEdited(ed);
    ed.at = ed.ctx.history.length;
    backToNewLine(ed);
  },
  'fetch-history': fetchHistory,
  'yank-nth-arg': (ed, count) => {
    insertWord(ed, count, 0);
  },
  'yank-last-arg': yankLastArgument,
  'history-search-backward': (ed) => {
    searchPrefix(ed, -1);
  },
  'history-search-forward': (ed) => {
    searchPrefix(ed, 1);
  },
};
