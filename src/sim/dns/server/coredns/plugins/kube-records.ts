// Which objects a name stands for: parseRequest, findServices, findPods and the reverse, of plugin/kubernetes.
import { parseAddress } from '../../../address/index.ts';
import { labelsOf } from '../../../message/index.ts';
import {
  isHeadless,
  type ClusterData,
  type ClusterEndpoint,
  type ClusterService,
  type ServicePort,
} from '../cluster.ts';

export interface KubeConfig {
  readonly zones: readonly string[];
  readonly pods: 'disabled' | 'verified' | 'insecure';
  readonly ttl: number;
  readonly namespaces: readonly string[] | undefined;
  readonly fallthrough: readonly string[] | undefined;
  readonly endpointPodNames: boolean;
  readonly endpoints: boolean;
  readonly ignoreEmpty: boolean;
}

export interface ServiceRecord {
  /** An address, or the name that an ExternalName points to. */
  readonly host: string;
  readonly port: number;
  /** Its own name: what SRV points to. */
  readonly name: string;
}

interface Asked {
  readonly kind: 'svc' | 'pod';
  readonly namespace: string;
  readonly service: string;
  readonly endpoint: string;
  readonly port: string;
  readonly protocol: string;
}

/** parseRequest: labels from the right. `apex`: exists, without data. */
function parseRequest(name: string, zone: string): Asked | 'apex' | 'invalid' {
  const labels = labelsOf(name).slice(0, labelsOf(name).length - labelsOf(zone).length);
  const kind = labels.pop();
  if (kind === undefined) return 'apex';
  if (kind !== 'svc' && kind !== 'pod') return 'invalid';
  const namespace = labels.pop();
  if (namespace === undefined) return 'apex';
  const service = labels.pop() ?? '';
  const bare = (label: string): string => label.replace(/^_/, '');
  const [first = '', second = ''] = labels;
  if (labels.length > 2) return 'invalid';
  return {
    kind,
    namespace,
    service,
    endpoint: labels.length === 1 ? first : '',
    port: labels.length === 2 ? bare(first) : '',
    protocol: labels.length === 2 ? bare(second) : '',
  };
}

const exposed = (config: KubeConfig, cluster: ClusterData, namespace: string): boolean =>
  (config.namespaces?.includes(namespace) ?? true) && cluster.namespaces.includes(namespace);

/** matchPortAndProtocol: no port asked matches every port. */
const portMatches = (asked: Asked, { name = '', protocol = 'TCP' }: ServicePort): boolean =>
  (asked.port === '' || asked.port === name.toLowerCase()) &&
  (asked.protocol === '' || asked.protocol === protocol.toLowerCase());

/** endpointHostname: the endpoint's own, or its address with dashes. */
function endpointName({ endpointPodNames }: KubeConfig, endpoint: ClusterEndpoint, address: string): string {
  if (endpoint.hostname) return endpoint.hostname;
  if (endpointPodNames && endpoint.podName) return endpoint.podName;
  return address.replace(/[.:]/g, '-');
}

/** A slice without ports still gives addresses. */
const NO_PORT: readonly ServicePort[] = [{ port: -1 }];

function* endpointsOf(config: KubeConfig, cluster: ClusterData, service: ClusterService) {
  if (!config.endpoints) return;
  for (const slice of cluster.slices) {
    if (slice.namespace !== service.namespace || slice.service !== service.name) continue;
    const ports = slice.ports?.length ? slice.ports : NO_PORT;
    for (const endpoint of slice.endpoints) {
      if (endpoint.ready === false) continue;
      for (const address of endpoint.addresses)
        yield { address, ports, hostname: endpointName(config, endpoint, address) };
    }
  }
}

/** An empty list: the name exists without data. */
export function findRecords(
  config: KubeConfig,
  cluster: ClusterData,
  name: string,
  zone: string,
): readonly ServiceRecord[] | 'nxdomain' {
  const asked = parseRequest(name, zone);
  if (asked === 'invalid') return 'nxdomain';
  if (asked === 'apex') return [];
  if (!exposed(config, cluster, asked.namespace)) return 'nxdomain';
  if (asked.kind === 'pod') return findPods(config, cluster, asked, name);
  if (asked.service === '') return [];
  const service = cluster.services.find(
    (each) => each.namespace === asked.namespace && each.name.toLowerCase() === asked.service,
  );
  if (!service) return 'nxdomain';
  const records = findService(config, cluster, asked, service, zone);
  return records.length === 0 ? 'nxdomain' : records;
}

function findService(
  config: KubeConfig,
  cluster: ClusterData,
  asked: Asked,
  service: ClusterService,
  zone: string,
): readonly ServiceRecord[] {
  const own = `${service.name}.${service.namespace}.svc.${zone}`;
  if (service.type === 'ExternalName') {
    if (asked.endpoint !== '' || asked.port !== '' || asked.protocol !== '') return [];
    const host = service.externalName ?? '';
    return [{ host: parseAddress(host) ? host : `${host.replace(/\.$/, '')}.`, port: -1, name: own }];
  }
  if (isHeadless(service) || asked.endpoint !== '') {
    return [...endpointsOf(config, cluster, service)].flatMap(({ address, ports, hostname }) =>
      asked.endpoint !== '' && hostname.toLowerCase() !== asked.endpoint
        ? []
        : ports
            .filter((port) => portMatches(asked, port))
            .map((port): ServiceRecord => ({ host: address, port: port.port, name: `${hostname}.${own}` })),
    );
  }
  if (config.ignoreEmpty && [...endpointsOf(config, cluster, service)].length === 0) return [];
  return (service.ports ?? [])
    .filter((port) => portMatches(asked, port))
    .flatMap((port) => (service.clusterIPs ?? []).map((host): ServiceRecord => ({ host, port: port.port, name: own })));
}

function findPods(
  config: KubeConfig,
  cluster: ClusterData,
  asked: Asked,
  name: string,
): readonly ServiceRecord[] | 'nxdomain' {
  if (config.pods === 'disabled') return 'nxdomain';
  if (asked.service === '') return [];
  const v4 = /^\d+(?:-\d+){3}$/.test(asked.service);
  const ip = asked.service.replaceAll('-', v4 ? '.' : ':');
  if (parseAddress(ip) === undefined) return 'nxdomain';
  const known = cluster.pods.some((pod) => pod.ip === ip && pod.namespace === asked.namespace);
  return config.pods === 'insecure' || known ? [{ host: ip, port: -1, name }] : 'nxdomain';
}

/** serviceRecordForIP in reverse.go: a Service by its cluster address, else endpoints by theirs. */
export function namesOfAddress(
  config: KubeConfig,
  cluster: ClusterData,
  matches: (address: string) => boolean,
): readonly string[] {
  const zone = config.zones.find((each) => !each.endsWith('.arpa.')) ?? 'cluster.local.';
  const visible = cluster.services.filter((service) => exposed(config, cluster, service.namespace));
  const own = visible.find((service) => (service.clusterIPs ?? []).some((ip) => ip !== 'None' && matches(ip)));
  if (own) return [`${own.name}.${own.namespace}.svc.${zone}`];
  const names = visible.flatMap((service) =>
    [...endpointsOf(config, cluster, service)]
      .filter(({ address }) => matches(address))
      .map(({ hostname }) => `${hostname}.${service.name}.${service.namespace}.svc.${zone}`),
  );
  return [...new Set(names)];
}
