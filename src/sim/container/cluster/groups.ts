/** Where the kubelet puts pods in the cgroup tree (pkg/kubelet/cm: cgroup_manager_linux.go, qos_container_manager_linux.go). */
import { type Cgroup, type Kernel, setPidsMax } from '../../kernel/index.ts';
import { groupAt } from '../runtime/index.ts';
import type { NodeSpec, PodSpec } from './spec.ts';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** Guaranteed: every container limits CPU and memory and requests the same. BestEffort: none asks for either. */
export function qosClass(spec: PodSpec): QosClass {
  const amount = (of: 'requests' | 'limits', what: string): readonly (string | undefined)[] =>
    spec.containers.map(
      (c) => c.resources?.[of]?.[what] ?? (of === 'requests' ? c.resources?.limits?.[what] : undefined),
    );
  const kinds = ['cpu', 'memory'];
  const asked = (of: 'requests' | 'limits'): boolean =>
    kinds.some((what) => amount(of, what).some((each) => each !== undefined));
  if (!asked('requests') && !asked('limits')) return 'BestEffort';
  const same = kinds.every((what) => {
    const requests = amount('requests', what);
    return amount('limits', what).every((limit, i) => limit !== undefined && limit === requests[i]);
  });
  return same ? 'Guaranteed' : 'Burstable';
}

/** Path of the group whose parts are these names. systemd spells the whole way in each slice, and uids without dashes. */
function pathOf(driver: NodeSpec['cgroupDriver'], names: readonly string[]): string {
  if (driver !== 'systemd') return `/${names.join('/')}`;
  const escaped = names.map((name) => name.replaceAll('-', '_'));
  return escaped.map((_, i) => `/${escaped.slice(0, i + 1).join('-')}.slice`).join('');
}

/** Guaranteed pods are children of kubepods itself. */
export function podGroup(k: Kernel, node: NodeSpec, spec: PodSpec, uid: string): Cgroup {
  const qos = qosClass(spec);
  const names = ['kubepods', ...(qos === 'Guaranteed' ? [] : [qos.toLowerCase()]), `pod${uid}`];
  const group = groupAt(k, pathOf(node.cgroupDriver, names));
  if (node.podPidsLimit !== undefined && node.podPidsLimit > 0) setPidsMax(k, group, node.podPidsLimit);
  return group;
}

/** The groups that are there before any pod; what is reserved on the node is kept from all pods together. */
export function nodeGroups(k: Kernel, node: NodeSpec): void {
  if (node.threadsMax !== undefined) k.threadsMax = node.threadsMax;
  if (node.reservedPids === undefined && node.podPidsLimit === undefined && node.cgroupDriver === undefined) return;
  const all = groupAt(k, pathOf(node.cgroupDriver, ['kubepods']));
  for (const qos of ['burstable', 'besteffort']) groupAt(k, pathOf(node.cgroupDriver, ['kubepods', qos]));
  if (node.reservedPids !== undefined) setPidsMax(k, all, k.threadsMax - node.reservedPids);
}
