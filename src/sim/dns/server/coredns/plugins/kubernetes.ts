// plugin/kubernetes: names of Services, endpoints and Pods, and the names of their addresses.
import { parseAddress, reverseName } from '../../../address/index.ts';
import { labelsOf, record, type Resource } from '../../../message/index.ts';
import type { Net } from '../../../net/index.ts';
import { CorefileError, type Dispenser } from '../dispenser.ts';
import {
  fallsThrough,
  matchZone,
  normalizeZone,
  parseInteger,
  type Env,
  type Handler,
  type Next,
  type Plugin,
  type Query,
  type Reply,
} from '../plugin.ts';
import { reply, soaOf } from '../reply.ts';
import { findRecords, namesOfAddress, type KubeConfig, type ServiceRecord } from './kube-records.ts';

/** defaultTTL in kubernetes.go; kubeadm's Corefile says 30. */
const DEFAULT_TTL = 5;

function parse(c: Dispenser, env: Env): KubeConfig {
  const zones = c.remainingArgs();
  const config = {
    zones: zones.length > 0 ? zones.map(normalizeZone) : [...env.zones],
    pods: 'disabled' as KubeConfig['pods'],
    ttl: DEFAULT_TTL,
    namespaces: undefined as readonly string[] | undefined,
    fallthrough: undefined as readonly string[] | undefined,
    endpointPodNames: false,
    endpoints: true,
    ignoreEmpty: false,
  };
  if (config.zones.every((zone) => zone.endsWith('.arpa.'))) throw c.plain('non-reverse zone name must be used');
  while (c.nextBlock()) {
    const property = c.value;
    const args = c.remainingArgs();
    switch (property) {
      case 'pods': {
        const [mode] = args;
        if (args.length !== 1) throw c.argError();
        if (mode !== 'disabled' && mode !== 'verified' && mode !== 'insecure')
          throw c.plain(`wrong value for pods: ${mode},  must be one of: disabled, verified, insecure`);
        config.pods = mode;
        break;
      }
      case 'namespaces':
        if (args.length === 0) throw c.argError();
        config.namespaces = [...(config.namespaces ?? []), ...args];
        break;
      case 'ttl': {
        if (args.length === 0) throw c.argError();
        const ttl = parseInteger(c, args[0] ?? '');
        if (ttl < 0 || ttl > 3600) throw c.error(`ttl must be in range [0, 3600]: ${ttl}`);
        config.ttl = ttl;
        break;
      }
      case 'fallthrough':
        config.fallthrough = args.map(normalizeZone);
        break;
      case 'endpoint_pod_names':
        if (args.length > 0) throw c.argError();
        config.endpointPodNames = true;
        break;
      case 'noendpoints':
        if (args.length > 0) throw c.argError();
        config.endpoints = false;
        break;
      case 'ignore':
        if (args.length > 0 && args[0] !== 'empty_service') throw c.plain(`unable to parse ignore value: '${args[0]}'`);
        config.ignoreEmpty = args.length > 0;
        break;
      // Where the API is, and which objects are watched: the cluster here is given as data.
      case 'endpoint':
      case 'labels':
      case 'namespace_labels':
      case 'tls':
      case 'kubeconfig':
      case 'startup_timeout':
      case 'apiserver_qps':
      case 'multicluster':
        if (args.length === 0) throw c.argError();
        break;
      default:
        throw c.error(`unknown property '${property}'`);
    }
  }
  return config;
}

export const kubernetes: Plugin = {
  name: 'kubernetes',
  setup(c, env) {
    let config: KubeConfig | undefined;
    while (c.next()) {
      if (config) throw new CorefileError('this plugin can only be used once per Server Block', c.line);
      config = parse(c, env);
    }
    if (!config) return undefined;
    env.shared.set('kubernetes', config);
    return new KubernetesHandler(config, env);
  },
};

class KubernetesHandler implements Handler {
  private readonly config: KubeConfig;
  private readonly env: Env;

  constructor(config: KubeConfig, env: Env) {
    this.config = config;
    this.env = env;
  }

  *serve(query: Query, next: Next): Net<Reply> {
    const zone = matchZone(this.config.zones, query.name);
    if (zone === undefined) return yield* next(query);
    const { ttl } = this.config;
    const found = query.type === 'PTR' ? this.pointers(query) : yield* this.forward(query, zone);
    if (found === 'nxdomain') {
      if (fallsThrough(this.config.fallthrough, query.name)) return yield* next(query);
      return reply(query, { rcode: 'NXDOMAIN', authority: [soaOf(zone, ttl)] });
    }
    if (found.answer.length === 0) return reply(query, { authority: [soaOf(zone, ttl)] });
    return reply(query, found);
  }

