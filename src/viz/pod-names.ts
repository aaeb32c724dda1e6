// What a kubelet calls the containers and groups of a pod, in short: `web-0/store`, `pod web-0`.
import type { ContainerView } from '../sim/kernel/view.ts';

/** k8s_<container>_<pod>_<namespace>_<uid>_<attempt>; POD is the sandbox, in which pause runs. */
const KUBELET_NAME = /^k8s_([^_]+)_([^_]+)_([^_]+)_([^_]+)_\d+$/;

export function containerLabel(name: string): string {
  const [, container = '', pod = ''] = KUBELET_NAME.exec(name) ?? [];
  if (pod === '') return name;
  return `${pod}/${container === 'POD' ? 'pause' : container}`;
}

/** The pod whose group this is: its path ends in the pod's uid. undefined: the group of something else. */
export function podOfGroup(path: string, containers: readonly ContainerView[]): string | undefined {
  const [, uid] = /pod([0-9a-f_-]{36})(?:\.slice)?$/.exec(path) ?? [];
  if (uid === undefined) return undefined;
  for (const { name } of containers) {
    const [, , pod, , of] = KUBELET_NAME.exec(name) ?? [];
    if (of === uid.replaceAll('_', '-')) return `pod ${pod ?? ''}`;
  }
  return undefined;
}
