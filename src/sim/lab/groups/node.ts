// Programs of the node that talk to its daemons.
import { crictlProgram, dockerProgram, kubectlProgram } from '../../container/cli/index.ts';
import { apiServerProgram, liveCluster, liveCri } from '../../container/cluster/clients.ts';
import { liveEngine } from '../../container/daemon/index.ts';
import type { ProgramSource } from '../library.ts';

/** kubectl and crictl are clients of it. */
export { cluster } from './cluster.ts';

export const group: Readonly<Record<string, ProgramSource>> = {
  crictl: ({ kubelet }) => crictlProgram(liveCri(kubelet)),
  docker: ({ manager }) => dockerProgram(liveEngine(manager)),
  'kube-apiserver': ({ kubelet }) => apiServerProgram(kubelet),
  kubectl: ({ kubelet }) => kubectlProgram(liveCluster(kubelet)),
};
