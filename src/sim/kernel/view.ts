// The machine as the learner sees it at one moment: plain, immutable, structurally shared between steps.
import type { FrameView, Micros, SigSet, VariableView, WinSize } from './abi/index.ts';
import type { Pid, StateLetter } from './events.ts';

export type { FrameView, VariableView } from './abi/index.ts';

export interface ProcessView {
  /** Host pid: key everywhere. */
  readonly pid: Pid;
  /** Number in each namespace that sees it, outermost (host) first; NSpid of /proc/pid/status. */
  readonly nspid: readonly number[];
  /** Innermost pid namespace (inode number, as in /proc/pid/ns/pid). */
  readonly ns: number;
  /** Host pid of the parent; 0 for the machine's first process. */
  readonly parent: Pid;
  readonly comm: string;
  readonly argv: readonly string[];
  readonly exe: string;
  readonly state: StateLetter;
  /** What it is doing, in words: `sleeping in pause()`, `running`, `waiting for a child`. */
  readonly doing: string;
  readonly wchan: string;
  readonly threads: number;
  /** Host numbers. */
  readonly pgid: number;
  readonly sid: number;
  readonly tty: number | undefined;
  readonly foreground: boolean;
  readonly uid: number;
  readonly nice: number;
  readonly pending: SigSet;
  readonly sharedPending: SigSet;
  readonly blocked: SigSet;
  readonly ignored: SigSet;
  readonly caught: SigSet;
  /** SIGNAL_UNKILLABLE: init of a pid namespace. */
  readonly unkillable: boolean;
  readonly subreaper: boolean;
  readonly tracer: Pid;
  /** Wait status of a zombie (256·code, or the signal number). */
  readonly exitStatus: number | undefined;
  readonly startedAt: Micros;
  readonly cgroup: string;
  readonly container: string | undefined;
  /** The source line a demo program is at; that of frames[0] where there are frames. */
  readonly line: number | undefined;
  /** Functions called and not returned from, innermost first: only for programs compiled by cc. */
  readonly frames?: readonly FrameView[];
  /** Variables outside of all functions: only for programs compiled by cc. */
  readonly globals?: readonly VariableView[];
  /** What it was compiled from, when cc compiled it. */
  readonly source?: { readonly file: string; readonly text: string };
}

export interface NamespaceView {
  /** Inode number as shown by readlink /proc/pid/ns/pid. */
  readonly id: number;
  readonly parent: number | undefined;
  /** Host pid of its init. */
  readonly init: Pid;
  readonly name: string;
  readonly alive: boolean;
}

export interface ContainerView {
  readonly id: string;
  readonly name: string;
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'exited';
  readonly init: Pid | undefined;
  /** What Docker shows: exit code, or 128 + signal. */
  readonly exitCode: number | undefined;
  /** Signal that ended PID 1, when one did. */
  readonly signal: number | undefined;
  readonly cgroup: string;
  readonly restarts: number;
  /** Length of the log so far, for `docker logs` panes. */
  readonly logBytes: number;
}

export interface CgroupView {
  readonly path: string;
  readonly pidsMax: number | undefined;
  readonly pidsCurrent: number;
  readonly pidsPeak: number;
  /** Forks refused: `max N` of pids.events. */
  readonly pidsEvents: number;
  readonly frozen: boolean;
}

export interface TtyView {
  readonly id: number;
  /** `/dev/pts/0` as its own container names it. */
  readonly name: string;
  readonly title: string;
  readonly size: WinSize;
  /** Bytes written to the screen so far; the bytes themselves are in the machine's append-only screen log. */
  readonly bytes: number;
  /** Foreground process group (host number). */
  readonly foreground: number;
  readonly open: boolean;
  /** Exit code of the session, when it ended. */
  readonly exitCode: number | undefined;
}

/** Immutable map: see engine/pmap.ts. */
export interface ReadonlyTable<K, V> {
  get(key: K): V | undefined;
  values(): IterableIterator<V>;
  readonly size: number;
}

export interface MachineView {
  readonly at: Micros;
  readonly processes: ReadonlyTable<Pid, ProcessView>;
  readonly namespaces: readonly NamespaceView[];
  readonly containers: readonly ContainerView[];
  readonly cgroups: readonly CgroupView[];
  readonly ttys: readonly TtyView[];
  /** Nothing can happen before the next input or timer. */
  readonly idle: boolean;
}
