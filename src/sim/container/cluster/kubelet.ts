/**
 * The kubelet of the node: runs the containers of pods, restarts them in place with growing delays, ends them within their
 * grace period. Fidelity: no init containers.
 */
import { SECOND } from '../../kernel/abi/index.ts';
import { WaitQueue } from '../../kernel/index.ts';
import { type Container, type ContainerManager, dockerExitCode } from '../runtime/index.ts';
import type { KubeObject } from '../cluster-api.ts';
import type { ApiServer } from './api/server.ts';
import { PidEviction } from './eviction.ts';
import { EventLog } from './event-log.ts';
import { nodeGroups, podGroup } from './groups.ts';
import { withImage } from './images.ts';
import { killContainer } from './kill.ts';
import { HOST_IP } from './objects.ts';
import { containerSpec, newContainer, sandboxSpec } from './pod-containers.ts';
import { dnsOf, onHostNetwork } from './pod-files.ts';
import { refreshVolumes, withVolumes } from './pod-volumes.ts';
import { startProbes } from './probes.ts';
import type { NodeSpec, Pod, PodContainer, PodContainerSpec, PodSpec, Terminated } from './spec.ts';
import { goSeconds, startFailure } from './words.ts';

/** The kubelet looks at the runtime's containers once a second (PLEG). */
const RELIST = SECOND;
const FIRST_BACKOFF = 10 * SECOND;
const MAX_BACKOFF = 300 * SECOND;
/** A program that is found has been exec'ed by then. */
const START_TIME = SECOND / 1000;
const DEFAULT_GRACE = 30;

/** Nothing of it is started again: it is deleted or evicted. */
const over = (pod: Pod): boolean => pod.deletion !== undefined || pod.evicted !== undefined;

/** Those of its spec and those that were added to debug it. */
const all = (pod: Pod): readonly PodContainer[] => [...pod.containers, ...pod.ephemeral];

export const up = (c: Container | undefined): boolean => c?.status === 'running' || c?.status === 'paused';

export class Kubelet {
  readonly manager: ContainerManager;
  readonly pods: Pod[] = [];
  readonly settings: NodeSpec;
  readonly events: EventLog;
  readonly pids: PidEviction;
  /** Woken at every change of a pod. */
  readonly changed = new WaitQueue();
  version = 1000;
  /** Containers whose program opens its ports by itself, by id: the http ports that are open now. */
  readonly listening = new Map<string, ReadonlySet<number>>();
  /** Told after every change of a pod. */
  readonly watchers: (() => void)[] = [];
  /** Made when the API server starts, or when the first client asks. */
  api: ApiServer | undefined;
  /** What it has from the start besides the pods. */
  objects: readonly KubeObject[] = [];
  private addresses = 0;

  constructor(manager: ContainerManager, settings: NodeSpec = {}) {
    this.manager = manager;
    this.settings = settings;
    nodeGroups(manager.host.k, settings);
    this.events = new EventLog(manager.host.k);
    this.pids = new PidEviction(this);
    manager.onEnd.push((c) => this.ended(c));
  }

  get node(): string {
    return this.manager.host.k.hostUts.hostname;
  }

  /** A pod of the API: scheduled on this node and started. */
  create(spec: PodSpec): Pod {
    const { k } = this.manager.host;
    const namespace = spec.namespace ?? 'default';
    const uid = this.newUid();
    const cgroup = podGroup(k, this.settings, spec, uid);
    const sandbox = this.manager.create(sandboxSpec(spec, uid, cgroup.path, this.node));
    this.manager.behind.add(sandbox);
    const dns = dnsOf(spec, this.settings, this.manager.host);
    const pod: Pod = {
      spec,
      namespace,
      uid,
      ip: onHostNetwork(spec) ? HOST_IP : this.newIp(),
      createdAt: k.now,
      sandbox,
      cgroup,
      attempt: 0,
      deletion: undefined,
      object: true,
      version: 0,
      evicted: undefined,
      labels: spec.labels ?? {},
      annotations: spec.annotations ?? {},
      ephemeral: [],
      volumes: [],
      resolvConf: dns.text,
      containers: spec.containers.map((each) => newContainer(each, k.now)),
    };
    this.pods.push(pod);
    this.events.add(
      pod,
      undefined,
      'Scheduled',
      `Successfully assigned ${namespace}/${spec.name} to ${this.node}`,
      'default-scheduler',
    );
    for (const { reason, message } of dns.events)
      this.events.add(pod, undefined, reason, message, 'kubelet', 'Warning');
    withVolumes(this, pod, () => {
      this.manager.start(sandbox);
      for (const pc of pod.containers) this.begin(pod, pc);
      this.touch(pod);
    });
    return pod;
  }

