// What the compiler has to say about a source text: errors and warnings as values, with the words and the form of gcc 12.

export type Severity = 'error' | 'warning' | 'note';

export interface Diagnostic {
  /** From 1. */
  readonly line: number;
  /** From 1, in bytes, as gcc counts. */
  readonly column: number;
  /** How many characters are underlined, from `column` on. */
  readonly length: number;
  readonly severity: Severity;
  readonly message: string;
  /** The option that turns the warning on: `-Wunused-variable`. */
  readonly option?: string;
  /** The function it is in: gcc names it once, above the first message. */
  readonly fn?: string;
  /** What is to be put in at the place. */
  readonly insert?: string;
  /** Other places that belong to it, underlined. */
  readonly marks?: readonly Loc[];
}

/** A place in the source: the caret, and the columns of what belongs to it on the same line. */
export interface Loc {
  readonly line: number;
  readonly column: number;
  /** First column, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/** The caret at `at`, underlined from the start of `first` to the end of `last` where they are on its line. */
export const span = (at: Loc, first: Loc, last: Loc): Loc => ({
  line: at.line,
  column: at.column,
  from: first.line === at.line ? Math.min(first.from, at.from) : at.from,
  to: last.line === at.line ? Math.max(last.to, at.to) : at.to,
});

/** More would not be read; gcc has no limit of its own but -fmax-errors. */
const MAX_DIAGNOSTICS = 200;

/** Warnings that gcc gives unasked; the others belong to -Wall and -Wextra. */
const UNASKED: ReadonlySet<string> = new Set([
  '-Wimplicit-function-declaration',
  '-Wimplicit-int',
  '-Wint-conversion',
  '-Wincompatible-pointer-types',
  '-Wdiscarded-qualifiers',
  '-Woverflow',
  '-Wdiv-by-zero',
  '-Wbuiltin-declaration-mismatch',
  '-Wpointer-to-int-cast',
  '-Wint-to-pointer-cast',
  '-Wshift-count-overflow',
  '-Wshift-count-negative',
  '-Wreturn-local-addr',
  '-Wswitch-unreachable',
  '-Wmultichar',
]);

/** Ends the compilation where it is: a fatal error, or more errors than anybody reads. */
export class Halt extends Error {}

export class Reporter {
  readonly list: Diagnostic[] = [];
  errors = 0;
  /** The function being compiled. */
  fn: string | undefined;
  private readonly wall: boolean;

  constructor(wall: boolean) {
    this.wall = wall;
  }

  private add(severity: Severity, loc: Loc, message: string, option?: string): void {
    if (this.list.length >= MAX_DIAGNOSTICS) throw new Halt('too many diagnostics');
    this.list.push({
      line: loc.line,
      column: loc.column,
      length: Math.max(1, loc.to - loc.column),
      severity,
      message,
      ...(option === undefined ? {} : { option }),
      ...(this.fn === undefined ? {} : { fn: this.fn }),
    });
  }

  error(loc: Loc, message: string): void {
    this.errors += 1;
    this.add('error', loc, message);
  }

  /** Something is missing at `loc`; `marks`: what stands there instead, and what it would belong to. */
  missing(loc: Loc, message: string, insert: string, marks: readonly Loc[]): void {
    this.error(loc, message);
    const last = this.list.pop();
    if (last) this.list.push({ ...last, insert, marks });
  }

  /** Returns whether it is shown: notes follow only then. */
  warn(loc: Loc, option: string | undefined, message: string): boolean {
    if (!this.wall && option !== undefined && !UNASKED.has(option)) return false;
    this.add('warning', loc, message, option);
    return true;
  }

  /** A warning of this option that is given even without it. */
  always(loc: Loc, option: string, message: string): void {
    this.add('warning', loc, message, option);
  }

  note(loc: Loc, message: string): void {
    this.add('note', loc, message);
  }

  fatal(loc: Loc, message: string): never {
    this.error(loc, message);
    throw new Halt(message);
  }
}
