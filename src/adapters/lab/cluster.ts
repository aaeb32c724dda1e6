/** The cluster's code for machines that have pods from their start: a chunk of its own, fetched before such a machine is made. */
import { cluster } from '../../sim/lab/groups/cluster.ts';
import { setCluster } from './library.ts';

export const bring = (): void => setCluster(cluster);
