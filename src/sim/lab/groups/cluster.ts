// The kubelet of a lab machine. Machines without pods do without until a client asks.
import { Kubelet } from '../../container/cluster/index.ts';
import { flavourImage } from '../flavours/index.ts';
import type { ClusterCode } from '../library.ts';

export const cluster: ClusterCode = {
  kubelet: (manager, node) => new Kubelet(manager, node),
  image: flavourImage,
};
