// Starting child processes: retry when the pids are used up, process groups for job control, a copy of the shell for the child.
import { isErr, O_RDONLY, SECOND, sys, WNOHANG, type Sys } from '../../kernel/abi/index.ts';
import { arithFault } from '../expand/expander.ts';
import { DiscardLine, ExitShell, ExpansionFault, InterruptLine } from './faults.ts';
import { complain, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { FORK_MASK, resetInChild } from './signals.ts';
import { trampoline } from './trampoline.ts';
import { runExitTrap } from './trap.ts';

export interface ForkOptions {
  /** Process group with job control: 0 makes the child its leader; undefined leaves it in the shell's. */
  readonly pgrp: number | undefined;
  readonly background: boolean;
  /** Give the child the terminal. */
  readonly foreground: boolean;
  /** The child goes on as a shell (no exec). */
  readonly subshell: boolean;
  /** A child of `$( )`: reports nothing. */
  readonly substitution?: boolean;
}

/** bash waits 1, 2, 4, 8 seconds for pids to become free (jobs.c, FORKSLEEP_MAX). */
const FORK_SLEEP_MAX = 16;

/** Forks; `body` runs in the child with its own shell. Returns the pid; throws DiscardLine when no process could be made. */
export function* forkShell(sh: Shell, options: ForkOptions, body: (child: Shell) => Sys<number>): Sys<number> {
  yield* flush(sh);
  const mask = yield* sys.sigprocmask('block', FORK_MASK);
  let pid = yield* sys.fork(() => childMain(sh.clone(), options, mask, body));
  for (let sleep = 1; isErr(pid) && sleep < FORK_SLEEP_MAX && !sh.dash; sleep *= 2) {
    yield* sys.sigprocmask('setmask', mask);
    for (;;) {
      const reaped = yield* sys.wait4(-1, WNOHANG);
      if (reaped === 0 || isErr(reaped)) break;
      sh.jobs.note(reaped.pid, reaped.status);
    }
    complain(sh, `fork: retry: ${pid.text}`);
    yield* flush(sh);
    const rest = yield* sys.nanosleep(sleep * SECOND);
    if (rest > 0 && sh.interrupted) break;
    yield* sys.sigprocmask('block', FORK_MASK);
    pid = yield* sys.fork(() => childMain(sh.clone(), options, mask, body));
  }
  if (isErr(pid)) {
    yield* sys.sigprocmask('setmask', mask);
    complain(sh, sh.dash ? 'Cannot fork' : `fork: ${pid.text}`);
    yield* flush(sh);
    sh.forkBroke = sh.interactive;
    if (sh.dash) {
      if (sh.interactive) throw new DiscardLine(2);
      throw new ExitShell(2);
    }
    throw new DiscardLine(254);
  }
  sh.jobs.remembered.delete(pid);
  sh.lastMade = pid;
  sh.forkBroke = false;
  if (options.pgrp !== undefined) yield* sys.setpgid(pid, options.pgrp === 0 ? pid : options.pgrp);
  yield* sys.sigprocmask('setmask', mask);
  return pid;
}

function* childMain(sh: Shell, options: ForkOptions, mask: bigint, body: (child: Shell) => Sys<number>): Sys<number> {
  sh.realPid = yield* sys.getpid();
  if (options.pgrp !== undefined) {
    const group = options.pgrp === 0 ? sh.realPid : options.pgrp;
    yield* sys.setpgid(0, group);
    sh.pgrp = group;
    if (options.foreground && sh.tty >= 0) yield* sys.tcsetpgrp(sh.tty, group);
  }
  sh.wasInteractive = sh.interactive;
  const monitor = sh.jobControl;
  yield* resetInChild(sh, {
    subshell: options.subshell,
    asyncSignals: options.background && !monitor,
    mask: mask & ~FORK_MASK,
  });
  becomeSubshell(sh, options);
  if (options.background && !monitor) yield* nullInput(sh);
  return yield* trampoline(runChild(sh, body));
}

/** What a subshell does not inherit: the prompt, job control, traps (they are only remembered for `trap`). */
function becomeSubshell(sh: Shell, options: ForkOptions): void {
  sh.interactive = false;
  sh.controlOff = true;
  sh.subshell += 1;
  sh.startedAsync = options.background;
  sh.inSubstitution = sh.inSubstitution || options.substitution === true;
  if (!sh.inheritedTraps || [...sh.traps.values()].some((command) => command !== ''))
    sh.inheritedTraps = new Map(sh.traps);
  for (const [sig, command] of [...sh.traps]) {
    const kept =
      command === '' ||
      (sig === 'DEBUG' || sig === 'RETURN' ? sh.opt('functrace') : sig === 'ERR' ? sh.opt('errtrace') : false);
    if (!kept) sh.traps.delete(sig);
  }
  sh.exitTrapDone = false;
  sh.tty = -1;
  sh.interrupted = false;
  sh.reader = undefined;
}

function* nullInput(sh: Shell): Sys<void> {
  if (sh.inputRedirected) return;
  const fd = yield* sys.open('/dev/null', O_RDONLY);
  if (isErr(fd) || fd === 0) return;
  yield* sys.dup2(fd, 0);
  yield* sys.close(fd);
}

/** Runs a child's body to its end: control flow that leaves the subshell becomes its exit status. */
function* runChild(sh: Shell, body: (child: Shell) => Sys<number>): Sys<number> {
  let status: number;
  try {
    status = yield* body(sh);
  } catch (error) {
    status = yield* statusOfFault(sh, error);
  }
  sh.status = status;
  return yield* runExitTrap(sh);
}

/** A word or an expression nested deeper than JavaScript's stack is. */
export const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message.includes('call stack');

export function* statusOfFault(sh: Shell, error: unknown): Sys<number> {
  yield* flush(sh);
  if (error instanceof ExitShell || error instanceof DiscardLine) return error.status;
  if (error instanceof InterruptLine) return 130;
  const fault = arithFault(sh, error);
  if (fault instanceof ExpansionFault) {
    complain(sh, fault.message);
    yield* flush(sh);
    return fault.fatal && !sh.dash && sh.commandString && sh.subshell === 0 ? 127 : fault.status;
  }
  if (isStackOverflow(error)) {
    complain(sh, 'maximum recursion level exceeded');
    yield* flush(sh);
    return 1;
  }
  throw error;
}
