// All containers of a node: made, started, stopped, restarted by policy, removed. What dockerd keeps; its words are in daemon/.
import type { Errno } from '../../kernel/abi/index.ts';
import {
  type FileSystem,
  freeze,
  killProcess,
  type Process,
  thaw,
  WaitQueue,
  type WinSize,
} from '../../kernel/index.ts';
import {
  type Container,
  createContainer,
  dockerExitCode,
  execIn,
  type ExecOptions,
  type ExecSession,
  startContainer,
  viewOfContainer,
} from './container.ts';
import type { Network } from '../network/network.ts';
import type { Host } from './host.ts';
import type { ContainerSpec } from './spec.ts';

/** First wait before an automatic restart; doubles up to a minute (dockerd: restartmanager). */
const RESTART_DELAY = 100_000;
const MAX_RESTART_DELAY = 60_000_000;
const MAX_GONE = 64;
/** A run this long resets the delay. */
const STABLE_RUN = 10_000_000;

export interface EngineHappening {
  readonly at: number;
  readonly action: string;
  readonly container: Container;
  readonly attributes: Readonly<Record<string, string>>;
}

export class ContainerManager {
  readonly host: Host;
  readonly containers: Container[] = [];
  /** Woken at every change of a container's state. */
  readonly changed = new WaitQueue();
  readonly happenings: EngineHappening[] = [];
  /** Containers that were removed not long ago: who waits for one still asks for its exit code. */
  readonly gone: Container[] = [];
  /** Told when PID 1 of a container has ended: whoever runs containers that the engine does not restart. */
  readonly onEnd: ((c: Container) => void)[] = [];
  /** Not what a learner looks for first (a pod's sandbox, the run before): shown after the others. */
  readonly behind = new Set<Container>();
  /** Made when the first program speaks on it. */
  network: Network | undefined;
  private readonly image: (spec: ContainerSpec) => FileSystem;
  private readonly size: WinSize;
  private readonly delays = new Map<Container, number>();

  constructor(host: Host, size: WinSize, image: (spec: ContainerSpec) => FileSystem) {
    this.host = host;
    this.size = size;
    this.image = image;
  }

  create(spec: ContainerSpec): Container {
    const c = createContainer(this.host, spec, () => this.image(spec), this.namespaceOf(spec.pidOf));
    this.containers.push(c);
    this.note(c, 'create');
    return c;
  }

  private namespaceOf(name: string | undefined): Container | undefined {
    return name === undefined ? undefined : this.byName(name);
  }

  byName(name: string): Container | undefined {
    return this.containers.find((c) => c.spec.name === name);
  }

  /** `failed`: is told when the program cannot be started, instead of the container's log. */
  start(c: Container, failed?: (error: Errno) => void, size: WinSize = this.size): void {
    c.stopRequested = false;
    startContainer(this.host, c, size, () => this.update(c), failed);
    this.note(c, 'start');
  }

  exec(c: Container, options: ExecOptions): ExecSession {
    return execIn(this.host, c, options);
  }

  /** The program could not be started: the container is as it was before, or gone with `--rm`. */
  neverStarted(c: Container): void {
    c.status = 'created';
    if (c.spec.autoRemove) this.remove(c);
    this.publish();
  }

  /** A signal to PID 1 from the node, as the runtime sends it. */
  signal(c: Container, sig: number): 0 | Errno | undefined {
    const init = c.init;
    if (!init || c.exitStatus !== undefined) return undefined;
    this.note(c, 'kill', { signal: String(sig) });
    return killProcess(this.host.k, this.host.shim.leader, init, sig, init.pid);
  }

  /** A signal from the runtime to one process, whatever container it is in. */
  killProcess(p: Process, sig: number): void {
    killProcess(this.host.k, this.host.shim.leader, p, sig, p.pid);
  }

  /** SIGKILL to every process of its cgroup. */
  killAll(c: Container): void {
    const { k, shim } = this.host;
    for (const p of new Set([...c.cgroup.members].map((t) => t.process))) killProcess(k, shim.leader, p, 9, p.pid);
  }

  pause(c: Container): void {
    freeze(this.host.k, c.cgroup, 'v1');
    c.status = 'paused';
    this.note(c, 'pause');
  }

  unpause(c: Container): void {
    thaw(this.host.k, c.cgroup);
    c.status = 'running';
    this.note(c, 'unpause');
  }

  rename(c: Container, name: string): void {
    c.spec = { ...c.spec, name };
    this.note(c, 'rename');
  }

  remove(c: Container): void {
    const at = this.containers.indexOf(c);
    if (at >= 0) this.containers.splice(at, 1);
    this.behind.delete(c);
    c.removed = true;
    this.gone.push(c);
    if (this.gone.length > MAX_GONE) this.gone.shift();
    const { parent, path } = c.cgroup;
    parent?.children.delete(path.slice(path.lastIndexOf('/') + 1));
    this.note(c, 'destroy');
  }

  private update(c: Container): void {
    if (c.status === 'exited') this.ended(c);
    this.publish();
  }

  private ended(c: Container): void {
    const status = c.exitStatus ?? 0;
    this.note(c, 'die', { exitCode: String(dockerExitCode(status)) });
    const policy = c.spec.restart ?? 'no';
    const again =
      !c.stopRequested &&
      (policy === 'always' || policy === 'unless-stopped' || (policy === 'on-failure' && dockerExitCode(status) !== 0));
    if (again) this.restartLater(c);
    else if (c.spec.autoRemove) this.remove(c);
    for (const tell of this.onEnd) tell(c);
  }

  private restartLater(c: Container): void {
    const { k } = this.host;
    const ran = c.finishedAt - c.startedAt;
    const delay = ran > STABLE_RUN ? RESTART_DELAY : Math.min(MAX_RESTART_DELAY, this.delays.get(c) ?? RESTART_DELAY);
    this.delays.set(c, delay * 2);
    c.status = 'restarting';
    k.callAt(k.now + delay, () => {
      if (c.removed || c.status !== 'restarting') return;
      c.restarts += 1;
      this.start(c);
    });
  }

  private note(container: Container, action: string, attributes: Readonly<Record<string, string>> = {}): void {
    const { k } = this.host;
    this.happenings.push({ at: k.now, action, container, attributes });
    k.emit({ kind: 'daemon', source: 'dockerd', text: `${action} ${container.spec.name}` });
    this.publish();
  }

  private publish(): void {
    const { k } = this.host;
    const { behind } = this;
    const before = this.containers.filter((c) => !behind.has(c));
    k.containers = [...before, ...this.containers.filter((c) => behind.has(c))].map(viewOfContainer);
    k.touchCgroups();
    k.wake(this.changed);
  }
}
