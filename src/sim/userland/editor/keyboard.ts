// The terminal of an editor: raw keys with names for the special ones, pasted text in one piece, and the signals that come meanwhile.
import {
  DEFAULT,
  POLLIN,
  SIGCONT,
  SIGTSTP,
  SIGWINCH,
  isErr,
  sys,
  type ByteString,
  type Handler,
  type Sys,
  type Termios,
  type WinSize,
} from '../../kernel/abi/index.ts';

/** What follows ESC [ or ESC O. */
const SPECIAL: Readonly<Record<string, string>> = {
  A: '<Up>',
  B: '<Down>',
  C: '<Right>',
  D: '<Left>',
  H: '<Home>',
  F: '<End>',
  '1~': '<Home>',
  '4~': '<End>',
  '7~': '<Home>',
  '8~': '<End>',
  '2~': '<Insert>',
  '3~': '<Del>',
  '5~': '<PageUp>',
  '6~': '<PageDown>',
  '1;5C': '<C-Right>',
  '1;5D': '<C-Left>',
  '1;2C': '<C-Right>',
  '1;2D': '<C-Left>',
  '1;5H': '<C-Home>',
  '1;5F': '<C-End>',
};

/** A key that is pasted text begins so. */
export const PASTED = '<Paste>';

/** Enough for any paste; more is taken in several pieces. */
const CHUNK = 4096;

export class Keyboard {
  readonly #utf8: boolean;
  /** ESC and a character are one key (nano), or two (vi). */
  readonly #meta: boolean;
  #input: ByteString = '';
  #saved: Termios | undefined;
  resized = false;
  /** Written when the terminal is taken and given back. */
  readonly #enter: ByteString;
  readonly #leave: ByteString;

  constructor(options: { utf8: boolean; meta: boolean; enter: ByteString; leave: ByteString }) {
    this.#utf8 = options.utf8;
    this.#meta = options.meta;
    this.#enter = options.enter;
    this.#leave = options.leave;
  }

  *take(): Sys<void> {
    const now = yield* sys.tcgetattr(0);
    if (!isErr(now)) {
      this.#saved ??= now;
      yield* sys.tcsetattr(0, { icanon: false, echo: false, isig: false, icrnl: false, ixon: false, iexten: false });
    }
    yield* sys.writeAll(1, this.#enter);
    const resize: Handler = () => this.#resize();
    yield* sys.sigaction(SIGWINCH, resize);
  }

  *#resize(): Sys<void> {
    yield* [];
    this.resized = true;
  }

  *give(): Sys<void> {
    yield* sys.writeAll(1, this.#leave);
    if (this.#saved) yield* sys.tcsetattr(0, this.#saved);
  }

  /** Stops as if ^Z had been typed at a program that does not catch it; takes the terminal again when continued. */
  *suspend(): Sys<void> {
    yield* this.give();
    yield* sys.sigaction(SIGTSTP, DEFAULT);
    yield* sys.sigaction(SIGCONT, DEFAULT);
    yield* sys.kill(0, SIGTSTP);
    yield* this.take();
  }

  *size(): Sys<WinSize> {
    const size = yield* sys.getwinsize(1);
    return isErr(size) || size.rows === 0 || size.cols === 0 ? { rows: 24, cols: 80 } : size;
  }

  *#fill(): Sys<boolean> {
    const got = yield* sys.read(0, CHUNK);
    if (isErr(got) || got === '') return false;
    this.#input += got;
    return true;
  }

  /** More keys wait to be read: nothing needs to be shown before. */
  *pending(): Sys<boolean> {
    if (this.#input !== '') return true;
    const ready = yield* sys.poll([{ fd: 0, events: POLLIN }], 0);
    return !isErr(ready) && ready.length > 0;
  }

  /** The next key; '' when the window changed instead, undefined at the end of the terminal. */
  *key(): Sys<string | undefined> {
    if (this.#input === '') {
      if (this.resized) return '';
      const got = yield* sys.read(0, CHUNK);
      if (isErr(got)) return got.name === 'EINTR' ? '' : undefined;
      if (got === '') return undefined;
      this.#input = got;
    }
    if (this.#input.startsWith('\x1b')) return yield* this.#escape();
    if (this.#utf8 && this.#input >= '\xc2') {
      const wanted = this.#input >= '\xf0' ? 4 : this.#input >= '\xe0' ? 3 : 2;
      while (this.#input.length < wanted && (yield* this.#fill()));
      const whole = /^[\xc2-\xf4][\x80-\xbf]+/.exec(this.#input.slice(0, wanted))?.[0] ?? '';
      return this.#cut(whole.length === wanted ? wanted : 1);
    }
    return this.#cut(1);
  }

  #cut(count: number): string {
    const key = this.#input.slice(0, count);
    this.#input = this.#input.slice(count);
    return key;
  }

  *#escape(): Sys<string> {
    const match = /^\x1b(?:\[([0-9;]*[A-Za-z~])|O([A-Za-z]))/.exec(this.#input);
    if (match) {
      const name = match[1] ?? match[2] ?? '';
      if (name === '200~') return yield* this.#paste();
      const special = SPECIAL[name];
      // ESC O typed quickly is two keys, unless it spells a special one.
      if (special !== undefined || match[1] !== undefined) {
        this.#cut(match[0].length);
        return special ?? '<Unknown>';
      }
    }
    if (!this.#meta) return this.#cut(1);
    if (this.#input.length === 1 && !(yield* this.#fill())) return this.#cut(1);
    if (this.#input[1] === '\x1b') return this.#cut(1);
    return this.#cut(2);
  }

  *#paste(): Sys<string> {
    const end = '\x1b[201~';
    this.#cut(end.length);
    for (;;) {
      const at = this.#input.indexOf(end);
      if (at >= 0) {
        const text = this.#cut(at);
        this.#cut(end.length);
        return PASTED + text.replace(/\r\n?/g, '\n');
      }
      if (!(yield* this.#fill())) return PASTED + this.#cut(this.#input.length);
    }
  }
}
