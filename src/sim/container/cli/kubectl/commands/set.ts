/** kubectl set image and set env: fields of pod templates. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type KubeObject } from '../../../cluster-api.ts';
import type { Json, JsonObject } from '../../../engine-api.ts';
import { at, items, str } from '../../apiserver/json.ts';
import { equal, isObject } from '../../apiserver/patch.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { STRING, STRING_ARRAY } from '../../layer/kinds.ts';
import { Failure, out, warn, words, type KubeContext } from '../context.ts';
import { DRY_RUN, dryRunOf, drySuffix } from '../dry-run.ts';
import { FILE_FLAGS } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { everyTarget } from '../targets.ts';
import { OUTPUT, tell } from './changed.ts';

/** Where the pod's spec is: in the object itself, in its template, in a cron job's template. */
const PATHS: readonly (readonly string[])[] = [
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['spec'],
];

function podSpecPath(o: KubeObject): readonly string[] {
  const path = PATHS.find((each) => Array.isArray(at(o, ...each, 'containers')));
  if (path === undefined)
    throw new Failure(`error: the object is not a pod or does not have a pod template: *${o.kind}`);
  return path;
}

function put(o: Json, path: readonly string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const map: JsonObject = isObject(o) ? o : {};
  return { ...map, [key]: put(map[key] ?? {}, rest, value) };
}

const COMMON = [
  bool('all', '', 'Select all resources, in the namespace of the specified resource types'),
  DRY_RUN,
  ...FILE_FLAGS('Filename, directory, or URL to files identifying the resource to get from a server.'),
  bool('local', '', 'If true, set image will NOT contact api-server but run locally.'),
  OUTPUT,
  flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
];

/** Arguments up to the first pair are resources. */
function splitArgs(args: readonly string[]): { resources: readonly string[]; pairs: readonly string[] } {
  const first = args.findIndex((word) => /^[^/]*[^=]=/.test(word) || word.endsWith('-'));
  return first < 0 ? { resources: args, pairs: [] } : { resources: args.slice(0, first), pairs: args.slice(first) };
}

function* update(
  c: KubeContext,
  f: Flags,
  resources: readonly string[],
  what: string,
  edit: (container: JsonObject) => JsonObject,
  check: (names: readonly string[]) => void,
): Sys<number> {
  const dry = dryRunOf(f);
  for (const { resource, namespace, object } of yield* everyTarget(c, f, resources)) {
    const path = podSpecPath(object);
    const lists = ['containers', 'initContainers'].filter((key) => items(object, ...path, key).length > 0);
    check(lists.flatMap((key) => items(object, ...path, key).map((each) => str(each, 'name'))));
    const spec = Object.fromEntries(
      lists.map((key) => [key, items(object, ...path, key).map((each) => edit(each as JsonObject))]),
    );
    const changed = lists.some((key) => !equal(spec[key], at(object, ...path, key)));
    if (!changed) continue;
    const body = put({}, path, spec);
    let result = object;
    if (dry !== 'client') {
      const answer = yield* c.api.patch(
        resource,
        { namespace, name: object.metadata.name },
        { type: 'strategic', body },
        { dryRun: dry === 'server' },
      );
      if (answer instanceof ApiError) throw new Failure(words(c, answer));
      yield* warn(answer.warnings);
      result = answer.value;
    }
    yield* tell(f, resource, result, what + drySuffix(dry));
  }
  return 0;
}

const image: KubeCommand = {
  name: 'image',
  use: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N [options]',
  short: 'Update the image of a pod template',
  args: { kind: 'any' },
  flags: COMMON,
  support: 'partial',
  missing: '--local',
  *run(c, f) {
    const { resources, pairs } = splitArgs(f.args);
    if (resources.length === 0 && f.list('filename').length === 0)
      throw new Failure('error: one or more resources must be specified as <resource> <name> or <resource>/<name>');
    if (pairs.length === 0) throw new Failure('error: at least one image update is required');
    const images = new Map(pairs.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
    const edit = (container: JsonObject): JsonObject => {
      const wanted = images.get(str(container, 'name')) ?? images.get('*');
      return wanted === undefined ? container : { ...container, image: wanted };
    };
    return yield* update(c, f, resources, 'image updated', edit, (names) => {
      for (const name of images.keys())
        if (name !== '*' && !names.includes(name))
          throw new Failure(`error: unable to find container named ${JSON.stringify(name)}`);
    });
  },
};

const env: KubeCommand = {
  name: 'env',
  use: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]',
  short: 'Update environment variables on a pod template',
  args: { kind: 'any' },
  flags: [
    ...COMMON,
    flag('containers', 'c', STRING, 'The names of containers in the selected pod templates to change', { def: '*' }),
    flag('env', 'e', STRING_ARRAY, 'Specify a key-value pair for an environment variable to set into each container.'),
    bool('list', '', 'If true, display the environment and any changes in the standard format.'),
    bool(
      'overwrite',
      '',
      'If true, allow environment to be overwritten, otherwise reject updates that overwrite existing environment.',
      { def: true },
    ),
  ],
  support: 'partial',
  missing: '--from, --keys, --prefix, --resolve, --local',
  *run(c, f) {
    const { resources, pairs } = splitArgs(f.args);
    const all = [...pairs, ...f.list('env')];
    if (f.bool('list')) {
      for (const { resource, object } of yield* everyTarget(c, f, resources))
        for (const each of items(object, ...podSpecPath(object), 'containers')) {
          yield* out(`# ${resource.plural} ${object.metadata.name}, container ${str(each, 'name')}\n`);
          for (const e of items(each, 'env')) yield* out(`${str(e, 'name')}=${str(e, 'value')}\n`);
        }
      return 0;
    }
    if (all.length === 0) throw new Failure('error: at least one environment variable must be provided');
    const set = all.filter((each) => each.includes('='));
    const remove = new Set(all.filter((each) => !each.includes('=')).map((each) => each.slice(0, -1)));
    const chosen = f.text('containers');
    const edit = (container: JsonObject): JsonObject => {
      if (chosen !== '*' && chosen !== '' && chosen !== str(container, 'name')) return container;
      const given = new Map(set.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
      const kept = items(container, 'env')
        .filter((e) => !remove.has(str(e, 'name')))
        .map((e): Json => {
          const value = given.get(str(e, 'name'));
          given.delete(str(e, 'name'));
          return value === undefined ? e : { name: str(e, 'name'), value };
        });
      // Strategic merge keeps what a list does not name: removal has to be said.
      const gone = items(container, 'env')
        .filter((e) => remove.has(str(e, 'name')))
        .map((e): Json => ({ $patch: 'delete', name: str(e, 'name') }));
      const next = [...kept, ...[...given].map(([name, value]): Json => ({ name, value })), ...gone];
      return next.length === 0 ? container : { ...container, env: next };
    };
    return yield* update(c, f, resources, 'env updated', edit, () => undefined);
  },
};

export const set: KubeCommand = {
  name: 'set',
  use: 'SUBCOMMAND [options]',
  short: 'Set specific features on objects',
  long: 'Configure application resources.\n\n These commands help you make changes to existing application resources.',
  args: { kind: 'any' },
  flags: [],
  support: 'partial',
  missing: 'resources, selector, serviceaccount, subject',
  subs: [env, image],
};
