// Looking ahead in the tokens of a program, with the error for one that fits nowhere.
import { Lexer } from './lexer.ts';
import type { Symbols } from './symbols.ts';
import type { Token, TokenKind } from './tokens.ts';

/** A token that fits nowhere. */
export class SyntaxTrouble extends Error {
  readonly token: Token;
  constructor(token: Token) {
    super();
    this.token = token;
  }
}

export class TokenStream {
  protected readonly symbols: Symbols;
  protected readonly lexer: Lexer;
  readonly #ahead: Token[] = [];
  /** Tokens taken so far. */
  protected taken = 0;

  constructor(text: string, symbols: Symbols) {
    this.symbols = symbols;
    this.lexer = new Lexer(text, symbols);
  }

  protected peek(distance = 0): Token {
    while (this.#ahead.length <= distance) this.#ahead.push(this.lexer.next());
    return this.#ahead[distance] as Token;
  }

  protected take(): Token {
    const token = this.peek();
    this.#ahead.shift();
    this.taken += 1;
    return token;
  }

  protected is(kind: TokenKind, text?: string): boolean {
    const token = this.peek();
    return token.kind === kind && (text === undefined || token.text === text);
  }

  protected accept(kind: TokenKind, text?: string): boolean {
    if (!this.is(kind, text)) return false;
    this.take();
    return true;
  }

  protected expect(kind: TokenKind, text?: string): Token {
    if (!this.is(kind, text)) this.trouble();
    return this.take();
  }

  protected trouble(): never {
    throw new SyntaxTrouble(this.peek());
  }
}
