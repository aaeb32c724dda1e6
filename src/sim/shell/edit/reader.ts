// Reading one line: the terminal is prepared, keys are dispatched until the line is accepted, the terminal is put back.
import {
  DEFAULT,
  O_RDONLY,
  SA_RESTART,
  SIGINT,
  SIGWINCH,
  isErr,
  sys,
  type ByteString,
  type SigAction,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { EditContext, LineRead, LineReader } from '../edit-api.ts';
import { newDisplay, onNewLine } from './display.ts';
import { dispatch } from './dispatch.ts';
import { Abort, insertText, type Editor } from './editor.ts';
import { emacsKeyMap } from './emacs-keys.ts';
import { restoreEntry, previousHistory } from './history.ts';
import { Left, readKey } from './input.ts';
import { COMMANDS } from './commands.ts';
import { equip, more } from './more.ts';
import { defaultOptions, setLines } from './options.ts';
import { clearMessage, redisplay, setPrompt } from './redisplay.ts';
import { capabilities } from './terminal.ts';
import { flush, prepareTerminal, restoreTerminal } from './tty.ts';

function newEditor(ctx: EditContext): Editor {
  const emacs = emacsKeyMap();
  return {
    ctx,
    line: '',
    point: 0,
    mark: 0,
    region: false,
    keepRegion: false,
    undo: [],
    undoing: false,
    kill: { texts: [], index: 0, active: false, killed: false },
    overwrite: false,
    multibyte: false,
    explicit: false,
    argument: 1,
    sign: 1,
    lastCommand: '',
    command: '',
    at: 0,
    saved: undefined,
    edited: new Map(),
    resumeAt: -1,
    keptPoint: -1,
    lastSearch: '',
    asked: '',
    prefix: '',
    yankArg: { skip: 0, explicit: false, count: 1, direction: 1, undo: false },
    keymap: emacs,
    keymaps: new Map([['emacs', emacs]]),
    commands: COMMANDS,
    parts: undefined,
    options: defaultOptions(),
    pending: '',
    input: '',
    macro: { recording: undefined, text: '', playing: '' },
    sequence: '',
    vi: {
      find: undefined,
      marks: new Map(),
      redo: '',
      recording: undefined,
      redoing: false,
      searched: -1,
      once: false,
      grouped: false,
    },
    display: newDisplay(capabilities(undefined), 24, 80),
    prompt: '',
    promptCells: { above: '', cells: [], hiddenEnd: 0 },
    message: undefined,
    saveTermios: undefined,
    caughtInterrupt: false,
    resized: false,
    done: undefined,
    lastCompletion: { changed: false },
    menu: undefined,
  };
}

const isUtf8 = (ctx: EditContext): boolean =>
  /utf-?8/i.test(ctx.variable('LC_ALL') || ctx.variable('LC_CTYPE') || ctx.variable('LANG') || '');

function* fileText(path: ByteString): Sys<ByteString | undefined> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return undefined;
  let text = '';
  for (;;) {
    const piece = yield* sys.read(fd);
    if (isErr(piece) || piece === '') break;
    text += piece;
  }
  yield* sys.close(fd);
  return text;
}

/** $INPUTRC, else ~/.inputrc, else /etc/inputrc. */
function* loadInputrc(ed: Editor): Sys<void> {
  const named = ed.ctx.variable('INPUTRC');
  const paths =
    named !== undefined && named !== '' ? [named] : [`${ed.ctx.variable('HOME') ?? ''}/.inputrc`, '/etc/inputrc'];
  for (const path of paths) {
    const text = yield* fileText(path);
    if (text === undefined) continue;
    if (!setLines(ed.options, text)) (yield* more(ed)).readInputrc(ed, text);
    return;
  }
}

function* startLine(ed: Editor, prompt: ByteString): Sys<void> {
  const size = yield* sys.getwinsize(2);
  const { rows, cols } = isErr(size) || size.cols === 0 ? { rows: 24, cols: 80 } : size;
  const { firstLength } = ed.display;
  ed.display = newDisplay(capabilities(ed.ctx.variable('TERM')), rows, cols);
  ed.display.firstLength = firstLength;
  ed.multibyte = isUtf8(ed.ctx);
  ed.line = '';
  ed.point = 0;
  ed.mark = 0;
  ed.region = false;
  ed.undo = [];
  ed.overwrite = false;
  ed.done = undefined;
  if (ed.ctx.viMode) yield* more(ed);
  ed.keymap = ed.keymaps.get(ed.ctx.viMode ? 'vi-insert' : 'emacs') ?? ed.keymap;
  ed.vi.recording = undefined;
  ed.vi.once = false;
  ed.vi.grouped = false;
  ed.message = undefined;
  ed.at = ed.ctx.history.length;
  ed.saved = undefined;
  ed.keptPoint = -1;
  ed.edited = new Map();
  ed.lastCommand = '';
  ed.kill.active = false;
  resetArgument(ed);
  setPrompt(ed, prompt);
  onNewLine(ed.display);
  ed.display.forced = true;
}

