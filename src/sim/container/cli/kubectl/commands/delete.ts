/** kubectl delete: with the grace period of the pod, another one, or none. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type ApiResource, type KubeObject } from '../../../cluster-api.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { DURATION, INT, STRING, STRING_SLICE } from '../../layer/kinds.ts';
import { err, Failure, must, out, singular, warn, words, type KubeContext } from '../context.ts';
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
  args: { kind: 'any' },
  flags: [
    bool('all', '', ''),
    bool('all-namespaces', 'A', ''),
    flag('cascade', '', STRING, '', { def: 'background', bare: 'background' }),
    flag('dry-run', '', STRING, '', { def: 'none', bare: 'unchanged' }),
    flag('field-selector', '', STRING, ''),
    flag('filename', 'f', STRING_SLICE, ''),
    bool('force', '', ''),
    flag('grace-period', '', INT, '', { def: -1 }),
    bool('ignore-not-found', '', ''),
    bool('now', '', ''),
    flag('output', 'o', STRING, ''),
    flag('selector', 'l', STRING, ''),
    flag('timeout', '', DURATION, ''),
    bool('wait', '', '', { def: true }),
  ],
  support: 'partial',
  missing: '-f, -k, --interactive, --raw',
  *run(c, f) {
    if (f.has('filename')) throw new Failure("error: 'kubectl delete -f' is not part of this simulator");
    const output = f.text('output');
    if (output !== '' && output !== 'name')
      throw new Failure(`error: unexpected -o output mode: ${output}. We only support '-o name'`);
    const grace = gracePeriod(f);
    if (f.args.length === 0)
      throw new Failure(
        "error: You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'",
      );
    const many = f.bool('all') || f.text('selector') !== '' || f.text('field-selector') !== '';
    const wanted = readWanted(yield* discover(c), f.args);
    if (many && wanted.some((w) => w.name !== undefined))
      throw new Failure('error: name cannot be provided when a selector is specified');
    if (!many && wanted.some((w) => w.name === undefined))
      throw new Failure('error: resource(s) were provided, but no name was specified');
    if (f.bool('force')) yield* err(FORCE_WARNING);
    const errors: string[] = [];
    const victims: Victim[] = [];
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
      else if (!(f.bool('ignore-not-found') && found.code === 404)) errors.push(words(c.api, found));
    }
    for (const v of victims) yield* deleteOne(c, f, v, grace, errors);
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

function* deleteOne(c: KubeContext, f: Flags, v: Victim, grace: number | undefined, errors: string[]): Sys<void> {
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
      errors.push(words(c.api, done));
      return;
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
  if (dry === 'none' && f.bool('wait') && !f.bool('force')) yield* gone(c, v);
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
