// Turns the text of a word into its parts: quotes removed, expansions recognized. Braces are expanded before this, on text.
import type { Part, Word } from './nodes.ts';
import { parameter } from './parameter.ts';
import { Grammar } from './grammar.ts';
import { ansiC } from './ansi.ts';
import type { LexOptions } from './lexer.ts';

/** How quotes and backslashes act in the text. */
export type WordMode =
  /** A word of a command. */
  | 'word'
  /** Value of an assignment: tildes also after `:`. */
  | 'assign'
  /** Inside double quotes (and arithmetic). */
  | 'double'
  /** Body of a here-document: like double quotes, but `"` is ordinary. */
  | 'heredoc'
  /** Operand of `${x-word}` inside double quotes, and arithmetic: `"` toggles and goes, `'` is ordinary. */
  | 'operand';

export interface WordOptions {
  readonly dash: boolean;
  /** Line of the word's first character. */
  readonly line: number;
}

const SPECIAL = '@*#?-$!';
/** Reading one of these needs the clock, which is a system call. */
export const NEEDS_CLOCK = /\b(?:SECONDS|EPOCHSECONDS|EPOCHREALTIME|SRANDOM)\b/;

class WordReader {
  readonly parts: Part[] = [];
  private readonly text: string;
  private readonly mode: WordMode;
  private readonly options: WordOptions;
  private readonly grammar: Grammar;
  private plain = '';
  private i = 0;

  constructor(text: string, mode: WordMode, options: WordOptions) {
    this.text = text;
    this.mode = mode;
    this.options = options;
    const lex: LexOptions = { dash: options.dash, extglob: true, final: true, line: options.line };
    this.grammar = new Grammar(text, lex);
  }

  read(): Part[] {
    const { text, mode } = this;
    const quotedMode = mode === 'double' || mode === 'heredoc' || mode === 'operand';
    if (!quotedMode) this.tilde(0);
    // An argument that looks like an assignment expands tildes like one (bash).
    const from =
      mode === 'word' && !this.options.dash ? (/^[A-Za-z_][A-Za-z0-9_]*\+?=/.exec(text)?.[0].length ?? -1) : -1;
    while (this.i < text.length) {
      if (this.i === from) {
        this.tilde(this.i);
        if (this.i >= text.length) break;
      }
      const c = text[this.i] ?? '';
      if (c === '\\') this.backslash(quotedMode);
      else if (c === "'" && !quotedMode) {
        const end = this.grammar.single(this.i);
        this.push({ kind: 'text', text: text.slice(this.i + 1, end - 1), quoted: true });
        this.i = end;
      } else if (c === '"' && mode !== 'heredoc' && mode !== 'double') this.doubleQuoted();
      else if (c === '$') this.dollar(quotedMode);
      else if (c === '`') this.backtick(quotedMode);
      else if ((c === '<' || c === '>') && !quotedMode && !this.options.dash && text[this.i + 1] === '(')
        this.process(c);
      else {
        this.plain += c;
        this.i += 1;
        if (c === ':' && (mode === 'assign' || (from > 0 && this.i > from))) this.tilde(this.i);
      }
    }
    this.flush(quotedMode);
    return this.parts;
  }

  private flush(quoted: boolean): void {
    if (this.plain === '') return;
    this.parts.push({ kind: 'text', text: this.plain, quoted });
    this.plain = '';
  }

  private push(part: Part): void {
    this.flush(this.mode === 'double' || this.mode === 'heredoc' || this.mode === 'operand');
    this.parts.push(part);
  }

  private lineHere(): number {
    return this.grammar.lineAt(this.i);
  }

