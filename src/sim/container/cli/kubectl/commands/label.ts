/** kubectl label and annotate: pairs of metadata, set, changed and removed. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError } from '../../../cluster-api.ts';
import type { Json } from '../../../engine-api.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { Failure, out, warn, words, type KubeContext } from '../context.ts';
import { DRY_RUN, dryRunOf, drySuffix } from '../dry-run.ts';
import { FILE_FLAGS } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { targetsOf, type Target } from '../targets.ts';
import { OUTPUT, tell } from './changed.ts';

interface Kind {
  readonly name: 'label' | 'annotate';
  readonly field: 'labels' | 'annotations';
  readonly done: string;
  readonly removed: string;
  readonly same: string;
}

const LABEL: Kind = { name: 'label', field: 'labels', done: 'labeled', removed: 'unlabeled', same: 'not labeled' };
const ANNOTATE: Kind = {
  name: 'annotate',
  field: 'annotations',
  done: 'annotated',
  removed: 'annotated',
  same: 'annotated',
};

const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const PART = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const RULES = {
  value:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
  name: "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
};

interface Changes {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** The pairs stand behind the resources. */
function split(kind: Kind, args: readonly string[]): { resources: readonly string[]; changes: Changes } {
  const isPair = (word: string): boolean => word.includes('=') || (word.endsWith('-') && word !== '-');
  const first = args.findIndex((word) => isPair(word));
  const resources = first < 0 ? args : args.slice(0, first);
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const word of first < 0 ? [] : args.slice(first)) {
    if (!isPair(word))
      throw new Failure(
        `error: all resources must be specified before ${kind.name === 'label' ? 'label' : 'annotation'} changes: ${word}`,
      );
    const eq = word.indexOf('=');
    if (eq < 0) {
      remove.push(word.slice(0, -1));
      continue;
    }
    const [key, value] = [word.slice(0, eq), word.slice(eq + 1)];
    if (kind.name === 'label') check(key, value);
    set.set(key, value);
  }
  const both = remove.filter((key) => set.has(key));
  if (both.length > 0)
    throw new Failure(
      `error: can not both modify and remove the following ${kind.name === 'label' ? 'label(s)' : 'annotation(s)'} in the same command: ${both.join(', ')}`,
    );
  return { resources, changes: { set, remove } };
}

function check(key: string, value: string): void {
  const name = key.slice(key.lastIndexOf('/') + 1);
  if (!PART.test(name)) throw new Failure(`error: invalid label key ${JSON.stringify(key)}: ${RULES.name}`);
  if (value.length > 63)
    throw new Failure(
      `error: invalid label value: ${JSON.stringify(`${key}=${value}`)}: must be no more than 63 bytes`,
    );
  if (!VALUE.test(value))
    throw new Failure(`error: invalid label value: ${JSON.stringify(`${key}=${value}`)}: ${RULES.value}`);
}

function command(kind: Kind): KubeCommand {
  return {
    name: kind.name,
    use:
      kind.name === 'label'
        ? '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]'
        : '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
    short: kind.name === 'label' ? 'Update the labels on a resource' : 'Update the annotations on a resource',
    args: { kind: 'any' },
    flags: [
      bool('all', '', `Select all resources, in the namespace of the specified resource types`),
      bool('all-namespaces', 'A', 'If true, check the specified action in all namespaces.'),
      DRY_RUN,
      flag('field-selector', '', STRING, ''),
      ...FILE_FLAGS('Filename, directory, or URL to files identifying the resource to update'),
      bool('list', '', `If true, display the ${kind.field} for a given resource.`),
      bool('local', '', `If true, ${kind.name} will NOT contact api-server but run locally.`),
      OUTPUT,
      bool(
        'overwrite',
        '',
        `If true, allow ${kind.field} to be overwritten, otherwise reject updates that overwrite existing ones.`,
      ),
      flag('resource-version', '', STRING, ''),
      flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
    ],
    support: 'partial',
    missing: '--local, --field-selector',
    *run(c, f) {
      const { resources, changes } = split(kind, f.args);
      const nothing = changes.set.size === 0 && changes.remove.length === 0;
      const { found, errors } = yield* targetsOf(c, f, resources);
      if (nothing && !f.bool('list'))
        throw new Failure(`error: at least one ${kind.name === 'label' ? 'label' : 'annotation'} update is required`);
      for (const target of found)
        if (f.bool('list')) yield* list(kind, found, target);
        else yield* change(c, f, kind, target, changes);
      if (errors.length > 0) throw new Failure(errors.join('\n'));
      return 0;
    },
  };
}

