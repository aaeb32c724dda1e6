// Directives and macros: translation phase 4. Tokens made by a macro keep the place of the macro's name, where gcc points, too.
import { nearest } from './check/spell.ts';
import { condition } from './condition.ts';
import type { Reporter } from './diagnostics.ts';
import { lex, type Token } from './lex.ts';
import { argumentsOf, type Macro } from './macro.ts';

/** A header's text by the name between < and >; undefined: there is no such file. */
export type Headers = (name: string) => string | undefined;

/** Headers include headers, and macros make macros: enough for anything sensible, an end for the rest. */
const MAX_DEPTH = 64;
/** Macros may grow exponentially. */
export const MAX_TOKENS = 400_000;

const DIRECTIVES = 'define include endif ifdef if else ifndef undef line elif error pragma warning'.split(' ');

interface Branch {
  /** Tokens are kept now. */
  active: boolean;
  /** Some branch of this #if was active. */
  done: boolean;
  readonly outer: boolean;
  readonly opened: Token;
}

export class Preprocessor {
  private readonly report: Reporter;
  private readonly headers: Headers;
  private readonly file: string;
  private readonly macros = new Map<string, Macro>();
  private readonly branches: Branch[] = [];
  private readonly included = new Set<string>();
  readonly out: Token[] = [];
  private depth = 0;
  /** Tokens that macros have made. */
  private made = 0;

  constructor(report: Reporter, headers: Headers, file: string) {
    this.report = report;
    this.headers = headers;
    this.file = file;
    for (const [name, value] of [
      ['__STDC__', '1'],
      ['__linux__', '1'],
      ['__x86_64__', '1'],
      ['__GNUC__', '12'],
    ] as const)
      this.define(name, value);
  }

  private define(name: string, value: string): void {
    this.macros.set(name, { name, params: undefined, body: lex(value, this.report, true).slice(0, -1), system: true });
  }

  macroNames(): Iterable<string> {
    return this.macros.keys();
  }

  run(text: string): Token[] {
    const tokens = lex(text, this.report);
    this.tokens(tokens);
    for (const branch of this.branches) this.report.error(branch.opened, `unterminated #${branch.opened.text}`);
    const eof = tokens[tokens.length - 1];
    if (eof) this.out.push(eof);
    return this.out;
  }

  private get active(): boolean {
    return this.branches.every((branch) => branch.active);
  }

  private tokens(tokens: readonly Token[]): void {
    let line: Token[] = [];
    for (let i = 0; i < tokens.length;) {
      const token = tokens[i] as Token;
      if (token.kind === 'eof') break;
      if (token.first && token.text === '#' && token.kind === 'punct') {
        this.flush(line);
        line = [];
        let end = i + 1;
        while (end < tokens.length && !tokens[end]?.first && tokens[end]?.kind !== 'eof') end += 1;
        this.directive(tokens.slice(i + 1, end));
        i = end;
        continue;
      }
      if (this.active) line.push(token);
      i += 1;
    }
    this.flush(line);
  }

  private flush(line: readonly Token[]): void {
    // Token by token: a source of half a megabyte has more than a call takes arguments.
    for (const token of this.expand(line, new Set())) this.out.push(token);
    if (this.out.length > MAX_TOKENS) this.tooMany(line[0]);
  }

  private tooMany(at: Token | undefined): never {
    const place = at ?? { line: 1, column: 1, from: 1, to: 2 };
    return this.report.fatal(place, `this compiler reads at most ${MAX_TOKENS} tokens`);
  }

  private directive(rest: readonly Token[]): void {
    const [name, ...args] = rest;
    if (!name) return;
    switch (name.text) {
      case 'ifdef':
      case 'ifndef': {
        const wanted = name.text === 'ifdef';
        if (this.active && !args[0]) this.report.error(name, `no macro name given in #${name.text} directive`);
        this.open(name, this.macros.has(args[0]?.text ?? '') === wanted);
        return;
      }
      case 'if':
        this.open(name, this.active && this.test(name, args));
        return;
      case 'elif':
      case 'else': {
        const branch = this.branches[this.branches.length - 1];
        if (!branch) {
          this.report.error(name, `#${name.text} without #if`);
          return;
        }
        branch.active = branch.outer && !branch.done && (name.text === 'else' || this.test(name, args));
        branch.done ||= branch.active;
        return;
      }
      case 'endif':
        if (!this.branches.pop()) this.report.error(name, '#endif without #if');
        return;
    }
    if (!this.active) return;
    switch (name.text) {
      case 'include':
        this.include(name, args);
        return;
      case 'define':
        this.defineMacro(name, args);
        return;
      case 'undef':
        this.macros.delete(args[0]?.text ?? '');
        return;
      case 'error':
        this.report.error(name, `#error ${args.map((each) => each.text).join(' ')}`);
        return;
      case 'warning':
        this.report.warn(name, '-Wcpp', `#warning ${args.map((each) => each.text).join(' ')}`);
        return;
      case 'pragma':
      case 'line':
        return;
      default:
        this.unknown(name);
    }
  }

