// ICMP echo: a request to an address, and what comes back. ping(8), RFC 792.
import type { Micros, Rng } from '../../../engine/index.ts';
import { inPrefix, parseAddress } from '../address/index.ts';
import type { EchoAnswer, EchoRequest, Errno } from './calls.ts';
import type { EchoEvent } from './events.ts';
import type { Host } from './host.ts';
import type { Task } from './task.ts';
import type { World } from './world.ts';

/** Three ARP requests, a second apart, before a neighbour counts as absent (net.ipv4.neigh.default.mcast_solicit). */
const ARP_TIMEOUT: Micros = 3_050_000;
/** A host takes this long to answer itself, and up to so much more. */
const STACK: Micros = 22;
const SPREAD = 24;

export class Echoes {
  private readonly world: World;
  private readonly rng: Rng;

  constructor(world: World) {
    this.world = world;
    this.rng = world.seed.fork('icmp');
  }

  /** An error at once, or undefined: the answer comes to the task later, or never. */
  send(task: Task, request: EchoRequest): Errno | undefined {
    const { world } = this;
    const { host } = task;
    const source = host.sourceFor(request.to);
    if (source === undefined) return 'ENETUNREACH';
    this.tell(task, request, 'request', source, request.to);
    this.tap(host, 'Out', request, false, source, request.to);
    const target = world.routes.hostOf(host, request.to);
    const sees = { from: source, to: request.to, proto: 'icmp', port: 0 } as const;
    if (target !== undefined && target !== host && !world.routes.passes(sees)) return undefined;
    if (target === undefined) this.absent(task, request, source);
    else this.answer(task, request, source, target);
    return undefined;
  }

  /** No host has it. On the own network nobody answers ARP, and the kernel says so; behind a router it is silence. */
  private absent(task: Task, request: EchoRequest, source: string): void {
    if (!isNear(task.host, request.to)) return;
    this.world.at(this.world.now + ARP_TIMEOUT, () => {
      this.tell(task, request, 'unreachable', source, source);
      this.give(task, { kind: 'unreachable', from: source, seq: request.seq, at: this.world.now });
    });
  }

  private answer(task: Task, request: EchoRequest, source: string, target: Host): void {
    const { world } = this;
    const { host } = task;
    const way = target === host ? 0 : host.latency + target.latency;
    const stack = STACK + this.rng.below(SPREAD);
    world.at(world.now + way, () => {
      if (target.gone) return;
      if (target !== host) {
        this.tap(target, 'In', request, false, source, request.to);
        this.tap(target, 'Out', request, true, request.to, source);
      }
      world.at(world.now + way + stack, () => {
        this.tell(task, request, 'reply', request.to, source);
        this.tap(host, 'In', request, true, request.to, source);
        const ttl = target === host || isNear(host, request.to) ? 64 : 63;
        this.give(task, { kind: 'reply', from: request.to, seq: request.seq, ttl, at: world.now });
      });
    });
  }

  private give(task: Task, answer: EchoAnswer): void {
    if (task.state !== 'running') return;
    task.echoes.push(answer);
    this.world.echoed(task);
  }

  private tell(task: Task, { seq, size }: EchoRequest, what: EchoEvent['what'], from: string, to: string): void {
    this.world.record({ kind: 'echo', at: this.world.now, lane: task.lane, what, from, to, seq, size });
  }

  private tap(
    host: Host,
    direction: 'In' | 'Out',
    { id, seq, size }: EchoRequest,
    reply: boolean,
    from: string,
    to: string,
  ): void {
    host.tap?.({
      at: this.world.now,
      direction,
      device: host.deviceOf(direction === 'Out' ? from : to, direction === 'Out' ? to : from),
      from: { address: from, port: 0 },
      to: { address: to, port: 0 },
      payload: { kind: 'echo', reply, id, seq, size },
    });
  }
}

/** An address of a network that the host is on. */
function isNear(host: Host, address: string): boolean {
  const bytes = parseAddress(address);
  return (
    bytes !== undefined &&
    host.interfaces.some((each) => {
      const own = parseAddress(each.address);
      return own !== undefined && each.device !== 'lo' && inPrefix(bytes, own, each.prefix);
    })
  );
}
