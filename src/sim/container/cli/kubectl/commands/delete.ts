/** kubectl delete: with the grace period of the pod, another one, or none. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type ApiResource, type KubeObject } from '../../../cluster-api.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { DURATION, INT, STRING } from '../../layer/kinds.ts';
import { err, Failure, must, out, singular, warn, words, type KubeContext } from '../context.ts';
import { documentsOf, FILE_FLAGS, toManifest } from '../files.ts';
import { DELETE_EXAMPLE, DELETE_LONG } from '../help-texts.ts';
import type { KubeCommand } from '../program.ts';
import { discover, readWanted } from '../resources.ts';

interface Victim {
  readonly resource: ApiResource;
  readonly object: KubeObject;
}

const FORCE_WARNING =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n';

export const remove: KubeCommand = {
  name: 'delete',
  use: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [options]',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  long: DELETE_LONG,
  example: DELETE_EXAMPLE,
  args: { kind: 'any' },
  flags: [
    bool('all', '', 'Delete all resources, in the namespace of the specified resource types.'),
    bool(
      'all-namespaces',
      'A',
      'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
    ),
    flag(
      'cascade',
      '',
      STRING,
      'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents (e.g. Pods created by a ReplicationController). Defaults to background.',
      { def: 'background', bare: 'background' },
    ),
    flag(
      'dry-run',
      '',
      STRING,
      'Must be "none", "server", or "client". If client strategy, only print the object that would be sent, without sending it. If server strategy, submit server-side request without persisting the resource.',
      { def: 'none', bare: 'unchanged' },
    ),
    flag(
      'field-selector',
      '',
      STRING,
      "Selector (field query) to filter on, supports '=', '==', and '!='.(e.g. --field-selector key1=value1,key2=value2). The server only supports a limited number of field queries per type.",
    ),
    ...FILE_FLAGS('containing the resource to delete.', 'Process a kustomization directory.'),
    bool(
      'force',
      '',
      'If true, immediately remove resources from API and bypass graceful deletion. Note that immediate deletion of some resources may result in inconsistency or data loss and requires confirmation.',
    ),
    flag(
      'grace-period',
      '',
      INT,
      'Period of time in seconds given to the resource to terminate gracefully. Ignored if negative. Set to 1 for immediate shutdown. Can only be set to 0 when --force is true (force deletion).',
      { def: -1 },
    ),
    bool(
      'ignore-not-found',
      '',
      'Treat "resource not found" as a successful delete. Defaults to "true" when --all is specified.',
    ),
    bool('interactive', 'i', 'If true, delete resource only when user confirms.'),
    bool('now', '', 'If true, resources are signaled for immediate shutdown (same as --grace-period=1).'),
    flag('output', 'o', STRING, 'Output mode. Use "-o name" for shorter output (resource/name).'),
    flag('raw', '', STRING, 'Raw URI to DELETE to the server.  Uses the transport specified by the kubeconfig file.'),
    flag(
      'selector',
      'l',
      STRING,
      "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'.(e.g. -l key1=value1,key2=value2,key3 in (value3)). Matching objects must satisfy all of the specified label constraints.",
    ),
    flag(
      'timeout',
      '',
      DURATION,
      'The length of time to wait before giving up on a delete, zero means determine a timeout from the size of the object',
    ),
    bool('wait', '', 'If true, wait for resources to be gone before returning. This waits for finalizers.', {
      def: true,
    }),
  ],
  support: 'partial',
  missing: '--interactive, --raw',
  *run(c, f) {
    const output = f.text('output');
    if (output !== '' && output !== 'name')
      throw new Failure(`error: unexpected -o output mode: ${output}. We only support '-o name'`);
    const grace = gracePeriod(f);
    for (const option of ['interactive', 'raw'])
      if (f.has(option)) throw new Failure(`error: 'kubectl delete --${option}' is not part of this simulator`);
    const documents = yield* documentsOf(f);
    if (f.args.length === 0 && documents === undefined)
      throw new Failure(
        "error: You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'",
      );
    const many = f.bool('all') || f.text('selector') !== '' || f.text('field-selector') !== '';
    const all = yield* discover(c);
    const wanted = f.args.length === 0 ? [] : readWanted(all, f.args);
    if (many && wanted.some((w) => w.name !== undefined))
      throw new Failure('error: name cannot be provided when a selector is specified');
    if (!many && wanted.some((w) => w.name === undefined))
      throw new Failure('error: resource(s) were provided, but no name was specified');
    if (f.bool('force')) yield* err(FORCE_WARNING);
    const errors: string[] = [];
    const victims: Victim[] = [];
    for (const document of documents ?? []) {
      const m = toManifest(c, all, document, false);
      const found = yield* c.api.get(m.resource, { namespace: m.namespace, name: m.object.metadata.name });
      if (!(found instanceof ApiError)) victims.push({ resource: m.resource, object: found.value });
      else if (!(f.bool('ignore-not-found') && found.code === 404))
        errors.push(words(c, found, `error when deleting ${JSON.stringify(m.source)}`));
    }
    for (const w of wanted) {
      const namespace = f.bool('all-namespaces') || !w.resource.namespaced ? '' : c.namespace;
      if (w.name === undefined) {
        const labels = f.text('selector');
        const list = yield* must(
          c,
          c.api.list(w.resource, {
            namespace,
            ...(labels === '' ? {} : { labels }),
            ...(f.text('field-selector') === '' ? {} : { fields: f.text('field-selector') }),
          }),
        );
        victims.push(...list.map((object) => ({ resource: w.resource, object })));
        continue;
      }
      const found = yield* c.api.get(w.resource, { namespace, name: w.name });
      if (!(found instanceof ApiError)) victims.push({ resource: w.resource, object: found.value });
      else if (!(f.bool('ignore-not-found') && found.code === 404)) errors.push(words(c, found));
    }
    const leaving: Victim[] = [];
    for (const v of victims) if (yield* deleteOne(c, f, v, grace, errors)) leaving.push(v);
    // All are asked to go before the first is waited for.
    const waits = f.text('dry-run') === 'none' && f.bool('wait') && !f.bool('force');
    if (waits) for (const v of leaving) yield* gone(c, v);
    if (many && victims.length === 0 && f.text('output') !== 'name') yield* out('No resources found\n');
    if (errors.length > 0) throw new Failure(errors.join('\n'));
    return 0;
  },
};

/** --now is one second, 0 without --force is one second too, --force alone is 0. */
function gracePeriod(f: Flags): number | undefined {
  const given = f.number('grace-period');
  if (f.bool('now') && given !== -1) throw new Failure('error: --now and --grace-period cannot be specified together');
  if (f.bool('force') && given > 0)
    throw new Failure('error: --force and --grace-period greater than 0 cannot be specified together');
  if (f.bool('now')) return 1;
  if (f.bool('force') && given < 0) return 0;
  if (given === 0 && !f.bool('force')) return 1;
  return given < 0 ? undefined : given;
}

