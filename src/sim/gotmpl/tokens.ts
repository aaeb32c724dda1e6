/** Reads tokens with look-ahead for the template parser, and words its complaints with the line. */
import type { Lexer } from './lex.ts';
import { tokenText, type LexOptions, type Token, type TokenKind } from './lex.ts';
import type { Tree } from './node.ts';

/** Deeper nesting than any chart has; keeps hostile input from exhausting the stack. */
const MAX_DEPTH = 1000;

export class ParseFailure extends Error {}

export interface ParseOptions extends LexOptions {
  readonly hasFunction: (name: string) => boolean;
}

export class TokenReader {
  protected tree: Tree;
  protected readonly lexer: Lexer;
  protected readonly trees: Map<string, Tree>;
  protected readonly options: ParseOptions;
  /** Look-ahead, the next token last. */
  protected readonly ahead: Token[] = [];
  /** The token read last from the lexer: its line is the line of an error. */
  private latest: Token | undefined;
  protected vars: string[] = ['$'];
  protected depth = 0;
  protected actionLine = 0;

  constructor(tree: Tree, lexer: Lexer, trees: Map<string, Tree>, options: ParseOptions) {
    this.tree = tree;
    this.lexer = lexer;
    this.trees = trees;
    this.options = options;
  }

  protected next(): Token {
    const t = this.ahead.pop();
    if (t !== undefined) return t;
    this.latest = this.lexer.next();
    return this.latest;
  }
  protected peek(): Token {
    const t = this.next();
    this.ahead.push(t);
    return t;
  }
  protected nextNonSpace(): Token {
    for (;;) {
      const t = this.next();
      if (t.kind !== 'space') return t;
    }
  }
  protected peekNonSpace(): Token {
    const t = this.nextNonSpace();
    this.ahead.push(t);
    return t;
  }

  protected fail(message: string): never {
    this.tree.root = undefined;
    throw new ParseFailure(`template: ${this.tree.parseName}:${this.latest?.line ?? 0}: ${message}`);
  }
  protected unexpected(t: Token, context: string): never {
    if (t.kind !== 'error') return this.fail(`unexpected ${tokenText(t)} in ${context}`);
    let extra = '';
    if (this.actionLine !== 0 && this.actionLine !== t.line) {
      extra = ` in action started at ${this.tree.parseName}:${this.actionLine}`;
      if (t.val.endsWith(' action')) extra = extra.slice(' in action'.length);
    }
    return this.fail(t.val + extra);
  }
  protected expect(kind: TokenKind, context: string): Token {
    const t = this.nextNonSpace();
    return t.kind === kind ? t : this.unexpected(t, context);
  }

  /** Counts a level of nesting; the caller takes it back. */
  protected deeper(): void {
    if (++this.depth > MAX_DEPTH) this.fail('template nesting too deep');
  }
}
