/** What CoreDNS's watches give: Services, EndpointSlices, Pods and Namespaces of the API as its kubernetes plugin keeps them. */
import { at, items, num, str, text } from '../../cli/apiserver/json.ts';
import type { Json } from '../../engine-api.ts';
import type { ClusterData, ClusterPod, ClusterService, ClusterSlice, ServicePort } from '../../../dns/index.ts';
import type { KubeObject } from '../../cluster-api.ts';
import type { TrafficObjects } from './objects.ts';

const ports = (list: readonly Json[]): readonly ServicePort[] =>
  list.map((p) => ({
    ...(str(p, 'name') === '' ? {} : { name: str(p, 'name') }),
    protocol: str(p, 'protocol') || 'TCP',
    port: num(p, 'port'),
  }));

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;

function service(o: KubeObject): ClusterService {
  const type = TYPES.find((each) => each === str(o, 'spec', 'type')) ?? 'ClusterIP';
  const list = items(o, 'spec', 'clusterIPs').map((each) => text(each));
  const one = str(o, 'spec', 'clusterIP');
  const external = str(o, 'spec', 'externalName');
  return {
    namespace: o.metadata.namespace ?? '',
    name: o.metadata.name,
    type,
    clusterIPs: list.length > 0 ? list : one === '' ? [] : [one],
    ...(external === '' ? {} : { externalName: external }),
    ports: ports(items(o, 'spec', 'ports')),
  };
}

function slice(o: KubeObject): ClusterSlice {
  return {
    namespace: o.metadata.namespace ?? '',
    service: o.metadata.labels?.['kubernetes.io/service-name'] ?? '',
    ports: ports(items(o, 'ports')),
    endpoints: items(o, 'endpoints').map((e) => ({
      addresses: items(e, 'addresses').map((each) => text(each)),
      ready: at(e, 'conditions', 'ready') !== false,
      ...(str(e, 'hostname') === '' ? {} : { hostname: str(e, 'hostname') }),
      ...(str(e, 'targetRef', 'kind') === 'Pod' ? { podName: str(e, 'targetRef', 'name') } : {}),
    })),
  };
}

/** Pods that have ended or are on their way out keep no record (plugin/kubernetes, toPod: ErrPodTerminating). */
function pods(list: readonly KubeObject[]): readonly ClusterPod[] {
  return list.flatMap((o) => {
    const ip = str(o, 'status', 'podIP');
    if (ip === '' || o.metadata.deletionTimestamp !== undefined) return [];
    return [{ namespace: o.metadata.namespace ?? '', name: o.metadata.name, ip }];
  });
}

export const clusterData = (objects: TrafficObjects): ClusterData => ({
  namespaces: objects.namespaces.map((o) => o.metadata.name),
  services: objects.services.map(service),
  slices: objects.slices.map(slice),
  pods: pods(objects.pods),
});
