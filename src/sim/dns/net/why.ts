// Why something was done: the rule, where the real program has it, and the line of a file that decided.

/** A behaviour of a real program. One list of them per resolver, in its rules.ts. */
export interface Rule {
  readonly id: string;
  /** Where the program has it: file and function. */
  readonly source: string;
  /** The rule, in a sentence. */
  readonly says: string;
}

/** A line of a file that the client reads. */
export interface ConfigLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export interface Why {
  readonly rule: Rule;
  /** What it meant here; absent when the rule says it all. */
  readonly words?: string | undefined;
  readonly line?: ConfigLine | undefined;
  /** What was decided before and led here: the name, the kind of record, the server. */
  readonly also?: readonly Why[];
}

export const because = (rule: Rule, words?: string, line?: ConfigLine): Why => ({ rule, words, line });
