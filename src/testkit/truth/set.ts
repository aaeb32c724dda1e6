// What a set of recordings is to the `truth` command: where its cases are and how one file is played.

export interface CaseResult {
  readonly id: string;
  readonly kind: 'passed' | 'failed' | 'skipped';
  /** failed: the first difference (expected, got, where); skipped: the missing feature. */
  readonly detail?: string;
}

export interface TruthSet {
  readonly name: string;
  /** Case files in a directory. */
  files(dir: string): string[];
  /** `only`: ids that are asked for; a set may leave out the others. */
  play(file: string, only?: ReadonlySet<string>): CaseResult[];
}
