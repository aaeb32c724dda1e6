// Where the packets of a flow really go: kube-proxy's translation with its connection tracking, the packet filter, and the hosts.
import type { Rng } from '../../../engine/index.ts';
import type { Endpoint, Proto } from './events.ts';
import type { Host } from './host.ts';
import type { Socket } from './sockets.ts';

/** A service address: packets to it go to one of its endpoints, the same for all packets of a flow (kube-proxy). */
export interface VirtualService {
  readonly address: string;
  readonly endpoints: readonly string[];
}

/**
 * What the nodes' kube-proxy has programmed for an address and port: the endpoints (an address alone keeps the port).
 * Undefined: no Service has it. Empty: a Service without endpoints, which is rejected.
 */
export type Proxy = (address: string, port: number, proto: Proto) => readonly (string | Endpoint)[] | undefined;

/** A packet as the filter of the pod's node sees it: after the translation, before it leaves. */
export interface FilteredPacket {
  readonly from: string;
  readonly to: string;
  readonly proto: Proto | 'icmp';
  readonly port: number;
}

/** Judges the packets that open a flow or continue it towards the server; answers belong to an accepted flow and pass. */
export type Filter = (packet: FilteredPacket) => 'pass' | 'drop';

export type Route =
  | { readonly kind: 'host'; readonly host: Host; readonly address: string; readonly port: number }
  /** A service without endpoints: rejected on the node itself. */
  | { readonly kind: 'none' }
  | { readonly kind: 'dropped' }
  /** No host has the address. */
  | { readonly kind: 'nowhere' };

const NONE: Route = { kind: 'none' };
const DROPPED: Route = { kind: 'dropped' };
const NOWHERE: Route = { kind: 'nowhere' };

export class Routes {
  private readonly byAddress = new Map<string, Host>();
  private readonly virtual = new Map<string, VirtualService>();
  private proxy: Proxy | undefined;
  private filter: Filter | undefined;
  private readonly rng: Rng;

  constructor(rng: Rng) {
    this.rng = rng;
  }

  add(host: Host, addresses: readonly string[]): void {
    for (const address of addresses) this.byAddress.set(address, host);
  }

  remove(host: Host): void {
    for (const [address, owner] of this.byAddress) if (owner === host) this.byAddress.delete(address);
  }

  setVirtual(service: VirtualService): void {
    this.virtual.set(service.address, service);
  }

  setProxy(proxy: Proxy | undefined): void {
    this.proxy = proxy;
  }

  setFilter(filter: Filter | undefined): void {
    this.filter = filter;
  }

  private endpoints(to: Endpoint, proto: Proto): readonly (string | Endpoint)[] | undefined {
    return this.proxy?.(to.address, to.port, proto) ?? this.virtual.get(to.address)?.endpoints;
  }

  /**
   * A flow keeps the endpoint that its first packet got. When that endpoint is one no more, kube-proxy deletes the entries of UDP
   * flows to it (pkg/proxy/conntrack), so that the next packet gets another; a TCP connection stays with the dead.
   */
  private translated(socket: Socket, to: Endpoint): Endpoint | 'none' {
    const endpoints = this.endpoints(to, socket.proto);
    if (endpoints === undefined) return to;
    const known = socket.flows?.get(`${to.address} ${to.port}`);
    if (known && endpoints.some((each) => isSame(each, known, to.port))) return known;
    const chosen = endpoints[this.rng.below(Math.max(1, endpoints.length))];
    if (chosen === undefined) return 'none';
    const endpoint = typeof chosen === 'string' ? { address: chosen, port: to.port } : chosen;
    socket.flows ??= new Map();
    socket.flows.set(`${to.address} ${to.port}`, endpoint);
    return endpoint;
  }

  /** The host that has an address; services are not looked at. */
  hostOf(from: Host, address: string): Host | undefined {
    return from.has(address) ? from : this.byAddress.get(address);
  }

  passes(packet: FilteredPacket): boolean {
    return this.filter?.(packet) !== 'drop';
  }

  find(socket: Socket, from: string, to: Endpoint): Route {
    if (socket.host.has(to.address)) return { kind: 'host', host: socket.host, ...to };
    const end = this.translated(socket, to);
    if (end === 'none') return NONE;
    if (this.filter && !this.passes({ from, to: end.address, proto: socket.proto, port: end.port })) return DROPPED;
    const host = this.byAddress.get(end.address);
    return host ? { kind: 'host', host, address: end.address, port: end.port } : NOWHERE;
  }
}

const isSame = (each: string | Endpoint, known: Endpoint, port: number): boolean =>
  typeof each === 'string'
    ? each === known.address && port === known.port
    : each.address === known.address && each.port === known.port;
