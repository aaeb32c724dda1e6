/** Sends a generated object, or shows it (--dry-run=client -o yaml). */
import type { Sys } from '../../../../../kernel/abi/index.ts';
import { ApiError, type ApiResource, type KubeObject } from '../../../../cluster-api.ts';
import { flag, type Flags, type FlagSpec, bool } from '../../../layer/flags.ts';
import { STRING } from '../../../layer/kinds.ts';
import { Failure, warn, words, type KubeContext } from '../../context.ts';
import { DRY_RUN, dryRunOf, drySuffix } from '../../dry-run.ts';
import { discover } from '../../resources.ts';
import { apiVersionOf } from '../../../apiserver/store.ts';
import { OUTPUT, tell } from '../changed.ts';
import { remembered } from '../last-applied.ts';
import { placed } from './generators.ts';

export const CREATE_FLAGS: readonly FlagSpec[] = [
  DRY_RUN,
  flag('field-manager', '', STRING, 'Name of the manager used to track field ownership.'),
  OUTPUT,
  bool(
    'save-config',
    '',
    'If true, the configuration of current object will be saved in its annotation. Otherwise, the annotation will be unchanged.',
  ),
  flag('validate', '', STRING, 'Must be one of: strict (or true), warn, ignore (or false).', {
    def: 'strict',
    bare: 'strict',
  }),
];

export function resourceOf(all: readonly ApiResource[], o: KubeObject): ApiResource {
  const found = all.find((r) => r.kind === o.kind && apiVersionOf(r) === o.apiVersion);
  if (found === undefined)
    throw new Failure(
      `error: no matches for kind ${JSON.stringify(o.kind)} in version ${JSON.stringify(o.apiVersion)}`,
    );
  return found;
}

/** `wrapped`: the command puts its own words before the server's message, and the kind of the refusal is lost. */
export function* submit(c: KubeContext, f: Flags, object: KubeObject, wrapped?: string, done = 'created'): Sys<number> {
  const dry = dryRunOf(f);
  const resource = resourceOf(yield* discover(c), object);
  let result = c.enforceNamespace ? placed(object, resource, c.namespace) : object;
  if (f.bool('save-config')) result = remembered(result);
  if (dry !== 'client') {
    const namespace = resource.namespaced ? c.namespace : '';
    const answer = yield* c.api.create(resource, namespace, result, { dryRun: dry === 'server' });
    if (answer instanceof ApiError)
      throw new Failure(
        wrapped === undefined || answer.code === 0 ? words(c, answer) : `error: ${wrapped}: ${answer.message}`,
      );
    yield* warn(answer.warnings);
    result = answer.value;
  }
  yield* tell(f, resource, result, done + drySuffix(dry));
  return 0;
}
