// The programs bash, dash and busybox's sh: invocation, start-up, and the four ways of getting commands.
import {
  isErr,
  O_RDONLY,
  S_IFDIR,
  S_IFMT,
  sys,
  type ByteString,
  type Program,
  type Sys,
} from '../../kernel/abi/index.ts';
import { JobTable } from '../jobs/table.ts';
import { mayFinish, readCommand } from '../parse/index.ts';
import { get } from '../vars/access.ts';
import { DiscardLine, ExitShell } from './faults.ts';
import { statusOfFault } from './fork.ts';
import { interactiveLoop } from './interactive.ts';
import { leaveInteractive, startInteractive } from './session.ts';
import { readLineFrom } from './read-line.ts';
import { flush } from './report.ts';
import { Shell, type Flavour, type Hooks } from './shell.ts';
import { initVariables, setVariable } from './environment.ts';
import { invocation, type Invocation } from './invocation.ts';
import { initSignals } from './signals.ts';
import { commandSubstitution, processSubstitution, readAll } from './subst.ts';
import { aliasLookup, faultStatus, reportFault, runList, runText, warnHereDocs } from './text.ts';
import { trampoline } from './trampoline.ts';
import { runExitTrap } from './trap.ts';
import type { LineReaderFactory } from '../edit-api.ts';
import { setOption } from '../builtins/set.ts';
import { sourceFile } from '../builtins/invoke.ts';

const hooks: Hooks = {
  commandSubstitution,
  processSubstitution,
  runScript: (sh, script) => runList(sh, script, false),
};

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

function* shellMain(
  flavour: Flavour,
  argv: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
  makeReader: LineReaderFactory | undefined,
): Sys<number> {
  const sh = new Shell(flavour, hooks);
  sh.jobs = new JobTable();
  sh.arg0 = argv[0] ?? flavour;
  sh.shellName = sh.arg0;
  sh.readerFactory = makeReader;
  const inv = invocation(argv, sh.dash);
  if (inv.print !== undefined) {
    yield* sys.writeAll(1, inv.print);
    return 0;
  }
  if (inv.error) {
    yield* sys.writeAll(2, inv.error.text);
    return inv.error.status;
  }
  sh.pid = yield* sys.getpid();
  sh.realPid = sh.pid;
  sh.ppid = yield* sys.getppid();
  sh.now = yield* sys.clock();
  sh.startTime = sh.now;
  sh.random = (sh.pid * 7919 + Math.floor(sh.now / 1000)) % 0x7fffffff;
  const group = yield* sys.getpgid(0);
  sh.pgrp = isErr(group) ? sh.pid : group;
  sh.loginShell = inv.login;
  sh.commandString = inv.command !== undefined;
  sh.readsStdin = inv.command === undefined && inv.file === undefined;
  yield* initVariables(sh, env);
  const terminal = sh.readsStdin && (yield* sys.isatty(0)) && (yield* sys.isatty(2));
  sh.interactive = inv.interactive || terminal;
  sh.interactiveShell = sh.interactive;
  sh.frames = [{ name: 'main', source: inv.file ?? '', line: 0, kind: 'main' }];
  if (inv.login) sh.shopts.add('login_shell');
  for (const [name, on] of inv.shopt) {
    if (on) sh.shopts.add(name);
    else sh.shopts.delete(name);
  }
  yield* initSignals(sh);
  for (const name of inv.on) if (name !== 'monitor' || !sh.interactive) yield* setOption(sh, name, true);
  for (const name of inv.off) yield* setOption(sh, name, false);
  sh.positional = inv.args;
  if (inv.file !== undefined) sh.arg0 = inv.file;
  else if (inv.command !== undefined && inv.args.length > 0) {
    sh.arg0 = inv.args[0] ?? '';
    sh.positional = inv.args.slice(1);
  }
  if (!sh.dash) setVariable(sh, 'BASH_EXECUTION_STRING', inv.command ?? '');
  if (!sh.dash && inv.command === undefined) sh.vars.global.delete('BASH_EXECUTION_STRING');
  let status = 0;
  try {
    yield* startFiles(sh, inv);
    if (sh.interactive) {
      yield* startInteractive(sh, makeReader);
      if (inv.command === undefined) status = yield* interactiveLoop(sh);
      else status = yield* runText(sh, inv.command, { name: '-c', line: 1 });
    } else if (inv.command !== undefined) status = yield* runText(sh, inv.command, { name: '-c', line: 1, tail: true });
    else if (inv.file !== undefined) status = yield* runFile(sh, inv.file);
    else status = yield* runStdin(sh);
  } catch (error) {
    status = yield* statusOfFault(sh, error);
  }
  sh.status = status;
  status = yield* runExitTrap(sh);
  if (sh.interactive) {
    yield* leaveInteractive(sh);
  }
  return status & 255;
}

function* startFiles(sh: Shell, inv: Invocation): Sys<void> {
  const files: ByteString[] = [];
  const home = get(sh, 'HOME') ?? '';
  if (inv.login && !inv.noprofile)
    files.push('/etc/profile', ...(sh.dash ? [`${home}/.profile`] : [`${home}/.bash_profile`, `${home}/.profile`]));
  if (sh.dash) {
    const env = sh.interactive ? get(sh, 'ENV') : undefined;
    if (env) files.push(env);
  } else if (sh.interactive && !inv.login && !inv.norc) files.push('/etc/bash.bashrc', inv.rcfile ?? `${home}/.bashrc`);
  else if (!sh.interactive && get(sh, 'BASH_ENV')) files.push(get(sh, 'BASH_ENV') ?? '');
  for (const file of files) {
    const stat = yield* sys.stat(file);
    if (!isErr(stat)) yield* sourceFile(sh, file, []);
  }
}

/** A shell program; `makeReader` is the line editor of interactive ones. */
export function shellProgram(flavour: Flavour, makeReader?: LineReaderFactory): Program {
  return (argv, env) => trampoline(shellMain(flavour, argv, env, makeReader));
}
