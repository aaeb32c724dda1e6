// Waiting for children: the foreground job, background pids, and what is said about those that were killed.
import {
  bit,
  E,
  isErr,
  SIGCHLD,
  SIGINT,
  SIGPIPE,
  SIGTERM,
  signalDescription,
  sys,
  WCONTINUED,
  wCoreDump,
  wIfSignaled,
  wTermSig,
  WUNTRACED,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { jobStatus, stateOf, type Job } from '../jobs/table.ts';
import { describe, exitStatus, statusText } from '../jobs/text.ts';
import { displayDir } from '../vars/dynamic.ts';
import { InterruptLine } from './faults.ts';
import { errorName, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { childEvent } from './handlers.ts';
import { dieBySignal, unwatchInterrupt, watchInterrupt } from './signals.ts';

export const display = (sh: Shell, job: Job, format: 'standard' | 'long' | 'script'): ByteString =>
  describe(sh.jobs, job, format, sh.cwd, (dir) => displayDir(sh, dir));

/** bash blocks SIGCHLD while it waits, so that the handler does not take the child away; dash's handler only notes it. */
function* blockChild(sh: Shell): Sys<void> {
  if (!sh.dash) yield* sys.sigprocmask('block', bit(SIGCHLD));
}
function* unblockChild(sh: Shell): Sys<void> {
  if (!sh.dash) yield* sys.sigprocmask('unblock', bit(SIGCHLD));
}

/** One blocking wait4 with SIGCHLD blocked. False: interrupted or nothing left to wait for. */
function* waitOnce(sh: Shell): Sys<'noted' | 'interrupted' | 'none'> {
  const result = yield* sys.wait4(-1, sh.jobControl ? WUNTRACED | WCONTINUED : 0);
  if (result === E.EINTR) return 'interrupted';
  if (isErr(result) || result === 0) return 'none';
  sh.jobs.note(result.pid, result.status);
  childEvent(sh);
  return 'noted';
}

/** Waits until the job has ended or stopped. Signals with traps wait until then. */
export function* waitForJob(sh: Shell, job: Job): Sys<number> {
  yield* watchInterrupt(sh);
  yield* blockChild(sh);
  while (stateOf(job) === 'running') {
    const what = yield* waitOnce(sh);
    if (what === 'none') {
      for (const p of job.processes) p.status ??= sh.jobs.remembered.get(p.pid) ?? 127 << 8;
      break;
    }
  }
  yield* unblockChild(sh);
  yield* unwatchInterrupt(sh);
  const status = jobStatus(job);
  const interrupted = sh.interrupted && !sh.interactive && !sh.traps.has(String(SIGINT));
  sh.pipeStatus = job.processes.map((p) => exitStatus(p.status ?? 0));
  if (interrupted) {
    sh.interrupted = false;
    // bash dies when the child did ("wait and cooperative exit"); dash at the end of the wait, whatever the child did (FORCEINTON).
    if (sh.dash || (wIfSignaled(status) && wTermSig(status) === SIGINT)) yield* dieBySignal(sh, SIGINT);
  }
  return exitStatus(status);
}

/** After a foreground job: the terminal comes back to the shell. */
export function* takeTerminal(sh: Shell, job: Job): Sys<void> {
  if (sh.tty < 0 || !sh.jobControl || !job.control) return;
  yield* sys.tcsetpgrp(sh.tty, sh.pgrp);
  const status = jobStatus(job);
  const odd = stateOf(job) === 'stopped' || wIfSignaled(status);
  if (odd) {
    if (sh.ttyState) yield* sys.tcsetattr(sh.tty, sh.ttyState);
  } else {
    const state = yield* sys.tcgetattr(sh.tty);
    if (!isErr(state)) sh.ttyState = state;
  }
  // A child that died of Ctrl-C leaves `^C` on the line (bash prints the newline itself).
  if (sh.interactive && wIfSignaled(status) && wTermSig(status) === SIGINT) {
    yield* sys.writeAll(2, '\n');
    sh.interruptedChild = true;
  }
}

/** bash's notify_of_job_status: what is printed about jobs that ended or stopped, and which of them are forgotten. */
export function* notifyJobs(sh: Shell): Sys<void> {
  if (sh.jobs.inherited) return;
  if (sh.dash) {
    for (const job of [...sh.jobs.list()]) {
      if (stateOf(job) === 'done' && !job.notified) {
        const status = jobStatus(job);
        const sig = wIfSignaled(status) ? wTermSig(status) : 0;
        if (job.foreground) {
          if (sig !== 0 && sig !== SIGINT && sig !== SIGPIPE)
            sh.err += `${signalDescription(sig)}${wCoreDump(status) ? ' (core dumped)' : ''}\n`;
        } else if (sh.jobControl) sh.err += dashLine(sh, job);
        else if (!sh.interactive) continue;
        job.notified = true;
      }
      if (stateOf(job) === 'stopped' && !job.notified) {
        sh.err += `\n${dashLine(sh, job)}`;
        job.notified = true;
      }
      if (job.notified && stateOf(job) === 'done') sh.jobs.remove(job);
    }
    yield* flush(sh);
    return;
  }
  // Marks are those of the moment before: what has ended leaves the table afterwards.
  const gone: Job[] = [];
  for (const job of [...sh.jobs.list()]) {
    if (job.notified) {
      if (stateOf(job) === 'done') gone.push(job);
      continue;
    }
    const state = stateOf(job);
    const status = jobStatus(job);
    const sig = state === 'done' && wIfSignaled(status) ? wTermSig(status) : 0;
    const control = sh.jobControl;
    if ((!control && sh.interactiveShell) || sh.inSubstitution) {
      if (
        state === 'done' &&
        (sh.interactiveShell || job.processes[job.processes.length - 1]?.pid !== sh.lastBackground)
      ) {
        job.notified = true;
        gone.push(job);
      }
      continue;
    }
    if (state === 'done') {
      if (
        !sh.interactiveShell &&
        sig !== 0 &&
        sig !== SIGINT &&
        sig !== SIGPIPE &&
        sig !== SIGTERM &&
        !sh.traps.has(String(sig))
      ) {
        sh.err += `${errorName(sh)}: line ${sh.line === 0 ? 1 : sh.line}: ${display(sh, job, 'script')}`;
      } else if (job.foreground) {
        if (sig !== 0 && sig !== SIGINT && sig !== SIGPIPE)
          sh.err += `${signalDescription(sig)}${wCoreDump(status) ? ' (core dumped)' : ''}\n`;
      } else if (control && sh.interactiveShell) {
        sh.err += display(sh, job, 'standard');
      } else if (!sh.interactiveShell) {
        // Kept for `wait` and `jobs`.
        continue;
      }
      job.notified = true;
      gone.push(job);
    } else if (state === 'stopped' && sh.interactiveShell) {
      sh.err += `\n${display(sh, job, 'standard')}`;
      job.notified = true;
    }
  }
  for (const job of gone) sh.jobs.remove(job);
  yield* flush(sh);
}

/** `[1] + Running                    sleep 100` */
export function dashLine(sh: Shell, job: Job, pid = false): ByteString {
  const mark = sh.jobs.mark(job);
  const status = jobStatus(job);
  const state = stateOf(job);
  const word =
    state === 'running'
      ? 'Running'
      : state === 'stopped'
        ? statusText(status, true)
        : wIfSignaled(status)
          ? signalDescription(wTermSig(status)) + (wCoreDump(status) ? ' (core dumped)' : '')
          : exitStatus(status) === 0
            ? 'Done'
            : `Done(${exitStatus(status)})`;
  const head = `[${job.id}] ${mark} ${pid ? `${job.processes[0]?.pid ?? 0} ` : ''}${word}`;
  return `${head}${' '.repeat(Math.max(1, 33 - head.length))}${job.processes.map((p) => p.text).join(' | ')}\n`;
}

export interface WaitOutcome {
  readonly status: number;
  /** The signal that interrupted `wait`. */
  readonly signal?: number;
}

/** `wait`: until `done()`; a trapped signal ends it early with 128+n. */
export function* waitUntil(sh: Shell, done: () => number | undefined): Sys<WaitOutcome> {
  yield* watchInterrupt(sh);
  const outcome = yield* waitLoop(sh, done);
  yield* unwatchInterrupt(sh);
  if (sh.interrupted && !sh.interactive && !sh.traps.has(String(SIGINT))) yield* dieBySignal(sh, SIGINT);
  return outcome;
}

function* waitLoop(sh: Shell, done: () => number | undefined): Sys<WaitOutcome> {
  yield* blockChild(sh);
  for (;;) {
    const status = done();
    if (status !== undefined) {
      yield* unblockChild(sh);
      return { status };
    }
    const what = yield* waitOnce(sh);
    const pending = [...sh.pendingSignals.keys()].filter((sig) => sh.traps.get(String(sig)));
    if (pending.length > 0) {
      yield* unblockChild(sh);
      return { status: 128 + (pending[0] as number), signal: pending[0] as number };
    }
    if (what === 'interrupted' && sh.interrupted && !sh.interactive) {
      yield* unblockChild(sh);
      return { status: 130 };
    }
    if (what === 'interrupted' && sh.interrupted && sh.interactive) {
      yield* unblockChild(sh);
      throw new InterruptLine('interrupted');
    }
    if (what === 'interrupted' && sh.terminating !== 0) {
      yield* unblockChild(sh);
      return { status: 128 + sh.terminating };
    }
    if (what === 'none') {
      yield* unblockChild(sh);
      return { status: done() ?? 127 };
    }
  }
}
