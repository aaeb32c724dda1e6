// Commands that come later: arguments, macros, comments, expansions of the line by the shell, keys that run a command line.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import {
  beginGroup,
  deleteText,
  ding,
  endGroup,
  insertText,
  setLine,
  type EditCommand,
  type Editor,
} from './editor.ts';
import { acceptLine } from './basic.ts';
import { finishLine, onNewLine } from './display.ts';
import { abort, pushBack, readKey } from './input.ts';
import { dispatch } from './dispatch.ts';
import { clearMessage, forceRedisplay, redisplay, setMessage } from './redisplay.ts';
import { prepareTerminal, restoreTerminal } from './tty.ts';

/** bash 5.2 caps the argument here; more digits abort. */
const MAX_ARGUMENT = 1_000_000;

/** Digits after M-digit: shown as `(arg: n)` until another key comes, which gets the argument. */
function* digits(ed: Editor, first: number): Sys<void> {
  let minus = false;
  pushBack(ed, String.fromCharCode(first));
  for (;;) {
    if (ed.argument > MAX_ARGUMENT) {
      ding(ed);
      clearMessage(ed);
      abort(ed);
    }
    setMessage(ed, `(arg: ${ed.sign * ed.argument}) `);
    const key = yield* readKey(ed);
    if (key >= 0x30 && key <= 0x39) {
      ed.argument = (ed.explicit ? ed.argument * 10 : 0) + (key - 0x30);
      ed.explicit = true;
      continue;
    }
    if (key === 0x2d && !ed.explicit) {
      ed.sign = -1;
      ed.argument = 1;
      minus = true;
      continue;
    }
    // M-- alone counts as M--1.
    if (minus && ed.argument === 1) ed.explicit = true;
    clearMessage(ed);
    yield* dispatch(ed, key, ed.keymap);
    return;
  }
}

function* universalArgument(ed: Editor): Sys<void> {
  let value = 4;
  ed.explicit = true;
  for (;;) {
    ed.argument = value;
    setMessage(ed, `(arg: ${value}) `);
    const key = yield* readKey(ed);
    const binding = ed.keymap.keys.get(key);
    if (binding?.kind === 'command' && binding.name === 'universal-argument') {
      value *= 4;
      continue;
    }
    if ((key >= 0x30 && key <= 0x39) || key === 0x2d) {
      yield* digits(ed, key);
      return;
    }
    clearMessage(ed);
    yield* dispatch(ed, key, ed.keymap);
    return;
  }
}

function endMacro(ed: Editor): void {
  const text = ed.macro.recording;
  if (text === undefined) {
    ding(ed);
    return;
  }
  // The keys of end-kbd-macro itself are not part of the macro.
  ed.macro.text = text.slice(0, text.length - ed.sequence.length);
  ed.macro.recording = undefined;
}

function insertComment(ed: Editor): void {
  const comment = ed.options.values.get('comment-begin') ?? '#';
  ed.point = 0;
  if (ed.explicit && ed.line.startsWith(comment)) deleteText(ed, 0, comment.length);
  else insertText(ed, comment);
  redisplay(ed);
  acceptLine(ed);
}

/** The line becomes what the shell made of it, in one step of undo. */
function becomes(ed: Editor, line: ByteString): void {
  if (line === ed.line) return;
  beginGroup(ed);
  deleteText(ed, 0, ed.line.length);
  ed.point = 0;
  insertText(ed, line);
  endGroup(ed);
  ed.point = ed.line.length;
}

/** A key of `bind -x`: the terminal is the command's while it runs, then the line is drawn anew below. */
export function* runShell(ed: Editor, command: string): Sys<void> {
  if (!ed.ctx.execute) {
    ding(ed);
    return;
  }
  ed.display.out += `\r${ed.display.term.clearToEnd}`;
  yield* restoreTerminal(ed);
  const after = yield* ed.ctx.execute(command, ed.line, ed.point);
  yield* prepareTerminal(ed);
  if (after.line !== ed.line) becomes(ed, after.line);
  ed.point = Math.max(0, Math.min(after.point, ed.line.length));
  forceRedisplay(ed);
  ed.display.fixed = true;
}

