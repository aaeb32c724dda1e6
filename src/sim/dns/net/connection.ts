// One TCP connection: its two ends, what is under way, and the packets that a capture would see. RFC 9293.
import type { Micros } from '../../../engine/index.ts';
import type { Endpoint } from './events.ts';
import type { TcpFlags } from './frames.ts';
import type { Host } from './host.ts';
import type { Service } from './service.ts';
import type { Socket } from './sockets.ts';
import { tap } from './taps.ts';
import type { World } from './world.ts';

/** Bytes that one side has sent, with its first sequence number. */
interface Side {
  readonly host: Host;
  readonly first: number;
  sent: number;
}

export class Connection {
  private readonly world: World;
  readonly client: Socket;
  /** Where the client believes the server to be. */
  readonly to: Endpoint;
  /** Where it is. */
  readonly at: Endpoint;
  readonly host: Host;
  readonly service: Service;
  /** One way, without the time of the answer. */
  readonly way: Micros;
  /** The server's end, when the service takes bytes as they come. */
  server: Socket | undefined;
  /** Bytes of the client that are no whole message yet. */
  rest: Uint8Array = new Uint8Array(0);
  private readonly sides: readonly [client: Side, server: Side];
  private readonly closed: [client: boolean, server: boolean] = [false, false];

  constructor(world: World, client: Socket, to: Endpoint, server: Endpoint & { readonly host: Host }, way: Micros) {
    this.world = world;
    this.client = client;
    this.to = to;
    this.at = { address: server.address, port: server.port };
    this.host = server.host;
    this.service = server.host.serviceAt(server.address, 'tcp', server.port) ?? NOBODY;
    this.way = way;
    const number = (): number => (client.host.tap || server.host.tap ? world.numbers.below(2 ** 32) : 0);
    this.sides = [
      { host: client.host, first: number(), sent: 0 },
      { host: server.host, first: number(), sent: 0 },
    ];
  }

  /** Nobody listens there. */
  get refused(): boolean {
    return this.service === NOBODY;
  }

  /** Shows a packet to those who capture at either end. `gone`: it never arrives. */
  packet(from: 'client' | 'server', flags: TcpFlags, bytes: Uint8Array = NOTHING, gone = false): void {
    const [client, server] = this.sides;
    const [own, other] = from === 'client' ? [client, server] : [server, client];
    const syn = flags.startsWith('S');
    const seq = syn ? own.first : own.sent + 1;
    const ack = flags === 'S' ? 0 : syn || flags === 'R.' ? other.first + 1 : other.sent + 1;
    own.sent += bytes.length + (flags === 'F.' ? 1 : 0);
    if (!client.host.tap && !server.host.tap) return;
    const payload = { kind: 'tcp', flags, seq, ack, bytes } as const;
    const local = this.client.local ?? UNKNOWN;
    const ends = { client: [local, this.to], server: [local, this.at] } as const;
    const show = (side: 'client' | 'server', direction: 'In' | 'Out'): void => {
      const [near, far] = ends[side];
      const [source, target] = from === 'client' ? [near, far] : [far, near];
      tap(side === 'client' ? client.host : server.host, this.world.now, direction, source, target, payload);
    };
    show(from, 'Out');
    if (gone || client.host === server.host) return;
    this.world.at(this.world.now + this.way, () => show(from === 'client' ? 'server' : 'client', 'In'));
  }

  /** The other end, while it can be reached. */
  private otherOf(socket: Socket): Socket | undefined {
    return socket === this.client ? this.server : this.client;
  }

  /** Bytes as they are, to the other end. */
  carry(socket: Socket, bytes: Uint8Array): void {
    const from = socket === this.client ? 'client' : 'server';
    this.packet(from, 'P.', bytes);
    const { world } = this;
    const lane = this.client.owner.lane;
    const [source, target] = [socket.local ?? UNKNOWN, socket.peer ?? UNKNOWN];
    world.record({ kind: 'segment', at: world.now, lane, socket: socket.id, from: source, to: target, bytes });
    world.at(world.now + this.way, () => {
      const other = this.otherOf(socket);
      if (!other || other.host.gone) return;
      if (other.state === 'closed') return this.reset(socket, from === 'client' ? 'server' : 'client');
      this.packet(from === 'client' ? 'server' : 'client', '.');
      other.inbox.push({ kind: 'bytes', bytes });
      world.touch(other);
    });
  }

  /** RST to a socket: whoever waits there learns of it. */
  reset(socket: Socket, by: 'client' | 'server'): void {
    const { world } = this;
    this.packet(by, 'R');
    world.at(world.now + this.way, () => {
      if (socket.state !== 'open') return;
      socket.state = 'failed';
      socket.error = 'ECONNRESET';
      world.touch(socket);
    });
  }

  /** FIN of one side. True when both have closed. */
  finish(by: 'client' | 'server'): boolean {
    const index = by === 'client' ? 0 : 1;
    if (this.closed[index]) return false;
    this.closed[index] = true;
    const own = by === 'client' ? this.client : this.server;
    if (own?.host.gone) return true;
    this.packet(by, 'F.');
    const { world } = this;
    world.at(world.now + this.way, () => {
      const other = by === 'client' ? this.server : this.client;
      if ((other ?? this).host.gone) return;
      this.packet(by === 'client' ? 'server' : 'client', '.');
      // A service of messages has no end of its own: it closes when the client does.
      if (by === 'client' && !this.server) this.finish('server');
      if (!other || other.state === 'closed') return;
      other.ended = true;
      world.touch(other);
    });
    return this.closed[0] && this.closed[1];
  }
}

const NOTHING = new Uint8Array(0);
const UNKNOWN: Endpoint = { address: '0.0.0.0', port: 0 };
const NOBODY: Service = { answer: () => ({ kind: 'silence', words: 'nobody listens' }) };
