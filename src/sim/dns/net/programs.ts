// Running the programs of a world: what a request does, who waits for what, and who goes on.
import { invariant, type Micros } from '../../../engine/index.ts';
import type { Net, NetCall } from './calls.ts';
import type { Connection } from './connection.ts';
import type { DnsEvent, Endpoint, QueryId, SocketId } from './events.ts';
import type { Host } from './host.ts';
import type { Service } from './service.ts';
import { newSocket, readySockets, takeError, type Socket } from './sockets.ts';
import { lookupOf, newTask, rootOf, type Lookup, type Print, type Task, type Waiting } from './task.ts';
import { listen, unlisten } from './taps.ts';
import { recordCall } from './strace.ts';
import type { World } from './world.ts';

/** Sockets that one program may hold: enough for any resolver, and a leak is seen. */
const MAX_SOCKETS = 1024;

export type Accept = (socket: SocketId, peer: Endpoint) => Net<unknown>;

export class Programs {
  private readonly world: World;
  private nextSocket = 1;
  private tasks = 0;

  constructor(world: World) {
    this.world = world;
  }

  start<T>(host: Host, lane: string, program: Net<T>, print?: Print): Lookup<T> {
    const task = this.newTask(host, lane, program, undefined, undefined, print);
    const startedAt = this.world.now;
    this.world.at(startedAt, () => this.resume(task, undefined));
    return lookupOf<T>(task, startedAt, {
      stop: () => this.drop(task),
      endWait: () => this.endWait(task),
    });
  }

  serve(host: Host, query: QueryId, program: Net<unknown>, send: (bytes: Uint8Array) => void): void {
    const task = this.newTask(host, host.name, program, undefined, { query, send });
    this.world.at(this.world.now, () => this.resume(task, undefined));
  }

  /** The server's end of a connection, with its program. */
  accept(connection: Connection, program: Accept): Socket {
    const { host, at, client, service } = connection;
    const id = this.nextSocket++;
    const peer = client.local ?? at;
    const task = this.newTask(host, host.name, program(id, peer), undefined, undefined);
    task.service = service;
    const socket = newSocket(id, 'tcp', client.family, task);
    socket.local = at;
    socket.peer = peer;
    socket.state = 'open';
    this.world.sockets.set(id, socket);
    task.sockets.add(id);
    this.world.at(this.world.now + connection.way, () => this.resume(task, undefined));
    return socket;
  }

  /** What listened there has ended: the programs of its connections with it. */
  dropService(host: Host, service: Service): void {
    for (const task of [...host.tasks]) if (task.service === service && task.state === 'running') this.drop(task);
  }

  /** Something happened at a socket: whoever waits for it goes on. */
  touch(socket: Socket): void {
    const task = socket.owner;
    const { waiting } = task;
    if (waiting === undefined || task.state !== 'running') return;
    if (waiting.kind === 'poll' && waiting.wanted.some((wanted) => wanted.socket === socket.id)) {
      if (readySockets(this.world.sockets, waiting.wanted).length === 0) return;
      const { wanted } = waiting;
      this.wake(task, () => readySockets(this.world.sockets, wanted));
    } else if (waiting.kind === 'connect' && waiting.socket === socket.id) this.wake(task, () => takeError(socket));
  }

  /** An answer to a ping has come. */
  echoed(task: Task): void {
    if (task.waiting?.kind === 'echo') this.wake(task, () => task.echoes.shift());
  }

  private captured(task: Task): void {
    if (task.waiting?.kind === 'capture') this.wake(task, () => task.frames?.shift());
  }

  private newTask(
    host: Host,
    lane: string,
    program: Net<unknown>,
    parent: Task | undefined,
    serving: Task['serving'],
    print: Print | undefined = parent?.print,
  ): Task {
    this.tasks += 1;
    const rng = parent?.rng ?? this.world.seed.fork(`${lane} ${this.tasks}`);
    const task = newTask({ lane, host, program, parent, serving: serving ?? parent?.serving, rng, print });
    host.tasks.add(task);
    return task;
  }

  /** What it waits for does not come: it goes on as at the end of its time. */
  private endWait(task: Task): void {
    const { waiting } = task;
    if (waiting?.kind === 'children') for (const child of waiting.children) this.endWait(child);
    else if (waiting?.kind === 'poll') this.wake(task, () => []);
    else if (waiting?.kind === 'connect') this.wake(task, () => 'EINTR');
    else if (waiting !== undefined) this.wake(task, () => undefined);
  }

  /** All that runs on a host ends. */
  dropAll(host: Host): void {
    for (const task of [...host.tasks]) if (task.state === 'running') this.drop(task);
  }

  private wake(task: Task, value: () => unknown): void {
    if (task.timer) task.timer.cancelled = true;
    task.timer = undefined;
    task.waiting = undefined;
    this.world.at(this.world.now, () => this.resume(task, value()));
  }

  private wait(task: Task, waiting: Waiting, until: Micros, late: () => unknown): void {
    task.waiting = waiting;
    if (until === Infinity) return;
    task.timer = this.world.at(Math.max(until, this.world.now), () => {
      task.timer = undefined;
      task.waiting = undefined;
      this.resume(task, late());
    });
  }

