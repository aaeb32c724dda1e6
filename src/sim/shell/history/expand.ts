// History expansion (bash manual, 9.3): `!!`, `!$`, `!n`, `!str`, `^a^b`, word designators and modifiers. A pure function.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { History } from './list.ts';

export type HistoryResult =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'expanded';
      readonly text: ByteString;
      /** `:p`: only printed and remembered. */ readonly printOnly: boolean;
    }
  | { readonly kind: 'error'; readonly message: ByteString };

class Fault extends Error {}

/**
 * `!!` twice in a line doubles the line before: thirty such lines would be gigabytes. Linux takes no longer argument (MAX_ARG_STRLEN).
 * Fidelity: bash has no limit and runs out of memory.
 */
const MAX_EXPANDED = 128 * 1024;

/** What the last `:s` and `!?` used; kept between lines by the shell. */
export interface HistoryMemory {
  search: ByteString;
  from: ByteString;
  to: ByteString;
}

export const newMemory = (): HistoryMemory => ({ search: '', from: '', to: '' });

/** Splits a line into words as the shell's tokens are split. */
export function historyWords(line: ByteString): ByteString[] {
  const out: ByteString[] = [];
  let i = 0;
  while (i < line.length) {
    if (/[ \t\n]/.test(line[i] ?? '')) {
      i += 1;
      continue;
    }
    const start = i;
    const operator = /^(?:<<<|<<-|&>>|;;&|&&|\|\||;;|;&|\|&|<<|>>|<&|>&|<>|>\||&>|[;&|()<>])/.exec(line.slice(i))?.[0];
    if (operator !== undefined && !((operator === '<' || operator === '>') && line[i + 1] === '(')) {
      i += operator.length;
      out.push(line.slice(start, i));
      continue;
    }
    const process = operator !== undefined;
    while (i < line.length && ((process && i === start) || !/[ \t\n;&()|<>]/.test(line[i] ?? ''))) {
      const c = line[i];
      if (c === '\\') i += 2;
      else if (c === "'" || c === '"' || c === '`') {
        i += 1;
        while (i < line.length && line[i] !== c) i += c !== "'" && line[i] === '\\' ? 2 : 1;
        i += 1;
      } else if ((c === '$' || (process && i === start)) && line[i + 1] === '(') {
        let level = 0;
        i += 1;
        do {
          if (line[i] === '(') level += 1;
          else if (line[i] === ')') level -= 1;
          i += 1;
        } while (i < line.length && level > 0);
      } else i += 1;
    }
    i = Math.min(i, line.length);
    out.push(line.slice(start, i));
  }
  return out;
}

class Expander {
  private i: number;
  private readonly line: ByteString;
  private readonly history: History;
  private readonly memory: HistoryMemory;
  printOnly = false;

  constructor(line: ByteString, at: number, history: History, memory: HistoryMemory) {
    this.line = line;
    this.i = at;
    this.history = history;
    this.memory = memory;
  }

  get end(): number {
    return this.i;
  }

  /** `this.i` stands behind the `!`. */
  expand(): ByteString {
    const start = this.i - 1;
    let word: ByteString | undefined;
    const event = this.event((w) => (word = w));
    const text = this.designate(event, word, start);
    return this.modify(text, start);
  }

