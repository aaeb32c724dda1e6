/** The endpoints of services, worked out from the pods that their selectors choose. */
import { at, items, num, pairs, str, text } from '../../cli/apiserver/json.ts';
import type { KubeObject } from '../../cluster-api.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import { hexOf } from '../../daemon/images.ts';

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Letters as in names that Kubernetes makes, always the same for the same text. */
export function lettersOf(source: string, count: number): string {
  const hex = hexOf(source);
  return Array.from(
    { length: count },
    (_, i) => LETTERS[parseInt(hex.slice(i * 2, i * 2 + 2), 16) % LETTERS.length],
  ).join('');
}

interface Member {
  readonly pod: KubeObject;
  readonly ready: boolean;
}

function membersOf(service: KubeObject, pods: readonly KubeObject[]): readonly Member[] {
  const selector = pairs(at(service, 'spec', 'selector'));
  if (selector.length === 0) return [];
  return pods
    .filter((pod) => pod.metadata.namespace === service.metadata.namespace)
    .filter((pod) => selector.every(([key, value]) => pod.metadata.labels?.[key] === value))
    .filter(
      (pod) => str(pod, 'status', 'podIP') !== '' && !['Succeeded', 'Failed'].includes(str(pod, 'status', 'phase')),
    )
    .map((pod) => ({
      pod,
      ready: items(pod, 'status', 'conditions').some((c) => str(c, 'type') === 'Ready' && str(c, 'status') === 'True'),
    }));
}

/** podutil.FindPort: a named target port is the number of the container's port of that name and protocol; undefined: the pod has none. */
function portOf(port: Json, pod: KubeObject): number | undefined {
  const target = at(port, 'targetPort');
  if (typeof target === 'number') return target;
  if (target === undefined) return num(port, 'port');
  const protocol = str(port, 'protocol') || 'TCP';
  const named = items(pod, 'spec', 'containers')
    .flatMap((c) => items(c, 'ports'))
    .find((p) => str(p, 'name') === text(target) && (str(p, 'protocol') || 'TCP') === protocol);
  return named === undefined ? undefined : num(named, 'containerPort');
}

const portsOf = (service: KubeObject, pod: KubeObject): readonly JsonObject[] =>
  items(service, 'spec', 'ports').flatMap((p) => {
    const port = portOf(p, pod);
    return port === undefined ? [] : [{ name: str(p, 'name'), port, protocol: str(p, 'protocol') || 'TCP' }];
  });

/** Members whose ports are the same: each group has a slice of its own. */
function groupsOf(service: KubeObject, members: readonly Member[]): readonly (readonly [JsonObject[], Member[]])[] {
  const groups = new Map<string, [JsonObject[], Member[]]>();
  for (const member of members) {
    const ports = [...portsOf(service, member.pod)];
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? [ports, []];
    group[1].push(member);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const selects = (service: KubeObject): boolean =>
  pairs(at(service, 'spec', 'selector')).length > 0 && str(service, 'spec', 'type') !== 'ExternalName';

/** The API server's own, which has no selector: it enters itself. */
const ofApiServer = (service: KubeObject): boolean =>
  service.metadata.name === 'kubernetes' && service.metadata.namespace === 'default';

const apiSlice = (service: KubeObject, address: string): KubeObject =>
  ({
    addressType: 'IPv4',
    apiVersion: 'discovery.k8s.io/v1',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    kind: 'EndpointSlice',
    metadata: {
      creationTimestamp: service.metadata.creationTimestamp ?? '',
      labels: { 'kubernetes.io/service-name': 'kubernetes' },
      name: 'kubernetes',
      namespace: 'default',
      uid: `${(service.metadata.uid ?? '').slice(0, 24)}${lettersOf('kubernetes', 12)}`,
    },
    ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
  }) as Json as KubeObject;

export function slicesOf(
  services: readonly KubeObject[],
  pods: readonly KubeObject[],
  node: string,
): readonly KubeObject[] {
  return services.flatMap((service) => {
    if (ofApiServer(service)) return [apiSlice(service, node)];
    return selects(service) ? slicesOfPods(service, pods) : [];
  });
}

function slicesOfPods(service: KubeObject, pods: readonly KubeObject[]): readonly KubeObject[] {
  const groups = groupsOf(service, membersOf(service, pods));
  const early = at(service, 'spec', 'publishNotReadyAddresses') === true;
  return (groups.length === 0 ? ([[[], []]] as const) : groups).map(([ports, members], i) => {
    const { name, namespace = '', uid = '', creationTimestamp = '' } = service.metadata;
    return {
      addressType: 'IPv4',
      apiVersion: 'discovery.k8s.io/v1',
      endpoints: members.map(({ pod, ready }) => {
        const ending = pod.metadata.deletionTimestamp !== undefined;
        const host = str(pod, 'spec', 'hostname');
        return {
          addresses: [str(pod, 'status', 'podIP')],
          conditions: { ready: early || (ready && !ending), serving: ready, terminating: ending },
          ...(host !== '' && str(pod, 'spec', 'subdomain') === name ? { hostname: host } : {}),
          nodeName: str(pod, 'spec', 'nodeName'),
          targetRef: { kind: 'Pod', name: pod.metadata.name, namespace, uid: pod.metadata.uid ?? '' },
        };
      }),
      kind: 'EndpointSlice',
      metadata: {
        creationTimestamp,
        labels: {
          'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
          'kubernetes.io/service-name': name,
        },
        name: `${name}-${lettersOf(i === 0 ? uid : `${uid}/${i}`, 5)}`,
        namespace,
        ownerReferences: [{ apiVersion: 'v1', blockOwnerDeletion: true, controller: true, kind: 'Service', name, uid }],
        uid: `${uid.slice(0, 24)}${lettersOf(i === 0 ? uid : `${uid}/${i}`, 12)}`,
      },
      ports: members.length > 0 ? ports : null,
    } as Json as KubeObject;
  });
}

/** The older form of the same. */
export function endpointsOf(
  services: readonly KubeObject[],
  pods: readonly KubeObject[],
  node: string,
): readonly KubeObject[] {
  return services.flatMap((service) => {
    const { name, namespace = '', uid = '', creationTimestamp = '' } = service.metadata;
    const api = ofApiServer(service);
    if (!api && !selects(service)) return [];
    const members = membersOf(service, pods).filter(({ pod }) => pod.metadata.deletionTimestamp === undefined);
    const addresses = (ready: boolean): Json =>
      members.filter((m) => m.ready === ready).map(({ pod }) => ({ ip: str(pod, 'status', 'podIP') }));
    const ready = members.some((m) => m.ready);
    const unready = members.some((m) => !m.ready);
    const subset = {
      ...(ready ? { addresses: addresses(true) } : {}),
      ...(unready ? { notReadyAddresses: addresses(false) } : {}),
      ports: members[0] ? portsOf(service, members[0].pod) : [],
    };
    return {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { creationTimestamp, name, namespace, uid: `${uid.slice(0, 24)}${lettersOf(`${uid}e`, 12)}` },
      ...(api
        ? { subsets: [{ addresses: [{ ip: node }], ports: [{ name: 'https', port: 6443, protocol: 'TCP' }] }] }
        : members.length > 0
          ? { subsets: [subset] }
          : {}),
    } as Json as KubeObject;
  });
}
