/**
 * A kustomization for -k: resources (files and folders), namespace, name prefix and suffix, labels, images, replicas,
 * generated config maps from literals. Fidelity: no patches, no name hashes, no components; a field that is not modelled is refused.
 */
import { isErr, type Sys } from '../../../kernel/abi/index.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import { at, items, pairs, str, text } from '../apiserver/json.ts';
import { isObject } from '../apiserver/patch.ts';
import { readYaml, YamlError } from '../yaml/read.ts';
import { Failure } from './context.ts';
import { isDirectory, readFile } from './file-io.ts';
import type { Document } from './files.ts';

type Load = (path: string) => Sys<readonly Document[]>;

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const KNOWN = new Set(
  'apiVersion kind metadata resources namespace namePrefix nameSuffix commonLabels labels commonAnnotations images replicas configMapGenerator generatorOptions'.split(
    ' ',
  ),
);
/** Folders inside folders: a circle must end. */
const MAX_DEPTH = 20;
const CLUSTER_WIDE = new Set([
  'Namespace',
  'Node',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
  'StorageClass',
]);

export function* kustomized(dir: string, load: Load, depth = 0): Sys<readonly JsonObject[]> {
  if (depth > MAX_DEPTH) throw new Failure(`error: cycle detected: candidate root '${dir}'`);
  const k = yield* kustomizationOf(dir);
  const unknown = Object.keys(k).find((key) => !KNOWN.has(key));
  if (unknown !== undefined) throw new Failure(`error: '${unknown} in a kustomization' is not part of this simulator`);
  const objects: JsonObject[] = [];
  for (const each of items(k, 'resources')) {
    const path = `${dir.replace(/\/$/, '')}/${text(each)}`;
    const directory = yield* isDirectory(path);
    if (directory === undefined)
      throw new Failure(
        `error: accumulating resources: accumulation err='accumulating resources from '${text(each)}': open ${path}: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '${path}' : lstat ${path}: no such file or directory`,
      );
    if (directory) objects.push(...(yield* kustomized(path, load, depth + 1)));
    else objects.push(...(yield* load(path)).map(({ json }) => json));
  }
  for (const each of items(k, 'configMapGenerator'))
    objects.push({
      apiVersion: 'v1',
      data: Object.fromEntries(
        items(each, 'literals').map((l) => [text(l).split('=')[0] ?? '', text(l).replace(/^[^=]*=/, '')]),
      ),
      kind: 'ConfigMap',
      metadata: { name: str(each, 'name') },
    });
  return objects.map((object) => transformed(k, object));
}

function* kustomizationOf(dir: string): Sys<JsonObject> {
  for (const name of NAMES) {
    const source = yield* readFile(`${dir.replace(/\/$/, '')}/${name}`);
    if (isErr(source)) continue;
    const documents = readYaml(source);
    if (documents instanceof YamlError) throw new Failure(`error: invalid Kustomization: ${documents.message}`);
    const [one] = documents;
    return isObject(one) ? one : {};
  }
  throw new Failure(
    `error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${dir}'`,
  );
}

const merged = (o: Json | undefined, more: Readonly<Record<string, Json>>): JsonObject => ({
  ...(isObject(o) ? o : {}),
  ...more,
});

function transformed(k: JsonObject, object: JsonObject): JsonObject {
  const namespace = str(k, 'namespace');
  const common = Object.fromEntries(pairs(k['commonLabels']));
  const sets = items(k, 'labels');
  const labels = { ...common, ...Object.fromEntries(sets.flatMap((set) => pairs(at(set, 'pairs')))) };
  const selected = {
    ...common,
    ...Object.fromEntries(sets.flatMap((set) => (at(set, 'includeSelectors') === true ? pairs(at(set, 'pairs')) : []))),
  };
  const annotations = Object.fromEntries(pairs(k['commonAnnotations']));
  const meta = isObject(object['metadata']) ? object['metadata'] : {};
  const name = `${str(k, 'namePrefix')}${str(meta, 'name')}${str(k, 'nameSuffix')}`;
  const metadata: JsonObject = {
    ...meta,
    name: CLUSTER_WIDE.has(str(object, 'kind')) && str(object, 'kind') === 'Namespace' ? str(meta, 'name') : name,
    ...(namespace !== '' && !CLUSTER_WIDE.has(str(object, 'kind')) ? { namespace } : {}),
    ...(Object.keys(labels).length > 0 ? { labels: merged(meta['labels'], labels) } : {}),
    ...(Object.keys(annotations).length > 0 ? { annotations: merged(meta['annotations'], annotations) } : {}),
  };
  return withSpec({ ...object, metadata }, k, name, selected);
}

function withSpec(
  object: JsonObject,
  k: JsonObject,
  name: string,
  selected: Readonly<Record<string, string>>,
): JsonObject {
  const spec = object['spec'];
  if (!isObject(spec)) return object;
  let next = spec;
  if (Object.keys(selected).length > 0) {
    if (str(object, 'kind') === 'Service') next = { ...next, selector: merged(next['selector'], selected) };
    else if (isObject(next['selector']))
      next = {
        ...next,
        selector: { ...next['selector'], matchLabels: merged(at(next, 'selector', 'matchLabels'), selected) },
      };
    const template = next['template'];
    if (isObject(template)) {
      const meta = isObject(template['metadata']) ? template['metadata'] : {};
      next = { ...next, template: { ...template, metadata: { ...meta, labels: merged(meta['labels'], selected) } } };
    }
  }
  const replicas = items(k, 'replicas').find((each) => str(each, 'name') === name);
  if (replicas !== undefined) next = { ...next, replicas: at(replicas, 'count') ?? 1 };
  return { ...object, spec: imaged(next, items(k, 'images')) as JsonObject };
}

/** New names, tags and digests of images, wherever containers stand. */
function imaged(v: Json, images: readonly Json[]): Json {
  if (images.length === 0) return v;
  if (Array.isArray(v)) return (v as readonly Json[]).map((each) => imaged(each, images));
  if (!isObject(v)) return v;
  return Object.fromEntries(
    Object.entries(v).map(([key, value]): [string, Json] => {
      if (key !== 'image' || typeof value !== 'string') return [key, imaged(value, images)];
      const name = value.replace(/(@.*|:[^/:]*)$/, '');
      const rule = images.find((each) => str(each, 'name') === name);
      if (rule === undefined) return [key, value];
      const base = str(rule, 'newName') || name;
      if (str(rule, 'digest') !== '') return [key, `${base}@${str(rule, 'digest')}`];
      const tag = text(at(rule, 'newTag'));
      return [key, tag === '' ? base + value.slice(name.length) : `${base}:${tag}`];
    }),
  );
}