  private notFound(start: number): never {
    const rest = /^[^ \t\n"':;&()|<>]*/.exec(this.line.slice(start + 1))?.[0] ?? '';
    throw new Fault(`!${rest}: event not found`);
  }

  private event(found: (word: ByteString) => void): ByteString {
    const { line, history } = this;
    const start = this.i - 1;
    const c = line[this.i] ?? '';
    const at = (number: number): ByteString => history.at(number) ?? this.notFound(start);
    if (c === '!') {
      this.i += 1;
      return at(history.next - 1);
    }
    if (c === '#') {
      this.i += 1;
      return line.slice(0, start);
    }
    const number = /^-?[0-9]+/.exec(line.slice(this.i))?.[0];
    if (number !== undefined) {
      this.i += number.length;
      const n = Number(number);
      return at(n < 0 ? history.next + n : n);
    }
    if (c === '?') {
      const end = line.indexOf('?', this.i + 1);
      const text = line.slice(this.i + 1, end < 0 ? undefined : end);
      this.i = end < 0 ? line.length : end + 1;
      if (text !== '') this.memory.search = text;
      for (let n = history.next - 1; n >= history.first; n -= 1) {
        const entry = history.at(n) ?? '';
        if (!entry.includes(this.memory.search)) continue;
        found(historyWords(entry).find((w) => w.includes(this.memory.search)) ?? '');
        return entry;
      }
      throw new Fault(`!?${text}: event not found`);
    }
    if (/[\^$*:%-]/.test(c)) return at(history.next - 1);
    const text = /^[^ \t\n:^$*%;&()|<>"']+/.exec(line.slice(this.i))?.[0] ?? '';
    this.i += text.length;
    for (let n = history.next - 1; n >= history.first; n -= 1) {
      const entry = history.at(n) ?? '';
      if (entry.startsWith(text)) return entry;
    }
    throw new Fault(`!${text}: event not found`);
  }

  private designate(event: ByteString, matched: ByteString | undefined, start: number): ByteString {
    const { line } = this;
    let i = this.i;
    const colon = line[i] === ':';
    if (colon) i += 1;
    else if (!/[\^$*%-]/.test(line[i] ?? ' ')) return event;
    const spec = /^(?:(\*)|(%)|(\^|\$|[0-9]+)?(?:(-)(\^|\$|[0-9]+)?|(\*))?)/.exec(line.slice(i));
    const text = spec?.[0] ?? '';
    if (text === '' || (!colon && /^[0-9]/.test(text))) return event;
    const words = historyWords(event);
    const last = words.length - 1;
    this.i = i + text.length;
    const bad = (): never => {
      throw new Fault(`${line.slice(start + 1, this.i).replace(/^[^:]*(?=:)/, '')}: bad word specifier`);
    };
    if (spec?.[2]) return matched ?? bad();
    if (spec?.[1]) return words.slice(1).join(' ');
    const place = (s: string): number => (s === '^' ? 1 : s === '$' ? last : Number(s));
    const from = spec?.[3] === undefined ? 0 : place(spec[3]);
    let to = from;
    if (spec?.[6]) to = last;
    else if (spec?.[4]) to = spec[5] === undefined ? last - 1 : place(spec[5]);
    if (spec?.[6] && from === last + 1) return '';
    if (from > last || to > last || from < 0 || (to < from && spec?.[5] !== undefined)) bad();
    return words.slice(from, to + 1).join(' ');
  }

  private modify(text: ByteString, start: number): ByteString {
    let out = text;
    for (;;) {
      if (this.line[this.i] !== ':') return out;
      let i = this.i + 1;
      let global = false;
      let each = false;
      while (this.line[i] === 'g' || this.line[i] === 'a' || this.line[i] === 'G') {
        if (this.line[i] === 'G') each = true;
        else global = true;
        i += 1;
      }
      const letter = this.line[i];
      i += 1;
      switch (letter) {
        case 'h': {
          const slash = out.lastIndexOf('/');
          if (slash > 0) out = out.slice(0, slash);
          else if (slash === 0) out = '/';
          break;
        }
        case 't':
          out = out.slice(out.lastIndexOf('/') + 1);
          break;
        case 'r':
          out = out.replace(/\.[^./]*$/, '');
          break;
        case 'e': {
          const dot = out.lastIndexOf('.');
          if (dot >= 0) out = out.slice(dot);
          break;
        }
        case 'p':
          this.printOnly = true;
          break;
        case 'q':
          out = `'${out.replace(/'/g, "'\\''")}'`;
          break;
        case 'x':
          out = historyWords(out)
            .map((w) => `'${w}'`)
            .join(' ');
          break;
        case '&':
          out = this.substitute(out, global, start);
          break;
        case 's': {
          const delimiter = this.line[i] ?? '';
          const piece = (from: number): { text: string; next: number } => {
            let textOut = '';
            let k = from;
            while (k < this.line.length && this.line[k] !== delimiter) {
              if (this.line[k] === '\\' && this.line[k + 1] === delimiter) k += 1;
              textOut += this.line[k] ?? '';
              k += 1;
            }
            return { text: textOut, next: k + 1 };
          };
          const left = piece(i + 1);
          const right = piece(left.next);
          i = Math.min(right.next, this.line.length);
          if (left.text !== '') this.memory.from = left.text;
          this.memory.to = right.text.replace(/\\&|&/g, (m) => (m === '&' ? this.memory.from : '&'));
          out = each
            ? historyWords(out)
                .map((w) => w.replace(this.memory.from, () => this.memory.to))
                .join(' ')
            : this.substitute(out, global, start);
          break;
        }
        default:
          throw new Fault(`${letter ?? ''}: unrecognized history modifier`);
      }
      this.i = i;
    }
  }

  private substitute(text: ByteString, global: boolean, start: number): ByteString {
    const { from, to } = this.memory;
    void start;
    if (from === '' || !text.includes(from)) throw new Fault(`${this.line.slice(this.i)}: substitution failed`);
    return global ? text.split(from).join(to) : text.replace(from, () => to);
  }
}

/** Expands one line. `inQuote`: the line begins inside this quote of an unfinished command. */
export function expandHistory(
  line: ByteString,
  history: History,
  memory: HistoryMemory,
  inQuote: '' | "'" | '"' = '',
): HistoryResult {
  if (inQuote === '' && line.startsWith('^')) return quickSubstitution(line, history, memory);
  if (!line.includes('!')) return { kind: 'same' };
  let out = '';
  let quote: string = inQuote;
  let expanded = false;
  let printOnly = false;
  try {
    for (let i = 0; i < line.length;) {
      const c = line[i] ?? '';
      if (c === '\\' && quote !== "'") {
        out += line.slice(i, i + 2);
        i += 2;
        continue;
      }
      if (c === "'" && quote !== '"') quote = quote === "'" ? '' : "'";
      else if (c === '"' && quote !== "'") quote = quote === '"' ? '' : '"';
      const next = line[i + 1];
      const inert =
        next === undefined ||
        /[ \t\n=]/.test(next) ||
        next === '(' ||
        (quote === '"' && next === '"') ||
        (/[;&|)<>]/.test(next) && quote === '');
      if (
        c !== '!' ||
        quote === "'" ||
        inert ||
        line[i - 1] === '$' ||
        (line[i - 1] === '{' && line[i - 2] === '$') ||
        (line[i - 1] === '[' && next === ']')
      ) {
        out += c;
        i += 1;
        continue;
      }
      const expander = new Expander(line, i + 1, history, memory);
      out += expander.expand();
      if (out.length > MAX_EXPANDED) throw new Fault(`${line.slice(i, i + 20)}: expansion too long`);
      i = expander.end;
      expanded = true;
      if (expander.printOnly) printOnly = true;
    }
  } catch (error) {
    if (error instanceof Fault) return { kind: 'error', message: error.message };
    throw error;
  }
  return expanded ? { kind: 'expanded', text: out, printOnly } : { kind: 'same' };
}

/** `^old^new^` */
function quickSubstitution(line: ByteString, history: History, memory: HistoryMemory): HistoryResult {
  const match = /^\^((?:\\.|[^^\\])*)(?:\^((?:\\.|[^^\\])*)(\^([^]*))?)?$/.exec(line);
  const last = history.at(history.next - 1);
  if (!match || last === undefined) return { kind: 'error', message: `${line}: event not found` };
  const from = match[1] ?? '';
  const to = match[2] ?? '';
  if (from === '' || !last.includes(from)) return { kind: 'error', message: `:s${line}: substitution failed` };
  memory.from = from;
  memory.to = to;
  let text = last.replace(from, () => to);
  let printOnly = false;
  const rest = match[4] ?? '';
  if (rest === ':p') printOnly = true;
  else text += rest;
  return { kind: 'expanded', text, printOnly };
}
