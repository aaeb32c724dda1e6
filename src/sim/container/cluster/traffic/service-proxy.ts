/**
 * kube-proxy: which endpoints the address of a Service stands for (pkg/proxy: serviceport.go, topology.go, CategorizeEndpoints).
 * Fidelity: one node, so traffic policies change nothing; no session affinity.
 */
import { at, items, num, str, text } from '../../cli/apiserver/json.ts';
import type { KubeObject } from '../../cluster-api.ts';
import type { Json } from '../../engine-api.ts';
import { HOST_IP } from '../objects.ts';
import type { TrafficObjects } from './objects.ts';

export interface ServiceEndpoint {
  readonly address: string;
  readonly port: number;
}

/** Undefined: no Service has this address and port. Empty: it has no endpoints, and the node refuses (REJECT). */
export type ServiceProxy = (
  address: string,
  port: number,
  proto: 'udp' | 'tcp',
) => readonly ServiceEndpoint[] | undefined;

const key = (address: string, port: number, proto: string): string => `${proto.toLowerCase()} ${address} ${port}`;

/** Ready ones; when there are none, those that still serve while they end (KEP-1669). */
function endpointsOf(slices: readonly KubeObject[], portName: string): readonly ServiceEndpoint[] {
  const ready: ServiceEndpoint[] = [];
  const ending: ServiceEndpoint[] = [];
  for (const slice of slices) {
    const port = items(slice, 'ports').find((p) => str(p, 'name') === portName);
    if (port === undefined) continue;
    for (const e of items(slice, 'endpoints')) {
      const address = text(items(e, 'addresses')[0]);
      const to = { address, port: num(port, 'port') };
      if (at(e, 'conditions', 'ready') !== false) ready.push(to);
      else if (at(e, 'conditions', 'serving') === true && at(e, 'conditions', 'terminating') === true) ending.push(to);
    }
  }
  return ready.length > 0 ? ready : ending;
}

/** Addresses and ports at which one port of a Service is reached. */
function frontsOf(service: KubeObject, port: Json): readonly ServiceEndpoint[] {
  const ips = new Set([str(service, 'spec', 'clusterIP'), ...items(service, 'spec', 'clusterIPs').map((x) => text(x))]);
  const own = [...ips, ...items(service, 'spec', 'externalIPs').map((x) => text(x))].filter(
    (ip) => ip !== '' && ip !== 'None',
  );
  const balancer = items(service, 'status', 'loadBalancer', 'ingress').map((each) => str(each, 'ip'));
  const fronts = [...own, ...balancer].map((address) => ({ address, port: num(port, 'port') }));
  const nodePort = num(port, 'nodePort');
  return nodePort === 0 ? fronts : [...fronts, { address: HOST_IP, port: nodePort }];
}

export function serviceProxy({ services, slices }: TrafficObjects): ServiceProxy {
  const table = new Map<string, readonly ServiceEndpoint[]>();
  for (const service of services) {
    if (str(service, 'spec', 'type') === 'ExternalName' || str(service, 'spec', 'clusterIP') === 'None') continue;
    const own = slices.filter(
      (slice) =>
        slice.metadata.namespace === service.metadata.namespace &&
        slice.metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name,
    );
    for (const port of items(service, 'spec', 'ports')) {
      const endpoints = endpointsOf(own, str(port, 'name'));
      for (const front of frontsOf(service, port))
        table.set(key(front.address, front.port, str(port, 'protocol') || 'TCP'), endpoints);
    }
  }
  return (address, port, proto) => table.get(key(address, port, proto));
}
