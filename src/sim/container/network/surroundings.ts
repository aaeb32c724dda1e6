/** What is around the cluster: name servers beyond the node, and what happens to packets on their way. */
import { type LinkFault, ScriptedServer, type ServerRule, type ZoneData, Zones } from '../../dns/index.ts';
import { FAR, type Network } from './network.ts';
import { outsideWorld } from './web.ts';

/** A name server outside of the cluster. */
export interface Upstream {
  readonly address: string;
  readonly zones: readonly ZoneData[];
  /** How it misbehaves; absent: it does not. */
  readonly rules?: readonly ServerRule[];
  /** One way, to the middle of the network. */
  readonly latencyMs?: number;
}

export interface Surroundings {
  readonly upstreams?: readonly Upstream[];
  readonly faults?: readonly LinkFault[];
}

export function surround({ world }: Network, { upstreams = [], faults = [] }: Surroundings): void {
  for (const { address, zones, rules = [], latencyMs } of upstreams) {
    const host = world.addHost({
      name: address,
      addresses: [{ address, prefix: address.includes(':') ? 128 : 32, device: 'eth0' }],
      latency: latencyMs === undefined ? FAR : latencyMs * 1000,
    });
    const server = new ScriptedServer(new Zones(zones), rules);
    for (const proto of ['udp', 'tcp'] as const) host.listen(address, proto, 53, server);
  }
  outsideWorld(world, upstreams);
  world.setFaults(faults);
}