  private *forward(
    query: Query,
    zone: string,
  ): Net<{ answer: readonly Resource[]; additional: readonly Resource[] } | 'nxdomain'> {
    const { ttl } = this.config;
    const asked = query.message.question[0]?.name ?? query.name;
    const none = { answer: [], additional: [] };
    if (query.name === zone && query.type === 'SOA') return { answer: [soaOf(zone, ttl)], additional: [] };
    if (query.type === 'TXT' && query.name === `dns-version.${zone}`)
      return { answer: [record(asked, 28_800, 'TXT', { kind: 'TXT', strings: ['1.1.0'] })], additional: [] };
    const records = findRecords(this.config, this.env.cluster(), query.name, zone);
    if (records === 'nxdomain') return 'nxdomain';
    switch (query.type) {
      case 'A':
      case 'AAAA':
      case 'CNAME':
        return { answer: yield* this.addresses(query, asked, records), additional: [] };
      case 'SRV':
        return servers(asked, records, ttl);
      default:
        return none;
    }
  }

  /** plugin.A and plugin.AAAA: addresses once each; an ExternalName is an alias that is looked up through the server itself. */
  private *addresses(query: Query, asked: string, records: readonly ServiceRecord[]): Net<readonly Resource[]> {
    const { ttl } = this.config;
    const out: Resource[] = [];
    for (const host of new Set(records.map((each) => each.host))) {
      const bytes = parseAddress(host);
      const type = bytes?.length === 4 ? 'A' : 'AAAA';
      if (bytes) {
        if (query.type === type) out.push(record(asked, ttl, type, { kind: type, address: host }));
        continue;
      }
      const alias = record(asked, ttl, 'CNAME', { kind: 'CNAME', target: host });
      const target = query.type === 'CNAME' ? undefined : yield* this.env.resolve(host, query.type);
      if (query.type === 'CNAME') out.push(alias);
      else if (target) out.push(alias, ...target.answer);
    }
    return out;
  }

  private pointers(query: Query): { answer: readonly Resource[]; additional: readonly Resource[] } | 'nxdomain' {
    const names = namesOfAddress(this.config, this.env.cluster(), (address) => reverseName(address) === query.name);
    if (names.length === 0) return 'nxdomain';
    const asked = query.message.question[0]?.name ?? query.name;
    const answer = names.map((target) => record(asked, this.config.ttl, 'PTR', { kind: 'PTR', target }));
    return { answer, additional: [] };
  }
}

/** plugin.SRV: one record per name and port, weights that share 100, addresses in the additional section. */
function servers(
  asked: string,
  records: readonly ServiceRecord[],
  ttl: number,
): { answer: readonly Resource[]; additional: readonly Resource[] } {
  const internal = records.filter(({ host }) => parseAddress(host));
  const weight = Math.max(1, Math.floor(100 / Math.max(1, internal.length)));
  const answer = new Map<string, Resource>();
  const additional = new Map<string, Resource>();
  for (const { name, port, host } of internal) {
    const data = { kind: 'SRV' as const, priority: 0, weight, port: Math.max(0, port), target: name };
    answer.set(`${name} ${port}`, record(asked, ttl, 'SRV', data));
    const type = host.includes(':') ? 'AAAA' : 'A';
    additional.set(`${name} ${host}`, record(name, ttl, type, { kind: type, address: host }));
  }
  return { answer: [...answer.values()], additional: [...additional.values()] };
}

/** Kubernetes.AutoPath in autopath.go: the search list of the Pod that asks; needs `pods verified`. */
export function autoPathOf(config: KubeConfig, env: Env, address: string, name: string): readonly string[] {
  const zone = matchZone(config.zones, name);
  if (zone === undefined || config.pods !== 'verified') return [];
  const pod = env.cluster().pods.find(({ ip }) => ip === address);
  if (!pod) return [];
  const tail = labelsOf(zone).join('.');
  const host = (env.files.get('/etc/resolv.conf') ?? '').match(/^search\s+(.*)$/m)?.[1]?.split(/\s+/) ?? [];
  return [`${pod.namespace}.svc.${tail}.`, `svc.${tail}.`, `${tail}.`, ...host.map((each) => normalizeZone(each)), '.'];
}
