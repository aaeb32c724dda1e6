// The seam between the shell and its line editor: what the prompt loop asks for, and what the editor may ask back.
import type { ByteString, Sys } from '../kernel/abi/index.ts';
import type { EditorParts } from './edit/editor.ts';

/** One `complete` specification (bash's programmable completion), as the builtin stored it. */
export interface CompletionSpec {
  /** `-A` actions by name: `file`, `directory`, `command`, `alias`, `function`, `builtin`, `variable`, `signal`, `job`, `user`, … */
  readonly actions: readonly ByteString[];
  /** `-W`, already expanded and split. */
  readonly words: readonly ByteString[];
  /** `-F`: a shell function. */
  readonly func: ByteString | undefined;
  /** `-C`: a command line. */
  readonly command: ByteString | undefined;
  readonly glob: ByteString | undefined;
  readonly prefix: ByteString;
  readonly suffix: ByteString;
  readonly filter: ByteString | undefined;
  /** `-o`: `nospace`, `filenames`, `default`, `bashdefault`, `dirnames`, `plusdirs`, `noquote`, `nosort`. */
  readonly options: ReadonlySet<string>;
}

/** Where completion looks. Names are unsorted; everything is the state of the shell at this moment. */
export interface CompletionSources {
  /** Names the shell knows by itself. */
  builtins(): readonly ByteString[];
  keywords(): readonly ByteString[];
  aliases(): readonly ByteString[];
  functions(): readonly ByteString[];
  /** All visible variable names. */
  variables(): readonly ByteString[];
  exported(): readonly ByteString[];
  /** First word of each job's command. */
  jobs(): readonly ByteString[];
  /** `set -o` names and `shopt` names. */
  setOptions(): readonly ByteString[];
  shoptOptions(): readonly ByteString[];
  /** Value of a shell variable (scalars, or element 0). */
  variable(name: ByteString): ByteString | undefined;
  /** `shopt -q name`. */
  shopt(name: string): boolean;
  /** The specification for a command's name, if `complete` gave one. */
  spec(command: ByteString): CompletionSpec | undefined;
  /** Runs a `-F`/`-C` specification: COMP_WORDS, COMP_CWORD etc. are set for it; the result is COMPREPLY. */
  run(spec: CompletionSpec, request: CompletionRequest): Sys<readonly ByteString[]>;
}

export interface CompletionRequest {
  readonly line: ByteString;
  /** Index of the cursor in `line`. */
  readonly point: number;
  readonly words: readonly ByteString[];
  readonly wordIndex: number;
}

/** What a line is read for. Valid during one `readLine` call. */
export interface EditContext {
  /** Oldest first. The editor shows and searches it; it never appends (the shell does, after history expansion). */
  readonly history: readonly ByteString[];
  /** Keeps an edited history line, as readline does when the user moves away from it (`edited`: `history` marks it with `*`). */
  replaceHistory(index: number, line: ByteString, edited: boolean): void;
  /** Shell variables the editor obeys: TERM, INPUTRC, HOME, HISTFILE, COLUMNS, LINES, … */
  variable(name: ByteString): ByteString | undefined;
  /** `set -o vi` is on. */
  readonly viMode: boolean;
  readonly completion: CompletionSources;
  /** Tab completes file names only (`read -e`). */
  readonly filesOnly?: boolean;
  /** `bind -x`: runs a command line with READLINE_LINE and READLINE_POINT set to these; the result is what they are afterwards. */
  execute?(
    command: ByteString,
    line: ByteString,
    point: number,
  ): Sys<{ readonly line: ByteString; readonly point: number }>;
  /** `!`-expansion of the line so far (for `M-^` and magic-space): the new text, undefined when nothing changes, or bash's complaint. */
  expandHistory(line: ByteString): ByteString | undefined | { readonly error: ByteString };
  /** Alias and word expansion of the line so far (`M-C-e`). */
  expandLine(line: ByteString): Sys<ByteString>;
  /** The editor's later half, which may first have to arrive. */
  more(): Sys<EditorParts>;
  /**
   * To be called whenever a read was interrupted (EINTR): the shell runs what its signal handlers noted (traps, reaped jobs).
   * 'interrupt': SIGINT was for the prompt; the editor leaves the line (bash itself then prints the newline) and returns 'interrupt'.
   */
  interrupted(): Sys<'interrupt' | 'continue'>;
}

/** Reads one line from fd 0 (echo and prompt go to fd 2, as readline under bash does). No newline in the result. */
export interface LineReader {
  /** `initial`: text that is there to be edited (`read -i`). */
  readLine(prompt: ByteString, ctx: EditContext, initial?: ByteString): Sys<LineRead | 'eof' | 'interrupt'>;
  /** `bind` with these arguments; undefined when the editor has none. */
  bind?(args: readonly ByteString[], parts: EditorParts): BindResult;
}

export interface BindResult {
  readonly stdout: ByteString;
  readonly stderr: ByteString;
  readonly status: number;
}

/** A line that was entered, so that the words `eof` and `interrupt` can be typed. */
export interface LineRead {
  readonly line: ByteString;
}

/** A new editor with its own kill ring, key map and undo lists; one per interactive shell. */
export type LineReaderFactory = () => LineReader;
