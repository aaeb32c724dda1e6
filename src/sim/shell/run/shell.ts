// The state of one shell process. A fork gets a deep copy; syntax trees are immutable and shared.
import type { ByteString, Termios } from '../../kernel/abi/index.ts';
import type { Expr } from '../expand/arith.ts';
import type { History } from '../history/list.ts';
import type { JobTable } from '../jobs/table.ts';
import type { CompletionSpec, LineReader, LineReaderFactory } from '../edit-api.ts';
import type { FunctionDef, Node, Word } from '../parse/nodes.ts';
import type { ElementValue } from '../vars/access.ts';
import { Scopes } from '../vars/variable.ts';
import type { Language, Parts } from './language.ts';
import { defaultOptions, defaultShopts } from './defaults.ts';

export type Flavour = 'bash' | 'dash' | 'ash';

export interface FunctionEntry {
  readonly def: FunctionDef;
  /** File it was defined in, for BASH_SOURCE and messages. */
  readonly source: ByteString;
  readonly exported: boolean;
  readonly readonly: boolean;
  readonly trace: boolean;
}

/** A running function, sourced file or the main script: FUNCNAME, BASH_SOURCE, BASH_LINENO. */
export interface Frame {
  readonly name: ByteString;
  readonly source: ByteString;
  /** Line of the call. */
  readonly line: number;
  readonly kind: 'main' | 'function' | 'source';
  readonly savedTraps?: ReadonlyMap<string, ByteString>;
}

/** Pending `break n`, `continue n`, `return`. */
export type Flow = { readonly kind: 'break' | 'continue'; readonly levels: number } | { readonly kind: 'return' };

export interface SavedFd {
  readonly fd: number;
  /** Copy above 10, or -1 when the descriptor was closed. */
  readonly saved: number;
}

export class Shell {
  readonly flavour: Flavour;
  readonly parts: Parts;
  /** The language was asked for (see language.ts). */
  speaks = false;
  vars = new Scopes();
  functions = new Map<ByteString, FunctionEntry>();
  aliases = new Map<ByteString, ByteString>();
  options: Set<string>;
  shopts = defaultShopts();
  positional: ByteString[] = [];
  arg0: ByteString = 'bash';
  /** `shell_name` in messages of an interactive shell. */
  shellName: ByteString = 'bash';
  status = 0;
  pipeStatus: number[] = [];
  pid = 0;
  realPid = 0;
  ppid = 0;
  hostname: ByteString = '';
  uid = 0;
  euid = 0;
  gid = 0;
  lastBackground = 0;
  lastArg: ByteString = '';
  subshell = 0;
  line = 1;
  /** Reading from a terminal with prompts. Subshells of an interactive shell are not. */
  interactive = false;
  /** The shell (or the one it was forked from) was interactive: messages carry no line number. */
  interactiveShell = false;
  readsStdin = false;
  commandString = false;
  loginShell = false;
  /** 'eval', '-c', 'source' … for syntax errors; undefined for the script itself. */
  inputName: ByteString | undefined = undefined;
  frames: Frame[] = [];
  loopDepth = 0;
  flow: Flow | undefined = undefined;
  /** > 0: a failing command does not end the shell under `set -e`. */
  errexitOff = 0;
  /** Signal number (0 EXIT) or name DEBUG/ERR/RETURN → command. '' = ignored. */
  traps = new Map<string, ByteString>();
  /** Traps of the parent, only shown by `trap` in a subshell until one is set. */
  inheritedTraps: Map<string, ByteString> | undefined = undefined;
  /** Signals that were ignored when the shell started: they cannot be trapped in a script. */
  ignoredAtStart = new Set<number>();
  pendingSignals = new Map<number, number>();
  signalsSeen = 0;
  inTrap = 0;
  runningTrap: string | undefined = undefined;
  interrupted = false;
  jobs!: JobTable;
  /** The terminal's descriptor for job control, -1 without. */
  tty = -1;
  pgrp = 0;
  /** Foreground group the shell found at its start. */
  originalPgrp = 0;
  hash = new Map<ByteString, { path: ByteString; hits: number }>();
  dirStack: ByteString[] = [];
  cwd: ByteString = '/';
  random = 1;
  lastRandom = -1;
  /** Wall clock at start and at the last look (SECONDS, EPOCH…). Microseconds. */
  startTime = 0;
  now = 0;
  secondsBase = 0;
  locale: 'C' | 'UTF-8' = 'C';
  getopts = { index: 1, char: 0 };
  history: History | undefined = undefined;
  reader: LineReader | undefined = undefined;
  readerFactory: LineReaderFactory | undefined = undefined;
  completions = new Map<ByteString, CompletionSpec>();
  /** Words of this command are being traced; xtrace of nested substitutions adds a `+`. */
  indirection = 1;
  /** Builtin output and messages, written after the builtin by the caller. */
  out: ByteString = '';
  err: ByteString = '';
  /** Name of the running builtin for messages. */
  builtin: ByteString = '';
  /** Simple commands since the last `compute`. */
  steps = 0;
  warnedStopped = false;
  warnedAt = 0;
  /** The running command line is the last history entry. */
  historyLine = false;
  /** Counts prompts: `exit` warns once per command. */
  commandNumber = 0;
  umask = 0o022;
  /** Memo of parsed arithmetic; depends on nothing but the text. */
  exprs: Map<ByteString, Expr> = new Map();
  words: Map<ByteString, Word> = new Map();
  /** Descriptors a process substitution opened for the running command. */
  substFds: number[] = [];
  inputFd = -1;
  inFunction = 0;
  sourceDepth = 0;
  /** Nesting of eval and source. */
  textDepth = 0;
  exiting = false;
  exitTrapDone = false;
  lastSubstStatus: number | undefined = undefined;
  /** Signals whose handlers this process has installed itself. */
  handlers = new Set<number>();
  /** The pipeline that just ran set PIPESTATUS itself. */
  keepPipeStatus = false;
  returnTrapDepth = 0;
  /** Builtins switched off by `enable -n`. */
  disabled = new Set<string>();
  /** `exec` could not replace the shell: its redirections are undone. */
  execFailed = false;
  /** Options to return to when the function ends (`local -`). */
  localOptions: Set<string> | undefined = undefined;
  /** The DEBUG trap for the next simple command ran before the fork. */
  debugDone = false;
  /** The last child made; after a fork that failed, bash waits for it behind the next builtin. */
  lastMade = 0;
  forkBroke = false;
  /** dash: `x=1` pieces of the trace line to come. */
  tracedAssignments: ByteString[] = [];
  /** dash: the builtin (eval, a sourced file) inside which commands run; part of their messages. */
  dashContext: ByteString = '';
  /** Function depth at which the ERR trap was set. */
  errTrapDepth = 0;
  /** Terminal modes to return to after a job that stopped or was killed. */
  ttyState: Termios | undefined = undefined;
  /** The last foreground job died of Ctrl-C: the rest of the list is dropped. */
  interruptedChild = false;
  /** A signal that ends the shell was caught. */
  terminating = 0;
  /** This child was forked by an interactive shell. */
  wasInteractive = false;
  /** A subshell: its children stay in its process group. */
  controlOff = false;
  /** Forked for `&`. */
  startedAsync = false;
  /** Inside `$( )`. */
  inSubstitution = false;
  /** The background command being started has its own standard input. */
  inputRedirected = false;
  /** What BASH_COMMAND prints. */
  commandNode: Node | string | undefined = undefined;
  /** Array values of a declaration builtin's arguments, by argument index. */
  arrayArgs: ReadonlyMap<number, readonly ElementValue[]> | undefined = undefined;