function resetArgument(ed: Editor): void {
  ed.explicit = false;
  ed.argument = 1;
  ed.sign = 1;
}

/** One key with all that belongs to it. */
function* step(ed: Editor, last: number): Sys<number> {
  const key = yield* readKey(ed);
  // The end-of-file character counts on an empty line, but not when it was typed to delete just before.
  if (key === 4 && ed.line === '' && last !== 4) {
    ed.done = { kind: 'eof' };
    return key;
  }
  ed.kill.killed = false;
  if (ed.macro.playing === '') ed.vi.redoing = false;
  ed.keepRegion = false;
  try {
    yield* dispatch(ed, key, ed.keymap);
  } catch (thrown) {
    if (!(thrown instanceof Abort)) throw thrown;
    ed.lastCommand = '';
    ed.macro.playing = '';
    ed.pending = '';
    ed.region = false;
    clearMessage(ed);
  }
  ed.kill.active = ed.kill.killed;
  ed.region &&= ed.keepRegion;
  resetArgument(ed);
  if (ed.done) return key;
  // In vi's command mode the cursor stands on a character, never behind the last.
  if (ed.keymap === ed.keymaps.get('vi-command') && ed.point === ed.line.length && ed.point > 0) ed.point -= 1;
  redisplay(ed);
  return key;
}

function* editLoop(ed: Editor): Sys<void> {
  let last = -1;
  try {
    while (!ed.done) last = yield* step(ed, last);
  } catch (thrown) {
    if (!(thrown instanceof Left)) throw thrown;
  }
}

/** Puts our handler before the shell's, which still runs. */
function* intercept(sig: Signal, note: () => void): Sys<SigAction | undefined> {
  const old = yield* sys.getaction(sig);
  if (isErr(old) || old.disposition.kind === 'ignore') return undefined;
  const inner = old.disposition;
  if (sig === SIGINT && inner.kind === 'default') return undefined;
  yield* sys.sigaction(
    sig,
    function* (signo, info) {
      note();
      if (inner.kind === 'handler') yield* inner.handler(signo, info);
    },
    old.flags & ~SA_RESTART,
    old.mask,
  );
  return old;
}

function* release(sig: Signal, old: SigAction | undefined): Sys<void> {
  if (old) yield* sys.sigaction(sig, old.disposition ?? DEFAULT, old.flags, old.mask);
}

export const createLineReader = (): LineReader => {
  let ed: Editor | undefined;
  let initialised = false;
  return {
    *readLine(prompt, ctx, initial = ''): Sys<LineRead | 'eof' | 'interrupt'> {
      ed ??= newEditor(ctx);
      const editor = ed;
      editor.ctx = ctx;
      if (!initialised) {
        initialised = true;
        yield* loadInputrc(editor);
      }
      yield* startLine(editor, prompt);
      const oldInt = yield* intercept(SIGINT, () => {
        editor.caughtInterrupt = true;
      });
      const oldWinch = yield* intercept(SIGWINCH, () => {
        editor.resized = true;
      });
      yield* prepareTerminal(editor);
      if (editor.resumeAt >= 0) {
        const back = ctx.history.length - editor.resumeAt;
        editor.resumeAt = -1;
        previousHistory(editor, back);
      }
      insertText(editor, initial);
      redisplay(editor);
      yield* editLoop(editor);
      const outcome = editor.done?.kind ?? 'eof';
      if (outcome === 'line') restoreEntry(editor);
      if (outcome !== 'interrupt') yield* restoreTerminal(editor);
      yield* flush(editor);
      yield* release(SIGINT, oldInt);
      yield* release(SIGWINCH, oldWinch);
      return outcome === 'line' ? { line: editor.line } : outcome;
    },
    bind(args, parts) {
      ed ??= newEditor(parts.nowhere);
      equip(ed, parts);
      return parts.bind(ed, args);
    },
  };
};
