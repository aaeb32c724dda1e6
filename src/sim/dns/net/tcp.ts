// TCP as programs see it: handshake, refusal, silence, streams of framed messages or of bytes, resets and the end. tcp(7).
import type { Micros } from '../../../engine/index.ts';
import { framed, type Errno, type Sent } from './calls.ts';
import { Connection } from './connection.ts';
import type { ConnectionEvent, Endpoint, QueryEvent } from './events.ts';
import type { Incoming, Service } from './service.ts';
import { joined, unframe, type Socket } from './sockets.ts';
import { tap } from './taps.ts';
import { queryEvent } from './udp.ts';
import type { Why } from './why.ts';
import type { World } from './world.ts';

/** net.ipv4.tcp_syn_retries: the SYN is sent again after 1, 2, 4 … 32 seconds; after 127 s in all connect gives up. */
const SYN_RETRIES = 6;
const SECOND: Micros = 1_000_000;
/** net.ipv4.tcp_retries2 = 15: bytes that nobody acknowledges are given up after about 924.6 s. */
const GIVE_UP: Micros = 924_600_000;

export class Streams {
  private readonly world: World;
  private readonly open = new Map<number, Connection>();

  constructor(world: World) {
    this.world = world;
  }

  /** EINPROGRESS, or an error at once. The outcome touches the socket. */
  connect(socket: Socket, to: Endpoint): Errno {
    const source = socket.host.sourceFor(to.address);
    if (source === undefined) return 'ENETUNREACH';
    const port = socket.host.takePort('tcp', socket.owner.rng);
    if (port === undefined) return 'EAGAIN';
    socket.local = { address: source, port };
    socket.peer = to;
    socket.state = 'connecting';
    this.tell(socket, 'syn');
    this.attempt(socket, socket.local, to, 0);
    return 'EINPROGRESS';
  }

  private attempt(socket: Socket, local: Endpoint, to: Endpoint, retries: number): void {
    const { world } = this;
    const passage = world.link.pass({ direction: 'query', proto: 'tcp', from: local, to }, world.rng);
    const server = world.routes.find(socket, local.address, to);
    if (passage.kind === 'reject' || server.kind === 'none') {
      this.lonely(socket, local, to);
      return this.fail(socket, world.now, 'ECONNREFUSED', 'refused');
    }
    if (passage.kind === 'drop' || server.kind !== 'host') {
      this.lonely(socket, local, to);
      const next = world.now + SECOND * 2 ** retries;
      if (retries === SYN_RETRIES) return this.fail(socket, next, 'ETIMEDOUT', 'timed-out');
      world.at(next, () => {
        if (socket.state === 'connecting') this.attempt(socket, local, to, retries + 1);
      });
      return;
    }
    const way = passage.delay + (server.host === socket.host ? 0 : socket.host.latency + server.host.latency);
    const connection = new Connection(world, socket, to, server, way);
    connection.packet('client', 'S');
    if (connection.refused) {
      world.at(world.now + way, () => connection.packet('server', 'R.'));
      this.fail(socket, world.now + 2 * way, 'ECONNREFUSED', 'refused');
    } else this.establish(socket, connection);
  }

  /** A SYN that reaches nobody is seen where it leaves. */
  private lonely(socket: Socket, local: Endpoint, to: Endpoint): void {
    if (!socket.host.tap) return;
    const seq = this.world.numbers.below(2 ** 32);
    const payload = { kind: 'tcp', flags: 'S', seq, ack: 0, bytes: new Uint8Array(0) } as const;
    tap(socket.host, this.world.now, 'Out', local, to, payload);
  }

  private establish(socket: Socket, connection: Connection): void {
    const { world } = this;
    const { way } = connection;
    world.at(world.now + way, () => {
      connection.packet('server', 'S.');
      world.at(world.now + way, () => this.opened(socket, connection));
    });
  }

  private opened(socket: Socket, connection: Connection): void {
    const { world } = this;
    const { service, host } = connection;
    if (socket.state !== 'connecting') return;
    if (host.gone) return this.fail(socket, world.now + GIVE_UP, 'ETIMEDOUT', 'timed-out');
    socket.state = 'open';
    this.open.set(socket.id, connection);
    connection.packet('client', '.');
    this.tell(socket, 'established');
    world.touch(socket);
    if (!service.accept) return;
    connection.server = world.accept(connection, service.accept.bind(service));
    this.open.set(connection.server.id, connection);
  }

