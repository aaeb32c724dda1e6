// The state of one line editor and the changes that every command is made of: insert, delete, undo, set the whole line.
import type { ByteString, Sys, Termios } from '../../kernel/abi/index.ts';
import type { BindResult, EditContext } from '../edit-api.ts';
import type { Display } from './display.ts';
import type { KeyMap } from './keymap.ts';
import type { PromptCells } from './layout.ts';

export type Change =
  | { readonly kind: 'insert'; readonly start: number; readonly end: number }
  | { readonly kind: 'delete'; readonly start: number; readonly text: ByteString }
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' };

/** A command bound to keys. `count` is the numeric argument (1 without one), `key` the last byte of its key sequence. */
export type EditCommand = (ed: Editor, count: number, key: number) => Sys<void> | void;

/** Variables of inputrc (readline(3)). */
export interface Options {
  readonly flags: Map<string, boolean>;
  readonly values: Map<string, string>;
}

export interface KillRing {
  texts: ByteString[];
  index: number;
  /** The last command killed: the next kill is joined to its text. */
  active: boolean;
  /** The present command killed. */
  killed: boolean;
}

/** What an editor only sometimes needs (see parts.ts). */
export interface EditorParts {
  readonly commands: Readonly<Record<string, EditCommand | undefined>>;
  /** Further key maps by name. */
  keymaps(): readonly (readonly [string, KeyMap])[];
  readInputrc(ed: Editor, text: ByteString): void;
  bind(ed: Editor, args: readonly ByteString[]): BindResult;
  /** `bind -x` */
  runShell(ed: Editor, command: ByteString): Sys<void>;
  /** For an editor that has not read a line yet. */
  readonly nowhere: EditContext;
}

/** What leaves the loop of a line. */
export type Outcome = { readonly kind: 'line' } | { readonly kind: 'eof' } | { readonly kind: 'interrupt' };

export interface Editor {
  ctx: EditContext;
  line: ByteString;
  point: number;
  mark: number;
  /** The text between mark and point is shown in standout, until a command that does not ask for it. */
  region: boolean;
  keepRegion: boolean;
  undo: Change[];
  undoing: boolean;
  readonly kill: KillRing;
  overwrite: boolean;
  multibyte: boolean;
  // --- the argument being typed and the commands before
  explicit: boolean;
  argument: number;
  sign: 1 | -1;
  lastCommand: string;
  command: string;
  // --- history
  /** Index in the history; its length is the new line. */
  at: number;
  saved: { readonly line: ByteString; readonly undo: Change[] } | undefined;
  edited: Map<number, { line: ByteString; undo: Change[] }>;
  /** `history-preserve-point`: the column kept while moving in the history, -1 for the end of each line. */
  keptPoint: number;
  /** Where the next line starts in the history (operate-and-get-next), -1 without. */
  resumeAt: number;
  /** Last text of an incremental search, of one asked for (M-p), of a search for a prefix. */
  lastSearch: ByteString;
  asked: ByteString;
  prefix: ByteString;
  yankArg: { skip: number; explicit: boolean; count: number; direction: 1 | -1; undo: boolean };
  // --- keys
  keymap: KeyMap;
  readonly keymaps: Map<string, KeyMap>;
  readonly commands: EditorParts['commands'];
  parts: EditorParts | undefined;
  readonly options: Options;
  /** Bytes that are read before the terminal's: pushed back keys and macros. */
  pending: ByteString;
  /** Read from the terminal and not yet used. */
  input: ByteString;
  macro: { recording: ByteString | undefined; text: ByteString; playing: ByteString };
  /** Bytes of the key sequence that is being dispatched. */
  sequence: ByteString;
  /** vi mode: the last f/t, marks, the keys of the last change (for `.`) and of the one that is being made. */
  readonly vi: {
    find: { readonly how: string; readonly char: string } | undefined;
    readonly marks: Map<string, number>;
    redo: ByteString;
    recording: ByteString | undefined;
    redoing: boolean;
    searched: 1 | -1;
    /** Command mode was entered on this line: what was typed before is not undone any more. */
    once: boolean;
    /** The insertion that is going on is one step of undo. */
    grouped: boolean;
  };
  // --- screen
  display: Display;
  prompt: ByteString;
  promptCells: PromptCells;
  /** Shown instead of the prompt: `(reverse-i-search)…`, `(arg: 3)`. */
  message: ByteString | undefined;
  // --- the terminal
  saveTermios: Termios | undefined;
  caughtInterrupt: boolean;
  resized: boolean;
  done: Outcome | undefined;
  // --- completion
  lastCompletion: { changed: boolean };
  /** What menu-complete goes through. */
  menu: { readonly start: number; readonly texts: readonly ByteString[]; index: number } | undefined;
}

