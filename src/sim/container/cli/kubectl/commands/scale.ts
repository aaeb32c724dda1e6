/** kubectl scale: another number of replicas. */
import { ApiError } from '../../../cluster-api.ts';
import { at, num } from '../../apiserver/json.ts';
import { bool, flag } from '../../layer/flags.ts';
import { DURATION, INT, STRING } from '../../layer/kinds.ts';
import { Failure, warn, words } from '../context.ts';
import { DRY_RUN, dryRunOf, drySuffix } from '../dry-run.ts';
import { FILE_FLAGS } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { targetsOf } from '../targets.ts';
import { OUTPUT, tell } from './changed.ts';

const SCALABLE = new Set(['deployments', 'replicasets', 'statefulsets', 'replicationcontrollers']);

export const scale: KubeCommand = {
  name: 'scale',
  use: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  args: { kind: 'any' },
  flags: [
    bool('all', '', 'Select all resources in the namespace of the specified resource types'),
    flag(
      'current-replicas',
      '',
      INT,
      'Precondition for current size. Requires that the current size of the resource match this value in order to scale. -1 (default) for no condition.',
      { def: -1 },
    ),
    DRY_RUN,
    ...FILE_FLAGS('Filename, directory, or URL to files identifying the resource to set a new size'),
    OUTPUT,
    flag('replicas', '', INT, 'The new desired number of replicas. Required.'),
    flag('resource-version', '', STRING, ''),
    flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
    flag('timeout', '', DURATION, ''),
  ],
  support: 'partial',
  missing: '--timeout',
  *run(c, f) {
    if (!f.has('replicas')) throw new Failure('error: required flag(s) "replicas" not set');
    const replicas = f.number('replicas');
    if (replicas < 0)
      throw new Failure('error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    const { found, errors } = yield* targetsOf(c, f, f.args);
    if (found.length === 0 && errors.length > 0)
      throw new Failure(
        `error: no objects passed to scale ${errors.map((each) => each.replace(/^Error from server \(\w+\): /, '')).join(', ')}`,
      );
    const dry = dryRunOf(f);
    const expected = f.number('current-replicas');
    for (const { resource, namespace, object } of found) {
      if (!SCALABLE.has(resource.plural))
        throw new Failure(`Error from server (NotFound): the server could not find the requested resource`);
      const now = at(object, 'spec', 'replicas') === undefined ? 1 : num(object, 'spec', 'replicas');
      if (expected >= 0 && expected !== now)
        throw new Failure(`error: Expected replicas to be ${expected}, was ${now}`);
      let result = object;
      if (dry !== 'client') {
        const answer = yield* c.api.patch(
          resource,
          { namespace, name: object.metadata.name },
          { type: 'merge', body: { spec: { replicas } } },
          { dryRun: dry === 'server', subresource: 'scale' },
        );
        if (answer instanceof ApiError) throw new Failure(words(c, answer));
        yield* warn(answer.warnings);
        result = answer.value;
      }
      yield* tell(f, resource, result, `scaled${drySuffix(dry)}`);
    }
    if (errors.length > 0) throw new Failure(errors.join('\n'));
    return 0;
  },
};
