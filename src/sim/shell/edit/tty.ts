// The terminal's mode while a line is edited: no echo, no line buffering, carriage return and newline kept apart.
import { isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { flag, type Editor } from './editor.ts';

const PASTE_ON = '\x1b[?2004h';
const PASTE_OFF = '\x1b[?2004l\r';

export const pasteBracketed = (ed: Editor): boolean => flag(ed, 'enable-bracketed-paste') && ed.display.term.up !== '';

export function* flush(ed: Editor): Sys<void> {
  const out = ed.display.out;
  if (out === '') return;
  ed.display.out = '';
  yield* sys.writeAll(2, out);
}

export function* prepareTerminal(ed: Editor): Sys<void> {
  const now = yield* sys.tcgetattr(0);
  if (isErr(now)) {
    ed.saveTermios = undefined;
    return;
  }
  ed.saveTermios = now;
  yield* sys.tcsetattr(0, { icanon: false, echo: false, icrnl: false, isig: true, vlnext: '' });
  if (pasteBracketed(ed)) ed.display.out += PASTE_ON;
}

export function* restoreTerminal(ed: Editor): Sys<void> {
  if (ed.saveTermios === undefined) return;
  if (pasteBracketed(ed)) ed.display.out += PASTE_OFF;
  yield* flush(ed);
  yield* sys.tcsetattr(0, ed.saveTermios);
}
