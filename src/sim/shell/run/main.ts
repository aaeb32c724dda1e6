// The programs bash, dash and busybox's sh: their start, and the choice between a prompt and a script.
import { isErr, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { LineReaderFactory } from '../edit-api.ts';
import { JobTable } from '../jobs/table.ts';
import { initVariables, setVariable } from './environment.ts';
import { initSignals } from './handlers.ts';
import { plainInvocation, type Invocation } from './invocation.ts';
import { language, type Parts } from './language.ts';
import { interactiveLoop } from './prompt.ts';
import { startInteractive } from './session.ts';
import { Shell, type Flavour } from './shell.ts';
import { startFiles } from './start-files.ts';
import { trampoline } from './trampoline.ts';

function* shellMain(
  flavour: Flavour,
  parts: Parts,
  makeReader: LineReaderFactory | undefined,
  argv: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
): Sys<number> {
  const sh = new Shell(flavour, parts);
  sh.jobs = new JobTable();
  sh.arg0 = argv[0] ?? flavour;
  sh.shellName = sh.arg0;
  sh.readerFactory = makeReader;
  const inv: Invocation =
    argv.length > 1 ? (yield* language(sh)).invocation(argv, sh.dash) : plainInvocation(argv[0] ?? '');
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
  if (inv.on.length + inv.off.length > 0) yield* (yield* language(sh)).setOptions(sh, inv);
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
    if (sh.interactive) yield* startInteractive(sh, makeReader);
    status =
      sh.interactive && inv.command === undefined
        ? yield* interactiveLoop(sh)
        : yield* (yield* language(sh)).run(sh, inv);
  } catch (error) {
    status = yield* (yield* language(sh)).statusOfFault(sh, error);
  }
  return yield* (yield* language(sh)).finish(sh, status);
}

/** `makeReader`: the line editor of interactive ones. */
export const shellProgram =
  (flavour: Flavour, parts: Parts, makeReader?: LineReaderFactory): Program =>
  (argv, env) =>
    trampoline(shellMain(flavour, parts, makeReader, argv, env));
