// Processes that no program forks: the machine's first ones, container inits and exec sessions (what runc does from outside).
import type { ByteString, Sys } from '../abi/index.ts';
import { charge } from '../cgroup/pids.ts';
import type { FdTable, FsContext, MountNamespace, Tty } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import { allocPids, attachPid } from '../ns/pid.ts';
import type { Cgroup, Credentials, PidNamespace, Process, UtsNamespace } from '../state.ts';
import { commOf } from './exec.ts';
import { makeProcess, makeTask } from './table.ts';

export interface SpawnSpec {
  readonly parent: Process | undefined;
  readonly ns: PidNamespace;
  /** Becomes the namespace's init: SIGNAL_UNKILLABLE. */
  readonly init?: boolean;
  readonly argv: readonly ByteString[];
  readonly env: ReadonlyMap<ByteString, ByteString>;
  readonly main: () => Sys<number>;
  readonly cred: Credentials;
  readonly files: FdTable;
  readonly fs: FsContext;
  readonly mnt: MountNamespace;
  readonly uts: UtsNamespace;
  readonly cgroup: Cgroup;
  /** Its controlling terminal: the process is then the session's leader and in the foreground. */
  readonly tty?: Tty | undefined;
  readonly container?: string | undefined;
  readonly how: 'container' | 'exec-session' | 'fork';
  readonly onExit?: (status: number) => void;
}

/** Who was to be its parent may have been killed meanwhile, on the node: then the node's init has it, as it has all orphans. */
const livingParent = (k: Kernel, parent: Process | undefined): Process | undefined =>
  parent === undefined || (parent.exitStatus === undefined && k.find(parent.pid) === parent) ? parent : k.hostNs.init;

/** The new process is the leader of its own session and group. */
export function spawn(k: Kernel, spec: SpawnSpec): Process {
  const parent = livingParent(k, spec.parent);
  const nrs = allocPids(spec.ns);
  const tid = nrs[0] ?? 0;
  const process = makeProcess({
    pid: tid,
    parent,
    argv: spec.argv,
    env: spec.env,
    exe: spec.argv[0] ?? '',
  }) as Process;
  const task = makeTask({
    tid,
    nrs,
    ns: spec.ns,
    process,
    comm: commOf(spec.argv[0] ?? ''),
    frames: [{ gen: spec.main(), kind: 'main' }],
    cred: { ...spec.cred },
    files: spec.files,
    fs: { ...spec.fs },
    mnt: spec.mnt,
    uts: spec.uts,
    nsForChildren: spec.ns,
    cgroup: spec.cgroup,
    nice: 0,
    startedAt: k.now,
  });
  (process as { leader: typeof task }).leader = task;
  process.threads.add(task);
  process.container = spec.container;
  process.onExit = spec.onExit;
  parent?.children.add(process);
  if (spec.init) {
    spec.ns.init = process;
    process.unkillable = true;
  }
  if (spec.tty) {
    process.tty = spec.tty;
    spec.tty.session = process.sid;
    spec.tty.foreground = process.pgid;
  }
  attachPid(task);
  charge(spec.cgroup, task);
  k.addProcess(process);
  k.addTask(task);
  k.emit({ kind: 'fork', parent: parent?.pid ?? 0, child: process.pid, how: spec.how });
  return process;
}
