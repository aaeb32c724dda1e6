// Builtins that run other things: eval, source, command, builtin, exec.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { findBuiltin, type BuiltinRun } from './index.ts';
import { DiscardLine, ExitShell } from '../run/faults.ts';
import { execProgram, explain, programEnvironment, reportMissing } from '../run/program.ts';
import { builtinError, flush } from '../run/report.ts';
import { findCommand, findOnPath, STANDARD_PATH } from '../run/search.ts';
import type { Shell } from '../run/shell.ts';
import { callBuiltin } from '../run/simple.ts';
import { runText } from '../run/text.ts';
import { invoke } from '../run/trampoline.ts';
import { MAX_NESTED_TEXT, sourceFile } from '../run/source.ts';
import { forkShell } from '../run/fork.ts';
import { initSignals } from '../run/handlers.ts';
import { applyTrap, resetInChild } from '../run/signals.ts';
import { notifyJobs, takeTerminal, waitForJob } from '../run/wait.ts';
import { describe } from './type.ts';
import { EX_USAGE, parseOptions, usage } from './options.ts';

export const evalBuiltin: BuiltinRun = (sh, words) => {
  let rest = words.slice(1);
  if (!sh.dash && rest[0]?.startsWith('-') && rest[0].length > 1 && rest[0] !== '--') {
    parseOptions(sh, rest, '');
    return EX_USAGE;
  }
  if (rest[0] === '--') rest = rest.slice(1);
  const text = rest.join(' ');
  if (text === '') return 0;
  return evalText(sh, text);
};

function* evalText(sh: Shell, text: ByteString): Sys<number> {
  if (sh.textDepth >= MAX_NESTED_TEXT) {
    builtinError(sh, `maximum eval nesting level exceeded (${MAX_NESTED_TEXT})`);
    yield* flush(sh);
    throw new DiscardLine(1);
  }
  sh.textDepth += 1;
  sh.indirection += 1;
  const { builtin, line, dashContext } = sh;
  sh.builtin = '';
  sh.dashContext = 'eval';
  try {
    return yield* invoke(runText(sh, text, { name: 'eval', line: sh.dash ? 1 : 1 + line - 1 }));
  } finally {
    sh.textDepth -= 1;
    sh.indirection -= 1;
    sh.dashContext = dashContext;
    sh.builtin = builtin;
  }
}

export const sourceBuiltin: BuiltinRun = (sh, words) => {
  const options = sh.dash ? { rest: words.slice(1) } : parseOptions(sh, words.slice(1), '');
  if (!options) return EX_USAGE;
  const [file, ...args] = options.rest;
  if (file === undefined) {
    if (sh.dash) return 0;
    builtinError(sh, 'filename argument required');
    usage(sh);
    return EX_USAGE;
  }
  return sourceFile(sh, file, args);
};

/** Runs words as a builtin or program, never as a function. */
function* runWords(sh: Shell, words: readonly ByteString[], path: ByteString | undefined): Sys<number> {
  const name = words[0] ?? '';
  const builtin = findBuiltin(sh, name);
  if (builtin) {
    // `command` takes the special powers away: errors do not end the shell.
    try {
      return yield* callBuiltin(sh, builtin, words);
    } catch (error) {
      if (
        sh.dash &&
        error instanceof ExitShell &&
        builtin.special &&
        name !== 'exit' &&
        name !== 'exec' &&
        name !== '.' &&
        name !== 'eval' &&
        name !== 'return'
      )
        return error.status;
      throw error;
    }
  }
  const onPath = path === undefined ? undefined : yield* findOnPath(name, path);
  const found = path === undefined ? yield* findCommand(sh, name) : onPath === undefined ? undefined : { path: onPath };
  const control = sh.jobControl;
  const pid = yield* forkShell(
    sh,
    { pgrp: control ? 0 : undefined, background: false, foreground: control, subshell: false },
    function* (child) {
      child.builtin = '';
      if (!found) return yield* reportMissing(child, name);
      return yield* execProgram(child, found, words);
    },
  );
  const job = sh.jobs.add(
    control ? pid : sh.pgrp,
    [{ pid, text: `command ${words.join(' ')}`, status: undefined, stopped: false }],
    { foreground: true, control, cwd: sh.cwd },
  );
  const status = yield* waitForJob(sh, job);
  yield* takeTerminal(sh, job);
  yield* notifyJobs(sh);
  return status;
}

