// One question put to several resolvers, each alone in the same small network: what was sent, when and why.
import { invariant, type Micros } from '../../../engine/index.ts';
import type { Family } from '../address/index.ts';
import type { ClientFiles } from '../config/index.ts';
import { World, type DnsEvent, type RunEnd, type Service } from '../net/index.ts';
import { CoreDns, ScriptedServer, Zones } from '../server/index.ts';
import { resolverOf } from './clients.ts';
import { faultOf } from './faults.ts';
import { COURSE_ZONES } from './zones.ts';

export interface ServerSetup {
  readonly address: string;
  /** Of FAULTS. */
  readonly fault: string;
  /** For faults with a knob. */
  readonly delayMs: number;
}

export interface ExperimentSetup {
  /** Ids of RESOLVERS, in the order of the lanes. */
  readonly clients: readonly string[];
  /** Byte strings: the name and the files as the clients read them. */
  readonly name: string;
  readonly family: Family | 'unspec';
  readonly files: ClientFiles;
  readonly servers: readonly ServerSetup[];
  /** The pod has an IPv6 address and route, too. */
  readonly dualStack: boolean;
  /** What the servers know; absent: the course's zones. */
  readonly zones?: Zones;
}

export interface ExperimentRun {
  readonly clients: readonly string[];
  /** In order of time within each lane; lanes one after the other. */
  readonly events: readonly DnsEvent[];
  /** What happened in the network of one client, its servers' doings included. Numbers of queries count per network. */
  readonly networks: ReadonlyMap<string, readonly DnsEvent[]>;
  /** Lanes whose client was still waiting at the end. */
  readonly waiting: ReadonlySet<string>;
  readonly end: Readonly<Record<string, RunEnd>>;
}

/** As the recordings: a client that still waits after this is left alone. */
export const PATIENCE: Micros = 150_000_000;

/** Late answers come within this; a CoreDNS waits six seconds for its upstreams. */
const AFTERWARDS: Micros = 6_000_000;
const SLICE: Micros = 250_000;

const COURSE = new Zones(COURSE_ZONES);

/** What a CoreDNS of the playground asks: the address that kind gives its node. */
const UPSTREAM = '172.18.0.1';
const FORWARDING = `.:53 {
    errors
    forward . ${UPSTREAM}
    cache 30
}
`;
const NO_CLUSTER = { namespaces: [], services: [], slices: [], pods: [] };

/** An address that no interface can have is no host: its packets get lost, as they would. */
function addServers(world: World, setup: ExperimentSetup): void {
  const taken = new Set<string>();
  for (const { address, fault, delayMs } of setup.servers) {
    if (taken.has(address)) continue;
    taken.add(address);
    const host = world.addHost({
      name: address,
      addresses: [{ address, prefix: address.includes(':') ? 128 : 32, device: 'lo' }],
    });
    const { rules: make, forwards } = faultOf(fault);
    const rules = make?.(delayMs);
    if (rules === undefined) continue;
    let service: Service = new ScriptedServer(setup.zones ?? COURSE, rules);
    if (forwards) {
      const loaded = CoreDns.load({ corefile: FORWARDING, cluster: () => NO_CLUSTER });
      invariant(loaded.kind === 'server', 'the playground has a Corefile that CoreDNS refuses');
      if (!taken.has(UPSTREAM)) {
        taken.add(UPSTREAM);
        const upstream = world.addHost({
          name: UPSTREAM,
          addresses: [{ address: UPSTREAM, prefix: 32, device: 'lo' }],
        });
        for (const proto of ['udp', 'tcp'] as const) upstream.listen(UPSTREAM, proto, 53, service);
      }
      service = loaded.server;
    }
    host.listen(address, 'udp', 53, service);
    host.listen(address, 'tcp', 53, service);
  }
}

/** Deterministic: the same setup gives the same events. */
export function runExperiment(setup: ExperimentSetup): ExperimentRun {
  const events: DnsEvent[] = [];
  const networks = new Map<string, readonly DnsEvent[]>();
  const waiting = new Set<string>();
  const end: Record<string, RunEnd> = {};
  const clients = setup.clients.filter((id) => resolverOf(id) !== undefined);
  for (const id of clients) {
    const world = new World({ seed: `experiment ${id}` });
    const pod = world.addHost({
      name: 'pod',
      addresses: [
        { address: '10.244.1.7', prefix: 24, device: 'eth0' },
        ...(setup.dualStack ? [{ address: 'fd00:10:244:1::7', prefix: 64, device: 'eth0' }] : []),
      ],
      defaultRoutes: setup.dualStack ? ['inet', 'inet6'] : ['inet'],
    });
    addServers(world, setup);
    const program = resolverOf(id)?.run(setup.files, { name: setup.name, family: setup.family });
    if (!program) continue;
    const lookup = world.start(pod, id, program);
    if (setup.servers.some(({ fault }) => faultOf(fault).forwards)) {
      // CoreDNS looks after its upstreams for ever: the picture ends a little after the lookup.
      let until = 0;
      while (!lookup.done && until < PATIENCE) end[id] = world.run((until += SLICE));
      if (lookup.done) end[id] = world.run(until + AFTERWARDS);
    } else end[id] = world.run(PATIENCE);
    if (!lookup.done) waiting.add(id);
    networks.set(id, world.events);
    for (const event of world.events) events.push(event);
  }
  return { clients, events, networks, waiting, end };
}
