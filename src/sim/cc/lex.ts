// From text to tokens: translation phases 1 to 3 of C (ISO 9899, 5.1.1.2), with gcc's words for what is no token.
import type { Loc, Reporter } from './diagnostics.ts';

export type TokenKind = 'id' | 'number' | 'char' | 'string' | 'punct' | 'eof';

export interface Token extends Loc {
  readonly kind: TokenKind;
  /** As written; of strings and characters with their quotes. */
  readonly text: string;
  /** First on its line: a directive may begin here. */
  readonly first: boolean;
  /** White space stands before it. */
  readonly spaced: boolean;
  /** From a header of the system: gcc does not warn there. */
  readonly system: boolean;
  /** Made by a macro of this name. */
  readonly macro?: string;
}

/** Longer sources are refused: a lesson's program has some hundred lines. */
export const MAX_SOURCE = 512 * 1024;

const PUNCTUATORS = [
  '...', '<<=', '>>=',
  '->', '++', '--', '<<', '>>', '<=', '>=', '==', '!=', '&&', '||', '*=', '/=', '%=', '+=', '-=', '&=', '^=', '|=', '##',
  '[', ']', '(', ')', '{', '}', '.', '&', '*', '+', '-', '~', '!', '/', '%', '<', '>', '^', '|', '?', ':', ';', '=', ',', '#',
]; // prettier-ignore

const BY_FIRST = new Map<string, string[]>();
for (const text of PUNCTUATORS) BY_FIRST.set(text[0] ?? '', [...(BY_FIRST.get(text[0] ?? '') ?? []), text]);

const IDENTIFIER = /[A-Za-z_$][A-Za-z0-9_$]*/y;
/** A preprocessing number: what looks like one, right or wrong. */
const NUMBER = /\.?[0-9](?:[eEpP][+-]|[0-9A-Za-z_.])*/y;
const SPACE = /[ \t\v\f\r]+/y;

class Lexer {
  private readonly text: string;
  private readonly report: Reporter;
  private readonly system: boolean;
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private first = true;
  private spaced = false;
  readonly tokens: Token[] = [];

  constructor(text: string, report: Reporter, system: boolean) {
    this.text = text;
    this.report = report;
    this.system = system;
  }

  run(): Token[] {
    while (this.at < this.text.length) this.next();
    this.end();
    return this.tokens;
  }

  /** gcc places the end of the file at the first token of the last line that has one. */
  private end(): void {
    const last = this.tokens[this.tokens.length - 1];
    const at = this.tokens.find((each) => each.line === last?.line) ?? this.loc(1);
    const { line, column, from } = at;
    this.tokens.push({
      kind: 'eof',
      text: '',
      first: true,
      spaced: true,
      system: this.system,
      line,
      column,
      from,
      to: from + 1,
    });
  }

  private loc(length: number, at = this.at): Loc {
    const column = at - this.lineStart + 1;
    return { line: this.line, column, from: column, to: column + length };
  }

  private push(kind: TokenKind, length: number): void {
    const text = this.text.slice(this.at, this.at + length);
    const { first, spaced, system } = this;
    this.tokens.push({ kind, text, first, spaced, system, ...this.loc(length) });
    this.at += length;
    this.first = false;
    this.spaced = false;
  }

  private newline(): void {
    this.line += 1;
    this.lineStart = this.at;
    this.first = true;
    this.spaced = true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  private next(): void {
    const char = this.text[this.at] ?? '';
    if (char === '\n') {
      this.at += 1;
      this.newline();
      return;
    }
    if (char === '\\' && this.text[this.at + 1] === '\n') {
      this.at += 2;
      const first = this.first;
      this.newline();
      this.first = first;
      return;
    }
    const space = this.match(SPACE);
    if (space !== undefined) {
      this.at += space.length;
      this.spaced = true;
      return;
    }
    if (char === '/' && this.comment()) return;
    const word = this.match(IDENTIFIER);
    if (word !== undefined) {
      this.push('id', word.length);
      return;
    }
    const number = this.match(NUMBER);
    if (number !== undefined) {
      this.push('number', number.length);
      return;
    }
    if (char === '"' || char === "'") {
      this.quoted(char);
      return;
    }
    const punct = BY_FIRST.get(char)?.find((each) => this.text.startsWith(each, this.at));
    if (punct !== undefined) {
      this.push('punct', punct.length);
      return;
    }
    this.stray(char);
  }

  private comment(): boolean {
    const second = this.text[this.at + 1];
    if (second === '/') {
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
      this.spaced = true;
      return true;
    }
    if (second !== '*') return false;
    const end = this.text.indexOf('*/', this.at + 2);
    if (end < 0) {
      this.report.error(this.loc(2), 'unterminated comment');
      this.at = this.text.length;
      return true;
    }
    for (let i = this.text.indexOf('\n', this.at); i >= 0 && i < end; i = this.text.indexOf('\n', i + 1)) {
      this.line += 1;
      this.lineStart = i + 1;
    }
    this.at = end + 2;
    this.spaced = true;
    return true;
  }

  private quoted(quote: string): void {
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== quote && this.text[end] !== '\n') {
      end += this.text[end] === '\\' ? 2 : 1;
    }
    if (this.text[end] !== quote) {
      const newline = this.text.indexOf('\n', this.at);
      const length = (newline < 0 ? this.text.length : newline) - this.at;
      this.report.warn(this.loc(length), undefined, `missing terminating ${quote} character`);
      this.report.error(this.loc(length), `missing terminating ${quote} character`);
      this.at += length;
      this.spaced = true;
      return;
    }
    if (quote === "'" && end === this.at + 1) this.report.error(this.loc(2), 'empty character constant');
    this.push(quote === '"' ? 'string' : 'char', end + 1 - this.at);
  }

  private stray(char: string): void {
    const code = char.charCodeAt(0);
    const shown = code > 0x20 && code < 0x7f ? char : `\\${code.toString(8)}`;
    this.report.error(this.loc(1), `stray '${shown}' in program`);
    this.at += 1;
    this.spaced = true;
  }
}

/** Always ends with an eof token. */
export const lex = (text: string, report: Reporter, system = false): Token[] => new Lexer(text, report, system).run();