  private resume(task: Task, value: unknown): void {
    if (task.state !== 'running') return;
    let input = value;
    for (;;) {
      const step = task.program.next(input);
      if (step.done) {
        const caller = task.callers.pop();
        if (caller === undefined) return this.finish(task, step.value);
        task.program = caller;
        input = step.value;
        continue;
      }
      if (step.value.call === 'run') {
        task.callers.push(task.program);
        task.program = step.value.program;
        input = undefined;
        continue;
      }
      const result = this.perform(task, step.value);
      if (task.waiting !== undefined) return;
      input = result;
    }
  }

  private perform(task: Task, call: Exclude<NetCall, { call: 'run' }>): unknown {
    if (this.world.trace === 'calls') recordCall(this.world, task, call);
    switch (call.call) {
      case 'now':
        return this.world.now;
      case 'random':
        return task.rng.below(call.below);
      case 'interfaces':
        return task.host.interfaces;
      case 'route':
        return task.host.sourceFor(call.to);
      case 'local':
        return this.mine(task, call.socket).local;
      case 'tell': {
        if (this.world.trace === 'none') return undefined;
        // The object is the program's gift: filling it in is several times faster than a copy.
        const event = call.event as { at?: Micros; lane?: string };
        event.at = this.world.now;
        event.lane = task.lane;
        return void this.world.record(event as DnsEvent);
      }
      case 'spawn': {
        const child = this.newTask(task.host, task.lane, call.program, undefined, undefined);
        return void this.world.at(this.world.now, () => this.resume(child, undefined));
      }
      case 'reply':
        return task.serving?.send(call.bytes);
      case 'print':
        return task.print?.(call.fd, call.text);
      case 'echo':
        return this.world.echoes.send(task, call.request);
      case 'echoed':
        if (task.echoes.length > 0 || call.until <= this.world.now) return task.echoes.shift();
        return this.wait(task, { kind: 'echo' }, call.until, () => undefined);
      case 'capture':
        if (!task.frames) listen(task, () => this.captured(task));
        if ((task.frames?.length ?? 0) > 0 || call.until <= this.world.now) return task.frames?.shift();
        return this.wait(task, { kind: 'capture' }, call.until, () => undefined);
      case 'catch':
        rootOf(task).interrupt ??= 'caught';
        return undefined;
      case 'interrupted':
        return rootOf(task).interrupt === 'came';
      case 'socket': {
        invariant(task.sockets.size < MAX_SOCKETS, 'a program leaks sockets');
        const socket = newSocket(this.nextSocket++, call.proto, call.family, task);
        this.world.sockets.set(socket.id, socket);
        task.sockets.add(socket.id);
        return socket.id;
      }
      case 'connect': {
        const socket = this.mine(task, call.socket);
        if (socket.proto === 'udp') return this.world.datagrams.connect(socket, call.to);
        const errno = this.world.streams.connect(socket, call.to);
        if (errno !== 'EINPROGRESS' || !call.block) return errno;
        return this.wait(task, { kind: 'connect', socket: socket.id }, Infinity, () => undefined);
      }
      case 'send': {
        const socket = this.mine(task, call.socket);
        return socket.proto === 'udp'
          ? this.world.datagrams.send(socket, call.bytes, call.to, call.why[0])
          : this.world.streams.send(socket, call.bytes, call.why);
      }
      case 'poll': {
        const ready = readySockets(this.world.sockets, call.wanted);
        if (ready.length > 0 || call.until <= this.world.now) return ready;
        return this.wait(task, { kind: 'poll', wanted: call.wanted }, call.until, () => []);
      }
      case 'receive': {
        const socket = this.mine(task, call.socket);
        const errno = takeError(socket);
        if (errno) return { kind: 'error', errno };
        return socket.inbox.shift() ?? (socket.ended ? { kind: 'end' } : { kind: 'error', errno: 'EAGAIN' });
      }
      case 'close':
        return this.world.close(this.mine(task, call.socket));
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
    for (const child of children) this.world.at(this.world.now, () => this.resume(child, undefined));
    return undefined;
  }

  private finish(task: Task, value: unknown): void {
    task.state = 'done';
    unlisten(task);
    task.value = value;
    task.endedAt = this.world.now;
    task.host.tasks.delete(task);
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
    unlisten(task);
    task.host.tasks.delete(task);
    if (task.timer) task.timer.cancelled = true;
    if (task.waiting?.kind === 'children') for (const child of task.waiting.children) this.drop(child);
    this.closeAll(task);
  }

  private closeAll(task: Task): void {
    for (const id of [...task.sockets]) {
      const socket = this.world.sockets.get(id);
      if (socket) this.world.close(socket);
    }
  }

  private mine(task: Task, id: SocketId): Socket {
    const socket = this.world.sockets.get(id);
    invariant(socket !== undefined, 'a program used a socket that it does not have');
    // Goroutines may use a socket of the task that started them.
    invariant(socket.owner.lane === task.lane, 'a program used a socket of another');
    return socket;
  }
}
