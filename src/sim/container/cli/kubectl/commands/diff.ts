/** kubectl diff: what apply would change. Fidelity: the difference is made here, KUBECTL_EXTERNAL_DIFF is not run. */
import { ApiError, type KubeObject } from '../../../cluster-api.ts';
import { threeWayPatch } from '../../apiserver/patch.ts';
import { rfc3339NanoFixed } from '../../docker/time.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { toYaml } from '../../yaml/write.ts';
import { Failure, out, words } from '../context.ts';
import { documentsOf, FILE_FLAGS, toManifest } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { discover } from '../resources.ts';
import { lastApplied } from './last-applied.ts';
import { unifiedDiff } from './unified.ts';

/** Two folders of temporary files; their numbers are chosen by the client. */
const FOLDERS = ['/tmp/LIVE-1234567890', '/tmp/MERGED-987654321'] as const;

export const diff: KubeCommand = {
  name: 'diff',
  use: '-f FILENAME [options]',
  short: 'Diff the live version against a would-be applied version',
  args: { kind: 'any' },
  flags: [
    ...FILE_FLAGS('Filename, directory, or URL to files contains the configuration to diff'),
    bool('force-conflicts', '', ''),
    flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
    bool('server-side', '', 'If true, apply runs in the server instead of the client.'),
  ],
  support: 'partial',
  missing: 'KUBECTL_EXTERNAL_DIFF, --prune',
  *run(c, f) {
    const documents = yield* documentsOf(f);
    if (documents === undefined) throw new Failure('error: must specify one of -f and -k');
    const all = yield* discover(c);
    let text = '';
    for (const document of documents) {
      const { resource, namespace, object, source } = toManifest(c, all, document, false);
      const query = { namespace, name: object.metadata.name };
      const live = yield* c.api.get(resource, query);
      if (live instanceof ApiError && live.code !== 404) throw new Failure(words(c, live));
      const merged =
        live instanceof ApiError
          ? yield* c.api.create(resource, namespace, object, { dryRun: true })
          : yield* c.api.patch(
              resource,
              query,
              f.bool('server-side')
                ? { type: 'apply', body: object }
                : {
                    type: 'strategic',
                    body: threeWayPatch(lastApplied(live.value), withAnnotations(object), live.value),
                  },
              { dryRun: true },
            );
      if (merged instanceof ApiError)
        throw new Failure(words(c, merged, `error when creating ${JSON.stringify(source)}`));
      const name = `${resource.group === '' ? '' : `${resource.group}.`}${resource.version}.${resource.kind}.${namespace}.${object.metadata.name}`;
      const [from, to] = FOLDERS.map((folder) => `${folder}/${name}`) as [string, string];
      const ms = yield* c.api.now();
      const stamp = `${rfc3339NanoFixed(BigInt(Math.floor(ms)) * 1_000_000n)
        .replace('T', ' ')
        .replace('Z', '')} +0000`;
      const shown = unifiedDiff(
        live instanceof ApiError ? '' : toYaml(shownOf(live.value)),
        toYaml(shownOf(merged.value)),
        [`${from}\t${stamp}`, `${to}\t${stamp}`],
      );
      if (shown !== '') text += `diff -u -N ${from} ${to}\n${shown}`;
    }
    yield* out(text);
    return text === '' ? 0 : 1;
  },
};

/** The client's configuration always has the field. */
const withAnnotations = (o: KubeObject): KubeObject => ({
  ...o,
  metadata: { ...o.metadata, annotations: o.metadata.annotations ?? {} },
});

/** Bookkeeping of field owners is left out. */
function shownOf(o: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = o.metadata;
  return { ...o, metadata: metadata as KubeObject['metadata'] };
}
