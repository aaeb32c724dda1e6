// One run of nano: the text, the cursor, the cut text, and what the bars say.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { Buffer, type Position } from '../editor/buffer.ts';
import { Charset } from '../editor/charset.ts';

/** A place in the last three rows where a name or a text is asked for. */
export interface Asking {
  readonly question: ByteString;
  readonly answer: ByteString;
  readonly at: number;
  readonly help: Help;
}

/** Keys with what they do, in the order of the help lines: first above, second below it, and so on. */
export type Help = readonly (readonly [key: string, what: string])[];

export interface Options {
  view: boolean;
  numbers: boolean;
  autoindent: boolean;
  help: boolean;
  tabsToSpaces: boolean;
  tab: number;
}

/** What a step of undo is called. */
export type Deed =
  | 'addition'
  | 'line break'
  | 'deletion'
  | 'line join'
  | 'cut'
  | 'paste'
  | 'replacement'
  | 'insertion'
  | 'indent'
  | 'unindent';

export interface Terminal {
  key(): Sys<string | undefined>;
  show(nano: Nano): Sys<void>;
  suspend(): Sys<void>;
  size(): Sys<{ readonly rows: number; readonly cols: number }>;
}

/** nano ends. */
export class Left {
  readonly kind = 'left';
}

/** A status message goes after so many keys. */
const MESSAGE_KEYS = 20;

export class Nano {
  readonly term: Terminal;
  readonly chars: Charset;
  readonly options: Options;
  buf = new Buffer(['']);
  name: ByteString = '';
  row = 0;
  col = 0;
  /** The column that up and down try to keep. */
  want = 0;
  top = 0;
  rows = 24;
  cols = 80;
  mark: Position | undefined;
  cut: readonly ByteString[] = [];
  /** The last command cut lines: the next cut adds to them. */
  cutting = false;
  asking: Asking | undefined;
  /** Choices of a question that takes one key. */
  choices: { readonly question: ByteString; readonly all: boolean } | undefined;
  message: { readonly text: ByteString; readonly alert: boolean } | undefined;
  #messageKeys = 0;
  redraw = false;
  /** The cursor jumped: its line comes to the middle when it is outside of the window. */
  far = false;
  search = { text: '', replacement: '', cased: false, regex: false, backward: false };
  readonly history: ByteString[] = [];
  /** Where a match that is asked about is. */
  spot: { readonly row: number; readonly from: number; readonly to: number } | undefined;
  /** Help instead of the text. */
  page: { readonly lines: readonly ByteString[]; top: number } | undefined;

  #deed: { readonly what: Deed; readonly row: number; readonly col: number } | undefined;
  readonly #deeds = new Map<number, { readonly what: Deed; readonly after: Position }>();
  #number = 0;

  constructor(term: Terminal, options: Options, utf8: boolean) {
    this.term = term;
    this.options = options;
    this.chars = new Charset(utf8);
  }

  get line(): ByteString {
    return this.buf.line(this.row);
  }

  /** Rows for text: without the title, the status and the help. */
  get height(): number {
    return Math.max(1, this.rows - 2 - (this.options.help ? 2 : 0));
  }

  say(text: ByteString, alert = false): void {
    this.message = { text, alert };
    this.#messageKeys = MESSAGE_KEYS;
  }

  go(row: number, col: number): void {
    this.row = Math.max(0, Math.min(row, this.buf.last));
    this.col = Math.max(0, Math.min(col, this.line.length));
    this.want = this.chars.column(this.line, this.col, this.options.tab);
  }

  /** To another row, as near to the wanted column as it goes. */
  goRow(row: number): void {
    this.row = Math.max(0, Math.min(row, this.buf.last));
    this.col = this.chars.at(this.line, this.want, this.options.tab);
  }

  *key(): Sys<string> {
    for (;;) {
      yield* this.term.show(this);
      const key = yield* this.term.key();

      if (key === undefined) throw new Left();
      if (key !== '') {
        if (this.message && (this.#messageKeys -= 1) <= 0) this.message = undefined;
        return key;
      }
      const { rows, cols } = yield* this.term.size();
      this.rows = rows;
      this.cols = cols;
      this.redraw = true;
    }
  }

  /** A change begins; typing goes on with the step before when it is at the same place. */
  begin(what: Deed): void {
    const last = this.#deed;
    const more =
      last?.what === what &&
      last.row === this.row &&
      last.col === this.col &&
      (what === 'addition' || what === 'deletion');
    if (more) return;
    this.#finish();
    this.#number += 1;
    this.buf.open({ row: this.row, col: this.col }, 0);
    this.#deed = { what, row: this.row, col: this.col };
  }

  /** The change is made; the cursor stands behind it. */
  end(what: Deed): void {
    this.#deed = { what, row: this.row, col: this.col };
  }

  #finish(): void {
    if (this.#deed) {
      const number = this.buf.close();
      if (number !== undefined)
        this.#deeds.set(number, { what: this.#deed.what, after: { row: this.#deed.row, col: this.#deed.col } });
    }
    this.#deed = undefined;
  }

  /** The cursor was moved, or the file was written: the next typing is a step of its own. */
  settle(): void {
    this.#finish();
  }

  undo(back: boolean): void {
    this.#finish();
    const done = back ? this.buf.undo() : this.buf.redo();
    if (!done) return this.say(back ? 'Nothing to undo' : 'Nothing to redo', true);
    const deed = this.#deeds.get(done.change.number);
    const at = back ? done.change.before : (deed?.after ?? done.position);
    this.go(at.row, at.col);
    this.mark = undefined;
    this.say(`${back ? 'Undid' : 'Redid'} ${deed?.what ?? 'addition'}`);
  }
}
