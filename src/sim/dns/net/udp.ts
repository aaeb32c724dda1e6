// Datagrams: from a client's socket through the network to a service, and the answer back. udp(7), ip(7).
import { questionOf } from '../message/index.ts';
import type { Errno, Sent } from './calls.ts';
import type { DnsEvent, Endpoint, QueryEvent } from './events.ts';
import type { Frame } from './frames.ts';
import type { Host } from './host.ts';
import type { Incoming, Outgoing } from './service.ts';
import { takeError, type Socket } from './sockets.ts';
import { tap } from './taps.ts';
import type { Why } from './why.ts';
import type { World } from './world.ts';

/** What the trace says of a query that leaves; also for TCP. */
export function queryEvent(
  world: World,
  socket: Socket,
  to: Endpoint,
  bytes: Uint8Array,
  why: Why | undefined,
): QueryEvent {
  const question = world.trace === 'none' ? undefined : questionOf(bytes);
  const cause = socket.owner.serving?.query;
  return {
    kind: 'query',
    at: world.now,
    lane: socket.owner.lane,
    query: world.newQuery(),
    socket: socket.id,
    proto: socket.proto,
    from: socket.local ?? { address: '0.0.0.0', port: 0 },
    to,
    name: question?.name,
    type: question?.type,
    bytes,
    why,
    cause,
  };
}

export class Datagrams {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  connect(socket: Socket, to: Endpoint): Errno | undefined {
    const source = socket.host.sourceFor(to.address);
    if (source === undefined) return 'ENETUNREACH';
    const errno = this.bind(socket, source);
    if (errno) return errno;
    socket.peer = to;
    return undefined;
  }

  private bind(socket: Socket, source: string): Errno | undefined {
    if (socket.local) return undefined;
    const port = socket.host.takePort('udp', socket.owner.rng);
    if (port === undefined) return 'EAGAIN';
    socket.local = { address: source, port };
    return undefined;
  }

  send(socket: Socket, bytes: Uint8Array, address: Endpoint | undefined, why: Why | undefined): Sent {
    // A waiting error is reported instead of sending (udp_sendmsg: sock_alloc_send_skb looks at sk_err first).
    const waiting = takeError(socket);
    if (waiting) return { ok: false, errno: waiting };
    const to = address ?? socket.peer;
    if (to === undefined) return { ok: false, errno: 'ENOTCONN' };
    const source = socket.host.sourceFor(to.address);
    const errno = source === undefined ? 'ENETUNREACH' : this.bind(socket, source);
    if (errno) return { ok: false, errno };
    const { world } = this;
    const event = queryEvent(world, socket, to, bytes, why);
    world.record(event);
    if (socket.host.tap) tap(socket.host, world.now, 'Out', event.from, to, { kind: 'udp', bytes });
    const packet = { direction: 'query', proto: 'udp', from: event.from, to } as const;
    const passage = world.link.pass(packet, world.rng);
    if (passage.kind === 'drop') this.fate(event, 'lost', passage.words);
    else if (passage.kind === 'reject') {
      this.fate(event, 'refused', passage.words);
      this.unreachable(socket, event, 0);
    } else this.carry(socket, event, passage.delay);
    return { ok: true, queries: [event.query] };
  }

  private carry(socket: Socket, event: QueryEvent, delay: number): void {
    const { world } = this;
    const server = world.routes.find(socket, event.from.address, event.to);
    if (server.kind === 'nowhere')
      return this.fate(event, 'unreachable', `no host has the address ${event.to.address}`);
    if (server.kind === 'dropped') return this.fate(event, 'lost', 'dropped by the packet filter');
    if (server.kind === 'none') {
      // kube-proxy: a service without endpoints is rejected on the node itself.
      this.fate(event, 'refused', 'the service has no endpoints');
      return this.unreachable(socket, event, 0);
    }
    const way = delay + (server.host === socket.host ? 0 : socket.host.latency + server.host.latency);
    world.at(world.now + way, () => this.arrive(socket, event, server, way));
  }

