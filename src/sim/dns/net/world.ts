// The network in virtual time: hosts, packets, and the programs that use them, all on one queue of events.
import { EventQueue, Rng, type Entry, type Micros } from '../../../engine/index.ts';
import type { Net } from './calls.ts';
import type { DnsEvent, QueryId, SocketId } from './events.ts';
import type { Connection } from './connection.ts';
import { Echoes } from './icmp.ts';
import { Link, type LinkFault } from './faults.ts';
import { Host, type HostSpec } from './host.ts';
import { Programs, type Accept } from './programs.ts';
import { Routes, type Filter, type Proxy, type VirtualService } from './route.ts';
import type { Socket } from './sockets.ts';
import { Streams } from './tcp.ts';
import type { Lookup, Print, Task } from './task.ts';
import { Datagrams } from './udp.ts';

export interface WorldOptions {
  readonly seed: string;
  /** `calls` adds the socket calls (for strace); `none` records nothing (for benchmarks). */
  readonly trace?: 'events' | 'calls' | 'none';
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
  readonly sockets = new Map<SocketId, Socket>();
  readonly trace: 'events' | 'calls' | 'none';
  private log: DnsEvent[] = [];
  readonly seed: Rng;
  private readonly netRng: Rng;
  /** Of TCP's first sequence numbers. */
  readonly numbers: Rng;
  readonly link = new Link();
  readonly routes: Routes;
  readonly datagrams: Datagrams;
  readonly streams: Streams;
  readonly echoes: Echoes;
  private readonly programs: Programs;
  private nextQuery = 1;

  constructor(options: WorldOptions) {
    this.trace = options.trace ?? 'events';
    this.seed = new Rng(options.seed);
    this.netRng = this.seed.fork('network');
    this.numbers = this.seed.fork('sequence numbers');
    this.routes = new Routes(this.netRng);
    this.datagrams = new Datagrams(this);
    this.streams = new Streams(this);
    this.echoes = new Echoes(this);
    this.programs = new Programs(this);
  }

  get now(): Micros {
    return this.clock;
  }

  /** Everything that happened (since it was last taken), in order. */
  get events(): readonly DnsEvent[] {
    return this.log;
  }

  /** What was recorded since the last call, and forgets it: a world that lives for hours. */
  takeEvents(): readonly DnsEvent[] {
    const { log } = this;
    if (log.length > 0) this.log = [];
    return log;
  }

  addHost(spec: HostSpec): Host {
    const host = new Host(spec);
    this.hosts.set(spec.name, host);
    host.onEnd = (service) => {
      this.programs.dropService(host, service);
      this.streams.ended(service);
    };
    this.routes.add(
      host,
      spec.addresses.map(({ address }) => address),
    );
    return host;
  }

  /** The host is gone with its addresses: packets to it vanish, its programs end as by a kill, its sockets are no more. */
  removeHost(name: string): void {
    const host = this.hosts.get(name);
    if (!host) return;
    this.hosts.delete(name);
    this.routes.remove(host);
    host.gone = true;
    this.programs.dropAll(host);
  }

  host(name: string): Host | undefined {
    return this.hosts.get(name);
  }

  setVirtual(service: VirtualService): void {
    this.routes.setVirtual(service);
  }

  /** kube-proxy, live: asked for each packet that a flow sends. */
  setProxy(proxy: Proxy | undefined): void {
    this.routes.setProxy(proxy);
  }

  /** NetworkPolicy, live. */
  setFilter(filter: Filter | undefined): void {
    this.routes.setFilter(filter);
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

  /** Runs a server's own program for a query. */
  serve(host: Host, query: QueryId, program: Net<unknown>, send: (bytes: Uint8Array) => void): void {
    this.programs.serve(host, query, program, send);
  }

  /** Starts the program of an accepted connection; returns the server's end. */
  accept(connection: Connection, program: Accept): Socket {
    return this.programs.accept(connection, program);
  }

  /** An answer to a ping of the task has come. */
  echoed(task: Task): void {
    this.programs.echoed(task);
  }

  touch(socket: Socket): void {
    this.programs.touch(socket);
  }

  close(socket: Socket): void {
    if (socket.proto === 'tcp') this.streams.close(socket);
    socket.state = 'closed';
    if (socket.local && socket.owner.service === undefined) socket.host.freePort(socket.proto, socket.local.port);
    this.sockets.delete(socket.id);
    socket.owner.sockets.delete(socket.id);
  }
}
