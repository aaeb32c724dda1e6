// The door between a shell's two halves. At its prompt a shell draws, edits and keeps its jobs; what it needs to understand
// a command (parser, expansion, execution, builtins, completion) is its language. Pages fetch the language later.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { CompletionSources, EditContext } from '../edit-api.ts';
import type { EditorParts } from '../edit/editor.ts';
import type { List, Part } from '../parse/nodes.ts';
import type { Variable } from '../vars/variable.ts';
import type { Invocation } from './invocation.ts';
import type { Prompt, Typed } from './prompt.ts';
import type { Shell } from './shell.ts';

/** The name under which a machine's program table knows this part (ProgramTable.missing). */
export const LANGUAGE = 'shell:language';
/** And that of the line editor's later half: completion, searches, vi mode, key bindings. */
export const EDITING = 'shell:editing';

/** Where a shell finds its parts. Asked only when the machine says that they are there. */
export interface Parts {
  language(): Language;
  editing(): EditorParts;
}

export interface Language {
  // --- the start of a shell
  /** The options and arguments of a command line. */
  invocation(argv: readonly ByteString[], dash: boolean): Invocation;
  setOptions(sh: Shell, inv: Invocation): Sys<void>;
  importFunction(sh: Shell, name: ByteString, value: ByteString): void;
  /** Runs a start-up file, or its text where it has been read. */
  sourceFile(sh: Shell, file: ByteString): Sys<number>;
  sourceText(sh: Shell, file: ByteString, path: ByteString, text: ByteString): Sys<number>;
  /** `-c`, a script, or commands from standard input. */
  run(sh: Shell, inv: Invocation): Sys<number>;
  // --- at the prompt
  notifyJobs(sh: Shell): Sys<void>;
  promptCommands(sh: Shell): Sys<void>;
  prompt(sh: Shell, name: 'PS1' | 'PS2'): Sys<ByteString>;
  /** What was typed at PS1: more lines are read until they make a command, which is run. False: the shell is to end. */
  entered(prompt: Prompt, first: Exclude<Typed, 'interrupt'>): Sys<boolean>;
  runPending(sh: Shell): Sys<void>;
  /** Back to the prompt after a command that did not come to its end. */
  recover(prompt: Prompt, error: unknown): Sys<void>;
  completion(sh: Shell): CompletionSources;
  expandHistory(prompt: Prompt, line: ByteString): ReturnType<EditContext['expandHistory']>;
  expandLine(sh: Shell, line: ByteString): Sys<ByteString>;
  execute: (
    sh: Shell,
    ...args: Parameters<NonNullable<EditContext['execute']>>
  ) => ReturnType<NonNullable<EditContext['execute']>>;
  // --- the end of a shell
  /** The exit status of a shell that ended by this exception. */
  statusOfFault(sh: Shell, error: unknown): Sys<number>;
  finish(sh: Shell, status: number): Sys<number>;
  // --- what expansion needs from execution, and variables from arithmetic (the modules would otherwise import each other)
  commandSubstitution(sh: Shell, part: Extract<Part, { kind: 'command' }>): Sys<ByteString>;
  processSubstitution(sh: Shell, part: Extract<Part, { kind: 'process' }>): Sys<ByteString>;
  runScript(sh: Shell, script: List): Sys<number>;
  getElement(sh: Shell, name: ByteString, index: ByteString): ByteString | undefined;
  refresh(sh: Shell, v: Variable): boolean;
}

/** The language, which may first have to arrive. Each process asks once, whether it is there or not: so all runs are alike. */
export function* language(sh: Shell): Sys<Language> {
  if (!sh.speaks) {
    yield* sys.code(LANGUAGE);
    sh.speaks = true;
  }
  return sh.language;
}

/** The editor's later half. Completion asks the language, so that comes first. */
export function* editing(sh: Shell): Sys<EditorParts> {
  yield* language(sh);
  yield* sys.code(EDITING);
  return sh.parts.editing();
}
