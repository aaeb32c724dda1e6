// Making the records of a task and its process, with the values a first process starts with.
import { DEFAULT, SIGRTMAX, SysCall, type ByteString, type Limits, type SigAction } from '../abi/index.ts';
import { newPending } from '../signal/pending.ts';
import { WaitQueue, type Credentials, type PendingCall, type Process, type Task } from '../state.ts';

/** ulimit as in a Docker container of the recordings: open files 1024, stack 8192 KiB, no core files. */
export const DEFAULT_LIMITS: Limits = { nofile: 1024, nproc: 96_365, stackKib: 8192, coreBlocks: 0 };

/** Docker's default capability set (moby/profiles; recorded mask 00000000a80425fb). */
export const DOCKER_CAPS: ReadonlySet<string> = new Set([
  'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID', 'SETPCAP', 'NET_BIND_SERVICE', 'NET_RAW', 'SYS_CHROOT', 'MKNOD',
  'AUDIT_WRITE', 'SETFCAP',
]);
/** Root on the host has them all. */
export const ALL_CAPS: ReadonlySet<string> = new Set([...DOCKER_CAPS, 'SYS_ADMIN', 'SYS_PTRACE', 'SYS_NICE', 'SYS_RESOURCE', 'SYS_TIME', 'NET_ADMIN', 'DAC_READ_SEARCH', 'SYS_BOOT', 'SYS_MODULE', 'SYSLOG']);

export const rootCred = (caps: ReadonlySet<string>): Credentials => ({ ruid: 0, euid: 0, suid: 0, rgid: 0, egid: 0, groups: [0], caps });

export function defaultActions(): SigAction[] {
  const action: SigAction = { disposition: DEFAULT, flags: 0, mask: 0n };
  return Array.from({ length: SIGRTMAX + 1 }, () => action);
}

export interface ProcessSpec {
  readonly pid: number;
  readonly parent: Process | undefined;
  readonly argv: readonly ByteString[];
  readonly env: ReadonlyMap<ByteString, ByteString>;
  readonly exe: ByteString;
}

/** A process without its leader, which makeTask adds. */
export function makeProcess(spec: ProcessSpec): Omit<Process, 'leader'> {
  return {
    pid: spec.pid, threads: new Set(), parent: spec.parent, children: new Set(), pgid: spec.pid, sid: spec.pid, tty: undefined,
    actions: defaultActions(), pending: newPending(), unkillable: false, subreaper: false, groupExit: undefined, leaderStatus: undefined, exitStatus: undefined,
    stopped: undefined, waitEvent: undefined, childWait: new WaitQueue(), pauseWait: new WaitQueue(), argv: spec.argv, env: spec.env, exe: spec.exe,
    limits: DEFAULT_LIMITS, alarmAt: undefined, alarmInterval: 0, childUsage: { user: 0, system: 0 }, execed: false, container: undefined,
    onExit: undefined, usage: { user: 0, system: 0 },
  };
}

/** Before the first call. */
export const NO_CALL: PendingCall = { call: new SysCall('getpid', []), scratch: undefined };

export type TaskSpec = Pick<Task, 'tid' | 'nrs' | 'ns' | 'process' | 'comm' | 'frames' | 'cred' | 'files' | 'fs' | 'mnt' | 'uts' | 'nsForChildren' | 'cgroup' | 'nice' | 'startedAt'>;

export function makeTask(spec: TaskSpec): Task {
  return {
    ...spec, call: NO_CALL, state: { kind: 'runnable' }, resume: { kind: 'start' }, blocked: 0n, savedMask: undefined, pending: newPending(), sigpending: false,
    user: 0, system: 0, tracer: undefined, traceSyscalls: false, traceFollow: false, traceEvent: undefined, traceInject: undefined, traceInterrupt: false,
    tracees: new Set(), pdeathsig: 0, vforkParent: undefined, line: undefined, exiting: false, onRunQueue: false, noNewPrivs: false,
  };
}
