// What was typed at the prompt: history expansion, more lines until they make a command, running it, and back.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { exitBuiltin } from '../builtins/flow.ts';
import { compilePattern } from '../expand/pattern.ts';
import { expandHistory, newMemory, type HistoryMemory } from '../history/expand.ts';
import { stateOf } from '../jobs/table.ts';
import { mayFinish, readCommand } from '../parse/index.ts';
import { get } from '../vars/read.ts';
import { ExitShell, DiscardLine, InterruptLine } from './faults.ts';
import { statusOfFault } from './fork.ts';
import type { Prompt, Typed } from './prompt.ts';
import { prompt as promptOf } from './prompt-context.ts';
import { complain, flush } from './report.ts';
import { windowSize } from './session.ts';
import type { Shell } from './shell.ts';
import { aliasLookup, reportFault, runList, warnHereDocs } from './text.ts';

export const memoryOf = (prompt: Prompt): HistoryMemory => (prompt.memory ??= newMemory());

export function* recover(prompt: Prompt, error: unknown): Sys<void> {
  const { sh } = prompt;
  if (error instanceof ExitShell) throw error;
  if (!(error instanceof DiscardLine)) prompt.queue = [];
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

export function* entered(prompt: Prompt, first: Typed): Sys<boolean> {
  const { sh } = prompt;
  let text = '';
  let remembered = false;
  const firstLine = prompt.line;
  let asked: Typed | undefined = first;
  let mode: 'command' | 'quote' | 'heredoc' | 'continuation' = 'command';
  let last = '';
  let verify = '';
  for (;;) {
    const result = asked ?? (yield* prompt.ask(text === '' ? 'PS1' : 'PS2', verify));
    asked = undefined;
    verify = '';
    if (result === 'interrupt') {
      yield* prompt.interrupted();
      return true;
    }
    if (result === 'eof') return yield* endOfFile(prompt, text, firstLine);
    let { line } = result;
    if (sh.opt('histexpand') && sh.history && mode !== 'heredoc') {
      const expanded = expandHistory(
        line,
        sh.history,
        memoryOf(prompt),
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
          remember(sh, line);
          continue;
        }
      }
    }
    if (sh.history && sh.opt('history'))
      remembered = text === '' ? remember(sh, line) : extend(sh, line, mode, last, remembered);
    text += `${line}\n`;
    if (sh.opt('verbose')) yield* sys.writeAll(2, `${line}\n`);
    prompt.line += 1;
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
      if (sh.dash) prompt.line = firstLine;
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
    const before = sh.dash ? '' : yield* promptOf(sh, 'PS0');
    if (before !== '') yield* sys.writeAll(2, before.replace(/[\x01\x02]/g, ''));
    yield* runList(sh, parsed.script, false);
    sh.flow = undefined;
    yield* flush(sh);
    if (sh.interruptedChild) sh.interruptedChild = false;
    if (sh.signalsSeen > 0) yield* prompt.signals();
    if (!sh.dash) yield* windowSize(sh);
    return true;
  }
}

function remember(sh: Shell, line: ByteString): boolean {
  if (!sh.history || /^[ \t]*$/.test(line)) {
    return false;
  }
  const ignore = get(sh, 'HISTIGNORE') ?? '';
  const patterns =
    ignore === '' ? [] : ignore.split(':').map((p) => compilePattern(p, { extglob: true, nocase: false }));
  return sh.history.add(line, get(sh, 'HISTCONTROL') ?? '', (text) => patterns.some((p) => p.matches(text)));
}

/** bash's cmdhist: the lines of one command make one entry. */
function extend(sh: Shell, line: ByteString, mode: string, last: string, remembered: boolean): boolean {
  const { history } = sh;
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

function* endOfFile(prompt: Prompt, text: ByteString, firstLine: number): Sys<boolean> {
  const { sh } = prompt;
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
    prompt.eofs < (/^[0-9]+$/.test(ignore ?? '') ? Number(ignore) : 10)
  ) {
    prompt.eofs += 1;
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