  /** The API's delete: the object stays until all containers have ended, unless the grace period is 0. */
  delete(pod: Pod, seconds: number | undefined): void {
    const { k } = this.manager.host;
    const wanted = seconds ?? pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE;
    if (pod.deletion && wanted >= pod.deletion.grace && wanted > 0) return;
    pod.deletion = { asked: pod.deletion?.asked ?? k.now, grace: wanted };
    if (wanted === 0) pod.object = false;
    // The kubelet gives a pod that is deleted by force one second.
    for (const pc of all(pod)) if (up(pc.current)) killContainer(this, pod, pc, Math.max(1, wanted));
    this.touch(pod);
    this.finish(pod);
  }

  touch(pod: Pod): void {
    this.version += 1;
    pod.version = this.version;
    this.announce();
  }

  /** Something of the API has changed. */
  announce(): void {
    this.manager.host.k.wake(this.changed);
    for (const tell of this.watchers) tell();
  }

  /** 10.244.0.0/24 without what the node itself has. */
  private newIp(): string {
    this.addresses += 1;
    return `10.244.${Math.floor(this.addresses / 250)}.${(this.addresses % 250) + 4}`;
  }

  newUid(): string {
    const { rng } = this.manager.host.k;
    const hex = [0, 1, 2, 3].map(() => rng.uint32().toString(16).padStart(8, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** An ephemeral container beside the others, in the pid namespace of `target` when one is named. */
  debug(pod: Pod, spec: PodContainerSpec, target: string | undefined): void {
    const pc = newContainer(spec, this.manager.host.k.now, target);
    pod.ephemeral.push(pc);
    this.begin(pod, pc);
    this.touch(pod);
  }

  /** Another image for a container: it is ended and begun again. */
  reimage(pod: Pod, pc: PodContainer, spec: PodContainerSpec): void {
    pc.spec = spec;
    if (up(pc.current))
      killContainer(this, pod, pc, DEFAULT_GRACE, `Container ${spec.name} definition changed, will be restarted`);
    else this.begin(pod, pc);
    this.touch(pod);
  }

  private begin(pod: Pod, pc: PodContainer): void {
    const ready = (): void => {
      if (!over(pod) && !up(pc.current)) this.run(pod, pc);
    };
    withImage(this, pod, pc, ready);
  }

  /** A new container from the image: nothing of the run before is in it. */
  private run(pod: Pod, pc: PodContainer): void {
    const { k } = this.manager.host;
    const say = (reason: string, message: string): void => this.events.add(pod, pc, reason, message);
    if (pc.previous) this.manager.remove(pc.previous);
    pc.previous = pc.current;
    if (pc.previous) this.manager.behind.add(pc.previous);
    const c = this.manager.create(containerSpec(this, pod, pc));
    pc.current = c;
    pc.failure = undefined;
    say('Created', `Created container: ${pc.spec.name}`);
    this.manager.start(c, (error) => {
      pc.failure = error;
    });
    pc.state = { kind: 'running', startedAt: k.now };
    startProbes(this, pod, pc, c);
    k.callAt(k.now + START_TIME, () => {
      if (pc.current === c && pc.failure === undefined) say('Started', `Started container ${pc.spec.name}`);
    });
    this.touch(pod);
  }

  private ended(c: Container): void {
    const pod = this.pods.find((each) => each.sandbox === c || all(each).some((pc) => pc.current === c));
    if (!pod) return;
    const pc = all(pod).find((each) => each.current === c);
    if (pc) this.containerEnded(pod, pc, c);
    else if (!over(pod)) this.sandboxEnded(pod);
    this.finish(pod);
    this.touch(pod);
  }

  private containerEnded(pod: Pod, pc: PodContainer, c: Container): void {
    const { k } = this.manager.host;
    const code = dockerExitCode(c.exitStatus ?? 0);
    pc.state = {
      kind: 'terminated',
      exitCode: pc.failure ? 128 : code,
      reason: pc.failure ? 'StartError' : code === 0 ? 'Completed' : 'Error',
      startedAt: c.startedAt,
      finishedAt: c.finishedAt,
      id: c.id,
      ...(pc.failure ? { message: startFailure(pc.spec.argv[0] ?? '', pc.failure) } : {}),
    };
    if (pc.failure) this.events.add(pod, pc, 'Failed', `Error: ${pc.state.message ?? ''}`, 'kubelet', 'Warning');
    // What the main process leaves behind in a shared pid namespace has no init that takes it along.
    if (c.pidOf) this.manager.killAll(c);
    this.atRelist(() => this.sync(pod, pc));
    k.wake(this.changed);
  }

  private atRelist(run: () => void): void {
    const { k } = this.manager.host;
    k.callAt(k.now - (k.now % RELIST) + RELIST, run);
  }

  private sync(pod: Pod, pc: PodContainer): void {
    const ended = pc.state;
    if (over(pod) || ended.kind !== 'terminated' || !up(pod.sandbox) || pod.ephemeral.includes(pc)) return;
    const policy = pod.spec.restartPolicy ?? 'Always';
    if (policy === 'Never' || (policy === 'OnFailure' && ended.exitCode === 0)) return;
    const { backoff } = pc;
    const expired = backoff === undefined || ended.finishedAt - backoff.at > 2 * MAX_BACKOFF;
    if (expired) {
      this.again(pod, pc, ended, FIRST_BACKOFF);
      return;
    }
    const next = (): void => this.again(pod, pc, ended, Math.min(MAX_BACKOFF, backoff.delay * 2));
    const { k } = this.manager.host;
    const due = ended.finishedAt + backoff.delay;
    if (due <= k.now) {
      next();
      return;
    }
    const where = `${pc.spec.name} in pod ${pod.spec.name}_${pod.namespace}(${pod.uid})`;
    pc.last = ended;
    pc.state = {
      kind: 'waiting',
      reason: 'CrashLoopBackOff',
      message: `back-off ${goSeconds(backoff.delay / SECOND)} restarting failed container=${pc.spec.name} pod=${pod.spec.name}_${pod.namespace}(${pod.uid})`,
    };
    this.events.add(pod, pc, 'BackOff', `Back-off restarting failed container ${where}`, 'kubelet', 'Warning');
    this.touch(pod);
    k.callAt(due, next);
  }

  private again(pod: Pod, pc: PodContainer, ended: Terminated, delay: number): void {
    if (over(pod) || !up(pod.sandbox) || up(pc.current)) return;
    pc.backoff = { delay, at: this.manager.host.k.now };
    refreshVolumes(this, pod);
    pc.last = ended;
    pc.restarts += 1;
    this.begin(pod, pc);
  }

  /** Somebody ended the sandbox: everything in the pod is ended and begun again. */
  private sandboxEnded(pod: Pod): void {
    this.atRelist(() => {
      if (over(pod)) return;
      this.events.add(pod, undefined, 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
      for (const pc of pod.containers) if (up(pc.current)) killContainer(this, pod, pc, DEFAULT_GRACE);
      this.rebuild(pod);
    });
  }

  private rebuild(pod: Pod): void {
    if (over(pod) || up(pod.sandbox)) return;
    if (pod.containers.some((pc) => up(pc.current))) {
      this.atRelist(() => this.rebuild(pod));
      return;
    }
    pod.attempt += 1;
    this.manager.start(pod.sandbox);
    for (const pc of pod.containers) {
      const ended = pc.state.kind === 'terminated' ? pc.state : pc.last;
      if (ended) this.again(pod, pc, ended, pc.backoff?.delay ?? FIRST_BACKOFF);
    }
  }

  /** A deleted pod whose containers have all ended: its sandbox ends, then everything of it is removed. */
  private finish(pod: Pod): void {
    if (!over(pod) || all(pod).some((pc) => up(pc.current))) return;
    if (up(pod.sandbox)) {
      this.manager.signal(pod.sandbox, 9);
      return;
    }
    if (!pod.deletion) return;
    const at = this.pods.indexOf(pod);
    if (at < 0) return;
    this.pods.splice(at, 1);
    pod.object = false;
    for (const pc of all(pod)) for (const c of [pc.current, pc.previous]) if (c) this.manager.remove(c);
    this.manager.remove(pod.sandbox);
    const { parent, path } = pod.cgroup;
    parent?.children.delete(path.slice(path.lastIndexOf('/') + 1));
    this.touch(pod);
  }
}