  private fail(socket: Socket, when: Micros, errno: Errno, what: 'refused' | 'timed-out'): void {
    this.world.at(when, () => {
      if (socket.state !== 'connecting') return;
      socket.state = 'failed';
      socket.error = errno;
      this.tell(socket, what);
      this.world.touch(socket);
    });
  }

  send(socket: Socket, bytes: Uint8Array, why: readonly Why[]): Sent {
    const connection = this.open.get(socket.id);
    if (socket.state !== 'open' || !connection) return { ok: false, errno: 'EPIPE' };
    if (connection.host.gone || connection.client.host.gone) return this.unacknowledged(socket);
    if (connection.server) {
      connection.carry(socket, bytes);
      return { ok: true, queries: [] };
    }
    connection.packet('client', 'P.', bytes);
    const { messages, rest } = unframe(joined(connection.rest, bytes));
    connection.rest = rest;
    const events = messages.map((message, i) => queryEvent(this.world, socket, connection.to, message, why[i]));
    for (const event of events) {
      this.world.record(event);
      this.world.at(this.world.now + connection.way, () => this.arrive(socket, connection, event));
    }
    return { ok: true, queries: events.map(({ query }) => query) };
  }

  /** The other host is gone: the bytes are sent again and again, and in the end the connection is given up. */
  private unacknowledged(socket: Socket): Sent {
    this.world.at(this.world.now + GIVE_UP, () => {
      if (socket.state !== 'open') return;
      socket.state = 'failed';
      socket.error = 'ETIMEDOUT';
      this.world.touch(socket);
    });
    return { ok: true, queries: [] };
  }

  private arrive(socket: Socket, connection: Connection, event: QueryEvent): void {
    const { world } = this;
    const { host, at, service } = connection;
    if (host.gone) return;
    if (host.serviceAt(at.address, 'tcp', at.port) !== service) return connection.reset(socket, 'server');
    const incoming: Incoming = {
      at: world.now,
      proto: 'tcp',
      from: event.from,
      to: event.to,
      flow: `${event.from.address}#${event.from.port}`,
      bytes: event.bytes,
    };
    connection.packet('server', '.');
    const answer = service.answer(incoming);
    const fate = (kind: 'ignored' | 'answered', words: string, leavesAt?: Micros): void =>
      world.record({ kind: 'fate', at: world.now, lane: event.lane, query: event.query, fate: kind, words, leavesAt });
    if (answer.kind === 'silence') return fate('ignored', answer.words);
    const send = (bytes: Uint8Array, delay: Micros): void => {
      fate('answered', answer.words ?? 'answered', world.now + delay);
      world.at(world.now + delay, () => {
        service.left?.(incoming);
        if (host.gone) return;
        connection.packet('server', 'P.', framed(bytes));
        world.at(world.now + connection.way, () => this.deliver(socket, connection, event, bytes));
      });
    };
    if (answer.kind === 'send') send(answer.reply.bytes, answer.reply.delay);
    else world.serve(host, event.query, answer.run, (bytes) => send(bytes, 0));
  }

  private deliver(socket: Socket, connection: Connection, event: QueryEvent, bytes: Uint8Array): void {
    const { world } = this;
    const closed = socket.state !== 'open';
    world.record({
      kind: 'reply',
      at: world.now,
      lane: event.lane,
      query: event.query,
      socket: socket.id,
      proto: 'tcp',
      from: event.to,
      to: event.from,
      bytes,
      fate: closed ? 'closed' : 'delivered',
    });
    if (closed) return;
    connection.packet('client', '.');
    socket.inbox.push({ kind: 'bytes', bytes: framed(bytes) });
    world.touch(socket);
  }

  close(socket: Socket): void {
    const connection = this.open.get(socket.id);
    if (!connection || !this.open.delete(socket.id)) return;
    if (socket === connection.client) this.tell(socket, 'closed');
    connection.finish(socket === connection.client ? 'client' : 'server');
  }

  /** The process that listened has ended: the kernel closes what it had open. */
  ended(service: Service): void {
    for (const connection of new Set(this.open.values()))
      if (connection.service === service && !connection.server) connection.finish('server');
  }

  private tell(socket: Socket, what: ConnectionEvent['what']): void {
    this.world.record({
      kind: 'connection',
      at: this.world.now,
      lane: socket.owner.lane,
      socket: socket.id,
      from: socket.local ?? { address: '0.0.0.0', port: 0 },
      to: socket.peer ?? { address: '0.0.0.0', port: 0 },
      what,
    });
  }
}
