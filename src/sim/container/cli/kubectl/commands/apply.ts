/** kubectl apply: makes objects as the files say, by a three-way patch; or lets the server merge (--server-side). */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type KubeObject } from '../../../cluster-api.ts';
import { threeWayPatch } from '../../apiserver/patch.ts';
import { qualified } from '../../apiserver/store.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { DURATION, INT, STRING } from '../../layer/kinds.ts';
import { err, Failure, out, singular, warn, words, type KubeContext } from '../context.ts';
import { DRY_RUN, dryRunOf, drySuffix, type DryRun } from '../dry-run.ts';
import { documentsOf, FILE_FLAGS, toManifest, type Manifest } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { discover } from '../resources.ts';
import { OUTPUT, tell } from './changed.ts';
import { LAST_APPLIED, lastApplied, remembered } from './last-applied.ts';

export const apply: KubeCommand = {
  name: 'apply',
  use: '(-f FILENAME | -k DIRECTORY) [options]',
  short: 'Apply a configuration to a resource by file name or stdin',
  args: { kind: 'any' },
  flags: [
    bool('all', '', 'Select all resources in the namespace of the specified resource types.'),
    bool('allow-missing-template-keys', '', '', { def: true }),
    flag('cascade', '', STRING, '', { def: 'background', bare: 'background' }),
    DRY_RUN,
    flag('field-manager', '', STRING, 'Name of the manager used to track field ownership.'),
    ...FILE_FLAGS('The files that contain the configurations to apply.'),
    bool('force', '', ''),
    bool('force-conflicts', '', 'If true, server-side apply will force the changes against conflicts.'),
    flag('grace-period', '', INT, '', { def: -1 }),
    OUTPUT,
    bool('overwrite', '', '', { def: true }),
    flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
    bool('server-side', '', 'If true, apply runs in the server instead of the client.'),
    flag('timeout', '', DURATION, ''),
    flag('validate', '', STRING, '', { def: 'strict', bare: 'strict' }),
    bool('wait', '', ''),
  ],
  support: 'partial',
  missing: '--prune, --force, edit-last-applied, set-last-applied, view-last-applied; field owners and conflicts',
  *run(c, f) {
    const documents = yield* documentsOf(f);
    if (documents === undefined) throw new Failure('error: must specify one of -f and -k');
    if (f.args.length > 0)
      throw new Failure(`error: Unexpected args: [${f.args.join(' ')}]\nSee 'kubectl apply -h' for help and examples`);
    const dry = dryRunOf(f);
    if (f.bool('server-side') && dry === 'client')
      throw new Failure(
        "error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
      );
    const all = yield* discover(c);
    const errors: string[] = [];
    for (const document of documents) {
      try {
        const validated = !['false', 'ignore'].includes(f.text('validate'));
        yield* applyOne(c, f, toManifest(c, all, document, validated), dry);
      } catch (e) {
        if (!(e instanceof Failure)) throw e;
        errors.push(e.message);
      }
    }
    if (errors.length > 0) throw new Failure(errors.join('\n'));
    if (documents.length === 0) throw new Failure('error: no objects passed to apply');
    return 0;
  },
};

function* applyOne(c: KubeContext, f: Flags, m: Manifest, dry: DryRun): Sys<void> {
  const { resource, namespace, object } = m;
  const { name } = object.metadata;
  const query = { namespace, name };
  const dryRun = dry === 'server';
  if (f.bool('server-side')) {
    const answer = yield* c.api.patch(resource, query, { type: 'apply', body: object }, { dryRun });
    if (answer instanceof ApiError) throw new Failure(words(c, answer));
    yield* warn(answer.warnings);
    yield* tell(f, resource, answer.value, `serverside-applied${drySuffix(dry)}`);
    return;
  }
  if (name === '')
    throw new Failure(
      `error: error when retrieving current configuration of:\nResource: "${resource.group}/${resource.version}, Resource=${resource.plural}", GroupVersionKind: "${resource.group}/${resource.version}, Kind=${resource.kind}"\nName: "", Namespace: ${JSON.stringify(namespace)}\nfrom server for: ${JSON.stringify(m.source)}: resource name may not be empty`,
    );
  const live = yield* c.api.get(resource, query);
  if (live instanceof ApiError) {
    if (live.code !== 404) throw new Failure(words(c, live, retrieving(m)));
    yield* makeNew(c, f, m, dry);
    return;
  }
  yield* warn(live.warnings);
  let result = live.value;
  if (dry !== 'client') {
    if (live.value.metadata.annotations?.[LAST_APPLIED] === undefined)
      yield* err(
        `Warning: resource ${qualified(resource)}/${name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
      );
    const body = threeWayPatch(lastApplied(live.value), remembered(object), live.value);
    if (Object.keys(body).length === 0) {
      yield* told(f, m, live.value, 'unchanged', dry);
      return;
    }
    const answer = yield* c.api.patch(resource, query, { type: 'strategic', body }, { dryRun });
    if (answer instanceof ApiError)
      throw new Failure(
        words(
          c,
          answer,
          answer.reason === 'Invalid'
            ? ''
            : `error when applying patch:\n${JSON.stringify(body)}\nto:\n${describeTarget(m)}\nfor: ${JSON.stringify(m.source)}`,
        ),
      );
    yield* warn(answer.warnings);
    result = answer.value;
  }
  yield* told(f, m, result, 'configured', dry);
}

const describeTarget = ({ resource, namespace, object }: Manifest): string =>
  `Resource: "${resource.group === '' ? '' : resource.group}/${resource.version}, Resource=${resource.plural}", GroupVersionKind: "${resource.group}/${resource.version}, Kind=${resource.kind}"\nName: ${JSON.stringify(object.metadata.name)}, Namespace: ${JSON.stringify(namespace)}`;

const retrieving = (m: Manifest): string =>
  `error when retrieving current configuration of:\n${describeTarget(m)}\nfrom server for: ${JSON.stringify(m.source)}`;

function* makeNew(c: KubeContext, f: Flags, m: Manifest, dry: DryRun): Sys<void> {
  let result: KubeObject = m.object;
  if (dry !== 'client') {
    const answer = yield* c.api.create(m.resource, m.namespace, remembered(m.object), { dryRun: dry === 'server' });
    if (answer instanceof ApiError)
      throw new Failure(words(c, answer, `error when creating ${JSON.stringify(m.source)}`));
    yield* warn(answer.warnings);
    result = answer.value;
  }
  yield* told(f, m, result, 'created', dry);
}

function* told(f: Flags, m: Manifest, o: KubeObject, what: string, dry: DryRun): Sys<void> {
  if (f.text('output') === '') yield* out(`${singular(m.resource)}/${o.metadata.name} ${what}${drySuffix(dry)}\n`);
  else yield* tell(f, m.resource, o, what);
}
