// One run of vi: the text, the cursor, the window, and what is remembered between commands.
import type { ByteString, Micros, Sys } from '../../kernel/abi/index.ts';
import { Buffer, type Position } from '../editor/buffer.ts';
import { Charset } from '../editor/charset.ts';
import { defaults, type Options } from './options.ts';

export type Shape = 'char' | 'line' | 'block';

export interface Register {
  readonly shape: Shape;
  readonly lines: readonly ByteString[];
}

/** The command cannot go on: a beep, and words if there are any. What was going to be typed by itself is dropped. */
export class Failed {
  readonly text: ByteString;
  constructor(text = '') {
    this.text = text;
  }
}

/** vi ends. */
export class Left {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

export function fail(text = ''): never {
  throw new Failed(text);
}

/** How a message looks; an echo does not survive what its own command scrolls. */
type Kind = 'plain' | 'error' | 'warning' | 'echo';

export interface Found {
  readonly key: 'f' | 'F' | 't' | 'T';
  readonly char: ByteString;
}

export interface Search {
  readonly pattern: ByteString;
  readonly forward: boolean;
  /** As typed behind the pattern: `e`, `s+1`, `-2`. */
  readonly offset: ByteString;
}

/** What the outside gives. `key`: '' when the window changed, undefined at the end. */
export interface Terminal {
  key(): Sys<string | undefined>;
  /** Before waiting for a key. */
  show(vi: Vi): Sys<void>;
  suspend(): Sys<void>;
  /** Gives the terminal to another program, and takes it back. */
  give(): Sys<void>;
  take(): Sys<void>;
  size(): Sys<{ readonly rows: number; readonly cols: number }>;
  now(): Sys<Micros>;
}

/** Keys of macros and repetitions in a row: a macro that calls itself for ever ends so. */
const MAX_PLAYED = 20_000;

export class Vi {
  readonly term: Terminal;
  readonly chars: Charset;
  readonly options: Options = defaults();
  buf = new Buffer([]);
  row = 0;
  col = 0;
  /** The column that up and down try to keep; Infinity after `$`. */
  want = 0;
  mode: 'normal' | 'insert' | 'replace' = 'normal';
  visual: { shape: Shape; row: number; col: number } | undefined;
  /** Commands that are run by another one are one step of undo with it. */
  grouped = false;
  /** Insert mode was left for one command. */
  once = false;

  rows = 24;
  cols = 80;
  top = 0;
  /** Screen rows of the first line that are above the window. */
  skip = 0;
  /** First column shown when lines are not wrapped. */
  left = 0;

  /** What the last row says. */
  message: { readonly text: ByteString; readonly kind: Kind } | undefined;
  /** What is being typed in the last row, and where the cursor is in it. */
  typing: { readonly text: ByteString; readonly at: number; readonly ruler?: boolean } | undefined;
  /** It was said that the file is read-only. */
  warned = false;
  /** Output that does not fit the last row: shown until a key is pressed. */
  pages: readonly ByteString[] | undefined;
  bell = false;
  redraw = false;

  name: ByteString = '';
  /** Started as view or with -R. */
  viewOnly = false;
  alternate: ByteString = '';
  args: readonly ByteString[] = [];
  /** :q said that there are more files. */
  warnedMore = false;
  argument = 0;
  /** The file was not there when it was opened, or has no name yet. */
  fresh = true;
  noeol = false;

  readonly registers = new Map<string, Register>();
  readonly marks = new Map<string, Position>();
  readonly jumps: Position[] = [];
  jump = 0;
  found: Found | undefined;
  search: Search | undefined;
  substitute: { readonly pattern: ByteString; readonly text: ByteString; readonly flags: string } | undefined;
  readonly history = { ':': [] as ByteString[], '/': [] as ByteString[] };
  inserted: readonly string[] = [];
  area: { readonly shape: Shape; readonly rows: number; readonly cols: number } | undefined;

  /** Lines that :g has not come to yet. */
  pending: number[] | undefined;
  #played = 0;
  /** Keys that come before those of the terminal. */
  queue: string[] = [];
  /** Keys of the command at hand, and of the last one that changed the text. */
  keys: string[] = [];
  dot: readonly string[] = [];
  repeatable = false;
  repeating = false;
  recording: { readonly register: string; readonly keys: string[] } | undefined;
  lastMacro = '';
  /** The register named before the command. */
  register = '';

