// The tokens as the parser walks over them: looking ahead, requiring, skipping what cannot be understood; and the words for it.
import type { Builtins } from '../check/calls.ts';
import type { Context } from '../check/context.ts';
import type { Loc } from '../diagnostics.ts';
import type { Token } from '../lex.ts';

export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'auto break case char const continue default do double else enum extern float for goto if inline int long register restrict ' +
    'return short signed sizeof static struct switch typedef union unsigned void volatile while _Bool _Noreturn _Static_assert ' +
    '_Alignas _Alignof _Atomic _Complex _Generic _Thread_local asm typeof __attribute__ __extension__ __inline __restrict ' +
    '__const __volatile__ __asm__ __typeof__'
  ).split(' '),
);

/** Words of C that are not part of this language. */
const UNKNOWN: ReadonlySet<string> = new Set(
  'float double _Alignas _Alignof _Atomic _Complex _Generic _Thread_local asm typeof __asm__ __typeof__'.split(' '),
);
export const isUnknownWord = (text: string): boolean => UNKNOWN.has(text);

/** The statement or declaration cannot be understood; it is skipped. */
export class Recover extends Error {}

/** Deeper nesting is refused; gcc's own limit for brackets is 256, too. */
const MAX_NESTING = 256;
/** So many operators in a row make a tree as deep. */
const MAX_CHAIN = 1000;

export class Parser {
  private readonly tokens: readonly Token[];
  private index = 0;
  private depth = 0;
  readonly c: Context;
  readonly builtins: Builtins;

  constructor(tokens: readonly Token[], c: Context, builtins: Builtins) {
    this.tokens = tokens;
    this.c = c;
    this.builtins = builtins;
  }

  get token(): Token {
    return this.tokens[this.index] as Token;
  }

  peek(ahead: number): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] as Token;
  }

  get previous(): Token {
    return this.tokens[Math.max(0, this.index - 1)] as Token;
  }

  get atEnd(): boolean {
    return this.token.kind === 'eof';
  }

  next(): Token {
    const token = this.token;
    if (token.kind !== 'eof') this.index += 1;
    return token;
  }

  is(text: string): boolean {
    const { token } = this;
    return token.text === text && (token.kind === 'punct' || token.kind === 'id');
  }

  accept(text: string): Token | undefined {
    return this.is(text) ? this.next() : undefined;
  }

  get isName(): boolean {
    return this.token.kind === 'id' && !KEYWORDS.has(this.token.text);
  }

  /** Runs one level deeper; too deep a nesting ends the compilation. */
  nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_NESTING)
      this.c.report.fatal(this.token, `bracket nesting level exceeded maximum of ${MAX_NESTING}`);
    const result = parse();
    this.depth -= 1;
    return result;
  }

  /** The `length`th operator in a row. */
  chain(length: number): void {
    if (length > MAX_CHAIN)
      this.c.report.fatal(this.token, `this compiler reads at most ${MAX_CHAIN} operators in a row`);
  }

  /** Level of nesting, to come back to after an error. */
  get level(): number {
    return this.depth;
  }
  set level(depth: number) {
    this.depth = depth;
  }

  /** `expected ';' before 'x'`: gcc points behind the token before, where the missing one belongs. */
  missing(what: string, behind = true, open?: Loc): void {
    const { token, previous } = this;
    const message = `expected ${what} ${describe(token)}`;
    if (!behind || this.index === 0) {
      this.c.report.error(token, message);
      return;
    }
    const at: Loc = { line: previous.line, column: previous.to, from: previous.to, to: previous.to + 1 };
    const insert = /^'(.)'$/.exec(what)?.[1];
    if (insert === undefined || this.atEnd) this.c.report.error(at, message);
    else this.c.report.missing(at, message, insert, [token, ...(open?.line === at.line ? [open] : [])]);
  }

  /** Reports what stands here instead, and gives the statement up. */
  fail(what: string): never {
    this.missing(what, false);
    throw new Recover();
  }

  /** The token, or an error and the end of the statement. */
  require(text: string): Token {
    const token = this.accept(text);
    if (token) return token;
    this.missing(text === ':' ? "':' or '...'" : `'${text}'`, /^[^\w:]/.test(text));
    throw new Recover();
  }

  /** To the end of the statement: behind its `;` or its block, or before a `}` that closes more. */
  skipStatement(): void {
    let depth = 0;
    while (!this.atEnd) {
      const { text, kind } = this.token;
      if (kind === 'punct') {
        if (text === ';' && depth === 0) {
          this.next();
          return;
        }
        if (text === '}') {
          if (depth === 0) return;
          depth -= 1;
          if (depth === 0) {
            this.next();
            return;
          }
        } else if (text === '{') depth += 1;
      }
      this.next();
    }
  }

  /** `;`, or an error and on behind the next one. */
  semicolon(): void {
    if (this.accept(';')) return;
    this.missing("';'");
    this.skipStatement();
  }

  /** A closing bracket; where it is missing, on behind the next one, but not beyond the block. */
  close(text: string, open?: Loc): Token {
    const token = this.accept(text);
    if (token) return token;
    this.missing(`'${text}'`, true, open);
    let depth = 0;
    while (!this.atEnd) {
      const here = this.token;
      if (here.kind === 'punct') {
        if (here.text === text && depth === 0) return this.next();
        if ('([{'.includes(here.text)) depth += 1;
        else if (')]}'.includes(here.text)) {
          depth -= 1;
          if (depth < 0) break;
        }
      }
      this.next();
    }
    return this.previous;
  }

  closeParen(open: Loc): Loc {
    return this.close(')', open);
  }
}

/** As gcc names the token at which it stumbled. */
function describe(token: Token): string {
  switch (token.kind) {
    case 'eof':
      return 'at end of input';
    case 'id':
      return `before '${token.text}'`;
    case 'number':
      return 'before numeric constant';
    case 'string':
      return 'before string constant';
    case 'char':
      return `before ${token.text}`;
    case 'punct':
      return `before '${token.text}' token`;
  }
}
