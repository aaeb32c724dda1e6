// Making the records of a task and its process, with the values a first process starts with.
import { SysCall, type ByteString, type Limits } from '../abi/index.ts';
import { newPending } from '../signal/pending.ts';
import { newLineBudget } from './lines.ts';
import { INITIAL_SIGHAND } from '../signal/sighand.ts';
import { WaitQueue, type Credentials, type PendingCall, type Process, type Task } from '../state.ts';

/** ulimit as in a Docker container of the recordings: open files 1024, stack 8192 KiB, no core files. */
export const DEFAULT_LIMITS: Limits = { nofile: 1024, nproc: 96_365, stackKib: 8192, coreBlocks: 0 };

/** Docker's default capability set (moby/profiles; recorded mask 00000000a80425fb). */
export const DOCKER_CAPS: ReadonlySet<string> = new Set([
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SYS_CHROOT',
  'MKNOD',
  'AUDIT_WRITE',
  'SETFCAP',
]);
/** Root on the host has them all. */
export const ALL_CAPS: ReadonlySet<string> = new Set([
  ...DOCKER_CAPS,
  'SYS_ADMIN',
  'SYS_PTRACE',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'NET_ADMIN',
  'DAC_READ_SEARCH',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYSLOG',
]);

export const rootCred = (caps: ReadonlySet<string>): Credentials => ({
  ruid: 0,
  euid: 0,
  suid: 0,
  rgid: 0,
  egid: 0,
  groups: [],
  caps,
});

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
    pid: spec.pid,
    threads: new Set(),
    parent: spec.parent,
    children: new Set(),
    pgid: spec.pid,
    sid: spec.pid,
    tty: undefined,
    sighand: INITIAL_SIGHAND,
    pending: newPending(),
    unkillable: false,
    subreaper: false,
    groupExit: undefined,
    leaderStatus: undefined,
    exitStatus: undefined,
    stopped: undefined,
    waitEvent: undefined,
    childWait: new WaitQueue(),
    pauseWait: new WaitQueue(),
    argv: spec.argv,
    env: spec.env,
    exe: spec.exe,
    limits: DEFAULT_LIMITS,
    alarmAt: undefined,
    alarmInterval: 0,
    childUsage: { user: 0, system: 0 },
    execed: false,
    container: undefined,
    onExit: undefined,
    usage: { user: 0, system: 0 },
  };
}

/** Before the first call. */
export const NO_CALL: PendingCall = { call: new SysCall('getpid', []), scratch: undefined };

export type TaskSpec = Pick<
  Task,
  | 'tid'
  | 'nrs'
  | 'ns'
  | 'process'
  | 'comm'
  | 'frames'
  | 'cred'
  | 'files'
  | 'fs'
  | 'mnt'
  | 'uts'
  | 'nsForChildren'
  | 'cgroup'
  | 'nice'
  | 'startedAt'
>;

/** Field by field: spreading a record of this size costs more than all the rest of a fork. */
export function makeTask(spec: TaskSpec): Task {
  return {
    tid: spec.tid,
    nrs: spec.nrs,
    ns: spec.ns,
    process: spec.process,
    comm: spec.comm,
    frames: spec.frames,
    cred: spec.cred,
    files: spec.files,
    fs: spec.fs,
    mnt: spec.mnt,
    uts: spec.uts,
    nsForChildren: spec.nsForChildren,
    cgroup: spec.cgroup,
    nice: spec.nice,
    startedAt: spec.startedAt,
    call: NO_CALL,
    state: { kind: 'runnable' },
    resume: { kind: 'start' },
    blocked: 0n,
    savedMask: undefined,
    pending: newPending(),
    sigpending: false,
    user: 0,
    system: 0,
    tracer: undefined,
    traceSyscalls: false,
    traceFollow: false,
    traceEvent: undefined,
    traceInject: undefined,
    traceInterrupt: false,
    tracees: new Set(),
    pdeathsig: 0,
    vforkParent: undefined,
    line: undefined,
    inspectable: undefined,
    lines: newLineBudget(),
    exiting: false,
    onRunQueue: false,
    stateChanges: 0,
    noNewPrivs: false,
  };
}
