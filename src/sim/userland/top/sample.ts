// One look at the machine: processor ticks, memory and all tasks, with what changed since the look before.
import { isErr, type Sys } from '../../kernel/abi/index.ts';
import { TICKS_PER_SECOND, allProcs, memInfo, readFile, threadsOf, uptimeSeconds, type Proc } from '../procps/proc.ts';

export interface Sample {
  readonly uptime: number;
  /** user, nice, system, idle, iowait, irq, softirq, steal of all processors. */
  readonly cpu: readonly number[];
  readonly memory: ReadonlyMap<string, number>;
  readonly procs: readonly Proc[];
}

function* cpuTicks(): Sys<readonly number[]> {
  const text = yield* readFile('/proc/stat');
  const line = isErr(text) ? '' : (text.split('\n').find((one) => one.startsWith('cpu ')) ?? '');
  return line.split(/\s+/).slice(1).map(Number);
}

export function* sample(threads: boolean, argv: boolean): Sys<Sample> {
  const procs = yield* allProcs({ argv });
  const shown: Proc[] = [];
  for (const proc of procs) {
    if (!threads || proc.threads < 2) shown.push(proc);
    else shown.push(...(yield* threadsOf(proc.tgid, { argv })));
  }
  return { uptime: yield* uptimeSeconds(), cpu: yield* cpuTicks(), memory: yield* memInfo(), procs: shown };
}

const ticksOf = (proc: Proc): number => proc.userTicks + proc.systemTicks;

/** Percent of one processor that each task used between two looks, by thread id. */
export function usage(before: Sample | undefined, now: Sample): (proc: Proc) => number {
  const old = new Map((before?.procs ?? []).map((proc) => [proc.tid, proc]));
  const seconds = now.uptime - (before?.uptime ?? 0);
  return (proc) => {
    const last = old.get(proc.tid);
    const base = last && last.startTicks === proc.startTicks ? ticksOf(last) : 0;
    return seconds > 0 ? ((ticksOf(proc) - base) / TICKS_PER_SECOND / seconds) * 100 : 0;
  };
}

/** Shares of processor time between two looks, in the order us sy ni id wa hi si st. */
export function cpuShares(before: Sample | undefined, now: Sample): readonly number[] {
  const delta = now.cpu.map((ticks, index) => Math.max(0, ticks - (before?.cpu[index] ?? 0)));
  const all = delta.reduce((sum, ticks) => sum + ticks, 0);
  const [us = 0, ni = 0, sy = 0, id = 0, wa = 0, hi = 0, si = 0, st = 0] = delta;
  return all === 0 ? [0, 0, 0, 100, 0, 0, 0, 0] : [us, sy, ni, id, wa, hi, si, st].map((ticks) => (ticks * 100) / all);
}
