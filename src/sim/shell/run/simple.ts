// Simple commands: expansion, assignments, redirections, and the choice between function, builtin and program.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { findBuiltin, type BuiltinSpec } from '../builtins/index.ts';
import { expandWords, expandWordsNow } from '../expand/expander.ts';
import { globFields } from '../expand/glob.ts';
import type { Field } from '../expand/sinks.ts';
import type { Arg, Simple } from '../parse/nodes.ts';
import { nodeText } from '../parse/print.ts';
import { type ElementValue } from '../vars/access.ts';
import type { Variable } from '../vars/variable.ts';
import { assignmentText, performAssignments, temporaryAssignments } from './assign.ts';
import { DiscardLine, ExitShell, ExpansionFault } from './faults.ts';
import { forkShell } from './fork.ts';
import { callFunction } from './function.ts';
import { complain, flush } from './report.ts';
import { applyRedirections, failedRedirection, forget, restore, specialFailure, type Undo } from './redirect.ts';
import { execProgram, reportMissing } from './program.ts';
import { findCommand } from './search.ts';
import type { Shell } from './shell.ts';
import { closeSubstitutions } from './subst.ts';
import { traceLine, traceWords } from './trace.ts';
import { singleQuote, traceQuote } from '../expand/quote.ts';
import { runNamedTrap } from './trap.ts';
import { notifyJobs, takeTerminal, waitForJob } from './wait.ts';
import { resetInChild } from './signals.ts';

/** Builtins whose arguments may be assignments, expanded without splitting. */
const DECLARATIONS = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);

export function* runSimple(sh: Shell, node: Simple, tail: boolean): Sys<number> {
  sh.line = node.line;
  if (sh.inTrap === 0) sh.commandNode = node;
  if (sh.debugDone) sh.debugDone = false;
  else if (sh.traps.has('DEBUG') && (sh.inFunction === 0 || sh.opt('functrace'))) {
    const skip = yield* runNamedTrap(sh, 'DEBUG', node);
    if (skip !== 0 && sh.shopts.has('extdebug')) return skip;
  }
  sh.lastSubstStatus = undefined;
  const substs = sh.substFds.length;
  try {
    if (node.args.length === 0) {
      const status = yield* assignOnly(sh, node);
      sh.pipeStatus = [status];
      return status;
    }
    const first = node.args[0] as Arg;
    const declares = first.word.constant !== undefined && DECLARATIONS.has(first.word.constant);
    let words: ByteString[];
    if (declares && node.args.some((arg) => arg.assign)) words = yield* declarationWords(sh, node.args);
    else {
      const list = node.args.map((arg) => arg.word);
      const now = expandWordsNow(sh, list);
      if (now === undefined) words = yield* expandWords(sh, list);
      else if (now.length > 0 && typeof now[0] !== 'string') words = yield* globFields(sh, now as Field[]);
      else words = now as ByteString[];
    }
    if (words.length === 0) {
      const status = yield* assignOnly(sh, node);
      sh.pipeStatus = [status];
      return status;
    }
    if (sh.opt('xtrace')) {
      // The assignments before the command are traced when they are made.
      if (node.assigns.length === 0)
        traceWords(
          sh,
          sh.arrayArgs ? words.map((word, i) => (sh.arrayArgs?.has(i) ? word.replace(/\+?=$/, '') : word)) : words,
        );
      // export and readonly make their assignments as statements of their own.
      if (declares && !sh.dash && (words[0] === 'export' || words[0] === 'readonly')) {
        words.forEach((word, i) => {
          const at = word.indexOf('=');
          if (i > 0 && at > 0 && !sh.arrayArgs?.has(i))
            traceLine(sh, `${word.slice(0, at)}=${at + 1 === word.length ? '' : traceQuote(word.slice(at + 1))}`);
        });
      }
      if (sh.err !== '') yield* flush(sh);
    }
    const status = yield* dispatch(sh, node, words, tail);
    sh.lastArg = words[words.length - 1] ?? '';
    if (sh.keepPipeStatus) sh.keepPipeStatus = false;
    else sh.pipeStatus = [status];
    return status;
  } catch (error) {
    if (error instanceof ExpansionFault) return yield* expansionFailed(sh, error);
    throw error;
  } finally {
    sh.arrayArgs = undefined;
    if (sh.substFds.length > substs && !sh.dash) yield* closeSubstitutions(sh, substs);
  }
}