  private unknown(name: Token): void {
    const near = nearest(name.text, DIRECTIVES);
    this.report.error(
      name,
      `invalid preprocessing directive #${name.text}${near === undefined ? '' : `; did you mean #${near}?`}`,
    );
  }

  private open(name: Token, value: boolean): void {
    const outer = this.active;
    this.branches.push({ active: outer && value, done: value, outer, opened: name });
  }

  private test(at: Token, args: readonly Token[]): boolean {
    const known: Token[] = [];
    for (let i = 0; i < args.length; i += 1) {
      const token = args[i] as Token;
      if (token.text !== 'defined') {
        known.push(token);
        continue;
      }
      const name = args[i + 1]?.text === '(' ? args[i + 2] : args[i + 1];
      known.push({ ...token, kind: 'number', text: this.macros.has(name?.text ?? '') ? '1' : '0' });
      i += args[i + 1]?.text === '(' ? 3 : 1;
    }
    return condition(at, this.expand(known, new Set()), this.report);
  }

  private include(name: Token, args: readonly Token[]): void {
    const [first] = args;
    const last = args[args.length - 1];
    if (!first || !last) {
      this.report.error(name, '#include expects "FILENAME" or <FILENAME>');
      return;
    }
    const file =
      first.kind === 'string'
        ? first.text.slice(1, -1)
        : args
            .map((each) => each.text)
            .join('')
            .slice(1, -1);
    if (first.kind !== 'string' && (first.text !== '<' || last.text !== '>')) {
      this.report.error(first, '#include expects "FILENAME" or <FILENAME>');
      return;
    }
    const header = this.headers(file);
    if (header === undefined) this.report.fatal({ ...first, to: last.to }, `${file}: No such file or directory`);
    if (this.included.has(file) || this.depth > MAX_DEPTH) return;
    this.included.add(file);
    this.depth += 1;
    this.tokens(lex(header, this.report, true));
    this.depth -= 1;
  }

  private defineMacro(at: Token, args: readonly Token[]): void {
    const [name, open, ...more] = args;
    if (!name) {
      this.report.error(
        { ...at, column: at.to, from: at.to, to: at.to + 1 },
        'no macro name given in #define directive',
      );
      return;
    }
    if (name.kind !== 'id') {
      this.report.error(name, 'macro names must be identifiers');
      return;
    }
    let params: string[] | undefined;
    let body = args.slice(1);
    if (open?.text === '(' && !open.spaced) {
      const end = more.findIndex((each) => each.text === ')');
      params = more
        .slice(0, Math.max(0, end))
        .filter((each) => each.kind === 'id')
        .map((each) => each.text);
      if (end < 0 || more.slice(0, end).some((each) => each.text === '...')) {
        this.report.error(open, 'this compiler does not know macros with variable arguments');
        return;
      }
      body = more.slice(end + 1);
    }
    const joins = body.find((each) => each.text === '##' || (params !== undefined && each.text === '#'));
    if (joins) this.report.error(joins, `this compiler does not know the macro operator '${joins.text}'`);
    const before = this.macros.get(name.text);
    const same = (a: readonly Token[], b: readonly Token[]): boolean =>
      a.length === b.length && a.every((token, i) => token.text === b[i]?.text);
    if (before && !same(before.body, body)) this.report.warn(name, undefined, `"${name.text}" redefined`);
    this.macros.set(name.text, { name: name.text, params, body, system: name.system });
  }

  private expand(tokens: readonly Token[], hidden: ReadonlySet<string>): Token[] {
    const out: Token[] = [];
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i] as Token;
      const macro = token.kind === 'id' && !hidden.has(token.text) ? this.macros.get(token.text) : undefined;
      if (!macro) {
        out.push(token.kind === 'id' ? this.builtin(token) : token);
        continue;
      }
      let body = macro.body;
      if (macro.params) {
        const call = argumentsOf(tokens, i + 1);
        if (!call) {
          out.push(token);
          continue;
        }
        const given =
          macro.params.length === 0 && call.args.length === 1 && call.args[0]?.length === 0 ? [] : call.args;
        if (given.length !== macro.params.length) {
          const problem =
            given.length < macro.params.length
              ? `macro "${macro.name}" requires ${macro.params.length} arguments, but only ${given.length} given`
              : `macro "${macro.name}" passed ${given.length} arguments, but takes just ${macro.params.length}`;
          this.report.error(token, problem);
        }
        const values = new Map(macro.params.map((name, at) => [name, this.expand(given[at] ?? [], hidden)]));
        body = macro.body.flatMap((each) => values.get(each.text) ?? [each]);
        i = call.end;
      }
      const { line, column, from, to, first, system } = token;
      const placed = body.map((each): Token => ({ ...each, line, column, from, to, first, system, macro: macro.name }));
      if (hidden.size > MAX_DEPTH || (this.made += placed.length) > MAX_TOKENS) this.tooMany(token);
      for (const each of this.expand(placed, new Set([...hidden, macro.name]))) out.push(each);
    }
    return out;
  }

  private builtin(token: Token): Token {
    if (token.text === '__LINE__') return { ...token, kind: 'number', text: String(token.line) };
    if (token.text === '__FILE__') return { ...token, kind: 'string', text: JSON.stringify(this.file) };
    return token;
  }
}
