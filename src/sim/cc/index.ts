// The C of this course: a well-defined part of C, compiled to steps and run on the kernel's calls with its frames as data.
export { compile, type Compiled, type CompileOptions } from './compile.ts';
export type { Unit } from './code.ts';
export type { Diagnostic, Severity } from './diagnostics.ts';
export { executable, PROGRAM_KEY } from './executable.ts';
export { imageProgram } from './image.ts';
export { programOf } from './run.ts';
export { SUPPORT, type SupportEntry } from './support.ts';
export { diagnosticText } from './message.ts';
