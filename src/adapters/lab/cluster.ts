/** The cluster's code for machines that have pods from their start: a chunk of its own, fetched before such a machine is made. */
import { cluster } from '../../sim/lab/groups/cluster.ts';
import { loadAll, setCluster } from './library.ts';

export const bring = (): void => setCluster(cluster);

/** Everything: before a machine that has been up for a while when its terminals open. */
export const bringAll = loadAll;