/** False: it was refused. */
function* deleteOne(c: KubeContext, f: Flags, v: Victim, grace: number | undefined, errors: string[]): Sys<boolean> {
  const namespace = v.object.metadata.namespace ?? '';
  const name = v.object.metadata.name;
  const dry = f.text('dry-run');
  const query = { namespace, name };
  if (dry !== 'client') {
    const cascade = f.text('cascade');
    const propagation = cascade === 'foreground' ? 'Foreground' : cascade === 'orphan' ? 'Orphan' : 'Background';
    const done = yield* c.api.delete(v.resource, query, {
      ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
      dryRun: dry === 'server',
      propagation,
    });
    if (done instanceof ApiError) {
      errors.push(words(c, done));
      return false;
    }
    yield* warn(done.warnings);
  }
  if (f.text('output') === 'name') yield* out(`${singular(v.resource)}/${name}\n`);
  else {
    const how = f.bool('force') ? 'force deleted' : 'deleted';
    const from = v.resource.namespaced ? ` from ${namespace} namespace` : '';
    const suffix = dry === 'client' ? ' (dry run)' : dry === 'server' ? ' (server dry run)' : '';
    yield* out(`${singular(v.resource)} ${JSON.stringify(name)} ${how}${from}${suffix}\n`);
  }
  return true;
}

/** Waits until the object is away, or another one has its name. */
function* gone(c: KubeContext, v: Victim): Sys<void> {
  const query = { namespace: v.object.metadata.namespace ?? '', name: v.object.metadata.name };
  for (;;) {
    const now = yield* c.api.get(v.resource, query);
    if (now instanceof ApiError || now.value.metadata.uid !== v.object.metadata.uid) return;
    if (!(yield* c.api.changed(v.resource, query))) return;
  }
}
