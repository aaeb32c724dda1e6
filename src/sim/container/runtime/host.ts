// The node that the containers run on: its init, its containerd-shim, its file system, its terminals.
import type { ByteString } from '../../kernel/abi/index.ts';
import { SIGCHLD, sys, type Sys } from '../../kernel/abi/index.ts';
import {
  ALL_CAPS,
  createTty,
  ignoreSignal,
  installFd,
  type Kernel,
  mountNamespaceFor,
  newFdTable,
  openNull,
  openLog,
  openTty,
  rootCred,
  spawn,
  type FileSystem,
  type MountNamespace,
  type Process,
  type Tty,
  type WinSize,
} from '../../kernel/index.ts';
import { cron } from './cron.ts';
import { becomeProgram } from './start.ts';

/** Pid that the shim gets: a node has been up for a while. */
const FIRST_NODE_PID = 2110;

export interface Host {
  readonly k: Kernel;
  readonly mnt: MountNamespace;
  readonly init: Process;
  readonly shim: Process;
}

/** Sleeps for ever; its children never become zombies because it ignores SIGCHLD (set before its first slice). */
function* daemon(): Sys<number> {
  for (;;) yield* sys.pause();
}

function daemonProcess(
  k: Kernel,
  mnt: MountNamespace,
  argv: readonly ByteString[],
  parent: Process | undefined,
  main: () => Sys<number> = daemon,
): Process {
  const p = spawn(k, {
    parent,
    ns: k.hostNs,
    init: parent === undefined,
    argv,
    env: new Map(),
    main,
    cred: rootCred(ALL_CAPS),
    files: newFdTable(),
    fs: { cwd: '/', root: '/', umask: 0o22 },
    mnt,
    uts: k.hostUts,
    cgroup: k.cgroupRoot,
    how: 'fork',
  });
  ignoreSignal(p, SIGCHLD);
  return p;
}

export function bootHost(k: Kernel, root: FileSystem): Host {
  const mnt = mountNamespaceFor(k, { root, ns: k.hostNs, cgroupVersion: 1, cgroup: k.cgroupRoot, host: true });
  const init = daemonProcess(k, mnt, ['systemd'], undefined);
  k.hostNs.nextPid = FIRST_NODE_PID;
  const shim = daemonProcess(k, mnt, ['containerd-shim'], init);
  return { k, mnt, init, shim };
}

/** The daemon that runs what stands in /etc/cron.d. */
export function startCron(host: Host): Process {
  return daemonProcess(host.k, host.mnt, ['/usr/sbin/cron', '-f'], host.init, cron);
}

/** A daemon that is a program of the node. */
export function startProgram(host: Host, argv: readonly ByteString[]): Process {
  return daemonProcess(host.k, host.mnt, argv, host.init, () => becomeProgram(argv, HOST_ENV));
}

const HOST_ENV: ReadonlyMap<ByteString, ByteString> = new Map([
  ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  ['HOME', '/root'],
]);

/** A terminal on the node itself. */
export function hostTerminal(host: Host, argv: readonly ByteString[], size: WinSize, term: string): Tty {
  const { k } = host;
  const tty = createTty(k, { title: 'node', size, mnt: host.mnt });
  const files = newFdTable();
  const file = openTty(k, tty);
  for (const fd of [0, 1, 2]) installFd(files, fd, file);
  const env = new Map([...HOST_ENV, ['TERM', term]] as [string, string][]);
  spawn(k, {
    parent: host.init,
    ns: k.hostNs,
    argv,
    env,
    main: () => becomeProgram(argv, env),
    cred: rootCred(ALL_CAPS),
    files,
    fs: { cwd: '/root', root: '/', umask: 0o22 },
    mnt: host.mnt,
    uts: k.hostUts,
    cgroup: k.cgroupRoot,
    tty,
    how: 'exec-session',
    onExit: (status) => {
      tty.exitCode = (status & 0x7f) !== 0 ? 128 + (status & 0x7f) : (status >> 8) & 0xff;
    },
  });
  return tty;
}

export interface HostCommand {
  output: ByteString;
  /** Wait status; undefined while it runs. */
  status: number | undefined;
}

/** A command on the node without a terminal: stdin is /dev/null, stdout and stderr are collected. */
export function hostCommand(host: Host, command: ByteString, ended?: () => void): HostCommand {
  const { k } = host;
  const result: HostCommand = { output: '', status: undefined };
  const files = newFdTable();
  const sink = openLog(k, (bytes) => {
    result.output += bytes;
  });
  installFd(files, 0, openNull());
  installFd(files, 1, sink);
  installFd(files, 2, sink);
  const argv = ['sh', '-c', command];
  spawn(k, {
    parent: host.init,
    ns: k.hostNs,
    argv,
    env: HOST_ENV,
    main: () => becomeProgram(argv, HOST_ENV),
    cred: rootCred(ALL_CAPS),
    files,
    fs: { cwd: '/', root: '/', umask: 0o22 },
    mnt: host.mnt,
    uts: k.hostUts,
    cgroup: k.cgroupRoot,
    how: 'fork',
    onExit: (status) => {
      result.status = status;
      ended?.();
    },
  });
  return result;
}
