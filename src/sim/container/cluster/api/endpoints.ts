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

/** A named target port is the number of the container's port of that name. */
function portOf(port: Json, pod: KubeObject | undefined): number {
  const target = at(port, 'targetPort');
  if (typeof target === 'number') return target;
  if (target === undefined || pod === undefined) return num(port, 'port');
  const named = items(pod, 'spec', 'containers')
    .flatMap((c) => items(c, 'ports'))
    .find((p) => str(p, 'name') === text(target));
  return named === undefined ? num(port, 'port') : num(named, 'containerPort');
}

const portsOf = (service: KubeObject, first: KubeObject | undefined): readonly JsonObject[] =>
  items(service, 'spec', 'ports').map((p) => ({
    name: str(p, 'name'),
    port: portOf(p, first),
    protocol: str(p, 'protocol') || 'TCP',
  }));

const selects = (service: KubeObject): boolean =>
  pairs(at(service, 'spec', 'selector')).length > 0 && str(service, 'spec', 'type') !== 'ExternalName';

export function slicesOf(services: readonly KubeObject[], pods: readonly KubeObject[]): readonly KubeObject[] {
  return services.filter(selects).map((service) => {
    const { name, namespace = '', uid = '', creationTimestamp = '' } = service.metadata;
    const members = membersOf(service, pods);
    const ports = portsOf(service, members[0]?.pod);
    return {
      addressType: 'IPv4',
      apiVersion: 'discovery.k8s.io/v1',
      endpoints: members.map(({ pod, ready }) => {
        const ending = pod.metadata.deletionTimestamp !== undefined;
        const host = str(pod, 'spec', 'hostname');
        return {
          addresses: [str(pod, 'status', 'podIP')],
          conditions: { ready: ready && !ending, serving: ready, terminating: ending },
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
        name: `${name}-${lettersOf(uid, 5)}`,
        namespace,
        ownerReferences: [{ apiVersion: 'v1', blockOwnerDeletion: true, controller: true, kind: 'Service', name, uid }],
        uid: `${uid.slice(0, 24)}${lettersOf(uid, 12)}`,
      },
      ports: members.length > 0 ? ports : null,
    } as Json as KubeObject;
  });
}

/** The older form of the same. */
export function endpointsOf(services: readonly KubeObject[], pods: readonly KubeObject[]): readonly KubeObject[] {
  return services.filter(selects).map((service) => {
    const { name, namespace = '', uid = '', creationTimestamp = '' } = service.metadata;
    const members = membersOf(service, pods).filter(({ pod }) => pod.metadata.deletionTimestamp === undefined);
    const addresses = (ready: boolean): Json =>
      members.filter((m) => m.ready === ready).map(({ pod }) => ({ ip: str(pod, 'status', 'podIP') }));
    const ready = members.some((m) => m.ready);
    const unready = members.some((m) => !m.ready);
    const subset = {
      ...(ready ? { addresses: addresses(true) } : {}),
      ...(unready ? { notReadyAddresses: addresses(false) } : {}),
      ports: portsOf(service, members[0]?.pod),
    };
    return {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { creationTimestamp, name, namespace, uid: `${uid.slice(0, 24)}${lettersOf(`${uid}e`, 12)}` },
      ...(members.length > 0 ? { subsets: [subset] } : {}),
    } as Json as KubeObject;
  });
}