export const commandBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'pvV');
  if (!options) return EX_USAGE;
  if (options.rest.length === 0) return 0;
  const path = options.has.has('p') ? STANDARD_PATH : undefined;
  if (options.has.has('v') || options.has.has('V'))
    return describeAll(
      sh,
      sh.dash ? options.rest.slice(0, 1) : options.rest,
      options.has.has('V') ? 'verbose' : 'short',
      path,
    );
  return runWords(sh, options.rest, path);
};

function* describeAll(
  sh: Shell,
  names: readonly ByteString[],
  style: 'verbose' | 'short',
  path: ByteString | undefined,
): Sys<number> {
  let found = 0;
  for (const name of names)
    if (yield* describe(sh, name, style, { path, all: false, noFunctions: false, forcePath: false })) found += 1;
  if (sh.dash) return found === names.length ? 0 : 127;
  return found > 0 ? 0 : 1;
}

export const builtinBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), '');
  if (!options) return EX_USAGE;
  const name = options.rest[0];
  if (name === undefined) return 0;
  const spec = findBuiltin(sh, name);
  if (!spec) {
    builtinError(sh, `${name}: not a shell builtin`);
    return 1;
  }
  return callBuiltin(sh, spec, options.rest);
};

export const execBuiltin: BuiltinRun = (sh, words) => {
  const options = sh.dash
    ? { has: new Map<string, string>(), rest: words.slice(1) }
    : parseOptions(sh, words.slice(1), 'cla:');
  if (!options) {
    sh.execFailed = true;
    return EX_USAGE;
  }
  if (options.rest.length === 0) return 0;
  return replace(sh, options.rest, options.has);
};

function* replace(sh: Shell, words: readonly ByteString[], options: ReadonlyMap<string, ByteString>): Sys<number> {
  const name = words[0] ?? '';
  const found = yield* findCommand(sh, name);
  sh.execFailed = true;
  if (!found) {
    builtinError(sh, `${name}: not found`);
    return yield* failed(sh, 127);
  }
  yield* flush(sh);
  let zero = options.get('a') ?? name;
  if (options.has('l')) zero = `-${zero}`;
  const env = options.has('c') ? new Map<ByteString, ByteString>() : programEnvironment(sh);
  if (!sh.dash && !options.has('c')) {
    const level = Number(env.get('SHLVL') ?? 1);
    env.set('SHLVL', String(Math.max(0, level - 1)));
    env.set('_', found.path);
  }
  const handlers = new Set(sh.handlers);
  const { interactive } = sh;
  sh.wasInteractive = interactive;
  yield* resetInChild(sh, { subshell: false, asyncSignals: false, mask: 0n });
  const error = yield* sys.execve(found.path, [zero, ...words.slice(1)], env);
  if (error.name === 'ENOEXEC') return yield* execProgram(sh, found, words);
  sh.handlers = handlers;
  yield* initSignals(sh);
  for (const key of sh.traps.keys()) if (/^[0-9]+$/.test(key) && key !== '0') yield* applyTrap(sh, Number(key));
  const status = sh.dash ? yield* dashExplain(sh, name, error.name) : yield* explainExec(sh, name, found.path, error);
  return yield* failed(sh, status);
}

function* explainExec(
  sh: Shell,
  name: ByteString,
  path: ByteString,
  error: Parameters<typeof explain>[3],
): Sys<number> {
  const status = yield* explain(sh, name, path, error);
  // bash adds a second line for what execve itself refused.
  if (error.name !== 'ENOEXEC') {
    builtinError(sh, `${name}: cannot execute: ${error.text}`);
    yield* flush(sh);
  }
  return status;
}

function* dashExplain(sh: Shell, name: ByteString, code: string): Sys<number> {
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  builtinError(sh, `${name}: ${missing ? 'not found' : 'Permission denied'}`);
  yield* flush(sh);
  return missing ? 127 : 126;
}

/** `exec` failed: a script ends, a prompt stays. */
function* failed(sh: Shell, status: number): Sys<number> {
  yield* flush(sh);
  if (!sh.dash && (sh.interactive || sh.shopts.has('execfail'))) return status;
  throw new ExitShell(status);
}
