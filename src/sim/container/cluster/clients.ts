/** What kubectl and crictl talk to. */
export { apiServerProgram } from './api/program.ts';
export { liveCluster } from './kube-client.ts';
export { liveCri } from './cri-client.ts';
