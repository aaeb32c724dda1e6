/** The objects that a command is about: TYPE NAME, TYPE/NAME, -l, --all, or those of files. */
import type { Sys } from '../../../kernel/abi/index.ts';
import { ApiError, type ApiResource, type KubeObject } from '../../cluster-api.ts';
import type { Flags } from '../layer/flags.ts';
import { Failure, must, words, type KubeContext } from './context.ts';
import { documentsOf, toManifest } from './files.ts';
import { discover, readWanted } from './resources.ts';

export interface Target {
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly object: KubeObject;
}

export interface Targets {
  readonly found: readonly Target[];
  /** Messages about those that were not. */
  readonly errors: readonly string[];
}

const NOTHING =
  "error: You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";

export function* targetsOf(c: KubeContext, f: Flags, args: readonly string[]): Sys<Targets> {
  const all = yield* discover(c);
  const documents = yield* documentsOf(f);
  const errors: string[] = [];
  const found: Target[] = [];
  const fetch = function* (resource: ApiResource, namespace: string, name: string): Sys<void> {
    const answer = yield* c.api.get(resource, { namespace, name });
    if (answer instanceof ApiError) errors.push(words(c, answer));
    else found.push({ resource, namespace, object: answer.value });
  };
  for (const each of documents ?? []) {
    const m = toManifest(c, all, each, false);
    yield* fetch(m.resource, m.namespace, m.object.metadata.name);
  }
  if (documents !== undefined && args.length === 0) return { found, errors };
  if (args.length === 0) throw new Failure(NOTHING);
  const labels = f.text('selector');
  for (const { resource, name } of readWanted(all, args)) {
    const namespace = resource.namespaced && !f.bool('all-namespaces') ? c.namespace : '';
    if (name !== undefined) {
      if (labels !== '') throw new Failure('error: name cannot be provided when a selector is specified');
      yield* fetch(resource, namespace, name);
      continue;
    }
    if (labels === '' && !f.bool('all'))
      throw new Failure('error: resource(s) were provided, but no name was specified');
    const list = yield* must(c, c.api.list(resource, { namespace, ...(labels === '' ? {} : { labels }) }));
    found.push(...list.map((object) => ({ resource, namespace: object.metadata.namespace ?? '', object })));
  }
  return { found, errors };
}

/** All of them must be there. */
export function* everyTarget(c: KubeContext, f: Flags, args: readonly string[]): Sys<readonly Target[]> {
  const { found, errors } = yield* targetsOf(c, f, args);
  if (errors.length > 0) throw new Failure(errors.join('\n'));
  return found;
}
