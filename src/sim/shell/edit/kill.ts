// The kill ring: killed text can be yanked back; kills in a row are joined into one.
import type { ByteString } from '../../kernel/abi/index.ts';
import { deleteText, ding, insertText, type EditCommand, type Editor } from './editor.ts';
import { back, backwardShellWord, backwardWord, forwardShellWord, forwardWord } from './motion.ts';

/** readline's DEFAULT_MAX_KILLS. */
const MAX_KILLS = 10;

function remember(ed: Editor, text: ByteString, forward: boolean): void {
  const ring = ed.kill;
  if (ring.active && ring.texts.length > 0) {
    const before = ring.texts[ring.index] ?? '';
    ring.texts[ring.index] = forward ? before + text : text + before;
    return;
  }
  ring.texts.push(text);
  if (ring.texts.length > MAX_KILLS) ring.texts.shift();
  ring.index = ring.texts.length - 1;
}

/** Kills between two places; `to` before `from` is a kill backwards, which is joined in front. */
export function killText(ed: Editor, from: number, to: number): void {
  if (from === to) {
    ed.kill.killed = true;
    return;
  }
  remember(ed, deleteText(ed, from, to), from < to);
  ed.kill.killed = true;
}

function copyText(ed: Editor, from: number, to: number): void {
  if (from !== to) remember(ed, ed.line.slice(Math.min(from, to), Math.max(from, to)), from < to);
  ed.kill.killed = true;
}

/** Kills from the point to where a motion leads. */
function killMotion(ed: Editor, move: (ed: Editor, count: number) => void, count: number): void {
  const origin = ed.point;
  move(ed, count);
  const target = ed.point;
  if (target === origin) return;
  if (target > origin) ed.point = origin;
  killText(ed, origin, target);
  ed.point = Math.min(origin, target);
  ed.mark = ed.point;
}

function killLine(ed: Editor, count: number): void {
  if (count < 0) {
    backwardKillLine(ed, 1);
    return;
  }
  const origin = ed.point;
  if (origin !== ed.line.length) killText(ed, origin, ed.line.length);
  ed.point = origin;
  ed.mark = origin;
}

function backwardKillLine(ed: Editor, count: number): void {
  if (count < 0) {
    killLine(ed, 1);
    return;
  }
  if (ed.point === 0) {
    ding(ed);
    return;
  }
  killText(ed, ed.point, 0);
  ed.point = 0;
  ed.mark = 0;
}

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t';

function unixWordRubout(ed: Editor, count: number): void {
  if (ed.point === 0) {
    ding(ed);
    return;
  }
  let to = ed.point;
  for (let n = 0; n < Math.max(1, count); n += 1) {
    while (to > 0 && isBlank(ed.line[to - 1])) to -= 1;
    while (to > 0 && !isBlank(ed.line[to - 1])) to = back(ed, to);
  }
  killText(ed, ed.point, to);
  ed.point = to;
  ed.mark = to;
}

function unixFilenameRubout(ed: Editor, count: number): void {
  if (ed.point === 0) {
    ding(ed);
    return;
  }
  let to = ed.point;
  const separator = (i: number): boolean => isBlank(ed.line[i]) || ed.line[i] === '/';
  for (let n = 0; n < Math.max(1, count); n += 1) {
    while (to > 0 && separator(to - 1)) to -= 1;
    while (to > 0 && !separator(to - 1)) to = back(ed, to);
  }
  killText(ed, ed.point, to);
  ed.point = to;
}

function yank(ed: Editor): void {
  const text = ed.kill.texts[ed.kill.index];
  if (text === undefined) {
    ding(ed);
    return;
  }
  ed.mark = ed.point;
  insertText(ed, text);
}

const YANKS: ReadonlySet<string> = new Set(['yank', 'yank-pop']);

function yankPop(ed: Editor): void {
  const ring = ed.kill;
  const text = ring.texts[ring.index] ?? '';
  if (!YANKS.has(ed.lastCommand) || ed.line.slice(ed.point - text.length, ed.point) !== text || text === '') {
    ding(ed);
    return;
  }
  const from = ed.point - text.length;
  deleteText(ed, from, ed.point);
  ed.point = from;
  ring.index = (ring.index + ring.texts.length - 1) % ring.texts.length;
  yank(ed);
}

function copyWord(ed: Editor, count: number, direction: 1 | -1): void {
  const origin = ed.point;
  if (direction > 0) forwardWord(ed, count);
  else backwardWord(ed, count);
  copyText(ed, origin, ed.point);
  ed.point = origin;
}

export const KILL: Readonly<Record<string, EditCommand>> = {
  'kill-line': killLine,
  'backward-kill-line': backwardKillLine,
  'unix-line-discard': (ed) => {
    if (ed.point === 0) ding(ed);
    else {
      killText(ed, ed.point, 0);
      ed.point = 0;
      ed.mark = 0;
    }
  },
  'kill-whole-line': (ed) => {
    killText(ed, 0, ed.line.length);
    ed.point = 0;
    ed.mark = 0;
  },
  'kill-word': (ed, count) => {
    killMotion(ed, forwardWord, count);
  },
  'backward-kill-word': (ed, count) => {
    killMotion(ed, backwardWord, count);
  },
  'shell-kill-word': (ed, count) => {
    killMotion(ed, forwardShellWord, count);
  },
  'shell-backward-kill-word': (ed, count) => {
    killMotion(ed, backwardShellWord, count);
  },
  'unix-word-rubout': unixWordRubout,
  'unix-filename-rubout': unixFilenameRubout,
  'kill-region': (ed) => {
    killText(ed, ed.point, ed.mark);
    ed.point = Math.min(ed.point, ed.mark);
  },
  'copy-region-as-kill': (ed) => {
    copyText(ed, ed.point, ed.mark);
  },
  'copy-forward-word': (ed, count) => {
    copyWord(ed, count, 1);
  },
  'copy-backward-word': (ed, count) => {
    copyWord(ed, count, -1);
  },
  yank,
  'yank-pop': yankPop,
};
