// The window of less: which rows of which file are on the screen, and the moves that change it.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Regex } from '../../posix/index.ts';
import { rowsOf, type Look } from './rows.ts';
import type { Source } from './source.ts';

/** A screen row of the text: row `row` of line `line`. */
export interface Place {
  readonly line: number;
  readonly row: number;
}

const STANDOUT = '\x1b[7m';
const PLAIN = '\x1b[27m';
const TILDE = '\x1b[1m~\x1b[0m';

export class Screen {
  source: Source;
  look: Look;
  height: number;
  top: Place = { line: 0, row: 0 };
  pattern: Regex | undefined;
  highlight = true;
  /** Only lines that match are shown (`&`). */
  filter: Regex | undefined;
  squeeze = false;
  /** Rows of text on the screen; fewer than fit after the first page of a short file. */
  shown = 0;
  bell = false;
  #out = '';

  constructor(source: Source, look: Look, height: number) {
    this.source = source;
    this.look = look;
    this.height = height;
  }

  /** Rows for text: all but the prompt's. */
  get page(): number {
    return Math.max(1, this.height - 1);
  }

  put(text: ByteString): void {
    this.#out += text;
  }

  *flush(): Sys<void> {
    const out = this.#out;
    this.#out = '';
    if (out !== '') yield* sys.writeAll(1, out);
  }

  prompt(text: ByteString, standout: boolean): void {
    this.put(standout ? `${STANDOUT}${text}${PLAIN}\x1b[K` : `${text}\x1b[K`);
  }

  clearPrompt(): void {
    this.put('\r\x1b[K');
  }

  #hits(line: ByteString): readonly (readonly [number, number])[] {
    const hits: (readonly [number, number])[] = [];
    if (!this.pattern || !this.highlight) return hits;
    for (let at = 0; at <= line.length;) {
      const span = this.pattern.span(line, at);
      if (!span) break;
      if (span[1] > span[0]) hits.push(span);
      at = Math.max(span[1], at + 1);
    }
    return hits;
  }

  #rows(line: ByteString, index: number): readonly ByteString[] {
    return rowsOf(line, index + 1, this.look, this.#hits(line));
  }

  *#visible(index: number): Sys<boolean> {
    const line = yield* this.source.line(index);
    if (line === undefined) return false;
    if (this.filter && !this.filter.test(line)) return false;
    return !(this.squeeze && line === '' && index > 0 && (yield* this.source.line(index - 1)) === '');
  }

  /** The first visible line at or after `index`. */
  *#lineFrom(index: number): Sys<number | undefined> {
    for (let i = index; ; i += 1) {
      if ((yield* this.source.line(i)) === undefined) return undefined;
      if (yield* this.#visible(i)) return i;
    }
  }

  *#lineBefore(index: number): Sys<number | undefined> {
    for (let i = index - 1; i >= 0; i -= 1) if (yield* this.#visible(i)) return i;
    return undefined;
  }

  /** The place one row further; undefined behind the last row. */
  *next(place: Place): Sys<Place | undefined> {
    const line = yield* this.source.line(place.line);
    if (line === undefined) return undefined;
    if (place.row + 1 < this.#rows(line, place.line).length) return { line: place.line, row: place.row + 1 };
    const after = yield* this.#lineFrom(place.line + 1);
    return after === undefined ? undefined : { line: after, row: 0 };
  }

  *previous(place: Place): Sys<Place | undefined> {
    if (place.row > 0) return { line: place.line, row: place.row - 1 };
    const before = yield* this.#lineBefore(place.line);
    if (before === undefined) return undefined;
    return { line: before, row: this.#rows((yield* this.source.line(before)) ?? '', before).length - 1 };
  }

  *text(place: Place): Sys<ByteString> {
    return this.#rows((yield* this.source.line(place.line)) ?? '', place.line)[place.row] ?? '';
  }

  /** The first place behind the window; undefined when the end of the text is on the screen. */
  *bottom(rows = this.page): Sys<Place | undefined> {
    let at: Place | undefined = yield* this.start(this.top);
    for (let i = 0; i < rows && at; i += 1) at = yield* this.next(at);
    return at;
  }

  /** A place that exists: the line may be hidden by the filter. */
  *start(place: Place): Sys<Place | undefined> {
    if (place.row > 0) return place;
    const line = yield* this.#lineFrom(place.line);
    return line === undefined ? undefined : { line, row: 0 };
  }

  *atEnd(): Sys<boolean> {
    return (yield* this.bottom()) === undefined;
  }

  /** Everything anew. The rows behind the end are marked with `~`. */
  *paint(how: 'clear' | 'skip' = 'clear'): Sys<void> {
    this.put(how === 'clear' ? '\x1b[H\x1b[2J\x1b[H' : '...skipping...\n');
    let at = yield* this.start(this.top);
    if (at) this.top = at;
    for (let i = 0; i < this.page; i += 1) {
      this.put(`${at ? yield* this.text(at) : TILDE}\n`);
      if (at) at = yield* this.next(at);
    }
    this.shown = this.page;
  }

  /** The first page: a short text leaves the rest of the screen alone. */
  *first(): Sys<void> {
    let at = yield* this.start(this.top);
    this.shown = 0;
    while (at && this.shown < this.page) {
      this.put(`${yield* this.text(at)}\n`);
      this.shown += 1;
      at = yield* this.next(at);
    }
  }

  /** Down by rows; stops where the last row of the text is the last of the screen, unless `past`. */
  *forward(count: number, past = false): Sys<void> {
    let moved = 0;
    let below = yield* this.bottom(this.shown);
    for (; moved < count; moved += 1) {
      if (!below && !past) break;
      if (this.shown >= this.page) {
        const top = yield* this.next(this.top);
        if (!top) break;
        this.top = top;
      } else this.shown += 1;
      this.put(`${below ? yield* this.text(below) : TILDE}\n`);
      if (below) below = yield* this.next(below);
    }
    if (moved === 0) this.bell = true;
  }

  /** Up by rows, drawn from the top. */
  *backward(count: number): Sys<void> {
    if (this.shown < this.page) {
      this.bell = true;
      return;
    }
    let moved = 0;
    for (; moved < count; moved += 1) {
      const above = yield* this.previous(this.top);
      if (!above) break;
      this.top = above;
      this.put(`\x1b[H\x1bM${yield* this.text(above)}\n`);
    }
    if (moved === 0) this.bell = true;
    else this.put(`\x1b[${this.height};1H`);
  }

  /** To the last page. */
  *toEnd(stop: () => boolean): Sys<void> {
    yield* this.source.readAll(stop);
    let at: Place | undefined = { line: Math.max(0, this.source.lines.length - 1), row: 0 };
    const line = this.source.lines[at.line];
    if (line !== undefined) at = { line: at.line, row: this.#rows(line, at.line).length - 1 };
    if (!(yield* this.#visible(at.line))) at = (yield* this.previous(at)) ?? at;
    for (let i = 1; i < this.page; i += 1) {
      const above: Place | undefined = yield* this.previous(at);
      if (!above) break;
      at = above;
    }
    this.top = at;
  }

  /** The next line that matches, from `from` on; undefined without one. `stop` is asked often: a search can be interrupted. */
  *find(regex: Regex, from: number, direction: 1 | -1, stop: () => boolean, inverted = false): Sys<number | undefined> {
    for (let i = from; i >= 0; i += direction) {
      const line = yield* this.source.line(i);
      if (line === undefined || stop()) return undefined;
      if (regex.test(line) !== inverted && (yield* this.#visible(i))) return i;
      if (i % 500 === 499) yield* sys.compute(200);
    }
    return undefined;
  }
}
