/** Finding a pod and one of its containers for logs and exec. */
import type { Sys } from '../../../kernel/abi/index.ts';
import type { KubeObject } from '../../cluster-api.ts';
import { at, items, pairs, selectorText, str } from '../apiserver/json.ts';
import { err, Failure, must, type KubeContext } from './context.ts';
import { discover, findResource, readWanted } from './resources.ts';

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

/** The pod that POD or TYPE/NAME means: of a workload or a service the first running one that its selector chooses. */
export function* podFor(c: KubeContext, word: string): Sys<KubeObject> {
  const all = yield* discover(c);
  const pods = findResource(all, 'pods');
  if (pods === undefined) throw new Failure('error: the server doesn\'t have a resource type "pods"');
  const [wanted] = word.includes('/') ? readWanted(all, [word]) : [{ resource: pods, name: word }];
  const { resource, name } = wanted ?? { resource: pods, name: word };
  const query = { namespace: c.namespace, name: name ?? '' };
  if (resource === pods) return yield* must(c, c.api.get(pods, query));
  const owner = yield* must(c, c.api.get(resource, query));
  const selector = at(owner, 'spec', 'selector', 'matchLabels') ?? at(owner, 'spec', 'selector');
  if (pairs(selector).length === 0) {
    // k8s.io/kubectl pkg/polymorphichelpers: both functions name the Go type of the object.
    const type = `*${resource.version}.${resource.kind}`;
    throw new Failure(`error: cannot attach to ${type}: selector for ${type} not implemented`);
  }
  const members = yield* must(c, c.api.list(pods, { namespace: c.namespace, labels: selectorText(selector) }));
  const first = members.find((pod) => str(pod, 'status', 'phase') === 'Running') ?? members[0];
  if (first === undefined) throw new Failure('error: timed out waiting for the condition');
  return first;
}
