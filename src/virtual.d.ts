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
