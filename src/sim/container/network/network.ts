/**
 * The network of a machine: one world of hosts on the machine's clock. Each pod (or container of the engine) is a host with its
 * address, the node is one, and name servers outside of the cluster are others. What happens on the wire becomes steps of the
 * machine's trace.
 */
import {
  type DnsEvent,
  type Host,
  type InterfaceAddress,
  type Lookup,
  type Net,
  type Proto,
  type Service,
  World,
} from '../../dns/index.ts';
import { type Kernel, type Process, type Task, WaitQueue } from '../../kernel/index.ts';
import type { Container, ContainerManager } from '../runtime/index.ts';
import { whileAwake } from './awake.ts';
import { type OpenPort, WebServers } from './web.ts';

/** A network namespace: that of a pod, or of a container of the engine. */
export interface Place {
  /** No two that exist at the same time have the same. */
  readonly name: string;
  readonly addresses: readonly InterfaceAddress[];
}

/** Who is where: the cluster's pods, or the engine's containers. */
export interface Addresses {
  readonly node: readonly InterfaceAddress[];
  /** All that exist now, besides the node's own. */
  places(): readonly Place[];
  /** Undefined: in the node's own network. */
  of(c: Container): Place | undefined;
  /** Open without their programs' doing. */
  ports(): readonly OpenPort[];
}

/** From a host to the middle of the network, and from there to another: a veth pair and a bridge. */
const LATENCY = 30;
/** To name servers outside of the node. */
export const FAR = 400;

/** What one program of the machine asked of the network. */
export interface Job {
  /** Written and not yet taken, in order. */
  readonly output: { readonly fd: 1 | 2; readonly text: string }[];
  readonly lookup: Lookup<number>;
  /** Woken when there is output, and at the end. */
  readonly progress: WaitQueue;
}

interface Running extends Job {
  readonly process: Process;
}

interface Listener {
  readonly process: Process;
  readonly close: () => void;
}

export class Network {
  readonly world: World;
  /** Woken after anything happened on the wire. */
  readonly activity = new WaitQueue();
  readonly k: Kernel;
  private readonly manager: ContainerManager;
  private readonly addresses: Addresses;
  private readonly places = new Map<string, Host>();
  private readonly node: Host;
  private readonly jobs = new Set<Running>();
  private readonly listeners = new Set<Listener>();
  private readonly web = new WebServers();
  /** Lane of the trace → host pid. */
  private readonly pids = new Map<string, number>();
  private scheduled = Infinity;

  constructor(k: Kernel, manager: ContainerManager, addresses: Addresses) {
    this.k = k;
    this.manager = manager;
    this.addresses = addresses;
    this.world = new World({ seed: `network ${k.rng.fork('network').uint32()}` });
    this.world.run(k.now);
    const { hostname } = k.hostUts;
    this.node = this.world.addHost({ name: hostname, addresses: addresses.node, latency: LATENCY });
    manager.onEnd.push(() => this.pump());
  }

  /** The host that the task's network namespace is. */
  hostOf(task: Task): Host {
    const { container } = task.process;
    const c = container === undefined ? undefined : this.manager.containers.find((each) => each.id === container);
    const place = c && this.addresses.of(c);
    return place ? this.hostAt(place) : this.node;
  }

  private hostAt(place: Place): Host {
    const known = this.places.get(place.name);
    if (known) return known;
    const host = this.world.addHost({ ...place, latency: LATENCY });
    this.places.set(place.name, host);
    return host;
  }

  /** Starts what a program does on the wire. */
  start(task: Task, argv0: string, program: Net<number>): Job {
    // What is due comes first: the world's clock stands where something last happened.
    this.pump();
    const { process } = task;
    const host = this.hostOf(task);
    const lane = `${host.name} ${argv0}[${process.pid}]`;
    this.pids.set(lane, process.pid);
    const output: Job['output'] = [];
    const progress = new WaitQueue();
    const lookup = this.world.start(host, lane, program, (fd, text) => {
      output.push({ fd, text });
      this.k.wake(progress);
    });
    this.jobs.add({ output, progress, lookup, process });
    this.pump();
    return { output, lookup, progress };
  }

  /**
   * Takes the ports for as long as the process lives; while it is stopped nothing is answered. False: a port is taken.
   * `addresses`: what the program binds; `*` is the wildcard, and takes packets to loopback addresses, too.
   */
  serve(
    task: Task,
    ports: readonly (readonly [Proto, number])[],
    service: Service,
    addresses: readonly string[] = ['*'],
  ): boolean {
    const { process } = task;
    const host = this.hostOf(task);
    if (ports.some(([proto, port]) => addresses.some((address) => host.serviceAt(address, proto, port)))) return false;
    const put = (what: Service | undefined): void => {
      for (const [proto, port] of ports) for (const address of addresses) host.listen(address, proto, port, what);
    };
    put(whileAwake(process, service));
    this.listeners.add({ process, close: () => put(undefined) });
    return true;
  }

  /** Does everything that is due now, and asks to be called when more is. */
  pump(): void {
    const { k, world } = this;
    this.bury();
    this.settle();
    world.run(k.now);
    for (const record of world.takeEvents()) this.tell(record);
    for (const job of this.jobs) {
      if (!job.lookup.done && job.output.length === 0) continue;
      if (job.lookup.done) this.jobs.delete(job);
      k.wake(job.progress);
    }
    k.wake(this.activity);
    const next = world.nextDeadline();
    if (next === undefined || next >= this.scheduled) return;
    this.scheduled = next;
    k.callAt(next, () => {
      if (this.scheduled === next) this.scheduled = Infinity;
      this.pump();
    });
  }

  /** What the dead leave: programs that go no further, ports that nobody listens at, addresses that are gone. */
  private bury(): void {
    for (const job of this.jobs) {
      if (job.process.exitStatus === undefined) continue;
      job.lookup.stop();
      this.jobs.delete(job);
    }
    for (const listener of this.listeners) {
      if (listener.process.exitStatus === undefined) continue;
      listener.close();
      this.listeners.delete(listener);
    }
  }

  /** The hosts are those that exist now, with the addresses that they have. */
  private settle(): void {
    const places = new Map(this.addresses.places().map((place) => [place.name, place]));
    for (const [name, host] of this.places) {
      const [address] = places.get(name)?.addresses ?? [];
      if (address !== undefined && host.has(address.address)) continue;
      this.world.removeHost(name);
      this.places.delete(name);
    }
    for (const place of places.values()) this.hostAt(place);
    this.web.settle(this.addresses.ports(), (place) => this.places.get(place));
  }

  private tell(record: DnsEvent): void {
    this.k.emit({ kind: 'net', pid: this.pids.get(record.lane), record });
  }
}
