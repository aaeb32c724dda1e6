// Where the results of expansion go: fields with splitting, one string, or a pattern with its quoted characters escaped.
import { hold, type ByteString } from '../../kernel/abi/index.ts';
import { escapePattern } from './pattern.ts';

export interface Sink {
  /** Text that is not split. `quoted` text is never special in a pattern and makes a field even when empty. */
  text(text: ByteString, quoted: boolean): void;
  /** The result of an unquoted expansion. */
  split(text: ByteString): void;
  /** `$@`, `$*` and their array forms. `star`: joined where words cannot be split. */
  list(items: readonly ByteString[], quoted: boolean, star: boolean): void;
}

export interface Field {
  readonly text: ByteString;
  /** The field as a pattern, when it holds an active special character. */
  readonly pattern: ByteString | undefined;
}

const GLOB = /[*?[]|[@+!]\(/;
const DEFAULT_IFS = ' \t\n';
/** What bash's lists keep for a word, and after how many words that is looked at: `echo $(yes)` ends by memory. */
const WORD_BYTES = 48;
const WORDS = 65_536;

/** Splits on IFS as POSIX XCU 2.6.5 says. */
export class FieldSink implements Sink {
  readonly fields: Field[] = [];
  private readonly ifs: ByteString;
  private readonly white: ByteString;
  private current = '';
  private pattern = '';
  private globby = false;
  private has = false;
  /** The last field was ended by IFS white space: a following delimiter belongs to the same gap. */
  private afterBlank = false;

  constructor(ifs: ByteString | undefined) {
    this.ifs = ifs ?? DEFAULT_IFS;
    this.white = [...this.ifs].filter((c) => c === ' ' || c === '\t' || c === '\n').join('');
  }

  private end(): void {
    this.fields.push({ text: this.current, pattern: this.globby ? this.pattern : undefined });
    if (this.fields.length % WORDS === 0) hold(this.fields.length * WORD_BYTES);
    this.current = '';
    this.pattern = '';
    this.globby = false;
    this.has = false;
  }

  finish(): void {
    if (this.has) this.end();
    this.afterBlank = false;
  }

  text(text: ByteString, quoted: boolean): void {
    if (text === '' && !quoted) return;
    this.current += text;
    this.pattern += quoted ? escapePattern(text) : text;
    if (!quoted && !this.globby && GLOB.test(text)) this.globby = true;
    this.has = true;
    this.afterBlank = false;
  }

  split(text: ByteString): void {
    if (text === '') return;
    const { ifs } = this;
    if (ifs === '') return this.text(text, false);
    let start = 0;
    for (let i = 0; i < text.length; i += 1) {
      const c = text[i] ?? '';
      if (!ifs.includes(c)) continue;
      if (i > start) this.text(text.slice(start, i), false);
      start = i + 1;
      if (this.white.includes(c)) {
        if (this.has) {
          this.end();
          this.afterBlank = true;
        }
      } else if (this.has) this.end();
      else if (this.afterBlank) this.afterBlank = false;
      else this.end();
    }
    if (start < text.length) this.text(text.slice(start), false);
  }

  list(items: readonly ByteString[], quoted: boolean): void {
    const joint = this.ifs.slice(0, 1);
    if (!quoted && joint !== '') {
      // Unquoted lists are joined with the first character of IFS and split again: empty items stay when it is no blank.
      if (items.length > 0) this.split(items.join(joint));
      return;
    }
    items.forEach((item, i) => {
      if (i > 0) {
        if (quoted || this.has) this.end();
        this.afterBlank = false;
      }
      if (quoted) this.text(item, true);
      else this.split(item);
    });
  }
}

/** No splitting: assignments, here-documents, `case` words, redirections of here-strings. */
export class StringSink implements Sink {
  value = '';
  private readonly joiner: ByteString;
  /** `joiner`: first character of IFS. */
  constructor(joiner: ByteString) {
    this.joiner = joiner;
  }
  text(text: ByteString): void {
    this.value += text;
  }
  split(text: ByteString): void {
    this.value += text;
  }
  list(items: readonly ByteString[], _quoted: boolean, star: boolean): void {
    this.value += items.join(star ? this.joiner : ' ');
  }
}

/** A pattern for `case`, `[[ == ]]`, `${x#…}`: quoted characters lose their special meaning. */
export class PatternSink implements Sink {
  value = '';
  private readonly joiner: ByteString;
  private readonly escape: (text: ByteString) => ByteString;
  constructor(joiner: ByteString, escape: (text: ByteString) => ByteString = escapePattern) {
    this.joiner = joiner;
    this.escape = escape;
  }
  text(text: ByteString, quoted: boolean): void {
    this.value += quoted ? this.escape(text) : text;
  }
  split(text: ByteString): void {
    this.value += text;
  }
  list(items: readonly ByteString[], quoted: boolean, star: boolean): void {
    const joined = items.join(star ? this.joiner : ' ');
    this.value += quoted ? this.escape(joined) : joined;
  }
}

/** The operand of `${x-word}`: its unquoted text is subject to splitting like any result of an expansion. */
export class OperandSink implements Sink {
  private readonly target: Sink;
  constructor(target: Sink) {
    this.target = target;
  }
  text(text: ByteString, quoted: boolean): void {
    if (quoted) this.target.text(text, true);
    else this.target.split(text);
  }
  split(text: ByteString): void {
    this.target.split(text);
  }
  list(items: readonly ByteString[], quoted: boolean, star: boolean): void {
    this.target.list(items, quoted, star);
  }
}

/** Characters of `text`: bytes in the C locale, UTF-8 sequences otherwise. */
export function characters(text: ByteString, utf8: boolean): string[] {
  if (!utf8 || !/[\x80-\xff]/.test(text)) return [...text];
  return text.match(/[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[^]/g) ?? [];
}
