// What the compiler has to say about a source text: errors and warnings as values, with the words and the form of gcc 12.

export type Severity = 'error' | 'warning' | 'note';

export interface Diagnostic {
  /** From 1. */
  readonly line: number;
  /** From 1, in bytes, as gcc counts. */
  readonly column: number;
  /** How many characters are underlined. */
  readonly length: number;
  readonly severity: Severity;
  readonly message: string;
  /** The option that turns the warning on: `-Wunused-variable`. */
  readonly option?: string;
  /** The function it is in: gcc names it once, above the first message. */
  readonly fn?: string;
}
