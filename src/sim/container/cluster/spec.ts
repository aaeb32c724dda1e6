/** What a lab says about its pods (JSON), and what the kubelet keeps of each while it runs. */
import type { ByteString, Errno } from '../../kernel/abi/index.ts';
import type { Container, FileSpec } from '../runtime/index.ts';

export interface PodContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly argv: readonly ByteString[];
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly files?: Readonly<Record<string, FileSpec>>;
  /** The exec form of lifecycle.preStop. */
  readonly preStop?: readonly ByteString[];
}

export interface PodSpec {
  readonly name: string;
  /** `default` when absent. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly containers: readonly PodContainerSpec[];
  readonly shareProcessNamespace?: boolean;
  /** 30 when absent. */
  readonly terminationGracePeriodSeconds?: number;
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
  readonly spec: PodContainerSpec;
  state: ContainerState;
  last: Terminated | undefined;
  /** This run and the one before: older ones are collected. */
  current: Container | undefined;
  previous: Container | undefined;
  restarts: number;
  /** Delay before the next restart, and when it was set. */
  backoff: { readonly delay: number; readonly at: number } | undefined;
  failure: Errno | undefined;
}

export interface Pod {
  readonly spec: PodSpec;
  readonly namespace: string;
  readonly uid: string;
  readonly ip: string;
  readonly createdAt: number;
  readonly sandbox: Container;
  readonly containers: readonly PodContainer[];
  /** The sandbox was started this often before. */
  attempt: number;
  deletion: { readonly asked: number; grace: number } | undefined;
  /** The API has it; a pod deleted by force has no object while its containers still end. */
  object: boolean;
  version: number;
}

export interface ClusterEvent {
  readonly pod: Pod;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly component: 'kubelet' | 'default-scheduler';
  readonly container: string | undefined;
  readonly first: number;
  last: number;
  count: number;
}

/** Label of the sandbox's container where app containers have their name. */
export const SANDBOX = 'POD';
export const POD_LABEL = 'io.kubernetes.pod.name';
export const CONTAINER_LABEL = 'io.kubernetes.container.name';
