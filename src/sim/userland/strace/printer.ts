// Lines of the trace: one open call at a time, `<unfinished ...>` when another process speaks in between, times and columns.
import type { ByteString, Micros, Sys } from '../../kernel/abi/index.ts';
import { broken } from '../ps/time.ts';
import type { Out } from '../lib/stdio.ts';

export interface PrintOptions {
  /** Column of the `=`. */
  readonly column: number;
  readonly time: 'none' | 'clock' | 'clock-us' | 'unix' | 'relative';
  readonly spent: boolean;
  /** Pids in front: `[pid 7] ` on a terminal, `7 ` in a file. */
  readonly toFile: boolean;
  readonly follow: boolean;
}

const two = (value: number): string => String(value).padStart(2, '0');

export class Printer {
  readonly #out: Out;
  readonly #options: PrintOptions;
  /** Who has an unfinished line, and how long it is. */
  #open: { readonly pid: number; length: number } | undefined;
  #last: Micros | undefined;
  /** How many are traced: pids are shown when there are several. */
  traced = 1;

  constructor(out: Out, options: PrintOptions) {
    this.#out = out;
    this.#options = options;
  }

  #stamp(now: Micros): string {
    const { time } = this.#options;
    if (time === 'none') return '';
    const seconds = Math.floor(now / 1_000_000);
    const us = String(now % 1_000_000).padStart(6, '0');
    if (time === 'unix') return `${seconds}.${us} `;
    if (time === 'relative') {
      const delta = this.#last === undefined ? 0 : now - this.#last;
      this.#last = now;
      return `${String(Math.floor(delta / 1_000_000)).padStart(6)}.${String(delta % 1_000_000).padStart(6, '0')} `;
    }
    const date = broken(seconds);
    return `${two(date.hour)}:${two(date.minute)}:${two(date.second)}${time === 'clock-us' ? `.${us}` : ''} `;
  }

  #prefix(pid: number, now: Micros): string {
    const { toFile, follow } = this.#options;
    const who = toFile
      ? follow
        ? `${String(pid).padEnd(5)} `
        : ''
      : this.traced > 1
        ? `[pid ${String(pid).padStart(5)}] `
        : '';
    return who + this.#stamp(now);
  }

  *#interrupt(): Sys<void> {
    if (!this.#open) return;
    yield* this.#out.put(' <unfinished ...>\n');
    this.#open = undefined;
  }

  /** A call begins: its line stays open. */
  *begin(pid: number, now: Micros, text: ByteString): Sys<void> {
    yield* this.#interrupt();
    const whole = this.#prefix(pid, now) + text;
    yield* this.#out.put(whole);
    this.#open = { pid, length: whole.length };
  }

  /** The call ends: on its own line, or resumed on a new one. */
  *end(pid: number, now: Micros, name: string, rest: ByteString, value: ByteString, spent: Micros): Sys<void> {
    let length: number;
    let text: ByteString;
    if (this.#open?.pid === pid) {
      text = `${rest})`;
      length = this.#open.length + text.length;
    } else {
      yield* this.#interrupt();
      text = `${this.#prefix(pid, now)}<... ${name} resumed>${rest})`;
      length = text.length;
    }
    const pad = ' '.repeat(Math.max(1, this.#options.column - length));
    const took = this.#options.spent
      ? ` <${Math.floor(spent / 1_000_000)}.${String(spent % 1_000_000).padStart(6, '0')}>`
      : '';
    yield* this.#out.put(`${text}${pad}= ${value}${took}\n`);
    this.#open = undefined;
  }

  /** A line of its own: a signal, an end. */
  *line(pid: number, now: Micros, text: ByteString): Sys<void> {
    yield* this.#interrupt();
    yield* this.#out.put(`${this.#prefix(pid, now)}${text}\n`);
  }

  /** The trace of this process stops in the middle of a call. */
  *detached(pid: number): Sys<void> {
    if (this.#open?.pid !== pid) return;
    yield* this.#out.put(' <detached ...>\n');
    this.#open = undefined;
  }
}
