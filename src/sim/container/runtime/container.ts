// A running container: namespaces, cgroup, PID 1, exec sessions, log. What runc and the shim do, with the same kernel calls.
import type { ByteString, Errno } from '../../kernel/abi/index.ts';
import {
  addMount,
  type Cgroup,
  type ContainerView,
  createTty,
  DOCKER_CAPS,
  installFd,
  type Kernel,
  mountNamespaceFor,
  newFdTable,
  newPidNamespace,
  openNull,
  openLog,
  openTty,
  type FileSystem,
  type MountNamespace,
  type PidNamespace,
  type Process,
  rootCred,
  setPidsMax,
  spawn,
  type OpenFile,
  type Tty,
  type UtsNamespace,
  WaitQueue,
  type WinSize,
} from '../../kernel/index.ts';
import { containerGroup, crowded } from './cgroups.ts';
import type { Host } from './host.ts';
import { containerEnv, type ContainerSpec } from './spec.ts';
import { becomeProgram, crowdedInit } from './start.ts';

/** Container log kept: older output goes first. */
export const MAX_LOG_BYTES = 1 << 20;

export interface LogChunk {
  readonly at: number;
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: ByteString;
  /** Bytes logged before it. */
  readonly from: number;
}

export interface Container {
  readonly id: string;
  spec: ContainerSpec;
  readonly cgroup: Cgroup;
  readonly uts: UtsNamespace;
  mnt: MountNamespace;
  ns: PidNamespace;
  init: Process | undefined;
  status: ContainerView['status'];
  /** Wait status of PID 1 as its parent got it. */
  exitStatus: number | undefined;
  restarts: number;
  startedAt: number;
  finishedAt: number;
  logs: LogChunk[];
  logBytes: number;
  tty: Tty | undefined;
  readonly createdAt: number;
  /** Somebody asked it to stop: the restart policy does not start it again. */
  stopRequested: boolean;
  removed: boolean;
  /** Shares that container's pid namespace instead of having its own. */
  readonly pidOf: Container | undefined;
  /** Woken when the log grows or the container ends. */
  readonly logged: WaitQueue;
}

/** 128 + signal, or the exit code: what Docker shows. */
export const dockerExitCode = (status: number): number =>
  (status & 0x7f) !== 0 ? 128 + (status & 0x7f) : (status >> 8) & 0xff;

function credentials(uid: number): ReturnType<typeof rootCred> {
  return uid === 0
    ? rootCred(DOCKER_CAPS)
    : { ruid: uid, euid: uid, suid: uid, rgid: uid, egid: uid, groups: [], caps: new Set() };
}

/** Sixty-four hex digits, seeded. */
function newId(host: Host): string {
  let id = '';
  while (id.length < 64) id += host.k.rng.uint32().toString(16).padStart(8, '0');
  return id;
}

export function createContainer(
  host: Host,
  spec: ContainerSpec,
  image: () => FileSystem,
  pidOf?: Container,
): Container {
  const { k } = host;
  const id = newId(host);
  const cgroup = containerGroup(k, id, spec.cgroupParent);
  const ns =
    pidOf?.ns ?? (spec.pidHost === true ? k.hostNs : undefined) ?? newPidNamespace(k.nextInode(), k.hostNs, spec.name);
  const uts = { id: k.nextInode(), hostname: spec.hostname ?? spec.name };
  const mnt = withMounts(
    k,
    spec,
    mountNamespaceFor(k, { root: image(), ns, cgroup, cgroupVersion: 1, readonly: ['/usr'] }),
  );
  if (spec.pidsMax !== undefined) setPidsMax(k, cgroup, spec.pidsMax);
  return {
    id,
    spec,
    cgroup,
    uts,
    mnt,
    ns,
    init: undefined,
    status: 'created',
    exitStatus: undefined,
    restarts: 0,
    startedAt: 0,
    finishedAt: 0,
    logs: [],
    logBytes: 0,
    tty: undefined,
    createdAt: k.now,
    stopRequested: false,
    removed: false,
    logged: new WaitQueue(),
    pidOf,
  };
}

