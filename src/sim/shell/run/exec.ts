// Running the shell's nodes: lists, pipelines, and-or lists and compound commands.
import { sys, type Sys } from '../../kernel/abi/index.ts';
import type { AndOr, List, Node, Redir } from '../parse/nodes.ts';
import { runCompound } from './compound.ts';
import { runCoproc } from './coproc.ts';
import { ExitShell, InterruptLine } from './faults.ts';
import { forkShell } from './fork.ts';
import { defineFunction } from './function.ts';
import { runPipeline, timed } from './pipeline.ts';
import { flush } from './report.ts';
import { applyRedirections, failedRedirection, restore, type Undo } from './redirect.ts';
import type { Shell } from './shell.ts';
import { runSimple } from './simple.ts';
import { runNamedTrap, runPending } from './trap.ts';
import { startBackground } from './background.ts';
import { notifyJobs, waitForJob, takeTerminal } from './wait.ts';
import { nodeText } from '../parse/print.ts';

/** Simple commands between two pauses: a loop without system calls stays interruptible. */
const STEPS = 128;

/** Counts a step; now and then the processor time used is paid, and waiting signals are looked at. */
export function* step(sh: Shell): Sys<void> {
  sh.steps += 1;
  if (sh.steps >= STEPS) {
    const cost = sh.steps;
    sh.steps = 0;
    yield* sys.compute(cost);
  }
  if (sh.signalsSeen > 0) yield* runPending(sh);
}

/** Runs any node. `tail`: nothing follows in this process, a command may replace it. */
export function* runNode(sh: Shell, node: Node, tail = false): Sys<number> {
  switch (node.kind) {
    case 'list':
      return yield* runList(sh, node, tail);
    case 'andor':
      return yield* runAndOr(sh, node, tail);
    case 'pipeline':
      if (node.time !== 'none') return yield* timed(sh, node, () => runNegated(sh, node, false));
      return yield* runNegated(sh, node, tail);
    case 'simple': {
      const status = yield* runSimple(sh, node, tail);
      return yield* afterCommand(sh, node, status);
    }
    case 'subshell':
      return yield* afterCommand(sh, node, yield* runSubshell(sh, node));
    case 'function':
      return yield* defineFunction(sh, node);
    case 'coproc':
      return yield* runCoproc(sh, node);
    default:
      return yield* redirected(sh, node.redirs, function* () {
        const status = yield* runCompound(sh, node);
        return node.kind === 'arith' || node.kind === 'cond' ? yield* afterCommand(sh, node, status) : status;
      });
  }
}

function* redirected(sh: Shell, redirs: readonly Redir[], body: () => Sys<number>): Sys<number> {
  if (redirs.length === 0) return yield* body();
  const undo: Undo = [];
  if (!(yield* applyRedirections(sh, redirs, undo))) {
    yield* restore(undo);
    sh.status = failedRedirection(sh);
    return sh.status;
  }
  try {
    return yield* body();
  } catch (error) {
    // Messages of the command go where it had sent them.
    yield* flush(sh);
    yield* restore(undo);
    undo.length = 0;
    throw error;
  } finally {
    if (undo.length > 0) {
      yield* flush(sh);
      yield* restore(undo);
    }
  }
}

/** ERR trap and `set -e` after a command that counts for them. */
export function* afterCommand(sh: Shell, node: Node, status: number): Sys<number> {
  sh.status = status;
  if (status !== 0 && sh.errexitOff === 0 && !sh.flow) {
    if (
      sh.traps.has('ERR') &&
      (sh.inFunction === 0 || sh.opt('errtrace') || node.kind === 'simple') &&
      errTrapApplies(sh)
    )
      yield* runNamedTrap(sh, 'ERR', node);
    if (sh.opt('errexit')) throw new ExitShell(status);
  }
  return status;
}

/** Functions and subshells do not inherit the ERR trap without `set -E`. */
function errTrapApplies(sh: Shell): boolean {
  return sh.opt('errtrace') || sh.inFunction === 0 || sh.errTrapDepth === sh.inFunction;
}

function* runList(sh: Shell, list: List, tail: boolean): Sys<number> {
  const { items } = list;
  let status = 0;
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (item === undefined || (sh.opt('noexec') && !sh.interactive)) break;
    if (item.background) status = yield* startBackground(sh, item.node);
    else status = yield* runNode(sh, item.node, tail && i === items.length - 1);
    sh.status = status;
    if (sh.flow) return status;
    // The last one of a list leaves it to the list around: bash's executing_list counts over all of them.
    if (i < items.length - 1 || sh.loopDepth > 0) dropInterrupted(sh);
    yield* step(sh);
    if (sh.flow) return sh.status;
  }
  return status;
}

function* runAndOr(sh: Shell, node: AndOr, tail: boolean): Sys<number> {
  const { commands, operators } = node;
  let status = 0;
  for (let i = 0; i < commands.length; i += 1) {
    const command = commands[i] as Node;
    const last = i === commands.length - 1;
    if (i > 0) {
      const want = operators[i - 1] === '&&';
      if ((status === 0) !== want) continue;
    }
    if (last) status = yield* runNode(sh, command, tail);
    else {
      sh.errexitOff += 1;
      try {
        status = yield* runNode(sh, command);
      } finally {
        sh.errexitOff -= 1;
      }
    }
    sh.status = status;
    if (sh.flow) return status;
    if (!last) dropInterrupted(sh);
    if (sh.signalsSeen > 0) yield* runPending(sh);
    if (sh.flow) return sh.status;
  }
  return status;
}

/** A foreground job died of Ctrl-C and more commands of the line would follow: the line ends here. */
function dropInterrupted(sh: Shell): void {
  if (!sh.interruptedChild) return;
  sh.interruptedChild = false;
  throw new InterruptLine('interrupted');
}

function* runNegated(sh: Shell, node: Extract<Node, { kind: 'pipeline' }>, tail: boolean): Sys<number> {
  if (!node.negate) return yield* runPipeline(sh, node, tail);
  sh.errexitOff += 1;
  try {
    const status = yield* runPipeline(sh, node, false);
    return sh.flow ? status : status === 0 ? 1 : 0;
  } finally {
    sh.errexitOff -= 1;
  }
}

/** `( list )` */
export function* runSubshell(sh: Shell, node: Extract<Node, { kind: 'subshell' }>): Sys<number> {
  const control = sh.jobControl;
  const text = nodeText(node);
  const pid = yield* forkShell(
    sh,
    { pgrp: control ? 0 : undefined, background: false, foreground: control, subshell: true },
    (child) => subshellBody(child, node),
  );
  const job = sh.jobs.add(control ? pid : sh.pgrp, [{ pid, text, status: undefined, stopped: false }], {
    foreground: true,
    control,
    cwd: sh.cwd,
  });
  const status = yield* waitForJob(sh, job);
  yield* takeTerminal(sh, job);
  yield* notifyJobs(sh);
  return status;
}

/** What the child of `( list )` runs. */
export function* subshellBody(child: Shell, node: Extract<Node, { kind: 'subshell' }>): Sys<number> {
  child.jobs.disown();
  if (!(yield* applyRedirections(child, node.redirs, undefined))) return child.dash ? 2 : 1;
  return yield* runNode(child, node.body, true);
}
