/** The machine's network and the programs that speak on it. Loaded with the first of them. */
import type { Kubelet } from '../cluster/index.ts';
import { filterOf, proxyOf } from '../cluster/net-rules.ts';
import type { ContainerManager } from '../runtime/index.ts';
import { addressesOf } from './addresses.ts';
import { Network } from './network.ts';
import { surround, type Surroundings } from './surroundings.ts';

export type { Network } from './network.ts';
export { askNetwork, clientFiles, netProgram, untilWoken } from './program.ts';

/** What a network is made of; the cluster is there only on machines that have one. */
export interface NetworkedMachine {
  readonly manager: ContainerManager;
  readonly cluster: Kubelet | undefined;
  readonly surroundings: Surroundings | undefined;
}

function newNetwork({ manager, cluster, surroundings }: NetworkedMachine): Network {
  const network = new Network(manager.host.k, manager, addressesOf(manager, cluster));
  if (cluster) {
    network.world.setProxy(proxyOf(cluster));
    network.world.setFilter(filterOf(cluster));
  }
  if (surroundings) surround(network, surroundings);
  return network;
}

/** Whoever asks first makes it. */
export const networkOf = (machine: NetworkedMachine): Network => (machine.manager.network ??= newNetwork(machine));

export type { Surroundings, Upstream } from './surroundings.ts';
