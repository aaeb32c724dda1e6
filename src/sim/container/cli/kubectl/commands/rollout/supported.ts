/** What can be rolled out. */
import { qualified } from '../../../apiserver/store.ts';
import { Failure } from '../../context.ts';
import type { Target } from '../../targets.ts';

const KINDS = new Set(['deployments', 'daemonsets', 'statefulsets']);

/** Ends the command when the kind has no rollouts. */
export function supported({ resource, object }: Target, complaint: string, after = false): void {
  if (KINDS.has(resource.plural)) return;
  const what = after ? `${qualified(resource)} ${JSON.stringify(object.metadata.name)} ` : '';
  throw new Failure(
    `error: ${what}${complaint}${after ? '' : ` "${resource.kind}${resource.group === '' ? '' : `.${resource.group}`}"`}`,
  );
}
