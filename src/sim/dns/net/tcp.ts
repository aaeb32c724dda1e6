// TCP as far as a resolver can see it: handshake, refusal, silence, a stream of framed messages, the end. tcp(7).
import type { Micros } from '../../../engine/index.ts';
import { framed, type Errno, type Sent } from './calls.ts';
import type { ConnectionEvent, Endpoint, QueryEvent } from './events.ts';
import type { Host } from './host.ts';
import type { Incoming, Service } from './service.ts';
import { joined, unframe, type Socket } from './sockets.ts';
import { queryEvent } from './udp.ts';
import type { Why } from './why.ts';
import type { World } from './world.ts';

/** tcp_syn_retries = 6: after 1 + 2 + … + 64 seconds connect gives up. */
const SYN_TIMEOUT: Micros = 127_000_000;

interface Connection {
  readonly to: Endpoint;
  readonly host: Host;
  readonly service: Service;
  readonly way: Micros;
  /** Bytes of the client that are no whole message yet. */
  rest: Uint8Array;
}

export class Streams {
  private readonly world: World;
  private readonly open = new Map<number, Connection>();

  constructor(world: World) {
    this.world = world;
  }

  /** EINPROGRESS, or an error at once. The outcome touches the socket. */
  connect(socket: Socket, to: Endpoint): Errno {
    const { world } = this;
    const source = socket.host.sourceFor(to.address);
    if (source === undefined) return 'ENETUNREACH';
    const port = socket.host.takePort('tcp', socket.owner.rng);
    if (port === undefined) return 'EAGAIN';
    socket.local = { address: source, port };
    socket.peer = to;
    socket.state = 'connecting';
    this.tell(socket, 'syn');
    const packet = { direction: 'query', proto: 'tcp', from: socket.local, to } as const;
    const passage = world.link.pass(packet, world.rng);
    const server = world.routes.find(socket, source, to);
    const refuse = passage.kind === 'reject' || server.kind === 'none';
    const lost = passage.kind === 'drop' || server.kind !== 'host';
    if (refuse) this.fail(socket, world.now, 'ECONNREFUSED', 'refused');
    else if (lost) this.fail(socket, world.now + SYN_TIMEOUT, 'ETIMEDOUT', 'timed-out');
    else {
      const way = passage.delay + (server.host === socket.host ? 0 : socket.host.latency + server.host.latency);
      const service = server.host.serviceAt(server.address, 'tcp', server.port);
      if (!service) this.fail(socket, world.now + 2 * way, 'ECONNREFUSED', 'refused');
      else this.establish(socket, { to, host: server.host, service, way, rest: new Uint8Array(0) });
    }
    return 'EINPROGRESS';
  }

  private establish(socket: Socket, connection: Connection): void {
    this.world.at(this.world.now + 2 * connection.way, () => {
      if (socket.state !== 'connecting') return;
      socket.state = 'open';
      this.open.set(socket.id, connection);
      this.tell(socket, 'established');
      this.world.touch(socket);
    });
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
    const { messages, rest } = unframe(joined(connection.rest, bytes));
    connection.rest = rest;
    const events = messages.map((message, i) => queryEvent(this.world, socket, connection.to, message, why[i]));
    for (const event of events) {
      this.world.record(event);
      this.world.at(this.world.now + connection.way, () => this.arrive(socket, connection, event));
    }
    return { ok: true, queries: events.map(({ query }) => query) };
  }

  private arrive(socket: Socket, connection: Connection, event: QueryEvent): void {
    const { world } = this;
    const incoming: Incoming = {
      at: world.now,
      proto: 'tcp',
      from: event.from,
      to: event.to,
      flow: `${event.from.address}#${event.from.port}`,
      bytes: event.bytes,
    };
    const answer = connection.service.answer(incoming);
    const fate = (kind: 'ignored' | 'answered', words: string, leavesAt?: Micros): void =>
      world.record({
        kind: 'fate',
        at: world.now,
        lane: event.lane,
        query: event.query,
        fate: kind,
        words,
        leavesAt,
      });
    if (answer.kind === 'silence') return fate('ignored', answer.words);
    const send = (bytes: Uint8Array, delay: Micros): void => {
      fate('answered', answer.words ?? 'answered', world.now + delay);
      world.at(world.now + delay, () => {
        connection.service.left?.(incoming);
        world.at(world.now + connection.way, () => this.deliver(socket, event, bytes));
      });
    };
    if (answer.kind === 'send') send(answer.reply.bytes, answer.reply.delay);
    else world.serve(connection.host, event.query, answer.run, (bytes) => send(bytes, 0));
  }

  private deliver(socket: Socket, event: QueryEvent, bytes: Uint8Array): void {
    const { world } = this;
    const closed = socket.state === 'closed';
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
    socket.inbox.push({ kind: 'bytes', bytes: framed(bytes) });
    world.touch(socket);
  }

  close(socket: Socket): void {
    if (this.open.delete(socket.id)) this.tell(socket, 'closed');
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
