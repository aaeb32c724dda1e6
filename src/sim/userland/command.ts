// What a command of the simulated machine is: where it is installed, what it does, what it does not do.
import type { Program } from '../kernel/abi/index.ts';

/** How much of the real tool is modelled; shown on the fidelity page. */
export interface Support {
  readonly level: 'full' | 'partial' | 'none';
  /** What is missing or different, in one sentence; '' when nothing is. */
  readonly note: string;
  /** Options that are understood, as the manual spells them. */
  readonly options: readonly string[];
}

export interface Command {
  readonly name: string;
  /** Absolute paths in the container's file system; the first is the real file, others are links to it. */
  readonly paths: readonly string[];
  /** Debian package that brings it, for `dpkg -S`-like questions and the fidelity page. */
  readonly pkg: string;
  readonly run: Program;
  readonly support: Support;
  /** A short manual page that we wrote: shown by `man` and in completion. */
  readonly man?: { readonly summary: string; readonly synopsis: string; readonly text: string };
  /** Source shown to the learner with the current line marked (demo programs). */
  readonly source?: {
    readonly file: string;
    readonly language: 'c' | 'go' | 'python' | 'javascript' | 'sh';
    readonly text: string;
  };
}
