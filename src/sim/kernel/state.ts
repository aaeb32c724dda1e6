// The kernel's state: plain objects linked by reference. A Task is a thread, a Process its thread group (Linux: task_struct
// and signal_struct). Only this kernel's modules see these types; screens and tests see view.ts.
import type {
  ByteString,
  CallArgs,
  CallName,
  CallResult,
  Inspectable,
  Limits,
  Micros,
  PtraceStop,
  RUsage,
  SigAction,
  SigInfo,
  Signal,
  SigSet,
  Sys,
  SysCall,
} from './abi/index.ts';
import type { FdTable, FsContext, MountNamespace, Tty } from './fs/types.ts';
import type { Kernel } from './kernel.ts';
import type { LineBudget } from './task/lines.ts';

/** One kernel waiting list; who sleeps on it is woken in the order of going to sleep. */
export class WaitQueue {
  readonly sleepers = new Set<Task>();
}

/** What a call handler returns to put its task to sleep. Waking runs the handler again. */
export interface Block {
  readonly kind: 'block';
  readonly on: readonly WaitQueue[];
  /** Wake at this time at the latest. */
  readonly until?: Micros | undefined;
  /** Kernel function it sleeps in: /proc/pid/wchan. */
  readonly wchan: string;
  /** In words, for the learner: `waiting for a child`. */
  readonly doing: string;
  /** interruptible: any signal wakes it (S). killable: only a fatal one (shown D). no: nothing does (D). */
  readonly sleep: 'interruptible' | 'killable' | 'no';
  /** After a handler with SA_RESTART the call starts again (ERESTARTSYS); otherwise EINTR. */
  readonly restarts: boolean;
  /** What the call returns when a handler interrupts it; E.EINTR when absent. */
  readonly interrupted?: (k: Kernel) => unknown;
  /** State letter where it is not the usual one of `sleep` (zap_pid_ns_processes sleeps S and cannot be killed). */
  readonly shown?: 'S' | 'D';
}

export const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'block';

/** Answers one call for one task: a result, or a reason to sleep. Must not change state before it stops blocking. */
export type CallHandler<K extends CallName> = (k: Kernel, t: Task, ...args: CallArgs<K>) => CallResult<K> | Block;
export type CallHandlers = { readonly [K in CallName]: CallHandler<K> };

export interface PidNamespace {
  /** Inode number. */
  readonly id: number;
  readonly parent: PidNamespace | undefined;
  readonly level: number;
  readonly name: string;
  init: Process | undefined;
  nextPid: number;
  readonly tasks: Map<number, Task>;
  /** Woken when the last but one task is gone: zap_pid_ns_processes waits for it. */
  readonly emptied: WaitQueue;
  /** zap_pid_ns_processes has begun: no new processes. */
  dying: boolean;
}

export interface UtsNamespace {
  readonly id: number;
  hostname: ByteString;
}

export interface Cgroup {
  readonly path: string;
  readonly parent: Cgroup | undefined;
  readonly children: Map<string, Cgroup>;
  /** Processes and zombies charged here. */
  readonly members: Set<Task>;
  pidsMax: number | undefined;
  pidsPeak: number;
  pidsEvents: number;
  frozen: 'no' | 'v1' | 'v2';
}

/** What the process does about each signal, with the masks that follow from it. Shared after fork; changes make a new one. */
export interface Sighand {
  /** Index = signal. */
  readonly actions: readonly SigAction[];
  readonly ignored: SigSet;
  readonly caught: SigSet;
}

export interface QueuedSignal {
  readonly info: SigInfo;
  readonly journey: number;
}

/** A pending set: the mask plus queued infos in order of arrival. */
export interface SigPending {
  set: SigSet;
  readonly queue: QueuedSignal[];
}

export interface Credentials {
  ruid: number;
  euid: number;
  suid: number;
  rgid: number;
  egid: number;
  groups: readonly number[];
  /** Effective capabilities by name without CAP_: KILL, SYS_PTRACE, SYS_ADMIN, DAC_OVERRIDE… */
  caps: ReadonlySet<string>;
}

export type RunState =
  | { readonly kind: 'runnable' }
  | { readonly kind: 'blocked'; readonly block: Block }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'traced'; readonly stop: PtraceStop }
  | { readonly kind: 'zombie' }
  | { readonly kind: 'dead' };

export interface Frame {
  readonly gen: Sys<number | void>;
  readonly kind: 'main' | 'handler';
  /** handler frames: what the interrupted code gets when the handler is done. */
  readonly resume?: Resume | undefined;
  readonly savedMask?: SigSet | undefined;
}