function tildeExpand(ed: Editor): void {
  let from = ed.point;
  while (from > 0 && ed.line[from - 1] !== ' ' && ed.line[from - 1] !== '\t') from -= 1;
  let to = Math.max(ed.point, from);
  while (to < ed.line.length && ed.line[to] !== ' ' && ed.line[to] !== '\t') to += 1;
  const word = ed.line.slice(from, to);
  const home = ed.ctx.variable('HOME');
  if (!/^~(\/|$)/.test(word) || home === undefined) return;
  beginGroup(ed);
  deleteText(ed, from, to);
  ed.point = from;
  insertText(ed, home + word.slice(1));
  endGroup(ed);
}

function printBelow(ed: Editor, text: ByteString): void {
  ed.display.out += `\n${text}\r`;
  onNewLine(ed.display);
  ed.display.forced = true;
  redisplay(ed);
}

/** A message of the shell: on a line of its own, then the line again. */
function complainBelow(ed: Editor, text: ByteString): void {
  ed.display.out += `\r\nbash: ${text}\n\r`;
  onNewLine(ed.display);
  ed.display.forced = true;
  redisplay(ed);
}

/** C-x C-e: the line goes into the history, an editor is called, the line is shown and run, an empty line follows. */
function* editAndExecute(ed: Editor): Sys<void> {
  if (!ed.ctx.execute) {
    ding(ed);
    return;
  }
  finishLine(ed.display);
  yield* restoreTerminal(ed);
  // Fidelity: the editor is started, but what it writes is not taken: the line runs as it was.
  const line = `'${ed.line.replaceAll("'", "'\\''")}'`;
  const edit = '${VISUAL:-${EDITOR:-emacs}} /dev/null';
  const run = ed.line === '' ? edit : `history -s -- ${line}; ${edit} && { printf '%s\\n' ${line} >&2; eval ${line}; }`;
  yield* ed.ctx.execute(run, ed.line, ed.point);
  yield* prepareTerminal(ed);
  setLine(ed, '');
  ed.point = 0;
  ed.at = ed.ctx.history.length;
  forceRedisplay(ed);
}

export const MISC: Readonly<Record<string, EditCommand>> = {
  'digit-argument': (ed, _count, key) => digits(ed, key),
  'universal-argument': universalArgument,
  'clear-display': (ed) => {
    const { clearScreen: clear } = ed.display.term;
    ed.display.out += clear === '' ? '\n' : `${clear}\x1b[3J`;
    forceRedisplay(ed);
    ed.display.fixed = true;
  },
  'start-kbd-macro': (ed) => {
    if (ed.macro.recording !== undefined) ding(ed);
    else ed.macro.recording = ed.explicit ? ed.macro.text : '';
  },
  'end-kbd-macro': endMacro,
  'call-last-kbd-macro': (ed, count) => {
    if (ed.macro.recording !== undefined) {
      ding(ed);
      ed.macro.recording = ed.macro.recording.slice(0, ed.macro.recording.length - ed.sequence.length);
      return;
    }
    if (ed.macro.text === '') {
      clearMessage(ed);
      ding(ed);
      abort(ed);
    }
    ed.macro.playing = ed.macro.text.repeat(Math.max(0, count));
  },
  'print-last-kbd-macro': (ed) => {
    printBelow(ed, `${ed.macro.text}\n`);
  },
  'insert-comment': insertComment,
  'tilde-expand': tildeExpand,
  'history-expand-line': (ed) => {
    const line = ed.ctx.expandHistory(ed.line);
    if (typeof line === 'object') complainBelow(ed, line.error);
    else if (line !== undefined) becomes(ed, line);
  },
  'magic-space': (ed) => {
    const line = ed.ctx.expandHistory(ed.line.slice(0, ed.point));
    if (typeof line === 'string') {
      const rest = ed.line.slice(ed.point);
      becomes(ed, line + rest);
      ed.point = ed.line.length - rest.length;
    }
    insertText(ed, ' ');
  },
  'shell-expand-line': function* (ed) {
    becomes(ed, yield* ed.ctx.expandLine(ed.line));
  },
  'display-shell-version': (ed) => {
    const version = ed.ctx.variable('BASH_VERSION') ?? '5.2.15(1)-release';
    printBelow(ed, `GNU bash, version ${version} (x86_64-pc-linux-gnu)\n`);
  },
  're-read-init-file': () => undefined,
  'edit-and-execute-command': editAndExecute,
};
