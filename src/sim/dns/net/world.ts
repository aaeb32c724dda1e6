// The network in virtual time: hosts, packets, and the programs that use them, all on one queue of events.
import { EventQueue, Rng, type Entry, type Micros } from '../../../engine/index.ts';
import type { Net } from './calls.ts';
import type { DnsEvent, Endpoint, QueryId, SocketId } from './events.ts';
import { Link, type LinkFault } from './faults.ts';
import { Host, type HostSpec } from './host.ts';
import { Programs } from './programs.ts';
import type { Socket } from './sockets.ts';
import { Streams } from './tcp.ts';
import type { Lookup, Print } from './task.ts';
import { Datagrams } from './udp.ts';

export interface WorldOptions {
  readonly seed: string;
  /** `calls` adds the socket calls (for strace); `none` records nothing (for benchmarks). */
  readonly trace?: 'events' | 'calls' | 'none';
}

/** A service address: packets to it go to one of its endpoints, the same for all packets of a flow (kube-proxy). */
export interface VirtualService {
  readonly address: string;
  readonly endpoints: readonly string[];
}

/** Events of one run: a real lookup has dozens. */
export const MAX_TRACE = 500_000;
/** Work of one run: a server that answers itself must end in words, not in a hang. */
export const MAX_WORK = 5_000_000;

export type RunEnd = 'idle' | 'until' | 'limit';

export class World {
  private clock: Micros = 0;
  private readonly queue = new EventQueue<() => void>();
  private readonly hosts = new Map<string, Host>();
  private readonly byAddress = new Map<string, Host>();
  private readonly virtual = new Map<string, VirtualService>();
  private readonly flows = new Map<string, string>();
  readonly sockets = new Map<SocketId, Socket>();
  readonly trace: 'events' | 'calls' | 'none';
  private readonly log: DnsEvent[] = [];
  readonly seed: Rng;
  private readonly netRng: Rng;
  readonly link = new Link();
  readonly datagrams: Datagrams;
  readonly streams: Streams;
  private readonly programs: Programs;
  private nextQuery = 1;

  constructor(options: WorldOptions) {
    this.trace = options.trace ?? 'events';
    this.seed = new Rng(options.seed);
    this.netRng = this.seed.fork('network');
    this.datagrams = new Datagrams(this);
    this.streams = new Streams(this);
    this.programs = new Programs(this);
  }

  get now(): Micros {
    return this.clock;
  }

  /** Everything that happened, in order. */
  get events(): readonly DnsEvent[] {
    return this.log;
  }

  addHost(spec: HostSpec): Host {
    const host = new Host(spec);
    this.hosts.set(spec.name, host);
    for (const { address } of spec.addresses) this.byAddress.set(address, host);
    return host;
  }

  host(name: string): Host | undefined {
    return this.hosts.get(name);
  }

  setVirtual(service: VirtualService): void {
    this.virtual.set(service.address, service);
  }

  setFaults(faults: readonly LinkFault[]): void {
    this.link.set(faults);
  }

  /** Starts a program on a host. It runs as far as it can when the world is next run. `print` gets what it writes (net.print). */
  start<T>(host: Host, lane: string, program: Net<T>, print?: Print): Lookup<T> {
    return this.programs.start(host, lane, program, print);
  }

  nextDeadline(): Micros | undefined {
    return this.queue.nextAt();
  }

  /** Runs until nothing is left to do, or until `until` (the clock then stands there). */
  run(until: Micros = Infinity): RunEnd {
    for (let work = 0; work < MAX_WORK; work += 1) {
      const next = this.queue.nextAt();
      if (next === undefined) {
        if (until !== Infinity) this.clock = Math.max(this.clock, until);
        return 'idle';
      }
      if (next > until) {
        this.clock = Math.max(this.clock, until);
        return 'until';
      }
      this.clock = Math.max(this.clock, next);
      this.queue.popDue(this.clock)?.();
    }
    return 'limit';
  }

  // ---- for the parts of the world (udp.ts, tcp.ts)

  at(when: Micros, what: () => void): Entry<() => void> {
    return this.queue.push(when, what);
  }

  record(event: DnsEvent): void {
    if (this.trace !== 'none' && this.log.length < MAX_TRACE) this.log.push(event);
  }

  get rng(): Rng {
    return this.netRng;
  }

  newQuery(): QueryId {
    return this.nextQuery++;
  }

  /** Where packets of a flow to `to` really go. `none`: a service without endpoints. */
  serverFor(from: Host, client: Endpoint, to: Endpoint): { host: Host; address: string } | 'none' | undefined {
    if (from.has(to.address)) return { host: from, address: to.address };
    let { address } = to;
    const service = this.virtual.get(address);
    if (service) {
      const flow = `${client.address} ${client.port} ${to.address} ${to.port}`;
      const chosen =
        this.flows.get(flow) ?? service.endpoints[this.netRng.below(Math.max(1, service.endpoints.length))];
      if (chosen === undefined) return 'none';
      this.flows.set(flow, chosen);
      address = chosen;
    }
    const host = this.byAddress.get(address);
    return host && { host, address };
  }

  /** Runs a server's own program for a query. */
  serve(host: Host, query: QueryId, program: Net<unknown>, send: (bytes: Uint8Array) => void): void {
    this.programs.serve(host, query, program, send);
  }

  touch(socket: Socket): void {
    this.programs.touch(socket);
  }

  close(socket: Socket): void {
    if (socket.proto === 'tcp') this.streams.close(socket);
    socket.state = 'closed';
    if (socket.local) socket.host.freePort(socket.proto, socket.local.port);
    this.sockets.delete(socket.id);
    socket.owner.sockets.delete(socket.id);
  }
}
