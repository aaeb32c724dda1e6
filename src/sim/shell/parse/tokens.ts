// Tokens of the shell grammar: operators, words, newlines; here-document bodies are read at the newline that follows them; aliases replace text.
import { Incomplete, Lexer, METACHARS, type LexOptions } from './lexer.ts';

export interface Token {
  readonly kind: 'word' | 'op' | 'newline' | 'eof' | 'number' | 'arith';
  /** Operator, or the word as written without line continuations. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A word of the form name=value or name=( … ). */
  readonly assignment: boolean;
}

interface PendingHereDoc {
  readonly delimiter: string;
  readonly stripTabs: boolean;
  readonly line: number;
}

export interface HereDocWarning {
  readonly line: number;
  readonly startLine: number;
  readonly delimiter: string;
}

export type AliasLookup = (name: string) => string | undefined;

const OPERATORS_BASH = [
  '<<<',
  '<<-',
  '&>>',
  ';;&',
  '&&',
  '||',
  ';;',
  ';&',
  '|&',
  '<<',
  '>>',
  '<&',
  '>&',
  '<>',
  '>|',
  '&>',
  ';',
  '&',
  '|',
  '(',
  ')',
  '<',
  '>',
];
const OPERATORS_DASH = ['<<-', '&&', '||', ';;', '<<', '>>', '<&', '>&', '<>', '>|', ';', '&', '|', '(', ')', '<', '>'];
export const REDIRECTIONS = new Set(['<', '>', '>>', '<<', '<<-', '<<<', '<&', '>&', '<>', '>|', '&>', '&>>']);
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*(\[[^]*\])?\+?=/;
const NAME_BEFORE = /^[A-Za-z_][A-Za-z0-9_]*$/;

export class Tokenizer extends Lexer {
  readonly aliases: AliasLookup | undefined;
  readonly warnings: HereDocWarning[] = [];
  protected pending: PendingHereDoc[] = [];
  protected token: Token = { kind: 'newline', text: '\n', start: 0, end: 0, assignment: false };
  /** Aliases being expanded: their text ends at `end`. */
  private expanding: { name: string; end: number }[] = [];
  private aliasNext = -1;
  private endedLine = false;

  constructor(text: string, options: LexOptions, aliases?: AliasLookup) {
    super(text, options);
    this.aliases = aliases;
  }