/** Thrown away key sequence: back to the loop (readline's abort). */
export class Abort {
  readonly kind = 'abort';
}

export function addChange(ed: Editor, change: Change): void {
  if (!ed.undoing) ed.undo.push(change);
}

export const beginGroup = (ed: Editor): void => addChange(ed, { kind: 'begin' });
export const endGroup = (ed: Editor): void => addChange(ed, { kind: 'end' });

/** Single characters typed one after the other are undone together, up to this many. */
const UNDO_RUN = 20;

export function insertText(ed: Editor, text: ByteString): void {
  if (text === '') return;
  const last = ed.undo.at(-1);
  const joins =
    text.length === 1 && last?.kind === 'insert' && last.end === ed.point && last.end - last.start < UNDO_RUN;
  if (joins && !ed.undoing) ed.undo[ed.undo.length - 1] = { kind: 'insert', start: last.start, end: last.end + 1 };
  else addChange(ed, { kind: 'insert', start: ed.point, end: ed.point + text.length });
  splice(ed, text);
}

/** At the end of the line without cutting it: a long line grows in constant time. */
function splice(ed: Editor, text: ByteString): void {
  ed.line = ed.point === ed.line.length ? ed.line + text : ed.line.slice(0, ed.point) + text + ed.line.slice(ed.point);
  ed.point += text.length;
}

/** Characters typed one after the other, put in at once: undo takes them back in runs all the same. */
export function insertTyped(ed: Editor, text: ByteString): void {
  if (!ed.undoing) {
    let at = ed.point;
    const end = at + text.length;
    const last = ed.undo.at(-1);
    if (last?.kind === 'insert' && last.end === at && last.end - last.start < UNDO_RUN) {
      at = Math.min(end, last.start + UNDO_RUN);
      ed.undo[ed.undo.length - 1] = { kind: 'insert', start: last.start, end: at };
    }
    for (; at < end; at += UNDO_RUN) ed.undo.push({ kind: 'insert', start: at, end: Math.min(end, at + UNDO_RUN) });
  }
  splice(ed, text);
}

/** Deletes and returns; point and mark are only kept inside the line. */
export function deleteText(ed: Editor, from: number, to: number): ByteString {
  const start = Math.min(from, to);
  const text = ed.line.slice(start, Math.max(from, to));
  addChange(ed, { kind: 'delete', start, text });
  ed.line = ed.line.slice(0, start) + ed.line.slice(start + text.length);
  fixPoint(ed);
  return text;
}

export function fixPoint(ed: Editor): void {
  ed.point = Math.max(0, Math.min(ed.point, ed.line.length));
  ed.mark = Math.max(0, Math.min(ed.mark, ed.line.length));
}

/** Another line altogether; its undo list starts empty unless the caller has one. */
export function setLine(ed: Editor, line: ByteString, undo: Change[] = []): void {
  ed.line = line;
  ed.undo = undo;
  fixPoint(ed);
}

/** A piece is replaced in one step of undo. */
export function replaceText(ed: Editor, from: number, to: number, text: ByteString): void {
  beginGroup(ed);
  deleteText(ed, from, to);
  ed.point = from;
  insertText(ed, text);
  endGroup(ed);
}

/** Takes the last change back; false when there is none. */
export function undoOne(ed: Editor): boolean {
  let depth = 0;
  do {
    const change = ed.undo.pop();
    if (!change) return false;
    ed.undoing = true;
    switch (change.kind) {
      case 'insert':
        deleteText(ed, change.start, change.end);
        ed.point = change.start;
        break;
      case 'delete':
        ed.point = change.start;
        insertText(ed, change.text);
        break;
      case 'end':
        depth += 1;
        break;
      case 'begin':
        depth = Math.max(0, depth - 1);
        break;
    }
    ed.undoing = false;
  } while (depth > 0);
  fixPoint(ed);
  return true;
}

export function ding(ed: Editor): void {
  if ((ed.options.values.get('bell-style') ?? 'audible') !== 'none') ed.display.out += '\x07';
}

export const flag = (ed: Editor, name: string): boolean => ed.options.flags.get(name) ?? false;
