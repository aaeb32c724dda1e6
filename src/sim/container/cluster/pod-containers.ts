/** What the runtime is asked to make for a pod: its sandbox and its containers. */
import type { ContainerSpec } from '../runtime/index.ts';
import type { Kubelet } from './kubelet.ts';
import { hostnameOf, podFiles } from './pod-files.ts';
import { mountsOf } from './pod-volumes.ts';
import {
  CONTAINER_LABEL,
  type Pod,
  POD_LABEL,
  type PodContainer,
  type PodContainerSpec,
  type PodSpec,
  SANDBOX,
} from './spec.ts';

/** `target`: the container whose processes an ephemeral one sees. */
export const newContainer = (spec: PodContainerSpec, at: number, target?: string): PodContainer => ({
  spec,
  target,
  state: { kind: 'waiting', reason: 'ContainerCreating' },
  last: undefined,
  current: undefined,
  previous: undefined,
  restarts: 0,
  backoff: undefined,
  failure: undefined,
  ready: false,
  readyAt: at,
  started: false,
});

const labels = (pod: string, namespace: string, container: string): Readonly<Record<string, string>> => ({
  [POD_LABEL]: pod,
  'io.kubernetes.pod.namespace': namespace,
  [CONTAINER_LABEL]: container,
});

export function sandboxSpec(spec: PodSpec, uid: string, cgroupParent: string, node: string): ContainerSpec {
  const { name, namespace = 'default' } = spec;
  return {
    name: `k8s_${SANDBOX}_${name}_${namespace}_${uid}_0`,
    hostname: hostnameOf(spec, node),
    image: 'registry.k8s.io/pause:3.10',
    argv: ['/pause'],
    labels: labels(name, namespace, SANDBOX),
    cgroupParent,
  };
}

export function containerSpec(kubelet: Kubelet, pod: Pod, pc: PodContainer): ContainerSpec {
  const { spec, target, restarts } = pc;
  const { name, hostPID, shareProcessNamespace } = pod.spec;
  const beside = pod.containers.find((each) => each.spec.name === target)?.current;
  const pidOf = beside?.spec.name ?? (shareProcessNamespace === true ? pod.sandbox.spec.name : undefined);
  const { mounts, files } = mountsOf(pod, pc);
  return {
    name: `k8s_${spec.name}_${name}_${pod.namespace}_${pod.uid}_${restarts}`,
    hostname: hostnameOf(pod.spec, kubelet.node),
    image: spec.image,
    argv: spec.argv,
    env: { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443', ...spec.env },
    labels: labels(name, pod.namespace, spec.name),
    cgroupParent: pod.cgroup.path,
    ...(spec.uid === undefined ? {} : { uid: spec.uid }),
    files: { ...podFiles(pod, kubelet.node), ...files, ...spec.files },
    ...(mounts.length > 0 ? { mounts } : {}),
    ...(spec.tty === true ? { tty: true } : {}),
    ...(hostPID === true ? { pidHost: true } : pidOf === undefined ? {} : { pidOf }),
  };
}
