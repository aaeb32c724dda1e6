// The prompt loop: notices, prompt, a line (or several), history expansion, running, and back.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { exitBuiltin } from '../builtins/flow.ts';
import { compilePattern } from '../expand/pattern.ts';
import { expandHistory, newMemory } from '../history/expand.ts';
import { stateOf } from '../jobs/table.ts';
import { mayFinish, readCommand } from '../parse/index.ts';
import { get } from '../vars/access.ts';
import { ExitShell, DiscardLine, InterruptLine } from './faults.ts';
import { statusOfFault } from './fork.ts';
import { editContext, prompt, promptCommands } from './prompt-context.ts';
import { complain, flush } from './report.ts';
import { windowSize } from './session.ts';
import type { Shell } from './shell.ts';
import { aliasLookup, reportFault, runList, warnHereDocs } from './text.ts';
import { runPending } from './trap.ts';
import { notifyJobs } from './wait.ts';

/** Reads lines until they make a command; runs it. */
class Prompt {
  private line = 1;
  private readonly memory = newMemory();
  private readonly sh: Shell;
  /** Lines that were entered together with the last one (a paste): they come next, without a prompt. */
  private queue: ByteString[] = [];
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
    if (error instanceof ExitShell) throw error;
    if (!(error instanceof DiscardLine)) this.queue = [];
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
    } else sh.status = yield* statusOfFault(sh, error);
    // A foreground job that was being waited for when the line was given up is in the background now.
    for (const job of sh.jobs.list()) if (job.foreground && stateOf(job) === 'running') job.foreground = false;
    if (sh.tty >= 0 && sh.jobControl) yield* sys.tcsetpgrp(sh.tty, sh.pgrp);
  }

  private *read(which: 'PS1' | 'PS2', initial: ByteString): Sys<ByteString | 'eof' | 'interrupt'> {
    const { sh } = this;
    const queued = this.queue.shift();
    if (queued !== undefined) return `=${queued}`;
    const text = yield* prompt(sh, which);
    yield* flush(sh);
    const result = yield* (sh.reader as NonNullable<Shell['reader']>).readLine(
      text,
      editContext(sh, this.memory),
      initial,
    );
    if (typeof result === 'string') return result;
    const [line = '', ...more] = result.line.split('\n');
    this.queue = more;
    return `=${line}`;
  }

  private *once(): Sys<boolean> {
    const { sh } = this;
    if (this.queue.length === 0) {
      yield* notifyJobs(sh);
      yield* promptCommands(sh);
    }
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
      if (!mayFinish({ reason: mode, last }, line)) continue;
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
      const before = sh.dash ? '' : yield* prompt(sh, 'PS0');
      if (before !== '') yield* sys.writeAll(2, before.replace(/[\x01\x02]/g, ''));
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