/** How to go on with the code below a handler frame. */
export type Resume =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'retry'; readonly call: PendingCall }
  /** The frame's generator has not run yet. */
  | { readonly kind: 'start' };

export interface PendingCall {
  readonly call: SysCall;
  /** Scratch of the handler between retries (deadline of a sleep, bytes written so far). Starts undefined. */
  scratch: unknown;
  /** The tracer was told that this call began, and not yet how it ended. */
  told?: boolean;
}

/** Result of a call-exit stop when a signal interrupted the call and the kernel may start it again (ERESTARTSYS and its kin). */
export interface Interrupted {
  readonly kind: 'interrupted';
  /** Restarts also after a handler with SA_RESTART. */
  readonly restarts: boolean;
}

export interface Task {
  readonly tid: number;
  /** Number in each namespace, innermost last; index = namespace level. */
  readonly nrs: readonly number[];
  readonly ns: PidNamespace;
  readonly process: Process;
  comm: ByteString;
  state: RunState;
  frames: Frame[];
  /** The call being answered, or the last one: handlers keep their scratch there between retries. */
  call: PendingCall;
  /** Value to hand to the generator at its next resumption. */
  resume: Resume;
  blocked: SigSet;
  /** Restored when the handler run by sigsuspend returns. */
  savedMask: SigSet | undefined;
  readonly pending: SigPending;
  /** Some pending signal may be deliverable: look before going back to user code. */
  sigpending: boolean;
  cred: Credentials;
  /** Threads share these with their process; kept per task as Linux does. */
  files: FdTable;
  fs: FsContext;
  mnt: MountNamespace;
  uts: UtsNamespace;
  /** Namespace of future children (setns, unshare). */
  nsForChildren: PidNamespace;
  cgroup: Cgroup;
  nice: number;
  readonly startedAt: Micros;
  user: Micros;
  system: Micros;
  tracer: Task | undefined;
  /** The tracer wants a stop at the next call's entry and exit. */
  traceSyscalls: boolean;
  /** Children and threads inherit the tracer. */
  traceFollow: boolean;
  /** A stop that the tracer's wait has not reported yet. */
  traceEvent: PtraceStop | undefined;
  /** Signal the tracer let through, to be acted on after the stop; 0 = none. */
  traceInject: QueuedSignal | undefined;
  /** PTRACE_INTERRUPT is waiting to be taken. */
  traceInterrupt: boolean;
  readonly tracees: Set<Task>;
  pdeathsig: Signal;
  /** vfork: who waits for this child to exec or exit. */
  vforkParent: Task | undefined;
  line: number | undefined;
  /** What a debugger can look into; undefined for programs that do not show themselves. */
  inspectable: Inspectable | undefined;
  lines: LineBudget;
  exiting: boolean;
  onRunQueue: boolean;
  /** Counts the changes of run state: a timer knows by it whether the sleep that it was to end goes on. */
  stateChanges: number;
  noNewPrivs: boolean;
}

export interface Process {
  /** = tid of the leader: host pid. */
  readonly pid: number;
  readonly leader: Task;
  readonly threads: Set<Task>;
  parent: Process | undefined;
  readonly children: Set<Process>;
  pgid: number;
  sid: number;
  /** pgid and sid are host numbers of the leader process of group and session. */
  tty: Tty | undefined;
  sighand: Sighand;
  readonly pending: SigPending;
  unkillable: boolean;
  subreaper: boolean;
  /** Set once by exit_group or a fatal signal. */
  groupExit: number | undefined;
  /** Wait status of a main thread that ended before the others. */
  leaderStatus: number | undefined;
  /** Wait status when dead. */
  exitStatus: number | undefined;
  stopped: Signal | undefined;
  /** What wait(WUNTRACED|WCONTINUED) has not yet reported. */
  waitEvent: { readonly kind: 'stopped'; readonly sig: Signal } | { readonly kind: 'continued' } | undefined;
  /** Children changing state wake this. */
  readonly childWait: WaitQueue;
  readonly pauseWait: WaitQueue;
  argv: readonly ByteString[];
  env: ReadonlyMap<ByteString, ByteString>;
  exe: ByteString;
  limits: Limits;
  alarmAt: Micros | undefined;
  alarmInterval: Micros;
  childUsage: RUsage;
  execed: boolean;
  container: string | undefined;
  /** Called when the process has died: container engine, terminals. */
  onExit: ((status: number) => void) | undefined;
  usage: RUsage;
}