  /** Reads the next token. `start`: an assignment or compound array may stand here; `alias`: a command word may stand here. */
  protected next(command = false, declaration = false): Token {
    this.skipBlanks();
    if (this.text[this.pos] === '#') {
      const end = this.text.indexOf('\n', this.pos);
      this.pos = end < 0 ? this.text.length : end;
    }
    const start = this.pos;
    const c = this.text[start];
    if (c === undefined) {
      if (!this.options.final) throw new Incomplete(this.pending.length > 0 ? 'heredoc' : 'command');
      if (this.pending.length > 0) this.hereDocuments();
      // A text without a last newline is read as if it had one.
      if (!this.endedLine && start > 0 && this.text[start - 1] !== '\n') {
        this.endedLine = true;
        return (this.token = { kind: 'newline', text: '\n', start, end: start, assignment: false });
      }
      return (this.token = { kind: 'eof', text: '', start, end: start, assignment: false });
    }
    if (c === '\n') {
      this.pos += 1;
      this.hereDocuments();
      return (this.token = { kind: 'newline', text: '\n', start, end: this.pos, assignment: false });
    }
    if (
      METACHARS.has(c) &&
      !((c === '<' || c === '>') && !this.options.dash && this.text[this.past(start + 1)] === '(')
    )
      return this.operator(start);
    const end = this.word(start, command || declaration);
    const raw = this.text.slice(start, end);
    const text = raw.includes('\\\n') ? raw.replace(/\\\n/g, '') : raw;
    const following = this.text[end];
    if (
      (following === '<' || following === '>') &&
      (/^[0-9]+$/.test(text) || (!this.options.dash && /^\{[A-Za-z_][A-Za-z0-9_]*(\[[^\]]*\])?\}$/.test(text)))
    ) {
      this.pos = end;
      return (this.token = { kind: 'number', text, start, end, assignment: false });
    }
    if (this.aliases !== undefined && (command || start === this.aliasNext) && this.replaceAlias(text, start, end))
      return this.next(command, declaration);
    this.pos = end;
    this.lastToken = text;
    return (this.token = { kind: 'word', text, start, end, assignment: ASSIGNMENT.test(text) });
  }

  /** The last token that was no newline. */
  lastToken = '';

  private incomplete(): never {
    this.unterminated('', this.pos, true);
  }

  private operator(start: number): Token {
    // A line continuation may stand inside an operator.
    const window = this.text.slice(start, start + 12).replace(/\\\n/g, '');
    for (const op of this.options.dash ? OPERATORS_DASH : OPERATORS_BASH) {
      if (!window.startsWith(op)) continue;
      let end = start;
      for (let n = 0; n < op.length; n += 1) end = this.past(end) + 1;
      this.pos = end;
      this.lastToken = op;
      return (this.token = { kind: 'op', text: op, start, end, assignment: false });
    }
    this.pos = start + 1;
    return (this.token = { kind: 'op', text: this.text[start] ?? '', start, end: start + 1, assignment: false });
  }

  private replaceAlias(text: string, start: number, end: number): boolean {
    this.expanding = this.expanding.filter((entry) => entry.end > start);
    if (this.expanding.some((entry) => entry.name === text)) return false;
    const value = this.aliases?.(text);
    if (value === undefined) return false;
    this.text = this.text.slice(0, start) + value + this.text.slice(end);
    const grown = value.length - (end - start);
    for (const entry of this.expanding) entry.end += grown;
    this.expanding.push({ name: text, end: start + value.length + 1 });
    this.pos = start;
    this.aliasNext = -1;
    if (/[ \t]$/.test(value)) {
      const rest = start + value.length;
      this.aliasNext = rest + (/^[ \t]*/.exec(this.text.slice(rest))?.[0].length ?? 0);
    }
    return true;
  }

  /** End of the word that starts here. */
  protected word(start: number, assignments: boolean, extglob = this.options.extglob, regex = false): number {
    let i = start;
    while (i < this.text.length) {
      const c = this.text[i] ?? '';
      if (c === '\\') {
        if (i + 1 >= this.text.length && !this.options.final) this.incomplete();
        i = Math.min(i + 2, this.text.length);
      } else if (c === "'") i = this.single(i);
      else if (c === '"') i = this.double(i);
      else if (c === '`') i = this.backtick(i);
      else if (c === '$') i = this.dollar(i, false);
      else if (!this.options.dash && (c === '<' || c === '>') && this.text[this.past(i + 1)] === '(')
        i = this.command(this.past(i + 1));
      else if (regex && c === '(') i = this.matched(i, '(', ')');
      else if (regex && c === '|' && this.text[i + 1] !== '|') i += 1;
      else if (extglob && '?*+@!'.includes(c) && this.text[this.past(i + 1)] === '(')
        i = this.extglob(this.past(i + 1));
      else if (
        !this.options.dash &&
        assignments &&
        c === '[' &&
        i > start &&
        NAME_BEFORE.test(this.text.slice(start, i))
      )
        i = this.subscript(i);
      else if (
        !this.options.dash &&
        assignments &&
        c === '=' &&
        this.text[i + 1] === '(' &&
        ASSIGNMENT.test(this.text.slice(start, i + 1))
      )
        return this.compoundArray(i + 1);
      else if (METACHARS.has(c)) break;
      else i += 1;
    }
    return i;
  }

  private subscript(start: number): number {
    return this.matched(start, '[', ']');
  }

  private extglob(start: number): number {
    return this.matched(start, '(', ')');
  }

  /** `( words )` of an array assignment; overridden by the grammar. */
  protected compoundArray(start: number): number {
    return this.matched(start, '(', ')');
  }

  /** Notes a here-document whose delimiter is the word just read. */
  protected expectHereDoc(word: Token, stripTabs: boolean): void {
    this.pending.push({ delimiter: unquote(word.text), stripTabs, line: this.lineAt(word.start) });
  }

  private hereDocuments(): void {
    const list = this.pending;
    this.pending = [];
    for (const doc of list) {
      let found = false;
      while (this.pos < this.text.length) {
        const end = this.text.indexOf('\n', this.pos);
        let line = end < 0 ? this.text.slice(this.pos) : this.text.slice(this.pos, end);
        if (doc.stripTabs) line = line.replace(/^\t+/, '');
        this.pos = end < 0 ? this.text.length : end + 1;
        if (line === doc.delimiter) {
          found = true;
          break;
        }
      }
      if (found) continue;
      if (!this.options.final) throw new Incomplete('heredoc', doc.delimiter);
      this.warnings.push({ line: this.endLine - 1, startLine: doc.line, delimiter: doc.delimiter });
    }
  }
}

/** Quote removal of a here-document's delimiter. */
export function unquote(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (c === '\\') {
      i += 1;
      out += text[i] ?? '';
    } else if (c === "'") {
      const end = text.indexOf("'", i + 1);
      out += text.slice(i + 1, end < 0 ? text.length : end);
      i = end < 0 ? text.length : end;
    } else if (c === '"') {
      for (i += 1; i < text.length && text[i] !== '"'; i += 1) {
        if (text[i] === '\\' && '$`"\\'.includes(text[i + 1] ?? ' ')) i += 1;
        out += text[i] ?? '';
      }
    } else if (c === '$' && (text[i + 1] === "'" || text[i + 1] === '"')) continue;
    else out += c;
  }
  return out;
}
