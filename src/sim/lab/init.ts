// How a lab machine starts and what can be done to it from outside. Both are JSON: they are stored in share links and fixtures.
import type { KubeObject, NodeSpec, PodSpec } from '../container/cluster/index.ts';
import type { ContainerSpec, FileSpec } from '../container/runtime/index.ts';
import type { Surroundings } from '../container/network/index.ts';

export type { Surroundings as LabNetwork, Upstream } from '../container/network/index.ts';

export interface TerminalSpec {
  /** exec: `docker exec -it`; attach: the terminal of PID 1 itself; node: a shell on the host. */
  readonly kind: 'exec' | 'attach' | 'node';
  /** A container's name, or a pod's: its first container. */
  readonly container?: string;
  readonly argv?: readonly string[];
  readonly uid?: number;
  readonly title?: string;
  readonly term?: string;
}

export interface LabNode extends NodeSpec {
  /** Absolute path → file of the node. What stands in /etc/cron.d is run by a cron daemon, as on a real node. */
  readonly files?: Readonly<Record<string, FileSpec>>;
}

export interface LabInit {
  readonly containers: readonly ContainerSpec[];
  /** Settings of the node itself: limits that no pod can ask for, what runs beside the containers. */
  readonly node?: LabNode;
  /** Pods of the cluster whose only node this machine is. */
  readonly pods?: readonly PodSpec[];
  /** Objects of the API beside the pods: deployments, services, config maps ... as in a manifest. */
  readonly objects?: readonly KubeObject[];
  /** What the machine's network has besides the node and its pods, and what happens to packets in it. */
  readonly network?: Surroundings;
  /**
   * Whole seconds that the machine has been up when its terminals open: a cluster has its addresses, its pods are ready. All code must
   * be there at the start of such a machine, because this time passes at once.
   */
  readonly uptime?: number;
  readonly terminals: readonly TerminalSpec[];
  readonly size: { readonly rows: number; readonly cols: number };
}

/** The machine has a kubelet with something to do from its start. */
export const needsCluster = ({ node, pods, objects }: LabInit): boolean =>
  node !== undefined || pods !== undefined || objects !== undefined;

export type LabInput =
  /** Bytes typed at a terminal (a byte string: UTF-8 encoded). */
  | { readonly kind: 'tty'; readonly tty: number; readonly data: string }
  | { readonly kind: 'resize'; readonly tty: number; readonly rows: number; readonly cols: number }
  | { readonly kind: 'open'; readonly terminal: TerminalSpec }
  /** A command on the node without a terminal. */
  | { readonly kind: 'node'; readonly command: string }
  /** The editor pane saved a file in a container. */
  | {
      readonly kind: 'file';
      readonly container: string;
      readonly path: string;
      readonly text: string;
      readonly mode?: number;
    };