/** Prints what went wrong and gives up the line, or the whole shell. */
export function* expansionFailed(sh: Shell, fault: ExpansionFault): Sys<never> {
  complain(sh, fault.message);
  yield* flush(sh);
  if (fault.fatal && !sh.interactive) throw new ExitShell(sh.dash ? 2 : sh.commandString ? 127 : 1);
  throw new DiscardLine(sh.dash ? 2 : 1);
}

function* declarationWords(sh: Shell, args: readonly Arg[]): Sys<ByteString[]> {
  const words: ByteString[] = [];
  const arrays = new Map<number, readonly ElementValue[]>();
  for (const arg of args) {
    if (!arg.assign) {
      words.push(...(yield* expandWords(sh, [arg.word])));
      continue;
    }
    const { text, elements } = yield* assignmentText(sh, arg.assign);
    if (elements) {
      arrays.set(words.length, elements);
      if (sh.opt('xtrace'))
        traceLine(
          sh,
          `${text}(${elements.map((e) => (e.index === undefined ? '' : `[${singleQuote(e.index)}]=`) + singleQuote(e.value)).join(' ')})`,
        );
    }
    words.push(text);
  }
  sh.arrayArgs = arrays.size > 0 ? arrays : undefined;
  return words;
}

function* assignOnly(sh: Shell, node: Simple): Sys<number> {
  if (node.assigns.length > 0) yield* performAssignments(sh, node.assigns);
  if (sh.err !== '') yield* flush(sh);
  if (node.redirs.length > 0) {
    const undo: Undo = [];
    const ok = yield* applyRedirections(sh, node.redirs, undo);
    yield* restore(undo);
    if (!ok) return failedRedirection(sh);
  }
  return sh.lastSubstStatus ?? 0;
}

function* dispatch(sh: Shell, node: Simple, words: ByteString[], tail: boolean): Sys<number> {
  const name = words[0] ?? '';
  const builtin = findBuiltin(sh, name);
  const special = builtin?.special === true && (sh.dash || sh.opt('posix'));
  const entry = special ? undefined : sh.functions.get(name);
  if (entry) {
    const undo: Undo = [];
    if (node.redirs.length > 0 && !(yield* applyRedirections(sh, node.redirs, undo))) {
      yield* restore(undo);
      return failedRedirection(sh);
    }
    try {
      let temporary: Map<ByteString, Variable> | undefined;
      if (node.assigns.length > 0) {
        temporary = yield* temporaryAssignments(sh, node.assigns);
        if (sh.opt('xtrace')) traceWords(sh, words);
      }
      return yield* callFunction(sh, name, entry, words, temporary);
    } finally {
      yield* flush(sh);
      if (undo.length > 0) yield* restore(undo);
    }
  }
  if (builtin) return yield* runBuiltin(sh, node, builtin, words);
  // `%1` alone is `fg %1`.
  const fg = !sh.dash && name.startsWith('%') ? findBuiltin(sh, 'fg') : undefined;
  if (fg) return yield* runBuiltin(sh, node, fg, ['fg', ...words]);
  return yield* runProgram(sh, node, words, tail);
}

function* runBuiltin(sh: Shell, node: Simple, spec: BuiltinSpec, words: ByteString[]): Sys<number> {
  const undo: Undo = [];
  const permanent = words[0] === 'exec' || (words[0] === 'command' && words[1] === 'exec');
  if (node.redirs.length > 0 && !(yield* applyRedirections(sh, node.redirs, undo))) {
    yield* restore(undo);
    if (spec.special) return specialFailure(sh);
    return failedRedirection(sh);
  }
  const depth = sh.vars.stack.length;
  let temporary: Map<ByteString, Variable> | undefined;
  try {
    if (node.assigns.length > 0) {
      if (spec.special && (sh.dash || sh.opt('posix'))) yield* performAssignments(sh, node.assigns);
      else {
        temporary = yield* temporaryAssignments(sh, node.assigns);
        sh.vars.stack.push({ vars: temporary, temporary: true });
      }
      if (sh.opt('xtrace')) traceWords(sh, words);
    }
    const status = yield* callBuiltin(sh, spec, words);
    if (permanent && !sh.execFailed) {
      yield* forget(undo);
      undo.length = 0;
    }
    sh.execFailed = false;
    if (sh.forkBroke && sh.lastMade > 0 && !sh.dash) return yield* waitForLastMade(sh, status);
    return status;
  } finally {
    yield* flush(sh);
    if (temporary) {
      const at = sh.vars.stack.findIndex((scope) => scope.vars === temporary);
      if (at >= 0) sh.vars.stack.splice(at, 1);
      else sh.vars.stack.length = Math.min(sh.vars.stack.length, depth);
    }
    if (undo.length > 0) yield* restore(undo);
  }
}

