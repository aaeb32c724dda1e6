// The network in virtual time: hosts, packets, and the programs that use them, all on one queue of events.
import { EventQueue, invariant, Rng, type Micros } from '../../../engine/index.ts';
import type { Net, NetCall } from './calls.ts';
import type { DnsEvent, Endpoint, QueryId, SocketId } from './events.ts';
import { Link, type LinkFault } from './faults.ts';
import { Host, type HostSpec } from './host.ts';
import { newSocket, readable, takeError, writable, type Socket } from './sockets.ts';
import { Streams } from './tcp.ts';
import type { Lookup, Task, Waiting } from './task.ts';
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

/** Sockets that one program may hold: enough for any resolver, and a leak is seen. */
const MAX_SOCKETS = 1024;
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
  private readonly sockets = new Map<SocketId, Socket>();
  private readonly trace: 'events' | 'calls' | 'none';
  private readonly log: DnsEvent[] = [];
  private readonly seed: Rng;
  private readonly netRng: Rng;
  readonly link = new Link();
  private readonly datagrams: Datagrams;
  private readonly streams: Streams;
  private nextSocket = 1;
  private nextQuery = 1;
  private lanes = 0;

  constructor(options: WorldOptions) {
    this.trace = options.trace ?? 'events';
    this.seed = new Rng(options.seed);
    this.netRng = this.seed.fork('network');
    this.datagrams = new Datagrams(this);
    this.streams = new Streams(this);
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

  /** Starts a program on a host. It runs as far as it can when the world is next run. */
  start<T>(host: Host, lane: string, program: Net<T>): Lookup<T> {
    const task = this.newTask(host, lane, program, undefined, undefined);
    const startedAt = this.clock;
    this.at(this.clock, () => this.resume(task, undefined));
    return {
      lane,
      startedAt,
      get done() {
        return task.state === 'done';
      },
      get value() {
        return task.state === 'done' ? (task.value as T) : undefined;
      },
      get endedAt() {
        return task.state === 'done' ? task.endedAt : undefined;
      },
    };
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

  at(when: Micros, what: () => void): { cancelled: boolean } {
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

  socket(id: SocketId): Socket | undefined {
    return this.sockets.get(id);
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
    const task = this.newTask(host, host.name, program, undefined, { query, send });
    this.at(this.clock, () => this.resume(task, undefined));
  }

  /** Something happened at a socket: whoever waits for it goes on. */
  touch(socket: Socket): void {
    const task = socket.owner;
    const { waiting } = task;
    if (waiting === undefined || task.state !== 'running') return;
    if (waiting.kind === 'poll' && waiting.wanted.some((wanted) => wanted.socket === socket.id)) {
      if (this.readySockets(waiting.wanted).length === 0) return;
      const { wanted } = waiting;
      this.wake(task, () => this.readySockets(wanted));
    } else if (waiting.kind === 'connect' && waiting.socket === socket.id) this.wake(task, () => takeError(socket));
  }

  private newTask(
    host: Host,
    lane: string,
    program: Net<unknown>,
    parent: Task | undefined,
    serving: Task['serving'],
  ): Task {
    this.lanes += 1;
    return {
      lane,
      host,
      program,
      parent,
      serving: serving ?? parent?.serving,
      rng: parent?.rng ?? this.seed.fork(`${lane} ${this.lanes}`),
      sockets: new Set(),
      waiting: undefined,
      timer: undefined,
      state: 'running',
      value: undefined,
      endedAt: 0,
    };
  }

  private wake(task: Task, value: () => unknown): void {
    if (task.timer) task.timer.cancelled = true;
    task.timer = undefined;
    task.waiting = undefined;
    this.at(this.clock, () => this.resume(task, value()));
  }

  private wait(task: Task, waiting: Waiting, until: Micros, late: () => unknown): void {
    task.waiting = waiting;
    if (until === Infinity) return;
    task.timer = this.queue.push(Math.max(until, this.clock), () => {
      task.timer = undefined;
      task.waiting = undefined;
      this.resume(task, late());
    });
  }

  private readySockets(wanted: readonly { socket: SocketId; want: string }[]): readonly unknown[] {
    const ready = [];
    for (const { socket: id, want } of wanted) {
      const socket = this.sockets.get(id);
      if (!socket) continue;
      const canRead = want !== 'out' && readable(socket);
      const canWrite = want !== 'in' && writable(socket);
      const failed = socket.error !== undefined;
      if (canRead || canWrite || failed) ready.push({ socket: id, readable: canRead, writable: canWrite, failed });
    }
    return ready;
  }

  private resume(task: Task, value: unknown): void {
    if (task.state !== 'running') return;
    let input = value;
    for (;;) {
      const step = task.program.next(input);
      if (step.done) return this.finish(task, step.value);
      const result = this.perform(task, step.value);
      if (task.waiting !== undefined) return;
      input = result;
    }
  }

  private perform(task: Task, call: NetCall): unknown {
    if (this.trace === 'calls') this.recordCall(task, call);
    switch (call.call) {
      case 'now':
        return this.clock;
      case 'random':
        return task.rng.below(call.below);
      case 'interfaces':
        return task.host.interfaces;
      case 'route':
        return task.host.sourceFor(call.to);
      case 'tell':
        return void this.record({ ...call.event, at: this.clock, lane: task.lane } as DnsEvent);
      case 'reply':
        return task.serving?.send(call.bytes);
      case 'socket': {
        invariant(task.sockets.size < MAX_SOCKETS, 'a program leaks sockets');
        const socket = newSocket(this.nextSocket++, call.proto, call.family, task);
        this.sockets.set(socket.id, socket);
        task.sockets.add(socket.id);
        return socket.id;
      }
      case 'connect': {
        const socket = this.mine(task, call.socket);
        if (socket.proto === 'udp') return this.datagrams.connect(socket, call.to);
        const errno = this.streams.connect(socket, call.to);
        if (errno !== 'EINPROGRESS' || !call.block) return errno;
        return this.wait(task, { kind: 'connect', socket: socket.id }, Infinity, () => undefined);
      }
      case 'send': {
        const socket = this.mine(task, call.socket);
        return socket.proto === 'udp'
          ? this.datagrams.send(socket, call.bytes, call.to, call.why[0])
          : this.streams.send(socket, call.bytes, call.why);
      }
      case 'poll': {
        const ready = this.readySockets(call.wanted);
        if (ready.length > 0 || call.until <= this.clock) return ready;
        return this.wait(task, { kind: 'poll', wanted: call.wanted }, call.until, () => []);
      }
      case 'receive': {
        const socket = this.mine(task, call.socket);
        const errno = takeError(socket);
        if (errno) return { kind: 'error', errno };
        return socket.inbox.shift() ?? (socket.ended ? { kind: 'end' } : { kind: 'error', errno: 'EAGAIN' });
      }
      case 'close':
        return this.close(this.mine(task, call.socket));
      case 'sleep':
        return this.wait(task, { kind: 'sleep' }, call.until, () => undefined);
      case 'all':
      case 'race':
        return this.startChildren(task, call.programs, call.call === 'race');
    }
  }

  private startChildren(task: Task, programs: readonly Net<unknown>[], race: boolean): unknown {
    if (programs.length === 0) return race ? { winner: -1, value: undefined } : [];
    const children = programs.map((program) => this.newTask(task.host, task.lane, program, task, undefined));
    task.waiting = { kind: 'children', race, children, left: children.length };
    for (const child of children) this.at(this.clock, () => this.resume(child, undefined));
    return undefined;
  }

  private finish(task: Task, value: unknown): void {
    task.state = 'done';
    task.value = value;
    task.endedAt = this.clock;
    this.closeAll(task);
    const { parent } = task;
    const waiting = parent?.waiting;
    if (!parent || waiting?.kind !== 'children') return;
    waiting.left -= 1;
    if (waiting.race) {
      for (const child of waiting.children) if (child.state === 'running') this.drop(child);
      this.wake(parent, () => ({ winner: waiting.children.indexOf(task), value }));
    } else if (waiting.left === 0) this.wake(parent, () => waiting.children.map((child) => child.value));
  }

  /** Ends a program as a kill does: nothing of it runs again. */
  private drop(task: Task): void {
    task.state = 'dropped';
    if (task.timer) task.timer.cancelled = true;
    if (task.waiting?.kind === 'children') for (const child of task.waiting.children) this.drop(child);
    this.closeAll(task);
  }

  private closeAll(task: Task): void {
    for (const id of [...task.sockets]) {
      const socket = this.sockets.get(id);
      if (socket) this.close(socket);
    }
  }

  private mine(task: Task, id: SocketId): Socket {
    const socket = this.sockets.get(id);
    invariant(socket !== undefined, 'a program used a socket that it does not have');
    // Goroutines may use a socket of the task that started them.
    invariant(socket.owner.lane === task.lane, 'a program used a socket of another');
    return socket;
  }

  private close(socket: Socket): void {
    if (socket.proto === 'tcp') this.streams.close(socket);
    socket.state = 'closed';
    if (socket.local) socket.host.freePort(socket.proto, socket.local.port);
    this.sockets.delete(socket.id);
    socket.owner.sockets.delete(socket.id);
  }

  private recordCall(task: Task, call: NetCall): void {
    if (call.call === 'tell' || call.call === 'now' || call.call === 'random') return;
    const socket = 'socket' in call ? call.socket : undefined;
    this.record({
      kind: 'call',
      at: this.clock,
      lane: task.lane,
      call: call.call,
      ...(socket === undefined ? {} : { socket }),
      words: 'to' in call && typeof call.to === 'object' ? `${call.to.address}#${call.to.port}` : '',
    });
  }
}
