/** What can be rolled out. */
import { qualified } from '../../../apiserver/store.ts';
import { Failure } from '../../context.ts';
import type { Target } from '../../targets.ts';

const KINDS = new Set(['deployments', 'daemonsets', 'statefulsets']);

/** Ends the command when the kind has no rollouts; the commands name it in three ways. */
export function supported(
  { resource, object }: Target,
  complaint: string,
  naming: 'quoted' | 'plain' | 'object' = 'quoted',
): void {
  if (KINDS.has(resource.plural)) return;
  const kind = resource.kind + (resource.group === '' ? '' : `.${resource.group}`);
  if (naming === 'object')
    throw new Failure(`error: ${qualified(resource)} ${JSON.stringify(object.metadata.name)} ${complaint}`);
  throw new Failure(`error: ${complaint} ${naming === 'quoted' ? JSON.stringify(kind) : kind}`);
}
