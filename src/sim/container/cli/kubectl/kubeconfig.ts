/** The kubeconfig: which cluster, which user, which namespace. Several files of $KUBECONFIG are merged, the first word counts. */
import { isErr, type Sys } from '../../../kernel/abi/index.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import { items, str } from '../apiserver/json.ts';
import { isObject } from '../apiserver/patch.ts';
import { Failure } from '../layer/io.ts';
import type { Flags } from '../layer/flags.ts';
import { readYaml, YamlError } from '../yaml/read.ts';
import { readFile } from './file-io.ts';

export interface KubeConfig {
  /** Where changes are written. */
  readonly path: string;
  readonly found: boolean;
  readonly json: JsonObject;
}

/** What a command talks to. */
export interface Connection {
  /** `https://127.0.0.1:6443` */
  readonly server: string;
  readonly namespace: string;
}

/** Where a client looks that was told nothing. */
const NOWHERE = 'http://localhost:8080';

export function* loadConfig(flags: Flags, env: ReadonlyMap<string, string>): Sys<KubeConfig> {
  const asked = flags.text('kubeconfig');
  const listed = (env.get('KUBECONFIG') ?? '').split(':').filter((p) => p !== '');
  const paths = asked !== '' ? [asked] : listed.length > 0 ? listed : [`${env.get('HOME') ?? ''}/.kube/config`];
  let json: JsonObject = {};
  let first: string | undefined;
  for (const path of paths) {
    const text = yield* readFile(path);
    if (isErr(text)) {
      if (asked !== '') throw new Failure(`error: stat ${path}: no such file or directory`);
      continue;
    }
    const documents = readYaml(text);
    if (documents instanceof YamlError)
      throw new Failure(`error: error loading config file ${JSON.stringify(path)}: ${documents.message}`);
    first ??= path;
    const own = documents[0];
    if (isObject(own)) json = merged(json, own);
  }
  return { path: first ?? paths[0] ?? '', found: first !== undefined, json };
}

const LISTS = ['clusters', 'contexts', 'users'] as const;

function merged(a: JsonObject, b: JsonObject): JsonObject {
  const lists = LISTS.map((key) => {
    const names = new Set(items(a, key).map((each) => str(each, 'name')));
    return [key, [...items(a, key), ...items(b, key).filter((each) => !names.has(str(each, 'name')))]] as const;
  });
  return {
    ...b,
    ...a,
    'current-context': str(a, 'current-context') || str(b, 'current-context'),
    ...Object.fromEntries(lists),
  };
}

export const named = (config: JsonObject, list: (typeof LISTS)[number], name: string): Json | undefined =>
  items(config, list).find((each) => str(each, 'name') === name);

/** What the flags and the current context say. */
export function connectionOf(config: KubeConfig, flags: Flags): Connection {
  const wanted = flags.text('context') || str(config.json, 'current-context');
  const context = named(config.json, 'contexts', wanted);
  if (!context && flags.text('context') !== '')
    throw new Failure(`Error in configuration: context was not found for specified context: ${wanted}`);
  const cluster = flags.text('cluster') || str(context ?? null, 'context', 'cluster');
  const server = flags.text('server') || str(named(config.json, 'clusters', cluster) ?? null, 'cluster', 'server');
  return {
    server: server === '' ? NOWHERE : server,
    namespace: flags.text('namespace') || str(context ?? null, 'context', 'namespace') || 'default',
  };
}
