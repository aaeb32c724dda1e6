// wait
import {
  SIGINT,
  SIGPIPE,
  signalDescription,
  wCoreDump,
  wIfSignaled,
  wTermSig,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { findJob } from '../jobs/spec.ts';
import { jobStatus, stateOf, type Job } from '../jobs/table.ts';
import { exitStatus } from '../jobs/text.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { notifyJobs, waitUntil } from '../run/wait.ts';
import { assign, unset } from '../vars/access.ts';
import { isName } from '../vars/read.ts';
import { EX_USAGE, parseOptions } from './options.ts';

/** Ends with the trap of the signal that interrupted it still to run. */
function finish(sh: Shell, outcome: { readonly status: number; readonly signal?: number }): number {
  if (outcome.signal !== undefined) sh.signalsSeen += 1;
  return outcome.status;
}

function* waitAll(sh: Shell): Sys<number> {
  const waits = !sh.jobs.inherited && sh.jobs.list().some((job) => stateOf(job) === 'running');
  const outcome = yield* waitUntil(sh, () =>
    sh.jobs.inherited || sh.jobs.list().every((job) => stateOf(job) !== 'running') ? 0 : undefined,
  );
  if (outcome.signal === undefined) {
    // What was really waited for is told; what had ended before goes without a word.
    if (waits && !(sh.dash && sh.interactive)) yield* notifyJobs(sh);
    for (const job of [...sh.jobs.list()]) {
      if (stateOf(job) !== 'done' || (sh.dash && sh.interactive)) continue;
      job.notified = true;
      sh.jobs.remove(job);
    }
    if (!sh.interactive) sh.jobs.remembered.clear();
  }
  return finish(sh, outcome);
}

/** dash says what ended a job that was waited for by name. */
function tell(sh: Shell, status: number): void {
  if (!wIfSignaled(status) || wTermSig(status) === SIGINT || wTermSig(status) === SIGPIPE) return;
  sh.err += `${signalDescription(wTermSig(status))}${wCoreDump(status) ? ' (core dumped)' : ''}\n`;
}

function* waitPid(sh: Shell, pid: number): Sys<number> {
  const process = sh.jobs.process(pid);
  if (!process) {
    const known = sh.jobs.remembered.get(pid);
    if (known !== undefined) return exitStatus(known);
    if (!sh.dash) builtinError(sh, `pid ${pid} is not a child of this shell`);
    return 127;
  }
  const job = sh.jobs.byPid(pid) as Job;
  const outcome = yield* waitUntil(sh, () => (process.status === undefined ? undefined : exitStatus(process.status)));
  if (sh.dash && process.status !== undefined && outcome.signal === undefined) tell(sh, process.status);
  if (outcome.signal === undefined && stateOf(job) === 'done' && !sh.interactive) {
    job.notified = true;
    sh.jobs.remove(job);
  } else if (outcome.signal === undefined && sh.interactive && stateOf(job) === 'done' && !sh.jobControl)
    job.notified = true;
  if (sh.interactive && !sh.dash && outcome.signal === undefined) yield* notifyJobs(sh);
  return finish(sh, outcome);
}

function* waitJob(sh: Shell, job: Job): Sys<number> {
  const outcome = yield* waitUntil(sh, () => (stateOf(job) === 'running' ? undefined : exitStatus(jobStatus(job))));
  if (outcome.signal === undefined && stateOf(job) === 'done' && !sh.interactive) {
    job.notified = true;
    sh.jobs.remove(job);
  }
  if (sh.interactive && !sh.dash && outcome.signal === undefined) yield* notifyJobs(sh);
  return finish(sh, outcome);
}

/** `wait -n`: the next job (of these) to end. */
function* waitNext(sh: Shell, specs: readonly ByteString[], variable: ByteString | undefined): Sys<number> {
  let candidates: readonly Job[] = sh.jobs.inherited ? [] : sh.jobs.list();
  if (specs.length > 0) {
    const chosen: Job[] = [];
    for (const spec of specs) {
      const job = spec.startsWith('%') ? findJob(sh, spec) : sh.jobs.byPid(Number(spec));
      if (job === undefined || typeof job === 'string') {
        builtinError(sh, typeof job === 'string' ? job : `pid ${spec} is not a child of this shell`);
      } else chosen.push(job);
    }
    candidates = chosen;
  }
  const pending = candidates.filter((job) => !(stateOf(job) === 'done' && job.notified));
  if (pending.length === 0) return 127;
  let ended: Job | undefined;
  const outcome = yield* waitUntil(sh, () => {
    ended = pending.find((job) => stateOf(job) === 'done');
    return ended ? exitStatus(jobStatus(ended)) : undefined;
  });
  if (ended && outcome.signal === undefined) {
    if (variable !== undefined) assign(sh, variable, String(ended.processes[ended.processes.length - 1]?.pid ?? 0));
    if (!sh.interactive) {
      ended.notified = true;
      sh.jobs.remove(ended);
    }
  }
  return finish(sh, outcome);
}

function* waitMany(sh: Shell, specs: readonly ByteString[], variable: ByteString | undefined): Sys<number> {
  let status = 0;
  for (const spec of specs) {
    if (spec.startsWith('%')) {
      const job = findJob(sh, spec);
      if (typeof job === 'string') {
        builtinError(sh, job);
        status = sh.dash ? 2 : 127;
        continue;
      }
      const pid = job.processes[job.processes.length - 1]?.pid ?? 0;
      status = yield* waitJob(sh, job);
      if (variable !== undefined) assign(sh, variable, String(pid));
    } else if (/^[0-9]+$/.test(spec)) {
      status = yield* waitPid(sh, Number(spec));
      if (variable !== undefined && status !== 127) assign(sh, variable, spec);
    } else {
      if (sh.dash) {
        builtinError(sh, `Illegal number: ${spec}`);
        return 2;
      }
      builtinError(sh, `\`${spec}': not a pid or valid job spec`);
      status = 1;
    }
    if (sh.signalsSeen > 0 && status > 128) return status;
  }
  return status;
}

export const waitBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), sh.dash ? '' : 'fnp:');
  if (!options) return EX_USAGE;
  const variable = options.has.get('p');
  if (variable !== undefined) {
    if (!isName(variable)) {
      builtinError(sh, `\`${variable}': not a valid identifier`);
      return 1;
    }
    unset(sh, variable);
  }
  if (options.has.has('n')) return waitNext(sh, options.rest, variable);
  return options.rest.length === 0 ? waitAll(sh) : waitMany(sh, options.rest, variable);
};
