// A sed script as data.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Regex } from '../../posix/index.ts';

/** undefined: the empty expression, which is the last one used. */
export type Pattern = Regex | undefined;

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: Pattern }
  /** Only as second address. */
  | { readonly kind: 'plus'; readonly count: number }
  | { readonly kind: 'multiple'; readonly of: number };

/** A piece of a replacement: text or a group, and how its letters change. */
export type CaseChange = 'none' | 'lower' | 'upper';
export interface Piece {
  readonly text: ByteString;
  /** -1: only text; 0 is the whole match. */
  readonly group: number;
  /** \L \U \E: from here on; \l \u: the next character. */
  readonly change?: CaseChange;
  readonly once?: 'lower' | 'upper';
}

export interface Substitution {
  readonly regex: Pattern;
  readonly replacement: readonly Piece[];
  readonly global: boolean;
  readonly number: number;
  readonly print: number;
  readonly evaluate: boolean;
  readonly file: ByteString | undefined;
}

export type Action =
  | { readonly kind: 'simple'; readonly name: string }
  | { readonly kind: 'block'; end: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'label'; readonly label: ByteString }
  | { readonly kind: 'jump'; readonly name: 'b' | 't' | 'T'; readonly label: ByteString; target: number }
  | { readonly kind: 'text'; readonly name: 'a' | 'i' | 'c'; readonly text: ByteString }
  | { readonly kind: 'number'; readonly name: 'q' | 'Q' | 'l' | 'L'; readonly value: number | undefined }
  | { readonly kind: 'file'; readonly name: 'r' | 'R' | 'w' | 'W'; readonly file: ByteString }
  | { readonly kind: 'execute'; readonly command: ByteString }
  | { readonly kind: 'substitute'; readonly s: Substitution }
  | { readonly kind: 'transliterate'; readonly map: ReadonlyMap<string, string> };

export interface Command {
  readonly first: Address | undefined;
  readonly second: Address | undefined;
  readonly not: boolean;
  readonly action: Action;
}
