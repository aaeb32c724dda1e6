// What the network does to packets on their way: filters, loss, delay, and the insert race of connection tracking.
import type { Micros, Rng } from '../../../engine/index.ts';
import type { Endpoint, Proto } from './events.ts';

export interface Packet {
  readonly direction: 'query' | 'reply';
  readonly proto: Proto;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

export interface LinkFault {
  /** Addresses; absent matches all. */
  readonly from?: string;
  readonly to?: string;
  readonly proto?: Proto;
  readonly port?: number;
  readonly direction?: 'query' | 'reply';
  readonly effect:
    | { readonly kind: 'drop'; readonly words: string }
    /** A filter that answers: ICMP port unreachable, or a reset. */
    | { readonly kind: 'reject'; readonly words: string }
    | { readonly kind: 'lose'; readonly perMille: number }
    | { readonly kind: 'delay'; readonly by: Micros }
    /**
     * Two UDP packets of one socket that leave before the first was answered race to insert their translation into the
     * connection tracking table; the second is dropped (kubernetes#56903; nf_conntrack_core.c, __nf_conntrack_confirm).
     */
    | { readonly kind: 'race'; readonly perMille: number };
}

export type Passage =
  | { readonly kind: 'pass'; readonly delay: Micros }
  | { readonly kind: 'drop'; readonly words: string }
  | { readonly kind: 'reject'; readonly words: string };

const matches = (fault: LinkFault, packet: Packet): boolean =>
  (fault.from === undefined || fault.from === packet.from.address) &&
  (fault.to === undefined || fault.to === packet.to.address) &&
  (fault.proto === undefined || fault.proto === packet.proto) &&
  (fault.port === undefined || fault.port === packet.to.port) &&
  (fault.direction === undefined || fault.direction === packet.direction);

const FREE: Passage = { kind: 'pass', delay: 0 };

/** The faults of a world and what they remember. */
export class Link {
  private faults: readonly LinkFault[] = [];
  /** Flows with a packet under way whose entry is not confirmed yet. */
  private readonly unconfirmed = new Set<string>();
  private readonly confirmed = new Set<string>();

  set(faults: readonly LinkFault[]): void {
    this.faults = faults;
  }

  pass(packet: Packet, rng: Rng): Passage {
    if (this.faults.length === 0) return FREE;
    let delay = 0;
    const flow = packet.direction === 'query' ? key(packet.from, packet.to) : key(packet.to, packet.from);
    if (packet.direction === 'reply') {
      this.unconfirmed.delete(flow);
      this.confirmed.add(flow);
    }
    for (const fault of this.faults) {
      if (!matches(fault, packet)) continue;
      const { effect } = fault;
      if (effect.kind === 'drop' || effect.kind === 'reject') return { kind: effect.kind, words: effect.words };
      if (effect.kind === 'delay') delay += effect.by;
      else if (effect.kind === 'lose' && rng.below(1000) < effect.perMille)
        return { kind: 'drop', words: 'lost on the way' };
      else if (effect.kind === 'race' && this.races(packet, flow) && rng.below(1000) < effect.perMille)
        return { kind: 'drop', words: 'lost the race for the connection tracking entry' };
    }
    return { kind: 'pass', delay };
  }

  private races(packet: Packet, flow: string): boolean {
    if (packet.proto !== 'udp' || packet.direction !== 'query' || this.confirmed.has(flow)) return false;
    if (this.unconfirmed.has(flow)) return true;
    this.unconfirmed.add(flow);
    return false;
  }
}

const key = (client: Endpoint, server: Endpoint): string =>
  `${client.address} ${client.port} ${server.address} ${server.port}`;
