// The lines of /proc/<pid> that tell about states, in the format of the kernel, as far as a view knows them. What the view
// does not know is left out, never invented.
import { memoryOf } from '../../sim/kernel/index.ts';
import { maskHex } from '../../sim/kernel/abi/signals.ts';
import type { StateLetter } from '../../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';

/** inside: read in the process's own namespace · host: read from the outermost one. */
export type Reader = 'inside' | 'host';

export interface ProcFile {
  readonly path: string;
  readonly lines: readonly string[];
  /** What is worth saying about it. */
  readonly note: string | undefined;
}

const STATES: Readonly<Record<StateLetter, string>> = {
  R: 'R (running)',
  S: 'S (sleeping)',
  D: 'D (disk sleep)',
  T: 'T (stopped)',
  t: 't (tracing stop)',
  Z: 'Z (zombie)',
  X: 'X (dead)',
};

/** A number as the reader's namespace knows it; 0 when it does not. */
function seen(process: ProcessView | undefined, of: ProcessView, reader: Reader): number {
  if (!process) return 0;
  if (reader === 'host') return process.pid;
  return process.ns === of.ns ? (process.nspid.at(-1) ?? 0) : 0;
}

const kib = (name: string, value: number): string => `${name}:\t${String(value).padStart(8)} kB`;

function statusLines(view: MachineView, process: ProcessView, reader: Reader): readonly string[] {
  const own = seen(process, process, reader);
  const dead = process.state === 'Z' || process.state === 'X' || process.exitStatus !== undefined;
  const { size, resident } = memoryOf({ exe: process.exe, exitStatus: process.exitStatus });
  const numbers = reader === 'host' ? process.nspid : process.nspid.slice(-1);
  return [
    `Name:\t${process.comm}`,
    `State:\t${STATES[process.state]}`,
    `Tgid:\t${own}`,
    `Pid:\t${own}`,
    `PPid:\t${seen(view.processes.get(process.parent), process, reader)}`,
    `TracerPid:\t${process.tracer === 0 ? 0 : seen(view.processes.get(process.tracer), process, reader)}`,
    ...(dead ? ['FDSize:\t0'] : []),
    `NSpid:${numbers.map((nr) => `\t${nr}`).join('')}`,
    ...(dead ? [] : [kib('VmSize', size), kib('VmRSS', resident)]),
    `Threads:\t${process.threads}`,
    `SigPnd:\t${maskHex(process.pending)}`,
    `ShdPnd:\t${maskHex(process.sharedPending)}`,
    `SigBlk:\t${maskHex(process.blocked)}`,
    `SigIgn:\t${maskHex(process.ignored)}`,
    `SigCgt:\t${maskHex(process.caught)}`,
  ];
}

/** Fields 1 to 6 of proc_pid_stat(5), and for a zombie the last one, its exit code. Root may read that one. */
function statLine(view: MachineView, process: ProcessView, reader: Reader): string {
  const leader = (pid: number): string => {
    const found = pid === process.pid ? process : view.processes.get(pid);
    return found ? String(seen(found, process, reader)) : '…';
  };
  const head = [
    seen(process, process, reader),
    `(${process.comm})`,
    process.state,
    seen(view.processes.get(process.parent), process, reader),
    leader(process.pgid),
    leader(process.sid),
  ].join(' ');
  return process.state === 'Z' && process.exitStatus !== undefined ? `${head} … ${process.exitStatus}` : `${head} …`;
}

function cgroupLine(view: MachineView, process: ProcessView, reader: Reader): string {
  const path = process.cgroup === '' ? '/' : process.cgroup;
  if (reader === 'host') return `0::${path}`;
  const init = view.namespaces.find((ns) => ns.id === process.ns)?.init;
  const own = (init === undefined ? undefined : view.processes.get(init)?.cgroup) ?? '';
  if (own === '') return `0::${path}`;
  if (path === own) return '0::/';
  return path.startsWith(`${own}/`) ? `0::${path.slice(own.length)}` : `0::/..${path}`;
}

export function procFiles(view: MachineView, process: ProcessView, reader: Reader): readonly ProcFile[] {
  const dir = `/proc/${seen(process, process, reader)}`;
  const dead = process.state === 'Z' || process.state === 'X';
  const asleep = process.state === 'S' || process.state === 'D';
  const wchan = asleep && process.wchan !== '' ? process.wchan : '0';
  return [
    {
      path: `${dir}/status`,
      lines: statusLines(view, process, reader),
      note: dead ? 'No Vm lines: it has no memory any more.' : undefined,
    },
    {
      path: `${dir}/stat`,
      lines: [statLine(view, process, reader)],
      note: dead ? 'The last field is the exit status that the parent will get.' : undefined,
    },
    {
      path: `${dir}/cmdline`,
      lines: [process.argv.join('␀') + (process.argv.length > 0 ? '␀' : '')],
      note: dead ? 'Empty: the arguments were in its memory.' : undefined,
    },
    { path: `${dir}/wchan`, lines: [wchan], note: asleep ? 'The kernel function it sleeps in.' : undefined },
    {
      path: `${dir}/cgroup`,
      lines: [cgroupLine(view, process, reader)],
      note: dead ? 'It still counts in pids.current.' : undefined,
    },
  ];
}
