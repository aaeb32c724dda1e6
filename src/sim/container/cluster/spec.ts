/** What a lab says about its pods (JSON), and what the kubelet keeps of each while it runs. */
import type { ByteString, Errno } from '../../kernel/abi/index.ts';
import type { Cgroup } from '../../kernel/index.ts';
import type { JsonObject } from '../engine-api.ts';
import type { Container, FileSpec } from '../runtime/index.ts';
import type { Volume } from './volumes.ts';

export interface PodContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly argv: readonly ByteString[];
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly files?: Readonly<Record<string, FileSpec>>;
  readonly resources?: Resources;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
  /** The exec form of lifecycle.preStop. */
  readonly preStop?: readonly ByteString[];
  /** Its first process is on a terminal. */
  readonly tty?: boolean;
  /** Whether the node has the image (it has when absent), must pull it first, or will not get it. */
  readonly pull?: 'present' | 'pull' | 'missing';
  /** As the API was given it: fields that are shown and have no effect here. */
  readonly given?: JsonObject;
}

/** The object that made this one and takes it along when it goes. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
  readonly blockOwnerDeletion: boolean;
}

/** As in the API; one of exec, httpGet and tcpSocket. Absent numbers are Kubernetes' defaults: delay 0, period 10, timeout 1, 3 failures. */
export interface Probe {
  readonly exec?: { readonly command: readonly ByteString[] };
  readonly httpGet?: { readonly path?: string; readonly port: number };
  readonly tcpSocket?: { readonly port: number };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
  /** Instead of the pod's, when this probe ends the container. */
  readonly terminationGracePeriodSeconds?: number;
}

/** Settings of the node: no pod can ask for them. */
export interface NodeSpec {
  /** Kubelet's podPidsLimit: pids.max of each pod's cgroup. No limit when absent. */
  readonly podPidsLimit?: number;
  /** Kubelet's cgroupDriver: how the groups of pods are called. */
  readonly cgroupDriver?: 'cgroupfs' | 'systemd';
  /** Tasks that the machine may have (kernel.threads-max); the kubelet takes it as the node's capacity of pids. */
  readonly threadsMax?: number;
  /** kubeReserved's `pid`: with it, pids.max of all pods together is the capacity without these (Node Allocatable). */
  readonly reservedPids?: number;
  /** Kubelet's evictionHard `pid.available`: a number, or a share of the capacity (`10%`). Not watched when absent. */
  readonly pidAvailable?: string;
  /** Text of the file that the kubelet's resolvConf names. */
  readonly resolvConf?: string;
  /** Kubelet's clusterDNS: name servers of pods. */
  readonly clusterDns?: readonly string[];
}

/** Quantities, as in `{ cpu: '100m', memory: '64Mi' }`. */
export type Amounts = Readonly<Record<string, string>>;

export interface Resources {
  readonly requests?: Amounts;
  readonly limits?: Amounts;
}

export interface PodSpec {
  readonly name: string;
  /** `default` when absent. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly containers: readonly PodContainerSpec[];
  readonly shareProcessNamespace?: boolean;
  /** In the pid namespace of the node. */
  readonly hostPID?: boolean;
  /** 30 when absent. */
  readonly terminationGracePeriodSeconds?: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly owner?: Owner;
  /** The spec as the API was given it. */
  readonly given?: JsonObject;
  /** `Always` when absent. */
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
}

export interface Terminated {
  readonly kind: 'terminated';
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly id: string;
}

export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly startedAt: number }
  | Terminated;

/** One container of a pod over all its runs. */
export interface PodContainer {
  spec: PodContainerSpec;
  readonly target: string | undefined;
  state: ContainerState;
  last: Terminated | undefined;
  /** This run and the one before: older ones are collected. */
  current: Container | undefined;
  previous: Container | undefined;
  restarts: number;
  /** Delay before the next restart, and when it was set. */
  backoff: { readonly delay: number; readonly at: number } | undefined;
  failure: Errno | undefined;
  /** What the readiness probe said last (true without one), and when that changed; whether the startup probe succeeded. */
  ready: boolean;
  readyAt: number;
  started: boolean;
}

export interface Pod {
  readonly spec: PodSpec;
  readonly namespace: string;
  readonly uid: string;
  readonly ip: string;
  /** Text of /etc/resolv.conf in its containers. */
  readonly resolvConf: string;
  readonly createdAt: number;
  readonly sandbox: Container;
  readonly cgroup: Cgroup;
  readonly containers: readonly PodContainer[];
  /** Mounted so far. */
  readonly volumes: Volume[];
  /** Added to the running pod by `kubectl debug`. */
  readonly ephemeral: PodContainer[];
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  /** The sandbox was started this often before. */
  attempt: number;
  deletion: { readonly asked: number; grace: number } | undefined;
  /** The API has it; a pod deleted by force has no object while its containers still end. */
  object: boolean;
  version: number;
  /** Why the kubelet ended it for the good of the node. */
  evicted: string | undefined;
}

/** What an event is about. */
export interface About {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
}

export interface ClusterEvent {
  /** undefined: about another object. */
  readonly pod: Pod | undefined;
  readonly about: About;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly component: string;
  readonly container: string | undefined;
  readonly first: number;
  last: number;
  count: number;
}

/** Label of the sandbox's container where app containers have their name. */
export const SANDBOX = 'POD';
export const POD_LABEL = 'io.kubernetes.pod.name';
export const CONTAINER_LABEL = 'io.kubernetes.container.name';

/** The node's own resolv.conf names the router. */
export const NODE_RESOLV_CONF = 'nameserver 172.18.0.1\n';
