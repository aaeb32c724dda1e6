/** Modules that the build makes (src/build). */
declare module 'virtual:licences' {
  export interface Licence {
    readonly name: string;
    readonly version: string;
    readonly licence: string;
  }
  /** Every package that reaches the reader's browser, sorted by name. */
  export const licences: readonly Licence[];
}
declare module 'virtual:c' {
  /** What of C and of its library the compiler knows. */
  export const SUPPORT: typeof import('./sim/cc/index.ts').SUPPORT;
}
declare module 'virtual:commands' {
  export interface CommandFacts {
    readonly name: string;
    /** The Debian package that brings it. */
    readonly pkg: string;
    readonly level: 'full' | 'partial' | 'none';
    /** What is missing or different; '' when nothing is. */
    readonly note: string;
    readonly options: readonly string[];
    readonly summary: string;
  }
  /** Every command of the machines, sorted by name. */
  export const commands: readonly CommandFacts[];
  /** Directives of a Corefile that have a model, sorted. */
  export const corednsPlugins: readonly string[];
}
declare module 'virtual:programs' {
  export interface ShownProgram {
    readonly file: string;
    readonly language: string;
    readonly text: string;
  }
  /** Sources of the demo programs, by name and by file name; each is a chunk of its own. */
  export const programs: Readonly<Record<string, (() => Promise<{ readonly default: ShownProgram }>) | undefined>>;
}
declare module 'virtual:installed' {
  export interface InstalledProgram {
    readonly name: string;
    readonly paths: readonly string[];
    /** Which chunk has its code: see adapters/lab/library.ts. */
    readonly group: 'core' | 'procps' | 'tools' | 'demo' | 'pager' | 'net' | 'node';
  }
  /** What the images of the lab's machines hold. */
  export const installed: {
    readonly all: readonly InstalledProgram[];
    /** Programs that only images made for them have. */
    readonly inImages: readonly Pick<InstalledProgram, 'name' | 'group'>[];
    readonly scripts: Readonly<Record<string, { readonly text: string; readonly mode?: number }>>;
    /** Path of a script → its language. */
    readonly languages: Readonly<Record<string, string>>;
  };
}
declare module 'virtual:group-files' {
  /** The files of each code group, in the directory of all scripts; nothing for a group when they are not known. */
  export const groupFiles: Readonly<Record<string, readonly string[] | undefined>>;
}
