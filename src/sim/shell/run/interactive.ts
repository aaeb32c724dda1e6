// The prompt loop: notices, prompt, a line (or several), history expansion, running, and back.
import {
  isErr,
  O_CREAT,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  SIGCONT,
  SIGTERM,
  sys,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { builtinNames, findBuiltin } from '../builtins/index.ts';
import { generate } from '../builtins/complete.ts';
import { exitBuiltin } from '../builtins/flow.ts';
import type { CompletionSources, EditContext, LineReaderFactory } from '../edit-api.ts';
import { expandStringGeneral } from '../expand/expander.ts';
import { expandPrompt } from '../expand/prompt.ts';
import { compilePattern } from '../expand/pattern.ts';
import { expandHistory, newMemory, type HistoryMemory } from '../history/expand.ts';
import { History } from '../history/list.ts';
import { stateOf } from '../jobs/table.ts';
import { readCommand } from '../parse/index.ts';
import { RESERVED } from '../parse/grammar.ts';
import { compileWord } from '../parse/word.ts';
import { assign, assignArray, get, lookup } from '../vars/access.ts';
import { newVariable } from '../vars/variable.ts';
import { DiscardLine, ExpansionFault, InterruptLine } from './faults.ts';
import { SET_OPTIONS, SHOPT_NAMES } from './options.ts';
import { createPlainReader } from './plain-reader.ts';
import { complain, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { readAll } from './subst.ts';
import { endJobControl, startJobControl } from './terminal.ts';
import { aliasLookup, reportFault, runList, runText, warnHereDocs } from './text.ts';
import { runPending } from './trap.ts';
import { notifyJobs } from './wait.ts';

function setDefault(sh: Shell, name: ByteString, value: ByteString): void {
  if (get(sh, name) === undefined) sh.vars.global.set(name, newVariable(value));
}

export function* startInteractive(sh: Shell, makeReader: LineReaderFactory | undefined): Sys<void> {
  yield* startJobControl(sh);
  if (sh.dash) {
    sh.reader = createPlainReader();
    return;
  }
  sh.shopts.add('expand_aliases');
  sh.options.add('histexpand');
  sh.options.add('history');
  sh.options.add('emacs');
  setDefault(sh, 'PS1', '\\s-\\v\\$ ');
  setDefault(sh, 'PS2', '> ');
  setDefault(sh, 'HISTSIZE', '500');
  setDefault(sh, 'HISTFILESIZE', '500');
  if (lookup(sh, 'HISTFILE') === undefined)
    sh.vars.global.set('HISTFILE', newVariable(`${get(sh, 'HOME') ?? ''}/.bash_history`));
  sh.history = new History();
  sh.history.configure(get(sh, 'HISTSIZE'));
  yield* loadHistory(sh);
  yield* windowSize(sh);
  const tty = yield* sys.isatty(0);
  sh.reader = makeReader && tty ? makeReader() : createPlainReader();
}

function* loadHistory(sh: Shell): Sys<void> {
  const file = get(sh, 'HISTFILE');
  if (!file) return;
  const fd = yield* sys.open(file, O_RDONLY);
  if (isErr(fd)) return;
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  for (const line of text.split('\n')) if (line !== '') sh.history?.push(line);
}

function* saveHistory(sh: Shell): Sys<void> {
  const file = get(sh, 'HISTFILE');
  if (!file || !sh.history || sh.history.entries.length === 0) return;
  const fd = yield* sys.open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600);
  if (isErr(fd)) return;
  yield* sys.writeAll(fd, sh.history.entries.map((line) => `${line}\n`).join(''));
  yield* sys.close(fd);
}

/** `checkwinsize` */
export function* windowSize(sh: Shell): Sys<void> {
  if (!sh.shopts.has('checkwinsize')) return;
  const size = yield* sys.getwinsize(0);
  if (isErr(size) || size.cols === 0) return;
  for (const [name, value] of [
    ['LINES', size.rows],
    ['COLUMNS', size.cols],
  ] as const)
    sh.vars.global.set(name, { ...newVariable(String(value)), exported: sh.vars.global.get(name)?.exported ?? false });
}

function completionSources(sh: Shell): CompletionSources {
  return {
    builtins: () => builtinNames(sh.dash).filter((name) => findBuiltin(sh, name) !== undefined),
    keywords: () => [...RESERVED],
    aliases: () => [...sh.aliases.keys()],
    functions: () => [...sh.functions.keys()],
    variables: () => sh.vars.names().filter((name) => lookup(sh, name) !== undefined),
    exported: () => sh.vars.names().filter((name) => lookup(sh, name)?.exported === true),
    jobs: () => sh.jobs.list().map((job) => job.processes[0]?.text.split(' ')[0] ?? ''),
    setOptions: () => SET_OPTIONS.map((option) => option.name),
    shoptOptions: () => SHOPT_NAMES,
    variable: (name) => get(sh, name),
    shopt: (name) => sh.shopts.has(name),
    spec: (command) => sh.completions.get(command),
    *run(spec, request) {
      assignArray(
        sh,
        'COMP_WORDS',
        request.words.map((value) => ({ index: undefined, value, append: false })),
        false,
      );
      assign(sh, 'COMP_CWORD', String(request.wordIndex));
      assign(sh, 'COMP_LINE', request.line);
      assign(sh, 'COMP_POINT', String(request.point));
      const { status } = sh;
      const out = yield* generate(
        sh,
        spec,
        request.words[request.wordIndex] ?? '',
        request.words.slice(0, request.wordIndex + 1),
      );
      yield* flush(sh);
      sh.status = status;
      for (const name of ['COMP_WORDS', 'COMP_CWORD', 'COMP_LINE', 'COMP_POINT']) sh.vars.global.delete(name);
      return out;
    },
  };
}

/** What the line editor may ask this shell. */
export function editContext(sh: Shell, memory: HistoryMemory): EditContext {
  return {
    history: sh.history?.entries ?? [],
    replaceHistory: (index, line, edited) => sh.history?.replace(index, line, edited),
    variable: (name) => get(sh, name),
    viMode: sh.opt('vi'),
    completion: completionSources(sh),
    expandHistory: (line) => {
      const result = sh.history ? expandHistory(line, sh.history, memory) : { kind: 'same' as const };
      if (result.kind === 'error') return { error: result.message };
      return result.kind === 'expanded' ? result.text : undefined;
    },
    *expandLine(line) {
      const first = /^[ \t]*([^ \t]+)/.exec(line);
      const alias = first ? sh.aliases.get(first[1] ?? '') : undefined;
      const text = alias === undefined ? line : line.replace(first?.[1] ?? '', () => alias);
      return yield* expandStringGeneral(sh, compileWord(text, 'double', { dash: sh.dash, line: sh.line }), 'string');
    },
    *execute(command, line, point) {
      assign(sh, 'READLINE_LINE', line);
      assign(sh, 'READLINE_POINT', String(point));
      const { status } = sh;
      yield* runText(sh, command, { name: 'bash', line: sh.line });
      yield* flush(sh);
      const after = { line: get(sh, 'READLINE_LINE') ?? line, point: Number(get(sh, 'READLINE_POINT')) || 0 };
      for (const name of ['READLINE_LINE', 'READLINE_POINT']) sh.vars.global.delete(name);
      sh.flow = undefined;
      sh.status = status;
      return after;
    },
    *interrupted() {
      if (sh.interrupted) {
        sh.interrupted = false;
        return 'interrupt';
      }
      if (sh.signalsSeen > 0) yield* runPending(sh);
      yield* flush(sh);
      return 'continue';
    },
  };
}

/** PS1 and PS2: escapes first, then expansions. `$?` stays what it is. */
function* prompt(sh: Shell, name: 'PS1' | 'PS2'): Sys<ByteString> {
  const raw = get(sh, name) ?? '';
  const { status } = sh;
  if (/\\[tT@AdD]/.test(raw)) sh.now = yield* sys.clock();
  const text = sh.dash ? raw : expandPrompt(sh, raw);
  if (!sh.dash && !sh.shopts.has('promptvars')) return text;
  if (!/[$`\\]/.test(text)) return text;
  try {
    const out = yield* expandStringGeneral(sh, compileWord(text, 'double', { dash: sh.dash, line: sh.line }), 'string');
    sh.status = status;
    return out;
  } catch (error) {
    if (!(error instanceof ExpansionFault)) throw error;
    complain(sh, error.message);
    yield* flush(sh);
    return text;
  } finally {
    sh.status = status;
  }
}

function* promptCommands(sh: Shell): Sys<void> {
  if (sh.dash) return;
  const v = lookup(sh, 'PROMPT_COMMAND');
  if (!v) return;
  const commands = v.array ? Object.values(v.array) : v.value === undefined ? [] : [v.value];
  for (const command of commands) {
    const { status, lastArg, pipeStatus } = sh;
    sh.indirection += 1;
    yield* runText(sh, command, { name: 'PROMPT_COMMAND', line: sh.line });
    sh.indirection -= 1;
    yield* flush(sh);
    sh.flow = undefined;
    sh.status = status;
    sh.lastArg = lastArg;
    sh.pipeStatus = pipeStatus;
  }
}

/** Reads lines until they make a command; runs it. */
class Prompt {
  private line = 1;
  private readonly memory = newMemory();
  private readonly sh: Shell;
  /** Lines that came with a finished command's last line and are still to run. */
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
        yield* this.recover(error);
      }
    }
  }

  private *recover(error: unknown): Sys<void> {
    const { sh } = this;
    yield* flush(sh);
    sh.flow = undefined;
    sh.loopDepth = 0;
    sh.errexitOff = 0;
    sh.inTrap = 0;
    sh.runningTrap = undefined;
    if (error instanceof DiscardLine) sh.status = error.status;
    else if (error instanceof InterruptLine) {
      if (sh.interrupted) yield* sys.writeAll(2, '\n');
      sh.interrupted = false;
      sh.interruptedChild = false;
      sh.status = 130;
    } else throw error;
    // A foreground job that was being waited for when the line was given up is in the background now.
    for (const job of sh.jobs.list()) if (job.foreground && stateOf(job) === 'running') job.foreground = false;
    if (sh.tty >= 0 && sh.jobControl) yield* sys.tcsetpgrp(sh.tty, sh.pgrp);
  }

  private *read(which: 'PS1' | 'PS2', initial: ByteString): Sys<ByteString | 'eof' | 'interrupt'> {
    const { sh } = this;
    const text = yield* prompt(sh, which);
    yield* flush(sh);
    const result = yield* (sh.reader as NonNullable<Shell['reader']>).readLine(
      text,
      editContext(sh, this.memory),
      initial,
    );
    return typeof result === 'string' ? result : `=${result.line}`;
  }

  private *once(): Sys<boolean> {
    const { sh } = this;
    yield* notifyJobs(sh);
    yield* promptCommands(sh);
    let text = '';
    let remembered = false;
    const firstLine = this.line;
    let mode: 'command' | 'quote' | 'heredoc' | 'continuation' = 'command';
    let last = '';
    let verify = '';
    for (;;) {
      const result = yield* this.read(text === '' ? 'PS1' : 'PS2', verify);
      verify = '';
      if (result === 'interrupt') {
        yield* sys.writeAll(2, '\n');
        sh.status = 130;
        if (sh.signalsSeen > 0) yield* this.signals();
        return true;
      }
      if (result === 'eof') return yield* this.endOfFile(text, firstLine);
      let line = result.slice(1);
      if (sh.opt('histexpand') && sh.history && mode !== 'heredoc') {
        const expanded = expandHistory(
          line,
          sh.history,
          this.memory,
          mode === 'quote' && (last === "'" || last === '"') ? last : '',
        );
        if (expanded.kind === 'error') {
          complain(sh, expanded.message);
          yield* flush(sh);
          continue;
        }
        // `histverify`: the expanded line comes back to be edited.
        if (expanded.kind === 'expanded' && sh.shopts.has('histverify') && !expanded.printOnly) {
          verify = expanded.text;
          continue;
        }
        if (expanded.kind === 'expanded') {
          line = expanded.text;
          yield* sys.writeAll(2, `${line}\n`);
          if (expanded.printOnly) {
            this.remember(line);
            continue;
          }
        }
      }
      if (sh.history && sh.opt('history'))
        remembered = text === '' ? this.remember(line) : this.extend(line, mode, last, remembered);
      text += `${line}\n`;
      if (sh.opt('verbose')) yield* sys.writeAll(2, `${line}\n`);
      this.line += 1;
      const parsed = readCommand(text, {
        dash: sh.dash,
        extglob: sh.shopts.has('extglob'),
        final: false,
        line: firstLine,
        aliases: aliasLookup(sh),
      });
      if (parsed.kind === 'incomplete') {
        mode = parsed.reason;
        last = parsed.last;
        continue;
      }
      if (parsed.kind === 'fault') {
        warnHereDocs(sh, parsed.warnings);
        reportFault(sh, parsed.fault, undefined, text, firstLine);
        yield* flush(sh);
        sh.status = typeof parsed.fault.status === 'number' ? parsed.fault.status : 2;
        // dash does not count the line whose newline it never read.
        if (sh.dash) this.line = firstLine;
        if (parsed.fault.status === 'keep') {
          // bash asks again without having finished a command.
          text = '';
          mode = 'command';
          continue;
        }
        return true;
      }
      if (mode === 'heredoc' && remembered && sh.history)
        sh.history.replaceLast(`${sh.history.entries[sh.history.entries.length - 1] ?? ''}\n`);
      if (parsed.kind !== 'command') return true;
      warnHereDocs(sh, parsed.warnings);
      sh.historyLine = remembered;
      sh.commandNumber += 1;
      sh.line = firstLine;
      yield* runList(sh, parsed.script, false);
      sh.flow = undefined;
      yield* flush(sh);
      if (sh.interruptedChild) sh.interruptedChild = false;
      if (sh.signalsSeen > 0) yield* this.signals();
      if (!sh.dash) yield* windowSize(sh);
      return true;
    }
  }

  private *signals(): Sys<void> {
    const { status } = this.sh;
    yield* runPending(this.sh);
    this.sh.status = status;
  }

  private remember(line: ByteString): boolean {
    const { sh } = this;
    if (!sh.history || /^[ \t]*$/.test(line)) {
      return false;
    }
    const ignore = get(sh, 'HISTIGNORE') ?? '';
    const patterns =
      ignore === '' ? [] : ignore.split(':').map((p) => compilePattern(p, { extglob: true, nocase: false }));
    return sh.history.add(line, get(sh, 'HISTCONTROL') ?? '', (text) => patterns.some((p) => p.matches(text)));
  }

  /** bash's cmdhist: the lines of one command make one entry. */
  private extend(line: ByteString, mode: string, last: string, remembered: boolean): boolean {
    const { history } = this.sh;
    if (!history || !remembered) return remembered;
    const old = history.entries[history.entries.length - 1] ?? '';
    if (mode === 'continuation') history.replaceLast(old.replace(/\\$/, '') + line);
    else if (mode === 'quote' || mode === 'heredoc') history.replaceLast(`${old}\n${line}`);
    else if (/^[ \t]*$/.test(line)) return true;
    else {
      const open = [
        '\n',
        '{',
        '(',
        ')',
        ';',
        '&',
        '|',
        'case',
        'do',
        'else',
        'if',
        ';;',
        ';&',
        ';;&',
        'then',
        'until',
        'while',
        '&&',
        '||',
        'in',
        'elif',
        '|&',
      ].includes(last);
      history.replaceLast(`${old}${open ? ' ' : '; '}${line}`);
    }
    return true;
  }

  private *endOfFile(text: ByteString, firstLine: number): Sys<boolean> {
    const { sh } = this;
    if (text !== '') {
      const parsed = readCommand(text, {
        dash: sh.dash,
        extglob: sh.shopts.has('extglob'),
        final: true,
        line: firstLine,
        aliases: aliasLookup(sh),
      });
      if (parsed.kind === 'fault') {
        reportFault(sh, parsed.fault, undefined, text, firstLine);
        yield* flush(sh);
        sh.status = 2;
      } else if (parsed.kind === 'command') {
        warnHereDocs(sh, parsed.warnings);
        yield* flush(sh);
        yield* runList(sh, parsed.script, false);
        return true;
      }
      return sh.dash ? false : true;
    }
    const ignore = get(sh, 'IGNOREEOF');
    if (
      !sh.dash &&
      (sh.opt('ignoreeof') || ignore !== undefined) &&
      this.eofs < (/^[0-9]+$/.test(ignore ?? '') ? Number(ignore) : 10)
    ) {
      this.eofs += 1;
      sh.err += `Use "${sh.loginShell ? 'logout' : 'exit'}" to leave the shell.\n`;
      yield* flush(sh);
      return true;
    }
    sh.commandNumber += 1;
    sh.builtin = '';
    const result = exitBuiltin(sh, ['exit']);
    sh.status = typeof result === 'number' ? result : yield* result;
    yield* flush(sh);
    return true;
  }
  private eofs = 0;
}

export function* interactiveLoop(sh: Shell): Sys<number> {
  return yield* new Prompt(sh).loop();
}

/** At the end: history is saved, stopped jobs are ended, the terminal goes back. */
export function* leaveInteractive(sh: Shell): Sys<void> {
  if (!sh.dash && sh.opt('history')) yield* saveHistory(sh);
  if (sh.jobControl) {
    for (const job of sh.jobs.list()) {
      if (stateOf(job) !== 'stopped') continue;
      yield* sys.kill(-job.pgrp, SIGTERM);
      yield* sys.kill(-job.pgrp, SIGCONT);
    }
  }
  yield* endJobControl(sh);
}