function log(host: Host, c: Container, stream: LogChunk['stream']): (bytes: ByteString) => void {
  return (bytes) => {
    c.logs.push({ at: host.k.now, stream, bytes, from: c.logBytes });
    c.logBytes += bytes.length;
    forgetOldest(c);
    host.k.touchCgroups();
    host.k.wake(c.logged);
  };
}

/** Many chunks at once, and rarely: a program that prints for ever calls this at each line. */
function forgetOldest(c: Container): void {
  const { logs, logBytes } = c;
  if (logBytes - (logs[0]?.from ?? logBytes) <= MAX_LOG_BYTES) return;
  const first = logs.findIndex(({ from }, i) => i === logs.length - 1 || logBytes - from <= MAX_LOG_BYTES * 0.9);
  logs.splice(0, first);
}

/** The same files, with a /proc for the new pid namespace. */
const remount = (host: Host, c: Container): MountNamespace =>
  withMounts(
    host.k,
    c.spec,
    mountNamespaceFor(host.k, {
      root: c.mnt.mounts[0]?.fs as FileSystem,
      ns: c.ns,
      cgroup: c.cgroup,
      cgroupVersion: 1,
      readonly: ['/usr'],
    }),
  );

/** Volumes, over the directories of that name. */
function withMounts(k: Kernel, { mounts = [] }: ContainerSpec, ns: MountNamespace): MountNamespace {
  for (const { point, fs, readonly } of mounts) addMount(k, ns, fs, point, { readonly });
  return ns;
}

/** Starts PID 1. A container that ran before gets a fresh pid namespace: the old one ended with its init. */
export function startContainer(
  host: Host,
  c: Container,
  size: WinSize,
  changed: () => void,
  failed?: (error: Errno) => void,
): void {
  const { k } = host;
  if (c.pidOf) {
    c.ns = c.pidOf.ns;
    if (c.init) c.mnt = remount(host, c);
  } else if (c.init && c.spec.pidHost !== true) {
    c.ns = newPidNamespace(k.nextInode(), k.hostNs, c.spec.name);
    c.mnt = remount(host, c);
  }
  const files = newFdTable();
  if (c.spec.tty) {
    c.tty = createTty(k, { title: c.spec.name, size, mnt: c.mnt });
    const file = openTty(k, c.tty);
    for (const fd of [0, 1, 2]) installFd(files, fd, file);
  } else {
    installFd(files, 0, openNull());
    installFd(files, 1, openLog(k, log(host, c, 'stdout')));
    installFd(files, 2, openLog(k, log(host, c, 'stderr')));
  }
  const argv = c.spec.init ? ['/sbin/docker-init', '--', ...c.spec.argv] : c.spec.argv;
  const env = containerEnv(c.spec, c.spec.tty ? 'dumb' : undefined);
  c.status = 'running';
  c.exitStatus = undefined;
  c.startedAt = k.now;
  c.init = spawn(k, {
    parent: host.shim,
    ns: c.ns,
    init: c.pidOf === undefined && c.spec.pidHost !== true,
    argv,
    env,
    main: () =>
      failed !== undefined && crowded(k, c.cgroup) ? crowdedInit(argv, env, failed) : becomeProgram(argv, env, failed),
    cred: credentials(c.spec.uid ?? 0),
    files,
    fs: { cwd: c.spec.cwd ?? '/', root: '/', umask: 0o22 },
    mnt: c.mnt,
    uts: c.uts,
    cgroup: c.cgroup,
    tty: c.tty,
    container: c.id,
    how: 'container',
    onExit: (status) => {
      c.status = 'exited';
      c.exitStatus = status;
      c.finishedAt = k.now;
      if (c.tty) c.tty.exitCode = dockerExitCode(status);
      k.wake(c.logged);
      if (c.tty) k.wake(k.screenQueue(c.tty));
      changed();
    },
  });
  changed();
}

