/** Finding a pod and one of its containers for logs and exec. */
import type { Sys } from '../../../kernel/abi/index.ts';
import type { KubeObject } from '../../cluster-api.ts';
import { items, str } from '../apiserver/json.ts';
import { err } from './context.ts';

export interface ContainerName {
  readonly name: string;
  readonly kind: 'container' | 'init' | 'ephem';
}

/** Containers in the order in which kubectl lists them. */
export function containerNames(pod: KubeObject): readonly ContainerName[] {
  const of = (key: string, kind: ContainerName['kind']): ContainerName[] =>
    items(pod, 'spec', key).map((c) => ({ name: str(c, 'name'), kind }));
  return [...of('containers', 'container'), ...of('ephemeralContainers', 'ephem'), ...of('initContainers', 'init')];
}

/** The container that is meant when none is named: the annotated one, or the first; kubectl says so when there are several. */
export function* defaultContainer(pod: KubeObject): Sys<string> {
  const all = containerNames(pod);
  const annotated = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (annotated !== undefined && all.some((c) => c.name === annotated)) return annotated;
  const first = all[0]?.name ?? '';
  if (all.length > 1) {
    const list = all.map((c) => (c.kind === 'container' ? c.name : `${c.name} (${c.kind})`)).join(', ');
    yield* err(`Defaulted container ${JSON.stringify(first)} out of: ${list}\n`);
  }
  return first;
}
