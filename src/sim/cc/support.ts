// What of C and of the C library this compiler knows: the table behind the language's reference page.

export interface SupportEntry {
  readonly name: string;
  readonly kind: 'header' | 'type' | 'statement' | 'operator' | 'preprocessor' | 'function' | 'macro';
  /** The header that declares it, for functions and macros. */
  readonly header?: string;
  /** How it is declared, for functions. */
  readonly synopsis?: string;
  readonly support: 'full' | 'partial' | 'none';
  /** One sentence: what it does, or what is missing. */
  readonly note: string;
}

export const SUPPORT: readonly SupportEntry[] = [];
