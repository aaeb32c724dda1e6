// What CoreDNS knows of a cluster: plain objects, as its watches give them.

export interface ServicePort {
  readonly name?: string;
  readonly protocol?: string;
  readonly port: number;
}

export interface ClusterService {
  readonly namespace: string;
  readonly name: string;
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** Empty or "None": headless. */
  readonly clusterIPs?: readonly string[];
  readonly externalName?: string;
  readonly ports?: readonly ServicePort[];
}

export interface ClusterEndpoint {
  readonly addresses: readonly string[];
  /** Absent counts as ready. */
  readonly ready?: boolean;
  readonly hostname?: string;
  /** Of the Pod that it stands for. */
  readonly podName?: string;
}

export interface ClusterSlice {
  readonly namespace: string;
  /** Label kubernetes.io/service-name */
  readonly service: string;
  readonly ports?: readonly ServicePort[];
  readonly endpoints: readonly ClusterEndpoint[];
}

export interface ClusterPod {
  readonly namespace: string;
  readonly name: string;
  readonly ip: string;
}

export interface ClusterData {
  readonly namespaces: readonly string[];
  readonly services: readonly ClusterService[];
  readonly slices: readonly ClusterSlice[];
  readonly pods: readonly ClusterPod[];
}

export const isHeadless = ({ type, clusterIPs = [] }: ClusterService): boolean =>
  type !== 'ExternalName' && (clusterIPs.length === 0 || clusterIPs[0] === 'None' || clusterIPs[0] === '');
