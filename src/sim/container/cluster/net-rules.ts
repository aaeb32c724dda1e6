/** What the network of the machine asks its cluster: where a Service's packets go, which packets pass, what names CoreDNS knows. */
import type { ClusterData } from '../../dns/index.ts';
import type { Kubelet } from './kubelet.ts';
import { clusterData } from './traffic/cluster-data.ts';
import { cached } from './traffic/objects.ts';
import { type ClusterPacket, networkFilter, type Verdict } from './traffic/policies.ts';
import { serviceProxy, type ServiceProxy } from './traffic/service-proxy.ts';

/** kube-proxy. */
export function proxyOf(kubelet: Kubelet): ServiceProxy {
  const now = cached(kubelet, serviceProxy);
  return (address, port, proto) => now()(address, port, proto);
}

/** Of packets that open a connection (or are a datagram's question): replies of what passed pass, too. */
export function filterOf(kubelet: Kubelet): (packet: ClusterPacket) => Verdict {
  const now = cached(kubelet, networkFilter);
  return (packet) => now()(packet);
}

export const clusterDataOf = (kubelet: Kubelet): (() => ClusterData) => cached(kubelet, clusterData);
