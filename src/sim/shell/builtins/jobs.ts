// jobs, fg, bg, disown, suspend
import { isErr, SIGCONT, SIGSTOP, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { findJob } from '../jobs/spec.ts';
import { stateOf, type Job } from '../jobs/table.ts';
import { builtinError, flush } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { reap } from '../run/handlers.ts';
import { dashLine, display, notifyJobs, takeTerminal, waitForJob } from '../run/wait.ts';
import { EX_USAGE, parseOptions } from './options.ts';

function show(sh: Shell, job: Job, long: boolean): void {
  sh.out += sh.dash ? dashLine(sh, job, long) : display(sh, job, long ? 'long' : 'standard');
  if (stateOf(job) === 'done') job.notified = true;
  else if (stateOf(job) === 'stopped') job.notified = true;
}

function* list(sh: Shell, has: ReadonlyMap<string, ByteString>, specs: readonly ByteString[]): Sys<number> {
  if (sh.dash) yield* reap(sh);
  let status = 0;
  let jobs: Job[] = [...sh.jobs.list()].sort((a, b) => a.id - b.id);
  if (specs.length > 0) {
    jobs = [];
    for (const spec of specs) {
      const job = findJob(sh, spec);
      if (typeof job === 'string') {
        builtinError(sh, job);
        status = sh.dash ? 2 : 1;
      } else jobs.push(job);
    }
  }
  for (const job of jobs) {
    const state = stateOf(job);
    if (has.has('r') && state !== 'running') continue;
    if (has.has('s') && state !== 'stopped') continue;
    if (has.has('n') && job.notified) continue;
    if (has.has('p')) sh.out += `${job.pgrp === sh.pgrp && !job.control ? (job.processes[0]?.pid ?? 0) : job.pgrp}\n`;
    else show(sh, job, has.has('l'));
  }
  for (const job of [...sh.jobs.list()]) if (stateOf(job) === 'done' && job.notified) sh.jobs.remove(job);
  return status;
}

export const jobsBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), sh.dash ? 'lp' : 'lpnrsx');
  if (!options) return EX_USAGE;
  return list(sh, options.has, options.rest);
};

/** Lets a stopped job go on: its processes count as running from now. */
function* wake(sh: Shell, job: Job): Sys<boolean> {
  for (const p of job.processes) {
    if (p.stopped) {
      p.stopped = false;
      p.status = undefined;
    }
  }
  job.notified = false;
  const result = yield* sys.kill(job.control ? -job.pgrp : (job.processes[0]?.pid ?? 0), SIGCONT);
  if (isErr(result)) builtinError(sh, result.text);
  return !isErr(result);
}

function* foreground(sh: Shell, spec: ByteString): Sys<number> {
  const job = findJob(sh, spec);
  if (typeof job === 'string') {
    builtinError(sh, job);
    return sh.dash ? 2 : 1;
  }
  if (!job.control) {
    builtinError(
      sh,
      sh.dash ? `job ${spec} not created under job control` : `job ${job.id} started without job control`,
    );
    return sh.dash ? 2 : 1;
  }
  if (stateOf(job) === 'done') {
    builtinError(sh, 'job has terminated');
    return 1;
  }
  sh.out += `${job.processes.map((p) => p.text).join(' | ')}${job.cwd === sh.cwd || sh.dash ? '' : `  (wd: ${job.cwd})`}\n`;
  yield* flush(sh);
  sh.jobs.setCurrent(job);
  job.foreground = true;
  if (sh.tty >= 0) yield* sys.tcsetpgrp(sh.tty, job.pgrp);
  yield* wake(sh, job);
  const status = yield* waitForJob(sh, job);
  yield* takeTerminal(sh, job);
  yield* notifyJobs(sh);
  return status;
}

export const fgBuiltin: BuiltinRun = (sh, words) => {
  if (!sh.jobControl && !sh.dash) {
    builtinError(sh, 'no job control');
    return 1;
  }
  const options = parseOptions(sh, words.slice(1), '');
  if (!options) return EX_USAGE;
  return foreground(sh, options.rest[0] ?? '');
};

function* background(sh: Shell, specs: readonly ByteString[]): Sys<number> {
  let status = 0;
  for (const spec of specs) {
    const job = findJob(sh, spec);
    if (typeof job === 'string') {
      builtinError(sh, job);
      status = sh.dash ? 2 : 1;
      continue;
    }
    if (stateOf(job) === 'running' && !sh.dash) {
      builtinError(sh, `job ${job.id} already in background`);
      continue;
    }
    if (stateOf(job) === 'done') {
      builtinError(sh, 'job has terminated');
      status = 1;
      continue;
    }
    job.foreground = false;
    const mark = sh.jobs.mark(job);
    sh.out += sh.dash
      ? `[${job.id}] ${job.processes.map((p) => p.text).join(' | ')}\n`
      : `[${job.id}]${mark} ${job.processes.map((p) => p.text).join(' | ')} &\n`;
    yield* wake(sh, job);
    sh.jobs.reset();
  }
  return status;
}

export const bgBuiltin: BuiltinRun = (sh, words) => {
  if (!sh.jobControl && !sh.dash) {
    builtinError(sh, 'no job control');
    return 1;
  }
  const options = parseOptions(sh, words.slice(1), '');
  if (!options) return EX_USAGE;
  return background(sh, options.rest.length === 0 ? [''] : options.rest);
};

export const disownBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'ahr');
  if (!options) return EX_USAGE;
  const { has, rest } = options;
  let status = 0;
  const jobs: Job[] = [];
  if (rest.length === 0 && (has.has('a') || has.has('r')))
    jobs.push(...sh.jobs.list().filter((job) => !has.has('r') || stateOf(job) === 'running'));
  else {
    for (const spec of rest.length === 0 ? [''] : rest) {
      const byPid = /^[0-9]+$/.test(spec) ? sh.jobs.byPid(Number(spec)) : undefined;
      const job = byPid ?? findJob(sh, spec);
      if (typeof job === 'string') {
        builtinError(sh, /^[0-9]+$/.test(spec) ? `${spec}: no such job` : job);
        status = 1;
      } else jobs.push(job);
    }
  }
  for (const job of jobs) {
    if (has.has('h')) job.noHup = true;
    else sh.jobs.remove(job);
  }
  return status;
};

function* stop(sh: Shell): Sys<number> {
  yield* sys.kill(sh.pid, SIGSTOP);
  return 0;
}

export const suspendBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'f');
  if (!options) return EX_USAGE;
  if (!options.has.has('f')) {
    if (!sh.jobControl) {
      builtinError(sh, 'cannot suspend: no job control');
      return 1;
    }
    if (sh.loginShell) {
      builtinError(sh, 'cannot suspend a login shell');
      return 1;
    }
  }
  return stop(sh);
};
