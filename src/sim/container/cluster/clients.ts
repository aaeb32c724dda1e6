/** What kubectl and crictl talk to. */
export { liveCluster } from './kube-client.ts';
export { liveCri } from './cri-client.ts';
