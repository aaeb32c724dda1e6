// One file of grep(1): which lines are selected, and what is printed for them.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import type { Out, Reader } from '../lib/stdio.ts';
import type { Matcher } from './matcher.ts';
import type { Plan } from './plan.ts';

/** GREP_COLORS' defaults: a sequence before, the reset after, both erasing to the end of the line. */
const paint = (code: string, text: ByteString, on: boolean): ByteString =>
  on && text !== '' ? `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K` : text;

interface Line {
  readonly text: ByteString;
  readonly number: number;
  readonly offset: number;
}

/** Two separators between groups only when context was asked for. */
export interface Progress {
  groups: boolean;
}

export interface Result {
  readonly selected: number;
  /** A match was found in a binary file: only a note is printed. */
  readonly binary: boolean;
}

export class Scanner {
  readonly #plan: Plan;
  readonly #matcher: Matcher;
  readonly #out: Out;
  readonly #utf8: boolean;
  readonly #progress: Progress;
  readonly #showNames: boolean;

  constructor(
    plan: Plan,
    matcher: Matcher,
    out: Out,
    options: { utf8: boolean; showNames: boolean; progress: Progress },
  ) {
    this.#plan = plan;
    this.#matcher = matcher;
    this.#out = out;
    this.#utf8 = options.utf8;
    this.#showNames = options.showNames;
    this.#progress = options.progress;
  }

  #isBinary(chunk: ByteString): boolean {
    if (this.#plan.binary === 'text') return false;
    if (this.#plan.terminator === '\n' && chunk.includes('\0')) return true;
    return (
      this.#utf8 &&
      !/^(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})*$/.test(chunk)
    );
  }

  #prefix(name: ByteString, line: Line, mark: ':' | '-', matchAt?: number): ByteString {
    const { color, numbers, offsets, nullNames, initialTab } = this.#plan;
    const separator = paint('36', mark, color);
    let out = '';
    if (this.#showNames) out += paint('35', name, color) + (nullNames ? '\0' : separator);
    if (numbers)
      out += paint('32', initialTab ? String(line.number).padStart(2) : String(line.number), color) + separator;
    if (offsets) out += paint('32', String(line.offset + (matchAt ?? 0)), color) + separator;
    return initialTab && out !== '' ? `${out}\t` : out;
  }

  /** Every match of the line, empty ones skipped. */
  #matches(text: ByteString): [number, number][] {
    const out: [number, number][] = [];
    for (let at = 0; at <= text.length;) {
      const span = this.#matcher.find(text, at);
      if (!span) break;
      if (span[1] > span[0]) out.push([span[0], span[1]]);
      at = span[1] > span[0] ? span[1] : span[1] + 1;
    }
    return out;
  }

  #painted(text: ByteString): ByteString {
    let out = '';
    let at = 0;
    for (const [from, to] of this.#matches(text)) {
      out += text.slice(at, from) + paint('01;31', text.slice(from, to), true);
      at = to;
    }
    return out + text.slice(at);
  }

  *#show(name: ByteString, line: Line, selected: boolean): Sys<void> {
    const { color, onlyMatching, invert, terminator } = this.#plan;
    if (onlyMatching) {
      if (invert || !selected) return;
      for (const [from, to] of this.#matches(line.text)) {
        yield* this.#out.put(
          this.#prefix(name, line, ':', from) + paint('01;31', line.text.slice(from, to), color) + terminator,
        );
      }
      return;
    }
    const body = color && selected !== invert ? this.#painted(line.text) : line.text;
    yield* this.#out.put(this.#prefix(name, line, selected ? ':' : '-') + body + terminator);
  }

  *run(name: ByteString, reader: Reader): Sys<Result> {
    const plan = this.#plan;
    const before = Math.max(0, plan.before);
    const after = Math.max(0, plan.after);
    const context = plan.before > 0 || plan.after > 0;
    const printing = !plan.quiet && !plan.count && plan.list === 'no';
    const held: Line[] = [];
    let selected = 0;
    let number = 0;
    let offset = 0;
    let trailing = 0;
    let lastShown = 0;
    let binary = false;
    while (!this.#out.error) {
      if (selected >= plan.max && trailing <= 0) break;
      const raw = yield* reader.line(plan.terminator);
      if (raw === '') break;
      const text = raw.endsWith(plan.terminator) ? raw.slice(0, -1) : raw;
      number += 1;
      const line: Line = { text, number, offset };
      offset += raw.length;
      if (!binary && this.#isBinary(raw)) {
        binary = true;
        if (plan.binary === 'without-match') return { selected: 0, binary: false };
      }
      const hit = selected < plan.max && this.#matcher.test(text) !== plan.invert;
      if (hit) {
        selected += 1;
        if (plan.quiet || plan.list !== 'no') return { selected, binary: false };
        if (!printing) continue;
        if (binary) return { selected, binary: true };
        const first = held[0]?.number ?? number;
        if (
          context &&
          this.#progress.groups &&
          (lastShown === 0 || first > lastShown + 1) &&
          plan.separator !== undefined
        ) {
          yield* this.#out.put(`${paint('36', plan.separator, plan.color)}\n`);
        }
        for (const old of held.splice(0)) yield* this.#show(name, old, false);
        yield* this.#show(name, line, true);
        this.#progress.groups = true;
        lastShown = number;
        trailing = after;
      } else if (trailing > 0 && printing) {
        trailing -= 1;
        yield* this.#show(name, line, false);
        lastShown = number;
      } else if (before > 0 && printing) {
        held.push(line);
        if (held.length > before) held.shift();
      }
    }
    return { selected, binary: false };
  }
}
