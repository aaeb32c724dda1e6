// A host: its addresses and routes, what listens on it, and the ports that are taken.
import type { Micros, Rng } from '../../../engine/index.ts';
import { familyOf, inPrefix, isLinkLocal, isLoopback, parseAddress } from '../address/index.ts';
import type { InterfaceAddress } from './calls.ts';
import type { Proto } from './events.ts';
import type { Tap } from './frames.ts';
import type { Service } from './service.ts';
import type { Task } from './task.ts';

export interface HostSpec {
  readonly name: string;
  /** Without the loopback addresses, which every host has. */
  readonly addresses: readonly InterfaceAddress[];
  /** Families with a default route. */
  readonly defaultRoutes?: readonly ('inet' | 'inet6')[];
  /** One way, from this host to the middle of the network. */
  readonly latency?: Micros;
}

/** net.ipv4.ip_local_port_range */
const FIRST_PORT = 32_768;
const LAST_PORT = 60_999;

const LOOPBACK: readonly InterfaceAddress[] = [
  { address: '127.0.0.1', prefix: 8, device: 'lo' },
  { address: '::1', prefix: 128, device: 'lo' },
];

export class Host {
  readonly name: string;
  readonly latency: Micros;
  /** Removed from the world: what still arrives for it vanishes. */
  gone = false;
  /** Somebody captures here. */
  tap: Tap | undefined;
  readonly listeners = new Map<Task, Tap>();
  /** A service listens no more. */
  onEnd: ((service: Service) => void) | undefined;
  /** What runs on it. */
  readonly tasks = new Set<Task>();
  readonly interfaces: readonly InterfaceAddress[];
  private readonly outside: readonly { readonly at: InterfaceAddress; readonly bytes: Uint8Array }[];
  private readonly defaultRoutes: ReadonlySet<string>;
  private readonly services = new Map<string, Service>();
  /** UDP ports as they are, TCP ports above them. */
  private readonly ports = new Set<number>();

  constructor(spec: HostSpec) {
    this.name = spec.name;
    this.latency = spec.latency ?? 0;
    this.interfaces = [...LOOPBACK, ...spec.addresses];
    this.outside = spec.addresses.map((at) => ({ at, bytes: parseAddress(at.address) ?? new Uint8Array(4) }));
    this.defaultRoutes = new Set(spec.defaultRoutes ?? ['inet']);
  }

  has(address: string): boolean {
    return isLoopback(address) || this.interfaces.some((each) => each.address === address);
  }

  /** Replaces what listened there; undefined takes it away, so that the port is closed. */
  listen(address: string, proto: Proto, port: number, service: Service | undefined): void {
    const key = `${proto} ${address} ${port}`;
    const before = this.services.get(key);
    if (service) this.services.set(key, service);
    else this.services.delete(key);
    if (before && before !== service) this.onEnd?.(before);
  }

  serviceAt(address: string, proto: Proto, port: number): Service | undefined {
    return this.services.get(`${proto} ${address} ${port}`) ?? this.services.get(`${proto} * ${port}`);
  }

  /** The address that connect(2) would choose as source; undefined is ENETUNREACH. A subset of RFC 6724 section 5. */
  sourceFor(to: string): string | undefined {
    if (isLoopback(to)) return to.includes(':') ? '::1' : '127.0.0.1';
    if (this.has(to)) return to;
    const family = familyOf(to);
    const bytes = parseAddress(to);
    if (bytes === undefined) return undefined;
    const near = this.outside.find((each) => inPrefix(bytes, each.bytes, each.at.prefix));
    if (near) return near.at.address;
    if (!this.defaultRoutes.has(family)) return undefined;
    const mine = this.outside.filter(({ at }) => familyOf(at.address) === family && !isLinkLocal(at.address));
    return mine[0]?.at.address;
  }

  /** The device that packets between an own address and another pass. */
  deviceOf(own: string, other: string): string {
    if (this.has(other)) return 'lo';
    return this.interfaces.find((each) => each.address === own && each.device !== 'lo')?.device ?? 'eth0';
  }

  takePort(proto: Proto, rng: Rng): number | undefined {
    const span = LAST_PORT - FIRST_PORT + 1;
    const start = rng.below(span);
    for (let i = 0; i < span; i += 1) {
      const port = FIRST_PORT + ((start + i) % span);
      const key = portKey(proto, port);
      if (this.ports.has(key)) continue;
      this.ports.add(key);
      return port;
    }
    return undefined;
  }

  freePort(proto: Proto, port: number): void {
    this.ports.delete(portKey(proto, port));
  }
}

const portKey = (proto: Proto, port: number): number => (proto === 'tcp' ? 65_536 + port : port);
