// The job table: which pipelines were started, what became of their processes, and which job is `+` and `-`.
import { wIfContinued, wIfStopped, type ByteString } from '../../kernel/abi/index.ts';

export interface JobProcess {
  readonly pid: number;
  readonly text: ByteString;
  /** Wait status; undefined while it runs. */
  status: number | undefined;
  stopped: boolean;
}

export interface Job {
  readonly id: number;
  readonly pgrp: number;
  readonly processes: JobProcess[];
  foreground: boolean;
  /** Started (or continued) with job control: its processes are a group of their own. */
  readonly control: boolean;
  notified: boolean;
  readonly cwd: ByteString;
  noHup: boolean;
}

export type JobState = 'running' | 'stopped' | 'done';

export function stateOf(job: Job): JobState {
  let stopped = false;
  for (const p of job.processes) {
    if (p.stopped) stopped = true;
    else if (p.status === undefined) return 'running';
  }
  return stopped ? 'stopped' : 'done';
}

export const jobStatus = (job: Job): number => job.processes[job.processes.length - 1]?.status ?? 0;

export class JobTable {
  private jobs: Job[] = [];
  /** The jobs belong to the shell this one was forked from. */
  inherited = false;
  current: number | undefined = undefined;
  previous: number | undefined = undefined;
  /** Statuses of background processes whose job is gone, for `wait pid`. */
  readonly remembered = new Map<number, number>();

  clone(): JobTable {
    const copy = new JobTable();
    copy.jobs = this.jobs.map((job) => ({ ...job, processes: job.processes.map((p) => ({ ...p })) }));
    copy.current = this.current;
    copy.previous = this.previous;
    copy.inherited = this.inherited;
    for (const [pid, status] of this.remembered) copy.remembered.set(pid, status);
    return copy;
  }

  list(): readonly Job[] {
    return this.jobs;
  }
  get(id: number): Job | undefined {
    return this.jobs.find((job) => job.id === id);
  }
  byPid(pid: number): Job | undefined {
    if (this.inherited) return undefined;
    return this.jobs.find((job) => job.processes.some((p) => p.pid === pid));
  }
  process(pid: number): JobProcess | undefined {
    if (this.inherited) return undefined;
    for (const job of this.jobs) {
      const found = job.processes.find((p) => p.pid === pid);
      if (found) return found;
    }
    return undefined;
  }

  add(
    pgrp: number,
    processes: JobProcess[],
    options: { readonly foreground: boolean; readonly control: boolean; readonly cwd: ByteString },
  ): Job {
    if (this.inherited) this.forget();
    const id = Math.max(0, ...this.jobs.map((job) => job.id)) + 1;
    const job: Job = { id, pgrp, processes, ...options, notified: false, noHup: false };
    this.jobs.push(job);
    // It may have ended before it was entered here.
    for (const p of processes) {
      const status = this.remembered.get(p.pid);
      if (status === undefined) continue;
      this.remembered.delete(p.pid);
      this.note(p.pid, status);
    }
    return job;
  }

  /** bash's set_current_job: the job becomes `+`; `-` is the old current one if it is stopped, else the newest that fits. */
  setCurrent(job: Job): void {
    if (this.current !== job.id) {
      this.previous = this.current;
      this.current = job.id;
    }
    const previous = this.previous === undefined ? undefined : this.get(this.previous);
    if (previous && previous !== job && stateOf(previous) === 'stopped') return;
    const stopped = stateOf(job) === 'stopped' ? this.newest('stopped', job.id) : undefined;
    const candidate = stopped ?? this.newest('running', stateOf(job) === 'running' ? job.id : Infinity);
    this.previous = candidate?.id ?? this.current;
  }

  /** The newest job in that state with a number below `limit`. */
  private newest(state: JobState, limit: number): Job | undefined {
    let found: Job | undefined;
    for (const job of this.jobs)
      if (job.id < limit && stateOf(job) === state && (!found || job.id > found.id)) found = job;
    return found;
  }

  /** bash's reset_current: a stopped current job stays; else the newest stopped one, else the newest running one. */
  reset(): void {
    const current = this.current === undefined ? undefined : this.get(this.current);
    const previous = this.previous === undefined ? undefined : this.get(this.previous);
    let candidate = current && stateOf(current) === 'stopped' ? current : undefined;
    candidate ??= previous && stateOf(previous) === 'stopped' ? previous : undefined;
    candidate ??= this.newest('stopped', Infinity) ?? this.newest('running', Infinity);
    if (candidate) this.setCurrent(candidate);
    else {
      this.current = undefined;
      this.previous = undefined;
    }
  }

  remove(job: Job): void {
    for (const p of job.processes) if (p.status !== undefined && !p.stopped) this.remembered.set(p.pid, p.status);
    this.jobs = this.jobs.filter((other) => other !== job);
    if (job.id === this.current || job.id === this.previous) this.reset();
  }

  /** In a subshell: the jobs are only there to be shown. */
  disown(): void {
    this.inherited = true;
    this.remembered.clear();
  }

  private forget(): void {
    this.jobs = [];
    this.current = undefined;
    this.previous = undefined;
    this.inherited = false;
  }

  /** Notes what wait4 said about a child. */
  note(pid: number, status: number): Job | undefined {
    const job = this.byPid(pid);
    const p = job?.processes.find((each) => each.pid === pid);
    if (!job || !p) {
      this.remembered.set(pid, status);
      return undefined;
    }
    if (wIfContinued(status)) {
      p.stopped = false;
      p.status = undefined;
      return job;
    }
    const before = stateOf(job);
    p.status = status;
    p.stopped = wIfStopped(status);
    const after = stateOf(job);
    if (after === 'stopped' && before !== 'stopped') {
      job.foreground = false;
      job.notified = false;
      this.setCurrent(job);
    } else if (after === 'done' && before !== 'done') job.notified = false;
    return job;
  }

  /** The letter behind `[n]`. */
  mark(job: Job): string {
    return job.id === this.current ? '+' : job.id === this.previous ? '-' : ' ';
  }
}
