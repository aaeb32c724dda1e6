// CoreDNS by its plugins, from a Corefile.
export { Metrics } from './metrics.ts';
export { corefileJson } from './corefile.ts';
export { nodeLocalCorefile, type NodeLocal } from './node-local.ts';
export { COREDNS_PLUGINS, CoreDns, type CoreDnsOptions, type Loaded } from './server.ts';
export type { ClusterData, ClusterEndpoint, ClusterPod, ClusterService, ClusterSlice, ServicePort } from './cluster.ts';
