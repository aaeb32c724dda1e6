// Keys come one byte at a time: macros and pushed-back keys first, then the terminal. Signals that arrive meanwhile are handled here.
import { POLLIN, isErr, sys, type ByteString, type Micros, type Sys } from '../../kernel/abi/index.ts';
import { moveToRow } from './display.ts';
import { Abort, flag, type Editor } from './editor.ts';
import { afterResize } from './redisplay.ts';
import { flush, restoreTerminal } from './tty.ts';

export const ESC = 0x1b;

/** Puts a key back: it is the next one read. */
export function pushBack(ed: Editor, keys: ByteString): void {
  ed.pending = keys + ed.pending;
}

/** The prompt was interrupted or hung up: unwinds to the loop. */
export class Left {
  readonly kind = 'left';
}

/** A read was interrupted: ^C is shown, the shell hears of it, and it says whether the line goes on. */
function* interrupted(ed: Editor): Sys<void> {
  if (ed.resized) {
    ed.resized = false;
    yield* afterResize(ed);
  }
  const interrupt = ed.caughtInterrupt;
  ed.caughtInterrupt = false;
  if (interrupt) {
    const shown = flag(ed, 'echo-control-characters') && ed.saveTermios?.echoctl === true && ed.saveTermios.echo;
    if (shown) ed.display.out += '^C';
    moveToRow(ed.display, ed.display.rows.length - 1);
    ed.message = undefined;
    yield* flush(ed);
    yield* restoreTerminal(ed);
  }
  const verdict = yield* ed.ctx.interrupted();
  // A trapped SIGINT takes the line away too, after its trap has run.
  if (interrupt || verdict === 'interrupt') {
    ed.done = { kind: 'interrupt' };
    throw new Left();
  }
}

/** Reads from the terminal into `ed.input`: normally a byte at a time, so that what follows the line is left for others. */
function* fill(ed: Editor, count: number): Sys<void> {
  yield* flush(ed);
  for (;;) {
    // A signal may have come while something else was waited for.
    if (ed.caughtInterrupt || ed.resized) {
      yield* interrupted(ed);
      yield* flush(ed);
    }
    const got = yield* sys.read(0, count);
    if (isErr(got)) {
      if (got.name === 'EINTR') {
        yield* interrupted(ed);
        yield* flush(ed);
        continue;
      }
      if (got.name === 'EAGAIN') {
        yield* sys.poll([{ fd: 0, events: POLLIN }]);
        continue;
      }
    }
    if (isErr(got) || got === '') {
      ed.done = { kind: 'eof' };
      throw new Left();
    }
    ed.input = got;
    return;
  }
}

/** A piece of pasted text, as much as is there. */
const PASTE_CHUNK = 4096;

export function* readSome(ed: Editor): Sys<ByteString> {
  if (ed.pending !== '' || ed.macro.playing !== '') return String.fromCharCode(yield* readKey(ed));
  if (ed.input === '') yield* fill(ed, PASTE_CHUNK);
  const text = ed.input;
  ed.input = '';
  if (ed.macro.recording !== undefined) ed.macro.recording += text;
  return text;
}

/** The next byte; the end of the terminal ends the line. */
export function* readKey(ed: Editor): Sys<number> {
  if (ed.pending !== '') {
    const key = ed.pending.charCodeAt(0);
    ed.pending = ed.pending.slice(1);
    return key;
  }
  if (ed.macro.playing !== '') {
    const key = ed.macro.playing.charCodeAt(0);
    ed.macro.playing = ed.macro.playing.slice(1);
    return key;
  }
  if (ed.input === '') yield* fill(ed, 1);
  const key = ed.input.charCodeAt(0);
  ed.input = ed.input.slice(1);
  if (ed.macro.recording !== undefined) ed.macro.recording += String.fromCharCode(key);
  if (ed.vi.recording !== undefined) ed.vi.recording += String.fromCharCode(key);
  return key;
}

/** The next byte even if it is one that would send a signal (C-v C-c). */
export function* readAnyKey(ed: Editor): Sys<number> {
  yield* sys.tcsetattr(0, { isig: false, ixon: false });
  const key = yield* readKey(ed);
  yield* sys.tcsetattr(0, { isig: true, ...(ed.saveTermios ? { ixon: ed.saveTermios.ixon } : {}) });
  return key;
}

/** Whether a key is there without waiting longer than `wait`. */
export function* keyAvailable(ed: Editor, wait: Micros = 0): Sys<boolean> {
  if (ed.pending !== '' || ed.macro.playing !== '' || ed.input !== '') return true;
  yield* flush(ed);
  const ready = yield* sys.poll([{ fd: 0, events: POLLIN }], wait);
  return !isErr(ready) && ready.length > 0;
}

export function abort(ed: Editor): never {
  void ed;
  throw new Abort();
}