/** bash 5.2: a fork that failed leaves it thinking of a pipeline; behind the next builtin it waits for the last child it made. */
function* waitForLastMade(sh: Shell, status: number): Sys<number> {
  sh.forkBroke = false;
  const job = sh.jobs.byPid(sh.lastMade);
  yield* flush(sh);
  if (job) {
    yield* waitForJob(sh, job);
    yield* notifyJobs(sh);
    return status;
  }
  complain(sh, `wait_for: No record of process ${sh.lastMade}`);
  yield* flush(sh);
  return 127;
}

/** Runs a builtin with expanded words and writes its output. */
export function* callBuiltin(sh: Shell, spec: BuiltinSpec, words: readonly ByteString[]): Sys<number> {
  const saved = sh.builtin;
  sh.builtin = words[0] ?? '';
  const result = spec.run(sh, words);
  let status = typeof result === 'number' ? result : yield* result;
  if ((sh.out !== '' || sh.err !== '') && !(yield* flush(sh)) && status === 0) status = sh.dash ? 2 : 1;
  sh.builtin = saved;
  return status;
}

function* runProgram(sh: Shell, node: Simple, words: ByteString[], tail: boolean): Sys<number> {
  const name = words[0] ?? '';
  const found = yield* findCommand(sh, name);
  if (!found && !sh.dash && sh.functions.has('command_not_found_handle')) {
    const entry = sh.functions.get('command_not_found_handle');
    if (entry)
      return yield* callFunction(
        sh,
        'command_not_found_handle',
        entry,
        ['command_not_found_handle', ...words],
        undefined,
      );
  }
  const body = function* (child: Shell): Sys<number> {
    if (node.assigns.length > 0) {
      child.vars.stack.push({ vars: yield* temporaryAssignments(child, node.assigns), temporary: true });
      if (child.opt('xtrace')) traceWords(child, words);
    }
    if (node.redirs.length > 0 && !(yield* applyRedirections(child, node.redirs, undefined))) return child.dash ? 2 : 1;
    yield* flush(child);
    if (!found) return yield* reportMissing(child, name);
    return yield* execProgram(child, found, words);
  };
  if (tail && canReplace(sh)) {
    yield* flush(sh);
    sh.exitTrapDone = true;
    const mask = 0n;
    yield* resetInChild(sh, { subshell: false, asyncSignals: false, mask });
    throw new ExitShell(yield* body(sh));
  }
  const control = sh.jobControl;
  const pid = yield* forkShell(
    sh,
    { pgrp: control ? 0 : undefined, background: false, foreground: control, subshell: false },
    body,
  );
  const job = sh.jobs.add(control ? pid : sh.pgrp, [{ pid, text: '', status: undefined, stopped: false }], {
    foreground: true,
    control,
    cwd: sh.cwd,
  });
  (job.processes[0] as { text: ByteString }).text = nodeText(node);
  const status = yield* waitForJob(sh, job);
  yield* takeTerminal(sh, job);
  yield* notifyJobs(sh);
  return status;
}

/** The process may be replaced by its last command: nothing of the shell is needed afterwards. */
function canReplace(sh: Shell): boolean {
  // Debian 12's dash does not replace itself; busybox's ash does (EV_EXIT), for -c 'app' and for the last of a list.
  if (sh.dash && sh.flavour !== 'ash' && sh.subshell === 0) return false;
  for (const [key, command] of sh.traps) if (command !== '' && /^[0-9]/.test(key)) return false;
  return true;
}
