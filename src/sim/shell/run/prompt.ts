// The prompt: notices, the prompt's text, a line from the editor. What the line means is the language's affair.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { EditContext, LineRead } from '../edit-api.ts';
import type { HistoryMemory } from '../history/expand.ts';
import { get, lookup } from '../vars/read.ts';
import { editing, language } from './language.ts';
import { promptText } from './prompt-text.ts';
import { flush } from './report.ts';
import type { Shell } from './shell.ts';

/** One line, or why there is none. */
export type Typed = LineRead | 'eof' | 'interrupt';

export class Prompt {
  readonly sh: Shell;
  /** Number of the line that is read next. */
  line = 1;
  /** What `!` substitutions remember from one line to the next. */
  memory: HistoryMemory | undefined = undefined;
  /** End-of-file characters in a row (IGNOREEOF). */
  eofs = 0;
  /** Lines that were entered together with the last one (a paste): they come next, without a prompt. */
  queue: ByteString[] = [];

  constructor(sh: Shell) {
    this.sh = sh;
  }

  *loop(): Sys<number> {
    const { sh } = this;
    for (;;) {
      try {
        const more = yield* this.once();
        if (!more) return sh.status;
      } catch (error) {
        yield* (yield* language(sh)).recover(this, error);
      }
    }
  }

  private *once(): Sys<boolean> {
    const { sh } = this;
    if (this.queue.length === 0) {
      if (sh.jobs.list().length > 0) yield* (yield* language(sh)).notifyJobs(sh);
      yield* flush(sh);
      if (!sh.dash && lookup(sh, 'PROMPT_COMMAND') !== undefined) yield* (yield* language(sh)).promptCommands(sh);
    }
    const first = yield* this.ask('PS1', '');
    if (first !== 'interrupt') return yield* (yield* language(sh)).entered(this, first);
    yield* this.interrupted();
    return true;
  }

  /** Ctrl-C at the prompt. */
  *interrupted(): Sys<void> {
    const { sh } = this;
    yield* sys.writeAll(2, '\n');
    sh.status = 130;
    if (sh.signalsSeen > 0) yield* this.signals();
  }

  *signals(): Sys<void> {
    const { status } = this.sh;
    yield* pendingSignals(this.sh);
    this.sh.status = status;
  }

  *ask(which: 'PS1' | 'PS2', initial: ByteString): Sys<Typed> {
    const { sh } = this;
    const queued = this.queue.shift();
    if (queued !== undefined) return { line: queued };
    const text = yield* promptText(sh, which);
    yield* flush(sh);
    const result = yield* (sh.reader as NonNullable<Shell['reader']>).readLine(text, editContext(this), initial);
    if (typeof result === 'string') return result;
    const [line = '', ...more] = result.line.split('\n');
    this.queue = more;
    return { line };
  }
}

/** What signal handlers noted since the last look. */
function* pendingSignals(sh: Shell): Sys<void> {
  if (sh.terminating === 0 && sh.pendingSignals.size === 0 && !sh.interrupted) {
    sh.signalsSeen = 0;
    return;
  }
  yield* (yield* language(sh)).runPending(sh);
}

/** What the line editor may ask this shell. Only the editor's later half asks for what the language knows. */
export function editContext(prompt: Prompt): EditContext {
  const { sh } = prompt;
  return {
    history: sh.history?.entries ?? [],
    replaceHistory: (index, line, edited) => sh.history?.replace(index, line, edited),
    variable: (name) => get(sh, name),
    viMode: sh.opt('vi'),
    more: () => editing(sh),
    get completion() {
      return sh.language.completion(sh);
    },
    expandHistory: (line) => sh.language.expandHistory(prompt, line),
    expandLine: (line) => sh.language.expandLine(sh, line),
    execute: (command, line, point) => sh.language.execute(sh, command, line, point),
    *interrupted() {
      if (sh.interrupted) {
        sh.interrupted = false;
        return 'interrupt';
      }
      if (sh.signalsSeen > 0) yield* pendingSignals(sh);
      yield* flush(sh);
      return 'continue';
    },
  };
}

export function* interactiveLoop(sh: Shell): Sys<number> {
  return yield* new Prompt(sh).loop();
}
