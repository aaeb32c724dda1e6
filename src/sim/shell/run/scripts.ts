// Shells that are not at a prompt: `-c`, a script, commands from standard input. And how a shell of any kind ends.
import { isErr, O_RDONLY, S_IFDIR, S_IFMT, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { mayFinish, readCommand } from '../parse/index.ts';
import { get } from '../vars/read.ts';
import { DiscardLine, ExitShell } from './faults.ts';
import type { Invocation } from './invocation.ts';
import { readAll } from './read-all.ts';
import { readLineFrom } from './read-line.ts';
import { flush } from './report.ts';
import { leaveInteractive } from './session-end.ts';
import type { Shell } from './shell.ts';
import { aliasLookup, faultStatus, reportFault, runList, runText, warnHereDocs } from './text.ts';
import { runExitTrap } from './trap.ts';

function* runFile(sh: Shell, file: ByteString): Sys<number> {
  let fd = yield* sys.open(file, O_RDONLY);
  let path = file;
  if (isErr(fd) && !file.includes('/') && !sh.dash) {
    // bash looks for a script on PATH when it is not in the working directory.
    for (const dir of (get(sh, 'PATH') ?? '').split(':')) {
      const found = yield* sys.open(`${dir}/${file}`, O_RDONLY);
      if (!isErr(found)) {
        fd = found;
        path = `${dir}/${file}`;
        break;
      }
    }
  }
  if (isErr(fd)) {
    sh.err += sh.dash
      ? `${sh.shellName}: 0: cannot open ${file}: ${fd.name === 'ENOENT' ? 'No such file' : fd.text}\n`
      : `${sh.shellName}: ${file}: ${fd.text}\n`;
    throw new ExitShell(sh.dash ? 2 : fd.name === 'ENOENT' ? 127 : 126);
  }
  const stat = yield* sys.fstat(fd);
  if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR) {
    sh.err += sh.dash
      ? `${sh.shellName}: 0: cannot open ${file}: Is a directory\n`
      : `${sh.shellName}: ${file}: ${file}: Is a directory\n`.replace(`${file}: ${file}`, file);
    throw new ExitShell(126);
  }
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  if (!sh.dash && /\0/.test(text.slice(0, 80).split('\n')[0] ?? '')) {
    sh.err += `${path}: ${path}: cannot execute binary file\n`;
    throw new ExitShell(126);
  }
  return yield* runText(sh, text, { name: undefined, line: 1 });
}

/** Commands from standard input, line by line, so that they can read what follows them. */
function* runStdin(sh: Shell): Sys<number> {
  let pending = '';
  let line = 1;
  let status = 0;
  let open = { reason: 'command', last: '' };
  for (;;) {
    const next = yield* readLineFrom(sh, 0);
    const final = next === undefined;
    if (!final) {
      pending += `${next}\n`;
      if (sh.opt('verbose')) yield* sys.writeAll(2, `${next}\n`);
    }
    if (final && pending === '') return status;
    if (!final && !mayFinish(open, next)) continue;
    const result = readCommand(pending, {
      dash: sh.dash,
      extglob: sh.shopts.has('extglob'),
      final,
      line,
      aliases: aliasLookup(sh),
    });
    open = { reason: 'command', last: '' };
    if (result.kind === 'incomplete') {
      open = result;
      continue;
    }
    if (result.kind === 'fault') {
      warnHereDocs(sh, result.warnings);
      reportFault(sh, result.fault, undefined, pending, line);
      yield* flush(sh);
      throw new ExitShell(faultStatus(sh, result.fault));
    }
    if (result.kind === 'end') {
      if (final) return status;
      continue;
    }
    const taken = pending.slice(0, result.end);
    line += taken.split('\n').length - 1;
    pending = pending.slice(result.end);
    if (result.kind === 'command') {
      warnHereDocs(sh, result.warnings);
      try {
        status = yield* runList(sh, result.script, false);
      } catch (error) {
        if (!(error instanceof DiscardLine)) throw error;
        yield* flush(sh);
        status = error.status;
        sh.status = status;
      }
      sh.flow = undefined;
    }
    if (final && pending === '') return status;
    if (!final && !mayFinish(open, next)) continue;
  }
}

export function* run(sh: Shell, inv: Invocation): Sys<number> {
  if (inv.command !== undefined)
    return yield* runText(sh, inv.command, { name: '-c', line: 1, ...(sh.interactive ? {} : { tail: true }) });
  if (inv.file !== undefined) return yield* runFile(sh, inv.file);
  return yield* runStdin(sh);
}

/** The EXIT trap, and for an interactive shell its history, its stopped jobs and the terminal. */
export function* finish(sh: Shell, status: number): Sys<number> {
  sh.status = status;
  const last = yield* runExitTrap(sh);
  if (sh.interactive) yield* leaveInteractive(sh);
  return last & 255;
}
