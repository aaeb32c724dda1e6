// The text that is edited: lines, and every change as a step that can be taken back and done again.
import type { ByteString, Micros } from '../../kernel/abi/index.ts';

export interface Position {
  readonly row: number;
  readonly col: number;
}

/** Lines `removed` at `row` were replaced by `added`. */
interface Splice {
  readonly row: number;
  readonly removed: readonly ByteString[];
  readonly added: ByteString[];
  /** The text had no line at all before it, has none after it. */
  readonly blankBefore: boolean;
  blankAfter: boolean;
}

export interface Change {
  readonly number: number;
  readonly splices: Splice[];
  /** Where the cursor was before it. */
  readonly before: Position;
  readonly at: Micros;
}

/** What undo and redo did: where, and how many lines there were and are. */
export interface Undone {
  readonly position: Position;
  /** The column is that of the cursor before the change; otherwise the first character of the line is meant. */
  readonly exact: boolean;
  readonly before: number;
  readonly after: number;
  readonly change: Change;
}

/** Undo steps that are kept (undolevels of vim). */
const MAX_CHANGES = 1000;

export class Buffer {
  /** At least one. Changed by `replace` only. */
  readonly lines: ByteString[] = [''];
  /** There is no text at all, not even an empty line: the one in `lines` stands for nothing. */
  blank: boolean;
  #open: Change | undefined;
  #done: Change[] = [];
  #undone: Change[] = [];
  #count = 0;
  #saved: Change | undefined;
  #lost = false;

  constructor(lines: readonly ByteString[]) {
    this.blank = lines.length === 0;
    if (lines.length > 0) this.lines = [...lines];
  }

  line(row: number): ByteString {
    return this.lines[row] ?? '';
  }

  get last(): number {
    return this.lines.length - 1;
  }

  /** What the file would hold. */
  get content(): readonly ByteString[] {
    return this.blank ? [] : this.lines;
  }

  /** What follows is one step of undo, until it is closed. */
  open(before: Position, at: Micros): void {
    if (this.#open?.splices.length === 0) this.#open = undefined;
    this.#open ??= { number: this.#count + 1, splices: [], before, at };
  }

  /** The number of the step; undefined when nothing was changed. */
  close(): number | undefined {
    const open = this.#open;
    this.#open = undefined;
    if (!open || open.splices.length === 0) return undefined;
    this.#done.push(open);
    this.#count = open.number;
    this.#undone = [];
    if (this.#done.length > MAX_CHANGES) {
      if (this.#saved === undefined || this.#saved === this.#done[0]) this.#lost = true;
      this.#done.shift();
    }
    return open.number;
  }

  get modified(): boolean {
    return this.#lost || (this.#open?.splices.length ?? 0) > 0 || this.#done.at(-1) !== this.#saved;
  }

  /** The text is in its file now. */
  saved(): void {
    const open = this.#open;
    this.close();
    this.#saved = this.#done.at(-1);
    this.#lost = false;
    if (open) this.open(open.before, open.at);
  }

  /** The lines from `row`: `count` of them go, `added` come. */
  replace(row: number, count: number, added: readonly ByteString[]): void {
    this.#open ??= { number: this.#count + 1, splices: [], before: { row, col: 0 }, at: 0 };
    const blank = count >= this.lines.length && added.length === 0;
    const text = blank ? [''] : added;
    const last = this.#open.splices.at(-1);
    if (last && row >= last.row && row + count <= last.row + last.added.length && count + text.length < 100) {
      last.added.splice(row - last.row, count, ...text);
      last.blankAfter = blank;
    } else {
      const removed = this.lines.slice(row, row + count);
      this.#open.splices.push({ row, removed, added: [...text], blankBefore: this.blank, blankAfter: blank });
    }
    this.#apply(row, count, text);
    this.blank = blank;
  }

  set(row: number, line: ByteString): void {
    if (this.lines[row] !== line) this.replace(row, 1, [line]);
  }

  #apply(row: number, count: number, added: readonly ByteString[]): void {
    if (count === 1 && added.length === 1) this.lines[row] = added[0] ?? '';
    else if (added.length < 1000) this.lines.splice(row, count, ...added);
    else {
      const tail = this.lines.splice(row);
      for (const line of added) this.lines.push(line);
      for (let i = count; i < tail.length; i += 1) this.lines.push(tail[i] ?? '');
    }
  }

  undo(): Undone | undefined {
    this.close();
    const change = this.#done.pop();
    if (!change) return undefined;
    this.#undone.push(change);
    return this.#turn(change, true);
  }

  redo(): Undone | undefined {
    this.close();
    const change = this.#undone.pop();
    if (!change) return undefined;
    this.#done.push(change);
    return this.#turn(change, false);
  }

  #turn(change: Change, back: boolean): Undone {
    const { before } = change;
    let first = Infinity;
    let cursor = before.row;
    let old = this.blank ? -1 : 0;
    let now = 0;
    for (const splice of back ? change.splices.toReversed() : change.splices) {
      const from = back ? splice.added : splice.removed;
      const to = back ? splice.removed : splice.added;
      if (splice.row < first) {
        if (before.row >= splice.row - 1 && before.row <= splice.row + to.length) {
          cursor = before.row;
          first = before.row;
        } else {
          let same = 0;
          while (same < to.length && same < from.length && to[same] === from[same]) same += 1;
          if (same < to.length || first === Infinity) {
            first = splice.row + (same < to.length ? same : 0);
            cursor = first;
          }
        }
      }
      this.#apply(splice.row, from.length, to);
      this.blank = back ? splice.blankBefore : splice.blankAfter;
      old += from.length;
      now += to.length;
    }
    if (before.row + 1 === cursor && cursor > 0) cursor -= 1;
    const row = Math.min(cursor, this.last);
    const exact = before.row === row;
    if (this.blank) now -= 1;
    return { position: { row, col: exact ? before.col : 0 }, exact, before: old, after: now, change };
  }
}