  readonly env: ReadonlyMap<ByteString, ByteString>;

  constructor(term: Terminal, env: ReadonlyMap<ByteString, ByteString>, utf8: boolean) {
    this.term = term;
    this.env = env;
    this.chars = new Charset(utf8);
  }

  get line(): ByteString {
    return this.buf.line(this.row);
  }

  get at(): Position {
    return { row: this.row, col: this.col };
  }

  /** Rows for text. */
  get height(): number {
    return Math.max(1, this.rows - 1);
  }

  get tab(): number {
    return this.options.tabstop;
  }

  say(text: ByteString, kind: Kind = 'plain'): void {
    this.message = { text, kind };
  }

  /** Puts the cursor; the wanted column follows. */
  go(row: number, col: number): void {
    this.row = Math.max(0, Math.min(row, this.buf.last));
    this.col = Math.max(0, Math.min(col, this.line.length));
    this.wantHere();
  }

  wantHere(): void {
    this.want = this.chars.column(this.line, this.col, this.options.list ? 0 : this.tab);
  }

  /** To a line, its first character that is not blank. */
  goLine(row: number): void {
    this.row = Math.max(0, Math.min(row, this.buf.last));
    this.go(this.row, indentEnd(this.line));
  }

  /** Outside of insert mode the cursor stands on a character. */
  clamp(): void {
    this.row = Math.max(0, Math.min(this.row, this.buf.last));
    const { line } = this;
    this.col = Math.min(this.col, line.length);
    const past = this.mode !== 'normal' || this.once || this.visual !== undefined;
    if (this.col === line.length && !past) this.col = this.chars.previous(line, line.length);
    else if (this.col < line.length) this.col = this.chars.start(line, this.col);
  }

  /** The next key: of a repeated command or a macro, else of the terminal. */
  *key(): Sys<string> {
    for (;;) {
      const queued = this.queue.shift();
      if (queued !== undefined) {
        this.#played += 1;
        if (this.#played > MAX_PLAYED) fail('Interrupted');
        this.keys.push(queued);
        return queued;
      }
      this.#played = 0;
      yield* this.term.show(this);
      const key = yield* this.term.key();

      if (key === undefined) throw new Left(1);
      if (key === '') {
        const { rows, cols } = yield* this.term.size();
        this.rows = rows;
        this.cols = cols;
        this.redraw = true;
        continue;
      }
      this.keys.push(key);
      this.recording?.keys.push(key);
      return key;
    }
  }

  /** The text changes: one step of undo begins, if none has. */
  *change(): Sys<void> {
    if (this.options.readonly && !this.buf.modified && !this.warned) {
      this.warned = true;
      this.say('W10: Warning: Changing a readonly file', 'warning');
    }
    this.buf.open(this.at, yield* this.term.now());
  }

  /** Lines are taken out or put in: marks below move along. */
  replace(row: number, count: number, added: readonly ByteString[]): void {
    const before = this.buf.lines.length;
    this.buf.replace(row, count, added);
    this.marks.set('.', { row: Math.min(row, this.buf.last), col: 0 });
    const more = this.buf.lines.length - before;
    if (more === 0) return;
    this.pending?.forEach((at, i, all) => {
      if (at >= row + count) all[i] = at + more;
      else if (at >= row + added.length) all[i] = -1;
    });
    for (const [name, at] of this.marks) {
      if (name === '.' || at.row < row + Math.min(count, added.length)) continue;
      if (at.row >= row + count) this.marks.set(name, { row: Math.max(0, at.row + more), col: at.col });
      else if (/[a-z]/.test(name)) this.marks.delete(name);
    }
  }

  set(row: number, line: ByteString): void {
    this.replace(row, 1, [line]);
  }

  /** Remembers where a jump began: '' and Ctrl-O go back there. */
  mark(): void {
    const at = this.at;
    this.marks.set("'", at);
    const same = this.jumps.findIndex((jump) => jump.row === at.row);
    if (same >= 0) this.jumps.splice(same, 1);
    this.jumps.push(at);
    if (this.jumps.length > 100) this.jumps.shift();
    this.jump = this.jumps.length;
  }
}

export const indentEnd = (line: ByteString): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;

/** Where `^` goes: a line of blanks has its last one. */
export const firstNonBlank = (line: ByteString): number => {
  const end = indentEnd(line);
  return end === line.length ? Math.max(0, end - 1) : end;
};