  private arrive(socket: Socket, event: QueryEvent, server: Endpoint & { readonly host: Host }, way: number): void {
    const { host } = server;
    if (host.gone) return this.fate(event, 'unreachable', `the host ${host.name} is gone`);
    const at: Endpoint = { address: server.address, port: server.port };
    if (host.tap && host !== socket.host)
      tap(host, this.world.now, 'In', event.from, at, { kind: 'udp', bytes: event.bytes });
    const service = host.serviceAt(server.address, 'udp', server.port);
    if (!service) {
      this.fate(event, 'refused', 'nobody listens: port unreachable');
      return this.unreachable(socket, event, way);
    }
    const incoming: Incoming = {
      at: this.world.now,
      proto: 'udp',
      from: event.from,
      to: event.to,
      flow: `${event.from.address}#${event.from.port}`,
      bytes: event.bytes,
    };
    const answer = service.answer(incoming);
    if (answer.kind === 'silence') return this.fate(event, 'ignored', answer.words);
    const send = (reply: Outgoing): void => {
      const leavesAt = this.world.now + reply.delay;
      this.fate(event, 'answered', answer.words ?? 'answered', leavesAt);
      this.world.at(leavesAt, () => {
        service.left?.(incoming);
        if (host.gone) return;
        if (host.tap && host !== socket.host)
          tap(host, this.world.now, 'Out', reply.from ?? at, event.from, { kind: 'udp', bytes: reply.bytes });
        this.back(socket, event, reply, way);
      });
    };
    if (answer.kind === 'send') send(answer.reply);
    else this.world.serve(host, event.query, answer.run, (bytes) => send({ bytes, delay: 0 }));
  }

  private back(socket: Socket, event: QueryEvent, reply: Outgoing, way: number): void {
    const { world } = this;
    const from = reply.from ?? event.to;
    const packet = { direction: 'reply', proto: 'udp', from, to: event.from } as const;
    const passage = world.link.pass(packet, world.rng);
    if (passage.kind !== 'pass') return this.fate(event, 'lost', `the answer was ${passage.words}`);
    world.at(world.now + way + passage.delay, () => {
      if (socket.host.tap) tap(socket.host, world.now, 'In', from, event.from, { kind: 'udp', bytes: reply.bytes });
      const stranger =
        socket.peer !== undefined && (socket.peer.address !== from.address || socket.peer.port !== from.port);
      const fate = socket.state === 'closed' ? 'closed' : stranger ? 'not-peer' : 'delivered';
      world.record({
        kind: 'reply',
        at: world.now,
        lane: event.lane,
        query: event.query,
        socket: socket.id,
        proto: 'udp',
        from,
        to: event.from,
        bytes: reply.bytes,
        fate,
      });
      if (fate !== 'delivered') return;
      socket.inbox.push({ kind: 'datagram', from, bytes: reply.bytes, query: event.query });
      world.touch(socket);
    });
  }

  /** ICMP port unreachable: a connected socket learns of it, an unconnected one does not (ip(7), IP_RECVERR). */
  private unreachable(socket: Socket, event: QueryEvent, way: number): void {
    const { world } = this;
    world.at(world.now + way, () => {
      if (socket.host.tap) this.showUnreachable(socket.host, event);
      world.record({
        kind: 'icmp',
        at: world.now,
        lane: socket.owner.lane,
        query: event.query,
        socket: socket.id,
        words: 'port unreachable',
      });
      if (socket.state === 'closed' || socket.peer === undefined) return;
      socket.error = 'ECONNREFUSED';
      world.touch(socket);
    });
  }

  private showUnreachable(host: Host, { at, from, to, bytes }: QueryEvent): void {
    const about: Frame = { at, direction: 'Out', device: '', from, to, payload: { kind: 'udp', bytes } };
    const source = { address: to.address, port: 0 };
    const target = { address: from.address, port: 0 };
    tap(host, this.world.now, 'In', source, target, { kind: 'unreachable', what: 'port', about });
  }

  private fate(
    event: QueryEvent,
    fate: 'lost' | 'ignored' | 'refused' | 'unreachable' | 'answered',
    words: string,
    leavesAt?: number,
  ): void {
    const told: DnsEvent = {
      kind: 'fate',
      at: this.world.now,
      lane: event.lane,
      query: event.query,
      fate,
      words,
      leavesAt,
    };
    this.world.record(told);
  }
}
