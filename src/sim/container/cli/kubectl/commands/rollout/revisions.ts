/** The revisions of a deployment: its replica sets by number. */
import type { Sys } from '../../../../../kernel/abi/index.ts';
import type { KubeObject } from '../../../../cluster-api.ts';
import { at, items, selectorText, str } from '../../../apiserver/json.ts';
import { Failure, must, type KubeContext } from '../../context.ts';
import { discover, findResource } from '../../resources.ts';
import type { Target } from '../../targets.ts';

export const REVISION = 'deployment.kubernetes.io/revision';

/** Replica sets that the deployment controls, oldest revision first. */
export function* revisionsOf(c: KubeContext, { namespace, object }: Target): Sys<ReadonlyMap<number, KubeObject>> {
  const resource = findResource(yield* discover(c), 'replicasets.apps');
  if (resource === undefined) throw new Failure('error: the server doesn\'t have a resource type "replicasets"');
  const labels = selectorText(at(object, 'spec', 'selector', 'matchLabels'));
  const sets = yield* must(c, c.api.list(resource, { namespace, labels }));
  const own = sets.filter((set) =>
    items(set, 'metadata', 'ownerReferences').some((o) => str(o, 'uid') === (object.metadata.uid ?? '')),
  );
  const numbered = own
    .map((set) => [Number(set.metadata.annotations?.[REVISION] ?? 0), set] as const)
    .sort(([a], [b]) => a - b);
  return new Map(numbered);
}
