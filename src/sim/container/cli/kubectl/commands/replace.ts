/** kubectl replace: the whole object as the file says. */
import { ApiError } from '../../../cluster-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { INT, STRING } from '../../layer/kinds.ts';
import { Failure, warn, words } from '../context.ts';
import { DRY_RUN, dryRunOf, drySuffix } from '../dry-run.ts';
import { documentsOf, FILE_FLAGS, toManifest } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { discover } from '../resources.ts';
import { OUTPUT, tell } from './changed.ts';

export const replace: KubeCommand = {
  name: 'replace',
  use: '-f FILENAME [options]',
  short: 'Replace a resource by file name or stdin',
  args: { kind: 'any' },
  flags: [
    flag('cascade', '', STRING, '', { def: 'background', bare: 'background' }),
    DRY_RUN,
    ...FILE_FLAGS('The files that contain the configurations to replace.'),
    bool('force', '', ''),
    flag('grace-period', '', INT, '', { def: -1 }),
    OUTPUT,
    bool('save-config', '', ''),
    flag('subresource', '', STRING, ''),
    flag('validate', '', STRING, '', { def: 'strict', bare: 'strict' }),
    bool('wait', '', ''),
  ],
  support: 'partial',
  missing: '--force, --raw, --subresource',
  *run(c, f) {
    const documents = yield* documentsOf(f);
    if (documents === undefined)
      throw new Failure(
        "error: must specify --filename, --raw, or --kustomize\nSee 'kubectl replace -h' for help and examples",
      );
    if (f.bool('force')) throw new Failure("error: 'kubectl replace --force' is not part of this simulator");
    const dry = dryRunOf(f);
    const all = yield* discover(c);
    for (const document of documents) {
      const m = toManifest(c, all, document, true);
      const query = { namespace: m.namespace, name: m.object.metadata.name };
      const live = yield* c.api.get(m.resource, query);
      const source = `error when replacing ${JSON.stringify(m.source)}`;
      if (live instanceof ApiError) throw new Failure(words(c, live, source));
      // What the server fills in and never changes.
      const { uid, creationTimestamp } = live.value.metadata;
      const metadata = {
        ...m.object.metadata,
        ...(uid === undefined ? {} : { uid }),
        ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
      };
      const status = live.value['status'];
      const object = { ...m.object, metadata, ...(status === undefined ? {} : { status }) };
      let result = m.object;
      if (dry !== 'client') {
        const answer = yield* c.api.update(m.resource, object, { dryRun: dry === 'server' });
        if (answer instanceof ApiError) throw new Failure(words(c, answer, source));
        yield* warn(answer.warnings);
        result = answer.value;
      }
      yield* tell(f, m.resource, result, `replaced${drySuffix(dry)}`);
    }
    return 0;
  },
};
