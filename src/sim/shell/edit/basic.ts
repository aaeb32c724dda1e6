// Commands that editing cannot do without: accepting the line, pasting, clearing the screen, leaving off.
import type { Sys } from '../../kernel/abi/index.ts';
import { beginGroup, ding, endGroup, insertText, type EditCommand, type Editor } from './editor.ts';
import { finishLine, moveToCell } from './display.ts';
import { dispatch } from './dispatch.ts';
import { pushBack, readSome } from './input.ts';
import { clearMessage, forceRedisplay } from './redisplay.ts';

export function acceptLine(ed: Editor): void {
  ed.done = { kind: 'line' };
  ed.region = false;
  finishLine(ed.display);
}

function operateAndGetNext(ed: Editor, count: number): void {
  acceptLine(ed);
  ed.resumeAt = ed.explicit ? count : ed.at + 1;
}

function* bracketedPaste(ed: Editor): Sys<void> {
  const END = '\x1b[201~';
  let text = '';
  let end = -1;
  while (end < 0) {
    const from = Math.max(0, text.length - END.length);
    text += yield* readSome(ed);
    end = text.indexOf(END, from);
  }
  pushBack(ed, text.slice(end + END.length));
  text = text.slice(0, end).replace(/\r/g, '\n');
  beginGroup(ed);
  ed.mark = ed.point;
  insertText(ed, text);
  endGroup(ed);
  ed.region = text !== '';
  ed.keepRegion = ed.region;
}

export function refreshLine(ed: Editor): void {
  const d = ed.display;
  moveToCell(d, 0, d.rows[d.row] ?? []);
  d.out += `${d.term.clearToEnd}\r`;
  forceRedisplay(ed);
  d.fixed = true;
}

function clearScreen(ed: Editor): void {
  if (ed.explicit) {
    refreshLine(ed);
    return;
  }
  const { clearScreen: clear } = ed.display.term;
  ed.display.out += clear === '' ? '\n' : clear;
  forceRedisplay(ed);
  ed.display.fixed = true;
}

/** The map in which the last byte of the present key sequence was looked up. */
function prefixMap(ed: Editor): Editor['keymap'] {
  let map = ed.keymap;
  for (const char of ed.sequence.slice(0, -1)) {
    const next = map.keys.get(char.charCodeAt(0));
    if (next?.kind === 'map') map = next.map;
  }
  return map;
}

export const BASIC: Readonly<Record<string, EditCommand>> = {
  'accept-line': acceptLine,
  'operate-and-get-next': operateAndGetNext,
  abort: (ed) => {
    clearMessage(ed);
    ding(ed);
    ed.region = false;
    ed.macro.playing = '';
    ed.macro.recording = undefined;
  },
  'clear-screen': clearScreen,
  'redraw-current-line': refreshLine,
  'bracketed-paste-begin': bracketedPaste,
  'do-lowercase-version': function* (ed, _count, key) {
    const lower = String.fromCharCode(key).toLowerCase();
    yield* dispatch(ed, lower.charCodeAt(0), prefixMap(ed));
  },
};
