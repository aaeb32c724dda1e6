// How the pictures and the log call things: processes by command and number, namespaces by what they hold.
import type { MachineView, NamespaceView, ProcessView } from '../sim/kernel/view.ts';
import type { Pid, StateLetter } from '../sim/kernel/events.ts';

/** `sleep 1000`, as ps shows it; a zombie's arguments are gone, so its name stands in brackets. */
export function commandLine(process: ProcessView, limit = 28): string {
  const line = process.argv.length > 0 ? process.argv.join(' ') : `[${process.comm}]`;
  const tidy = line.replace(/[^\x20-\x7e\u00a0-\uffff]+/g, ' ').trim() || process.comm;
  return tidy.length > limit ? `${tidy.slice(0, limit - 1)}…` : tidy;
}

/** Its number in its own namespace. */
export const innerPid = (process: ProcessView): number => process.nspid.at(-1) ?? process.pid;

/** `pid 2131 · 1 inside` for a process of a container, `pid 2110` for one of the host. */
export function pidText(process: ProcessView): string {
  return process.nspid.length > 1
    ? `pid ${process.pid} · ${process.nspid.slice(1).join(' · ')} inside`
    : `pid ${process.pid}`;
}

/** For sentences: `bash (9)`, with the number its own namespace knows. */
export function who(view: MachineView, pid: Pid | undefined): string {
  if (pid === undefined) return 'the kernel';
  const process = view.processes.get(pid);
  if (!process) return `process ${pid}`;
  const container = process.nspid.length > 1 ? '' : ' on the host';
  return `${process.comm} (${innerPid(process)}${container})`;
}

/** The namespace that has no parent: the host. */
export const hostNamespace = (view: MachineView): NamespaceView | undefined =>
  view.namespaces.find((ns) => ns.parent === undefined);

export const STATE_WORDS: Readonly<Record<StateLetter, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'in uninterruptible sleep',
  T: 'stopped',
  t: 'stopped by a tracer',
  Z: 'zombie',
  X: 'gone',
};

/** Wait status in words: `exit code 2`, `killed by SIGTERM`. */
export function statusWords(status: number, signalName: (sig: number) => string): string {
  const signal = status & 0x7f;
  if (signal === 0) return `exit code ${(status >> 8) & 0xff}`;
  return `killed by SIG${signalName(signal)}${(status & 0x80) !== 0 ? ', core dumped' : ''}`;
}

/** Virtual time as a clock: `0.42 s`, `41.20 s`, `12:05 min`. */
export function clock(micros: number): string {
  const seconds = micros / 1_000_000;
  if (seconds < 600) return `${seconds.toFixed(2)} s`;
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, '0')} min`;
}
