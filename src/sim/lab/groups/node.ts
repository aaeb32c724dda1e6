// Programs of the node that talk to its daemons.
import { crictlProgram, dockerProgram, kubectlProgram } from '../../container/cli/index.ts';
import { liveCluster, liveCri } from '../../container/cluster/clients.ts';
import { liveEngine } from '../../container/daemon/index.ts';
import type { ProgramSource } from '../library.ts';

export const group: Readonly<Record<string, ProgramSource>> = {
  crictl: ({ kubelet }) => crictlProgram(liveCri(kubelet)),
  docker: ({ manager }) => dockerProgram(liveEngine(manager)),
  kubectl: ({ kubelet }) => kubectlProgram(liveCluster(kubelet)),
};