  private tilde(at: number): void {
    if (this.text[at] !== '~') return;
    const match = (this.mode === 'assign' || at > 0 ? /^~([^/:\\'"$`]*)(?=[/:]|$)/ : /^~([^/\\'"$`]*)(?=\/|$)/).exec(
      this.text.slice(at),
    );
    if (!match) return;
    this.push({ kind: 'tilde', user: match[1] ?? '' });
    this.i = at + match[0].length;
  }

  private backslash(quotedMode: boolean): void {
    const next = this.text[this.i + 1];
    if (next === '\n') {
      this.i += 2;
    } else if (next === undefined) {
      this.plain += '\\';
      this.i += 1;
    } else if (!quotedMode) {
      this.push({ kind: 'text', text: next, quoted: true });
      this.i += 2;
    } else {
      const escapable = this.mode === 'heredoc' ? '$`\\' : this.mode === 'operand' ? '$`"\\}' : '$`"\\';
      this.plain += escapable.includes(next) ? next : `\\${next}`;
      this.i += 2;
    }
  }

  private doubleQuoted(): void {
    const end = this.grammar.double(this.i);
    const inner = this.text.slice(this.i + 1, end - 1);
    const parts = new WordReader(inner, 'double', { ...this.options, line: this.lineHere() }).read();
    if (parts.length === 0) this.push({ kind: 'text', text: '', quoted: true });
    for (const part of parts) this.push(part);
    this.i = end;
  }

  private backtick(quoted: boolean): void {
    const end = this.grammar.backtick(this.i);
    const raw = this.text.slice(this.i + 1, end - 1);
    // Inside double quotes \" is unescaped too (bash manual, 3.5.4).
    const source = raw.replace(quoted && this.mode === 'double' ? /\\([$`\\"])/g : /\\([$`\\])/g, '$1');
    this.push({ kind: 'command', source, line: this.lineHere(), quoted, backtick: true, cache: {} });
    this.i = end;
  }

  private process(operator: '<' | '>'): void {
    const end = this.grammar.command(this.i + 1);
    this.push({
      kind: 'process',
      operator,
      source: this.text.slice(this.i + 2, end - 1),
      line: this.lineHere(),
      cache: {},
    });
    this.i = end;
  }

  private dollar(quoted: boolean): void {
    const { text } = this;
    const start = this.i;
    const at = this.grammar.past(start + 1);
    const c = text[at];
    const dash = this.options.dash;
    if (c === undefined) {
      this.plain += '$';
      this.i += 1;
    } else if (/[A-Za-z_]/.test(c)) {
      let end = at + 1;
      while (end < text.length && /[A-Za-z0-9_]/.test(text[end] ?? '')) end += 1;
      this.simple(text.slice(at, end), quoted, end);
    } else if (/[0-9]/.test(c) || SPECIAL.includes(c)) this.simple(c, quoted, at + 1);
    else if (c === '{') {
      const end = this.grammar.brace(at, quoted);
      const part = parameter(text.slice(at + 1, end - 1), quoted, { ...this.options, line: this.lineHere() });
      // A bad substitution is reported with the whole text it stands in.
      this.push(part.op?.kind === 'bad' ? { ...part, text } : part);
      this.i = end;
    } else if (c === '(') {
      const second = this.grammar.past(at + 1);
      const end = text[second] === '(' ? this.grammar.arithmetic(second) : -1;
      if (end >= 0) {
        this.arith(text.slice(second + 1, end - 2), quoted);
        this.i = end;
        return;
      }
      const close = this.grammar.command(at);
      this.push({
        kind: 'command',
        source: text.slice(at + 1, close - 1),
        line: this.lineHere(),
        quoted,
        backtick: false,
        cache: {},
      });
      this.i = close;
    } else if (c === '[' && !dash) {
      const end = this.grammar.matched(at, '[', ']');
      this.arith(text.slice(at + 1, end - 1), quoted);
      this.i = end;
    } else if (c === "'" && !quoted && !dash) {
      const end = this.grammar.ansi(at);
      this.push({ kind: 'text', text: ansiC(text.slice(at + 1, end - 1)).text, quoted: true });
      this.i = end;
    } else if (c === '"' && !quoted && !dash) {
      this.i = at;
      this.doubleQuoted();
    } else {
      this.plain += '$';
      this.i += 1;
    }
  }

  private simple(name: string, quoted: boolean, end: number): void {
    this.push({
      kind: 'param',
      name,
      text: `$${name}`,
      quoted,
      indirect: false,
      length: false,
      index: undefined,
      op: undefined,
      pure: !NEEDS_CLOCK.test(name),
    });
    this.i = end;
  }

  private arith(source: string, quoted: boolean): void {
    const expr = compileWord(source.replace(/\\\n/g, ''), this.options.dash ? 'double' : 'operand', {
      ...this.options,
      line: this.lineHere(),
    });
    this.push({ kind: 'arith', expr, quoted });
  }
}

function isPure(part: Part): boolean {
  switch (part.kind) {
    case 'text':
      return true;
    case 'param':
      return part.pure;
    case 'arith':
      return part.expr.pure && !NEEDS_CLOCK.test(part.expr.text);
    case 'tilde':
      return part.user === '' || part.user === '+' || part.user === '-';
    default:
      return false;
  }
}

export function wordOf(parts: readonly Part[], text: string): Word {
  const only = parts.every((part) => part.kind === 'text' && (part.quoted || !/[*?[\\]|[@+!]\(/.test(part.text)));
  const constant =
    only && parts.length > 0 ? parts.map((part) => (part.kind === 'text' ? part.text : '')).join('') : undefined;
  return { parts, text, pure: parts.every(isPure), constant, braces: undefined };
}

export function compileWord(text: string, mode: WordMode, options: WordOptions): Word {
  // The common case: nothing to lex.
  if (/^[A-Za-z0-9_./%+,:@=-]*$/.test(text) && (mode !== 'word' || text !== '')) {
    const quoted = mode !== 'word' && mode !== 'assign';
    const parts: Part[] = text === '' ? [] : [{ kind: 'text', text, quoted }];
    return { parts, text, pure: true, constant: text === '' ? undefined : text, braces: undefined };
  }
  const word = wordOf(new WordReader(text, mode, options).read(), text);
  return (mode === 'word' || mode === 'assign') &&
    !options.dash &&
    text.includes('{') &&
    text.includes('}') &&
    /[,.]/.test(text)
    ? { ...word, braces: { line: options.line } }
    : word;
}