export interface ExecOptions {
  readonly argv: readonly ByteString[];
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** With a terminal (`-t`); otherwise output is collected. */
  readonly tty?: { readonly size: WinSize; readonly title: string; readonly term: string };
  /** Where its output goes and its input comes from, when it has no terminal; collected and /dev/null when absent. */
  readonly stdio?: { readonly stdin: OpenFile; readonly stdout: OpenFile; readonly stderr: OpenFile };
  /** Its parent on the node; the shim (which waits at once) when absent. */
  readonly parent?: Process;
  readonly onExit?: (status: number) => void;
  /** The program could not be started: EAGAIN when the runtime's own init found no room in the pids cgroup. */
  readonly startFailed?: (error: Errno) => void;
}

export interface ExecSession {
  readonly process: Process;
  readonly tty: Tty | undefined;
  stdout: ByteString;
  stderr: ByteString;
  /** In order of writing. */
  output: ByteString;
  status: number | undefined;
}

/** `docker exec`: a process that enters the container from outside, so its parent is not visible there (PPID 0). */
export function execIn(host: Host, c: Container, options: ExecOptions): ExecSession {
  const { k } = host;
  const session: { -readonly [K in keyof ExecSession]: ExecSession[K] } = {
    process: undefined as never,
    tty: undefined,
    stdout: '',
    stderr: '',
    output: '',
    status: undefined,
  };
  const files = newFdTable();
  if (options.tty) {
    session.tty = createTty(k, { title: options.tty.title, size: options.tty.size, mnt: c.mnt });
    const file = openTty(k, session.tty);
    for (const fd of [0, 1, 2]) installFd(files, fd, file);
  } else if (options.stdio) {
    installFd(files, 0, options.stdio.stdin);
    installFd(files, 1, options.stdio.stdout);
    installFd(files, 2, options.stdio.stderr);
  } else {
    installFd(files, 0, openNull());
    for (const [fd, stream] of [
      [1, 'stdout'],
      [2, 'stderr'],
    ] as const) {
      installFd(
        files,
        fd,
        openLog(k, (bytes) => {
          session[stream] += bytes;
          session.output += bytes;
        }),
      );
    }
  }
  const uid = options.uid ?? c.spec.uid ?? 0;
  const env = containerEnv({ ...c.spec, uid, env: { ...c.spec.env, ...options.env } }, options.tty?.term);
  const { startFailed } = options;
  const noRoom = startFailed !== undefined && crowded(k, c.cgroup);
  session.process = spawn(k, {
    parent: options.parent ?? host.shim,
    ns: c.ns,
    argv: options.argv,
    env,
    main: () => (noRoom ? crowdedInit(options.argv, env, startFailed) : becomeProgram(options.argv, env, startFailed)),
    cred: credentials(uid),
    files,
    fs: { cwd: options.cwd ?? c.spec.cwd ?? '/', root: '/', umask: 0o22 },
    mnt: c.mnt,
    uts: c.uts,
    cgroup: c.cgroup,
    tty: session.tty,
    container: c.id,
    how: 'exec-session',
    onExit: (status) => {
      session.status = status;
      if (session.tty) {
        session.tty.exitCode = dockerExitCode(status);
        k.wake(k.screenQueue(session.tty));
      }
      options.onExit?.(status);
    },
  });
  return session;
}

export function viewOfContainer(c: Container): ContainerView {
  const status = c.exitStatus;
  return {
    id: c.id,
    name: c.spec.name,
    status: c.status,
    init: c.status === 'running' || c.status === 'paused' ? c.init?.pid : undefined,
    exitCode: status === undefined ? undefined : dockerExitCode(status),
    signal: status !== undefined && (status & 0x7f) !== 0 ? status & 0x7f : undefined,
    cgroup: c.cgroup.path,
    restarts: c.restarts,
    logBytes: c.logBytes,
  };
}
