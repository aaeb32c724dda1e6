/** The objects of an API server and what requests do to them. Which objects there are, and what follows from a change, is its owner's. */
import { ApiError, type ApiResource, type KubeObject, type Patch, type Query } from '../../cluster-api.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import { equal, isObject, jsonMerge, jsonPatch, strategicMerge } from './patch.ts';
import { matchesFields, matchesLabels } from './select.ts';

/** `deployments.apps` */
export const qualified = (r: ApiResource): string => r.plural + (r.group === '' ? '' : `.${r.group}`);

export const apiVersionOf = (r: ApiResource): string => (r.group === '' ? r.version : `${r.group}/${r.version}`);

export const notFound = (r: ApiResource, name: string): ApiError =>
  new ApiError(404, 'NotFound', `${qualified(r)} ${JSON.stringify(name)} not found`);

export interface StoreOptions {
  /** RFC 3339, whole seconds. */
  readonly now: () => string;
  readonly uid: () => string;
}

export class ObjectStore {
  objects: KubeObject[];
  private version = 5000;
  private readonly options: StoreOptions;

  constructor(objects: readonly KubeObject[], options: StoreOptions) {
    this.objects = [...objects];
    this.options = options;
  }

  nextVersion(): string {
    this.version += 1;
    return String(this.version);
  }

  of(r: ApiResource): readonly KubeObject[] {
    const version = apiVersionOf(r);
    // The server lists by namespace and name.
    const key = (o: KubeObject): string => `${o.metadata.namespace ?? ''}\0${o.metadata.name}`;
    return this.objects
      .filter((o) => o.kind === r.kind && o.apiVersion === version)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  find(r: ApiResource, q: Query): KubeObject | ApiError {
    const found = this.of(r).find(
      (o) => o.metadata.name === q.name && (o.metadata.namespace ?? '') === (r.namespaced ? q.namespace : ''),
    );
    return found ?? notFound(r, q.name ?? '');
  }

  select(r: ApiResource, q: Query): readonly KubeObject[] | ApiError {
    if (q.name !== undefined) {
      const one = this.find(r, q);
      return one instanceof ApiError ? one : [one];
    }
    return this.of(r).filter(
      (o) =>
        (!r.namespaced || q.namespace === '' || o.metadata.namespace === q.namespace) &&
        (q.labels === undefined || matchesLabels(o, q.labels)) &&
        (q.fields === undefined || matchesFields(o, q.fields)),
    );
  }

  create(r: ApiResource, namespace: string, given: KubeObject, dryRun: boolean): KubeObject | ApiError {
    const where = r.namespaced ? namespace : '';
    if (where !== '' && !this.objects.some((o) => o.kind === 'Namespace' && o.metadata.name === where))
      return new ApiError(404, 'NotFound', `namespaces ${JSON.stringify(where)} not found`);
    const name = given.metadata.name || `${String(given.metadata['generateName'] ?? '')}x7k2p`;
    const there = this.find(r, { namespace: where, name });
    if (!(there instanceof ApiError))
      return new ApiError(409, 'AlreadyExists', `${qualified(r)} ${JSON.stringify(name)} already exists`);
    const object: KubeObject = {
      ...given,
      metadata: {
        ...given.metadata,
        name,
        ...(where === '' ? {} : { namespace: where }),
        uid: this.options.uid(),
        resourceVersion: this.nextVersion(),
        creationTimestamp: this.options.now(),
      },
      ...(r.kind === 'Namespace' && given['status'] === undefined ? { status: { phase: 'Active' } } : {}),
    };
    if (!dryRun) this.objects.push(object);
    return object;
  }

  /** Puts `next` in the place of `old`; the same object again changes nothing. */
  replace(old: KubeObject, next: KubeObject, dryRun: boolean): KubeObject {
    if (equal(old, next)) return old;
    const generation = old.metadata['generation'];
    const changed = !equal(old['spec'], next['spec']);
    const object: KubeObject = {
      ...next,
      metadata: {
        ...next.metadata,
        ...(typeof generation === 'number' ? { generation: generation + (changed ? 1 : 0) } : {}),
        ...(dryRun ? {} : { resourceVersion: this.nextVersion() }),
      },
    };
    if (!dryRun) this.objects = this.objects.map((o) => (o === old ? object : o));
    return object;
  }

  remove(object: KubeObject): void {
    this.objects = this.objects.filter((o) => o !== object);
  }
}

/** The object that a patch makes of this one. */
export function patched(o: KubeObject, patch: Patch): KubeObject | ApiError {
  const { body } = patch;
  if (patch.type === 'json') {
    if (!Array.isArray(body)) return badPatch('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
    const next = jsonPatch(o, body as readonly Json[]);
    return typeof next === 'string'
      ? new ApiError(422, 'Invalid', `the server rejected our request due to an error in our request`)
      : (next as KubeObject);
  }
  if (!isObject(body)) return badPatch('json: cannot unmarshal array into Go value of type map[string]interface {}');
  const next = patch.type === 'merge' ? jsonMerge(o, body) : strategicMerge(o, body);
  return next as JsonObject as KubeObject;
}

const badPatch = (why: string): ApiError => new ApiError(400, 'BadRequest', `error decoding patch: ${why}`);
