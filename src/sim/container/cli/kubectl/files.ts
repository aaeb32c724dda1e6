/** Objects from -f and -k: files, folders, stdin, kustomizations. */
import { isErr, sys, type Sys } from '../../../kernel/abi/index.ts';
import type { ApiResource, KubeObject } from '../../cluster-api.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import { items, str } from '../apiserver/json.ts';
import { isObject } from '../apiserver/patch.ts';
import { apiVersionOf } from '../apiserver/store.ts';
import { flag, type Flags, type FlagSpec, bool } from '../layer/flags.ts';
import { STRING, STRING_SLICE } from '../layer/kinds.ts';
import { readYaml, YamlError } from '../yaml/read.ts';
import { Failure, type KubeContext } from './context.ts';
import { isDirectory, readAll, readFile } from './file-io.ts';
import { kustomized } from './kustomize.ts';

/** One object of a file. */
export interface Document {
  /** As it was asked for: for messages. */
  readonly source: string;
  readonly json: JsonObject;
}

export const FILE_FLAGS = (what: string, folder = 'Process the kustomization directory.'): readonly FlagSpec[] => [
  flag('filename', 'f', STRING_SLICE, what),
  flag('kustomize', 'k', STRING, `${folder} This flag can't be used together with -f or -R.`),
  bool(
    'recursive',
    'R',
    'Process the directory used in -f, --filename recursively. Useful when you want to manage related manifests organized within the same directory.',
  ),
];

const MANIFEST = /\.(json|yaml|yml)$/;

/** Everything that -f and -k name; undefined when neither was given. */
export function* documentsOf(f: Flags): Sys<readonly Document[] | undefined> {
  const files = f.list('filename');
  const dir = f.text('kustomize');
  if (files.length > 0 && dir !== '') throw new Failure('error: only one of -f or -k can be specified');
  if (dir !== '') return (yield* kustomized(dir, loadFile)).map((json) => ({ source: dir, json }));
  if (files.length === 0) return undefined;
  const found: Document[] = [];
  for (const file of files) found.push(...(yield* fromPath(file, f.bool('recursive'))));
  return found;
}

function* fromPath(path: string, recursive: boolean): Sys<readonly Document[]> {
  if (path === '-') return parse('STDIN', yield* readAll(0));
  if (/^https?:\/\//.test(path))
    throw new Failure(`error: unable to read URL ${JSON.stringify(path)}, the machine has no way out`);
  const directory = yield* isDirectory(path);
  if (directory === undefined) throw new Failure(`error: the path ${JSON.stringify(path)} does not exist`);
  if (!directory) return yield* loadFile(path);
  const found: Document[] = [];
  for (const file of yield* manifestsIn(path, recursive)) found.push(...(yield* loadFile(file)));
  if (found.length === 0)
    throw new Failure(`error: error reading [${path}]: recognized file extensions are [.json .yaml .yml]`);
  return found;
}

function* manifestsIn(dir: string, recursive: boolean): Sys<readonly string[]> {
  const names = yield* sys.readdir(dir);
  if (isErr(names)) return [];
  const found: string[] = [];
  for (const name of names.map((each) => each.name).sort()) {
    const path = `${dir.replace(/\/$/, '')}/${name}`;
    if (name === '.' || name === '..') continue;
    if (yield* isDirectory(path)) {
      if (recursive) found.push(...(yield* manifestsIn(path, true)));
    } else if (MANIFEST.test(name)) found.push(path);
  }
  return found;
}

function* loadFile(path: string): Sys<readonly Document[]> {
  const text = yield* readFile(path);
  if (isErr(text)) throw new Failure(`error: open ${path}: ${text.text.toLowerCase()}`);
  return parse(path, text);
}

function parse(source: string, text: string): readonly Document[] {
  const documents = readYaml(text);
  if (documents instanceof YamlError)
    throw new Failure(`error: error parsing ${source}: error converting YAML to JSON: ${documents.message}`);
  return documents.flatMap((json) => {
    if (!isObject(json)) {
      const kind = Array.isArray(json) ? 'array' : typeof json;
      throw new Failure(
        `error: error validating ${JSON.stringify(source)}: error validating data: json: cannot unmarshal ${kind} into Go value of type map[string]interface {}; if you choose to ignore these errors, turn validation off with --validate=false`,
      );
    }
    // A List is its items.
    if (str(json, 'kind').endsWith('List') && json['items'] !== undefined)
      return items(json, 'items')
        .filter(isObject)
        .map((each) => ({ source, json: each }));
    return [{ source, json }];
  });
}

/** An object of a file with its resource and the namespace in which it belongs. */
export interface Manifest {
  readonly source: string;
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly object: KubeObject;
}

/** What the client checks of an object before it sends it. */
export function toManifest(
  c: KubeContext,
  all: readonly ApiResource[],
  { source, json }: Document,
  validated: boolean,
): Manifest {
  const version = str(json, 'apiVersion');
  const kind = str(json, 'kind');
  const missing = [...(version === '' ? ['apiVersion not set'] : []), ...(kind === '' ? ['kind not set'] : [])];
  const invalid = (why: string): Failure =>
    new Failure(
      `error: error validating ${JSON.stringify(source)}: error validating data: ${why}; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  const name = str(json, 'metadata', 'name');
  if (missing.length > 0) {
    if (validated) throw invalid(missing.length > 1 ? `[${missing.join(', ')}]` : (missing[0] as string));
    throw new Failure(
      `error: unable to decode ${JSON.stringify(source)}: Object '${kind === '' ? 'Kind' : 'apiVersion'}' is missing in '${JSON.stringify(json)}'`,
    );
  }
  const resource = all.find((r) => r.kind === kind && apiVersionOf(r) === version);
  if (resource === undefined) {
    if (validated) throw invalid('the server could not find the requested resource');
    throw new Failure(
      `error: resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(str(json, 'metadata', 'namespace'))} from ${JSON.stringify(source)}: no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(version)}\nensure CRDs are installed first`,
    );
  }
  const own = str(json, 'metadata', 'namespace');
  if (resource.namespaced && own !== '' && c.enforceNamespace && own !== c.namespace)
    throw new Failure(
      `error: the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(c.namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
    );
  const namespace = resource.namespaced ? own || c.namespace : '';
  const metadata = isObject(json['metadata']) ? json['metadata'] : {};
  const object = {
    ...json,
    metadata: { ...metadata, ...(namespace === '' ? {} : { namespace }), name },
  } as Json as KubeObject;
  return { source, resource, namespace, object };
}