function* list(kind: Kind, all: readonly Target[], { resource, object }: Target): Sys<void> {
  if (all.length > 1)
    yield* out(
      `Listing ${kind.field} for ${resource.kind}.${resource.version}${resource.group === '' ? '' : `.${resource.group}`}/${object.metadata.name}:\n`,
    );
  const indent = all.length > 1 ? ' ' : '';
  for (const [key, value] of Object.entries(object.metadata[kind.field] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
    yield* out(`${indent}${key}=${value}\n`);
}

/** The cause of a change may always be overwritten. */
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

function complaint(kind: Kind, taken: readonly string[]): string {
  if (kind.name === 'annotate')
    return `--overwrite is false but found the following declared annotation(s): ${taken.join('; ')}`;
  const each = taken.map((text) => `${text}, and --overwrite is false`);
  return each.length === 1 ? (each[0] as string) : `[${each.join(', ')}]`;
}

/** The client goes by the length of the object as JSON: shorter, and not --overwrite, is `unlabeled`. */
function shrinks(now: Readonly<Record<string, string>>, body: Readonly<Record<string, Json>>): boolean {
  const next = Object.entries({ ...now, ...body }).filter(([, value]) => value !== null);
  const size = (pairs: readonly (readonly [string, unknown])[]): number =>
    pairs.length === 0 ? 0 : JSON.stringify({ labels: Object.fromEntries(pairs) }).length;
  return size(next) < size(Object.entries(now));
}

function* change(c: KubeContext, f: Flags, kind: Kind, target: Target, changes: Changes): Sys<void> {
  const { resource, namespace, object } = target;
  const now = object.metadata[kind.field] ?? {};
  if (!f.bool('overwrite')) {
    const taken = [...changes.set].flatMap(([key, value]) => {
      const free = kind.name === 'annotate' && key === CHANGE_CAUSE;
      return now[key] === undefined || now[key] === value || free ? [] : [`'${key}' already has a value (${now[key]})`];
    });
    if (taken.length > 0) throw new Failure(`error: ${complaint(kind, taken)}`);
  }
  const missing = changes.remove.filter((key) => now[key] === undefined);
  if (kind.name === 'label') for (const key of missing) yield* out(`label ${JSON.stringify(key)} not found.\n`);
  const body: Record<string, Json> = {};
  for (const [key, value] of changes.set) if (now[key] !== value) body[key] = value;
  for (const key of changes.remove) if (now[key] !== undefined) body[key] = null;
  const same = Object.keys(body).length === 0;
  const removing = !same && !f.bool('overwrite') && shrinks(now, body);
  const dry = dryRunOf(f);
  let result = object;
  if (!same && dry !== 'client') {
    const answer = yield* c.api.patch(
      resource,
      { namespace, name: object.metadata.name },
      { type: 'merge', body: { metadata: { [kind.field]: body } } },
      { dryRun: dry === 'server' },
    );
    if (answer instanceof ApiError) throw new Failure(words(c, answer));
    yield* warn(answer.warnings);
    result = answer.value;
  }
  const what = same ? kind.same : removing ? kind.removed : kind.done;
  yield* tell(f, resource, result, what + drySuffix(dry));
}

export const label = command(LABEL);
export const annotate = command(ANNOTATE);
