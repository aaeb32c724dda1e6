// Traps: signals noted by handlers run their command between commands; EXIT, ERR, DEBUG and RETURN at their moments.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Node } from '../parse/nodes.ts';
import { DiscardLine, ExitShell, InterruptLine } from './faults.ts';
import { flush } from './report.ts';
import type { Shell } from './shell.ts';
import { dieBySignal } from './signals.ts';
import { runText } from './text.ts';

/** Runs a trap's command; `$?` is afterwards what it was before. */
function* runCommand(sh: Shell, name: string, command: ByteString, line: number): Sys<number> {
  const status = sh.status;
  const pipeStatus = sh.pipeStatus;
  const savedLine = sh.line;
  const node = sh.commandNode;
  sh.inTrap += 1;
  const running = sh.runningTrap;
  sh.runningTrap = name;
  if (name !== 'EXIT') sh.indirection += 1;
  const result = yield* runText(sh, command, { name: name === 'EXIT' ? 'exit trap' : `${name} trap`, line });
  if (name !== 'EXIT') sh.indirection -= 1;
  sh.runningTrap = running;
  sh.inTrap -= 1;
  sh.status = status;
  sh.pipeStatus = pipeStatus;
  sh.line = savedLine;
  sh.commandNode = node;
  return result;
}

/** What signal handlers noted since the last look. Called between commands. */
export function* runPending(sh: Shell): Sys<void> {
  sh.signalsSeen = 0;
  if (sh.terminating !== 0) {
    const sig = sh.terminating;
    sh.terminating = 0;
    yield* flush(sh);
    if (sh.interactive && sig === 1) yield* hangUp(sh);
    sh.status = 128 + sig;
    yield* runExitTrap(sh);
    yield* dieBySignal(sh, sig);
  }
  for (const [sig, count] of [...sh.pendingSignals].sort((a, b) => a[0] - b[0])) {
    sh.pendingSignals.delete(sig);
    const command = sh.traps.get(String(sig));
    if (command === undefined || command === '') continue;
    for (let n = 0; n < count; n += 1) {
      yield* runCommand(sh, String(sig), command, 1);
      if (sh.flow) return;
    }
  }
  if (sh.interrupted && sh.interactive) throw new InterruptLine('interrupted');
}

/** An interactive shell passes SIGHUP on to its jobs (and wakes the stopped ones). */
function* hangUp(sh: Shell): Sys<void> {
  for (const job of sh.jobs.list()) {
    if (job.noHup) continue;
    yield* sys.kill(-job.pgrp, 1);
    if (job.processes.some((p) => p.stopped)) yield* sys.kill(-job.pgrp, 18);
  }
}

/** The EXIT trap, once; the status the shell will end with. */
export function* runExitTrap(sh: Shell): Sys<number> {
  const command = sh.traps.get('0');
  if (command === undefined || command === '' || sh.exitTrapDone) {
    yield* flush(sh);
    return sh.status;
  }
  sh.exitTrapDone = true;
  sh.traps.delete('0');
  sh.flow = undefined;
  sh.loopDepth = 0;
  let status = sh.status;
  try {
    yield* runCommand(sh, 'EXIT', command, 1);
  } catch (error) {
    if (error instanceof ExitShell) status = error.status;
    else if (!(error instanceof DiscardLine || error instanceof InterruptLine)) throw error;
    else if (error instanceof DiscardLine) status = error.status;
  }
  yield* flush(sh);
  sh.status = status;
  return status;
}

/** DEBUG, ERR, RETURN: not while one of the same kind runs. */
export function* runNamedTrap(sh: Shell, name: 'DEBUG' | 'ERR' | 'RETURN', node?: Node | string): Sys<number> {
  const command = sh.traps.get(name);
  if (command === undefined || command === '' || sh.runningTrap === name) return 0;
  if (node !== undefined && sh.inTrap === 0) sh.commandNode = node;
  return yield* runCommand(sh, name, command, sh.line);
}
