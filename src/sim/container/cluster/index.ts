/** The kubelet of the simulated node. Its API, for clients, is in clients.ts: code that only the node's programs need. */
export type { KubeObject } from '../cluster-api.ts';
export { Kubelet } from './kubelet.ts';
export { NODE_RESOLV_CONF, type NodeSpec, POD_LABEL, type PodContainerSpec, type PodSpec } from './spec.ts';