  constructor(flavour: Flavour, parts: Parts) {
    this.flavour = flavour;
    this.parts = parts;
    this.options = defaultOptions(flavour !== 'bash');
  }

  /** Only where it is known to be there: after `yield* language(sh)`, and in everything that the language itself runs. */
  get language(): Language {
    return this.parts.language();
  }

  get dash(): boolean {
    return this.flavour !== 'bash';
  }

  opt(name: string): boolean {
    return this.options.has(name);
  }

  /** Jobs have process groups of their own. Off in subshells, although `set -o` still shows it on. */
  get jobControl(): boolean {
    return !this.controlOff && this.options.has('monitor');
  }

  /** The copy that a forked child works on. */
  clone(): Shell {
    const copy = new Shell(this.flavour, this.parts);
    Object.assign(copy, this);
    copy.vars = this.vars.clone();
    copy.functions = new Map(this.functions);
    copy.aliases = new Map(this.aliases);
    copy.options = new Set(this.options);
    copy.shopts = new Set(this.shopts);
    copy.positional = this.positional.slice();
    copy.pipeStatus = this.pipeStatus.slice();
    copy.frames = this.frames.slice();
    copy.traps = new Map(this.traps);
    copy.ignoredAtStart = new Set(this.ignoredAtStart);
    copy.pendingSignals = new Map();
    copy.signalsSeen = 0;
    copy.jobs = this.jobs.clone();
    copy.hash = new Map([...this.hash].map(([name, entry]) => [name, { ...entry }]));
    copy.dirStack = this.dirStack.slice();
    copy.getopts = { ...this.getopts };
    copy.history = this.history?.clone();
    copy.completions = new Map(this.completions);
    copy.substFds = this.substFds.slice();
    copy.handlers = new Set(this.handlers);
    copy.out = '';
    copy.err = '';
    copy.reader = undefined;
    return copy;
  }
}
