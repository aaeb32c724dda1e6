// Plays one recorded case: servers, pod and client from its input, no latency, and what was sent and said as an outcome.
import {
  ScriptedServer,
  World,
  Zones,
  decode,
  labelsOf,
  type DnsEvent,
  type Host,
  type InterfaceAddress,
  type Service,
  type ZoneData,
} from '../../../sim/dns/index.ts';
import { utf8 } from '../../../sim/kernel/abi/bytes.ts';
import type { Client, Printed } from './clients.ts';
import type {
  DnsCase,
  Outcome,
  RecordedInput,
  RecordedQuery,
  RecordedServer,
  RecordedStep,
  ZoneFile,
} from './format.ts';

/** The recorder stops a client after so long. */
const PATIENCE_MS = 150_000;

function podAddresses({ pod }: RecordedInput): readonly InterfaceAddress[] {
  const of = (text: string): InterfaceAddress => {
    const [address = '', prefix] = text.split('/');
    return { address, prefix: Number(prefix), device: 'eth0' };
  };
  return [
    of(pod.ipv4),
    ...(pod.ipv6 === null ? [] : [of(pod.ipv6)]),
    ...(pod.linklocal_ipv6 ? [of('fe80::f407:1/64')] : []),
  ];
}

export function buildServers(world: World, pod: Host, servers: readonly RecordedServer[], zones: Zones): void {
  for (const server of servers) {
    const own = server.address.startsWith('127.') || server.address === '::1';
    const prefix = server.address.includes(':') ? 128 : 32;
    const spec = { name: server.address, addresses: [{ address: server.address, prefix, device: 'lo' }] };
    const host = own ? pod : world.addHost(spec);
    const service: Service = new ScriptedServer(zones, server.rules);
    if (server.udp !== false) host.listen(server.address, 'udp', 53, service);
    if (server.tcp !== false) host.listen(server.address, 'tcp', 53, service);
  }
}

interface Flat extends Omit<RecordedQuery, 'socket'> {
  readonly t: number;
  readonly socketId: number;
}

/** Queries and refused connections, as the recorder saw them arrive. */
export function seen(events: readonly DnsEvent[], servers: ReadonlySet<string>): Flat[] {
  return events.flatMap((event): Flat[] => {
    if (event.kind !== 'query' && event.kind !== 'connection') return [];
    if (!servers.has(event.to.address) || event.to.port !== 53) return [];
    const common = { t: event.at / 1000, server: event.to.address, socketId: event.socket };
    if (event.kind === 'connection') {
      if (event.what !== 'refused') return [];
      return [{ ...common, proto: 'tcp', qname: null, qtype: null, connect_only: true }];
    }
    const decoded = decode(event.bytes);
    const question = decoded.kind === 'message' ? decoded.message.question[0] : undefined;
    if (decoded.kind !== 'message' || !question)
      return [{ ...common, proto: event.proto, qname: null, qtype: null, connect_only: true }];
    const { rd, ad, edns } = decoded.message;
    // The recorder joins the bytes of the labels with dots.
    const qname = `${labelsOf(question.name).join('.')}.`;
    const known = question.type.replace(/^TYPE/, '');
    return [{ ...common, proto: event.proto, qname, qtype: known, rd, ad, edns: edns !== undefined }];
  });
}

const STEP_MS = 60;

/** Groups by time; for clients with goroutines the canonical order of the README; sockets labelled by first use. */
function steps(flat: readonly Flat[], order: DnsCase['order']): RecordedStep[] {
  const groups: { t: number; queries: Flat[] }[] = [];
  for (const query of flat) {
    const last = groups.at(-1);
    if (last && query.t - last.t < STEP_MS) last.queries.push(query);
    else groups.push({ t: query.t, queries: [query] });
  }
  const labels = new Map<string, string>();
  const counts = { u: 0, t: 0 };
  return groups.map(({ t, queries }) => {
    const sorted = order === 'strict' ? queries : canonical(queries);
    return {
      t,
      queries: sorted.map(({ socketId, t: _, ...query }) => {
        const kind = query.proto === 'tcp' ? 't' : 'u';
        const key = `${kind}${socketId}`;
        const label = labels.get(key) ?? `${kind}${(counts[kind] += 1)}`;
        labels.set(key, label);
        return { ...query, socket: label };
      }),
    };
  });
}

export function canonical<Q extends { readonly qname: string | null; readonly qtype: string | null }>(
  queries: readonly Q[],
): Q[] {
  const names = [...new Set(queries.map(({ qname }) => qname))];
  return queries
    .map((query, at) => ({ query, at, name: names.indexOf(query.qname) }))
    .sort((a, b) => a.name - b.name || compareText(String(a.query.qtype), String(b.query.qtype)) || a.at - b.at)
    .map(({ query }) => query);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const zoneCache = new WeakMap<object, Map<string, Zones>>();

/** Strings of TXT records are UTF-8 on the wire. */
const asBytes = (zone: ZoneData): ZoneData => ({
  ...zone,
  records: zone.records.map(
    ([name, type, ttl, text]) => [name, type, ttl, type === 'TXT' ? utf8(text) : text] as const,
  ),
});

export function zonesOf(file: ZoneFile, name: string): Zones {
  const cache = zoneCache.get(file) ?? new Map<string, Zones>();
  zoneCache.set(file, cache);
  const zones = cache.get(name) ?? new Zones((file[name]?.zones ?? []).map(asBytes));
  cache.set(name, zones);
  return zones;
}

export function playCase(item: DnsCase, client: Client, zones: ZoneFile, seed: string): Outcome {
  const { input } = item;
  const world = new World({ seed });
  const pod = world.addHost({
    name: 'pod',
    addresses: podAddresses(input),
    defaultRoutes: input.pod.ipv6 === null ? ['inet'] : ['inet', 'inet6'],
  });
  buildServers(world, pod, input.servers, zonesOf(zones, input.zone));
  const printed: Printed = { 1: '', 2: '' };
  const program = client(input, printed);
  const lookup = world.start(pod, input.client.kind, program, (fd, text) => (printed[fd] += text));
  world.run(PATIENCE_MS * 1000);
  const servers = new Set(input.servers.map(({ address }) => address));
  const schedule = steps(seen(world.events, servers), item.order);
  if (!lookup.done) return { schedule, elapsed_ms: PATIENCE_MS, result: { killed: true } };
  return { schedule, elapsed_ms: (lookup.endedAt ?? 0) / 1000, result: lookup.value ?? {} };
}
