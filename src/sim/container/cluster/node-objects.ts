/** The API's objects that are not a pod's: the node itself and the namespaces. */
import type { KubeObject } from '../cluster-api.ts';
import type { Json } from '../engine-api.ts';
import type { Kubelet } from './kubelet.ts';
import { HOST_IP, isoSeconds, NODE_UID } from './objects.ts';

export const KUBELET_VERSION = 'v1.34.2';

type Condition = readonly [type: string, status: string, reason: string, message: string, since: number];

function nodeConditions({ pids }: Kubelet): readonly Condition[] {
  const fine = (type: string, reason: string, message: string): Condition => [type, 'False', reason, message, 0];
  return [
    fine('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    fine('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    pids.pressure
      ? ['PIDPressure', 'True', 'KubeletHasInsufficientPID', 'kubelet has insufficient PID available', pids.since]
      : ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available', pids.since],
    ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status', 0],
  ];
}

export function nodeObject(kubelet: Kubelet): KubeObject {
  const created = isoSeconds(kubelet, 0);
  const size: Json = { cpu: '2', memory: '25165824Ki', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      creationTimestamp: created,
      labels: {
        'kubernetes.io/hostname': kubelet.node,
        'kubernetes.io/os': 'linux',
        'node-role.kubernetes.io/control-plane': '',
      },
      name: kubelet.node,
      uid: NODE_UID,
    },
    spec: {
      podCIDR: '10.244.0.0/24',
      ...(kubelet.pids.pressure ? { taints: [{ effect: 'NoSchedule', key: 'node.kubernetes.io/pid-pressure' }] } : {}),
    },
    status: {
      addresses: [
        { address: HOST_IP, type: 'InternalIP' },
        { address: kubelet.node, type: 'Hostname' },
      ],
      allocatable: size,
      capacity: size,
      conditions: nodeConditions(kubelet).map(([type, status, reason, message, since]) => ({
        lastHeartbeatTime: isoSeconds(kubelet, kubelet.manager.host.k.now),
        lastTransitionTime: isoSeconds(kubelet, since),
        message,
        reason,
        status,
        type,
      })),
      nodeInfo: {
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.1.4',
        kernelVersion: '6.18.44',
        kubeletVersion: KUBELET_VERSION,
        operatingSystem: 'linux',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
      },
    },
  };
}

export function namespaceObject(kubelet: Kubelet, name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      creationTimestamp: isoSeconds(kubelet, 0),
      labels: { 'kubernetes.io/metadata.name': name },
      name,
      uid: '0a6f2c9d-41b8-4e57-a3c2-9b8d7e6f5a41',
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}
