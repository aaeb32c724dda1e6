// Where a lab machine gets its programs from. Everything that is installed is known from the start (it is in the image);
// code may arrive later: the machine stands still, without time passing, when it needs some that is not there yet.
import type { Kubelet, NodeSpec } from '../container/cluster/index.ts';
import type { Surroundings } from '../container/network/index.ts';
import type { ContainerManager, ContainerSpec, FileSpec } from '../container/runtime/index.ts';
import type { FileSystem } from '../kernel/index.ts';
import type { Program } from '../kernel/abi/index.ts';

export interface Installed {
  readonly name: string;
  /** Absolute; the first is the file, the others are links to it. */
  readonly paths: readonly string[];
}

/** Programs that talk to a daemon are made per machine. */
export type ProgramSource = (machine: {
  readonly manager: ContainerManager;
  /** Made when it is asked for. */
  readonly kubelet: Kubelet;
  /** Only when there is one already. */
  readonly cluster: Kubelet | undefined;
  readonly surroundings: Surroundings | undefined;
}) => Program;

/** How a machine comes to its cluster. */
export interface ClusterCode {
  kubelet(manager: ContainerManager, node: NodeSpec | undefined): Kubelet;
  /** The files of images that are no Debian; undefined: of the others. */
  image(spec: ContainerSpec, from: Pick<Library, 'installed' | 'scripts'>): FileSystem | undefined;
}

export interface Library {
  /** In every image, in this order: inode numbers depend on it. */
  readonly installed: readonly Installed[];
  /** Only on the node. */
  readonly nodeOnly: readonly Installed[];
  /** Scripts that the images ship as plain files. */
  readonly scripts: Readonly<Record<string, FileSpec>>;
  readonly source: (name: string) => ProgramSource | undefined;
  /** Installed (or a part of an installed program), but its code is not there yet. Asking for it starts its way here. */
  readonly missing: (name: string) => boolean;
  /** Asked at the start of a machine that needs a cluster (`needsCluster`), else when one of its clients is run. */
  readonly cluster: () => ClusterCode;
}
