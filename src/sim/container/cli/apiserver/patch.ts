/** Patches of API objects: strategic merge, JSON merge (RFC 7386), JSON Patch (RFC 6902), and the three-way patch of `kubectl apply`. */
import type { Json, JsonObject } from '../../engine-api.ts';

/** Lists that are merged by a key of their items (patchMergeKey in the API's types); other lists are replaced. */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  conditions: ['type'],
  containers: ['name'],
  env: ['name'],
  ephemeralContainers: ['name'],
  hostAliases: ['ip'],
  imagePullSecrets: ['name'],
  initContainers: ['name'],
  ownerReferences: ['uid'],
  ports: ['containerPort', 'port'],
  secrets: ['name'],
  volumeMounts: ['mountPath'],
  volumes: ['name'],
};

export const isObject = (v: Json | undefined): v is JsonObject =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((x: Json, i) => equal(x, (b as readonly Json[])[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && equal(a[k], b[k]));
}

/** The key by which the items of this list are told apart; undefined when the list is one value. */
function mergeKey(field: string, ...lists: readonly (readonly Json[])[]): string | undefined {
  const items = lists.flat();
  if (items.length === 0 || !items.every(isObject)) return undefined;
  return MERGE_KEYS[field]?.find((key) => items.every((item) => item[key] !== undefined));
}

export function strategicMerge(to: Json | undefined, patch: Json, field = ''): Json {
  if (Array.isArray(patch))
    return mergeList(Array.isArray(to) ? (to as readonly Json[]) : [], patch as readonly Json[], field);
  if (!isObject(patch)) return patch;
  if (patch['$patch'] === 'replace') return without(patch, '$patch');
  const out: Record<string, Json> = isObject(to) ? { ...to } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) delete out[key];
    else out[key] = strategicMerge(out[key], value, key);
  }
  return out;
}

const without = (o: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(o).filter(([k]) => k !== key));

function mergeList(to: readonly Json[], patch: readonly Json[], field: string): readonly Json[] {
  const key = mergeKey(field, patch);
  if (key === undefined) return patch;
  let out = [...to];
  for (const item of patch as readonly JsonObject[]) {
    const at = out.findIndex((each) => isObject(each) && each[key] === item[key]);
    if (item['$patch'] === 'delete') out = out.filter((_, i) => i !== at);
    else if (at < 0) out.push(item);
    else out[at] = strategicMerge(out[at], item);
  }
  return out;
}

export function jsonMerge(to: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const out: Record<string, Json> = isObject(to) ? { ...to } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = jsonMerge(out[key], value);
  }
  return out;
}

/** RFC 6902; a string says why it cannot be applied. */
export function jsonPatch(to: Json, operations: readonly Json[]): Json | string {
  let out = to;
  for (const each of operations) {
    if (!isObject(each)) return 'Unexpected kind: unknown';
    const { op, path } = each;
    const parts = pointer(typeof path === 'string' ? path : '');
    const what = typeof op === 'string' ? op : '';
    if (what === 'test') {
      if (!equal(read(out, parts), each['value'])) return `testing value ${String(path as string)} failed: test failed`;
      continue;
    }
    let value = each['value'] ?? null;
    if (what === 'copy' || what === 'move') {
      const from = pointer(typeof each['from'] === 'string' ? each['from'] : '');
      const found = read(out, from);
      if (found === undefined)
        return `${what} operation does not apply: doc is missing from path: ${String(each['from'] as string)}: missing value`;
      value = found;
      if (what === 'move') out = change(out, from, 'remove', null) ?? out;
    } else if (!['add', 'replace', 'remove'].includes(what)) return `Unexpected kind: ${what}`;
    const next = change(out, parts, what === 'copy' || what === 'move' ? 'add' : what, value);
    if (next === undefined)
      return `${what} operation does not apply: doc is missing ${what === 'add' ? 'path' : 'key'}: ${String(path as string)}: missing value`;
    out = next;
  }
  return out;
}

const pointer = (path: string): readonly string[] =>
  path === ''
    ? []
    : path
        .replace(/^\//, '')
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function read(v: Json | undefined, path: readonly string[]): Json | undefined {
  let at = v;
  for (const part of path)
    at = Array.isArray(at) ? (at as readonly Json[])[Number(part)] : isObject(at) ? at[part] : undefined;
  return at;
}

function change(v: Json | undefined, path: readonly string[], op: string, value: Json): Json | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (Array.isArray(v)) {
    const list = [...(v as readonly Json[])];
    const at = part === '-' ? list.length : Number(part);
    if (!Number.isInteger(at) || at < 0 || at > list.length) return undefined;
    if (rest.length > 0) {
      const inner = change(list[at], rest, op, value);
      if (inner === undefined) return undefined;
      list[at] = inner;
    } else if (op === 'add') list.splice(at, 0, value);
    else if (at >= list.length) return undefined;
    else if (op === 'remove') list.splice(at, 1);
    else list[at] = value;
    return list;
  }
  if (!isObject(v)) return undefined;
  if (rest.length === 0) {
    if (op !== 'add' && v[part] === undefined) return undefined;
    return op === 'remove' ? without(v, part) : { ...v, [part]: value };
  }
  const inner = change(v[part], rest, op, value);
  return inner === undefined ? undefined : { ...v, [part]: inner };
}

/**
 * What `kubectl apply` sends: fields of the new configuration that differ from the live object, and the removal of those that
 * only the last applied one had (apimachinery, CreateThreeWayMergePatch). An empty patch is {}.
 */
export function threeWayPatch(last: Json, modified: Json, current: Json): JsonObject {
  return difference(isObject(last) ? last : {}, isObject(modified) ? modified : {}, isObject(current) ? current : {});
}

function difference(last: JsonObject, modified: JsonObject, current: JsonObject): JsonObject {
  const patch: Record<string, Json> = {};
  for (const key of Object.keys(last))
    if (modified[key] === undefined && current[key] !== undefined && last[key] !== undefined) patch[key] = null;
  for (const [key, value] of Object.entries(modified)) {
    const now = current[key];
    if (value === null) {
      if (now !== undefined) patch[key] = null;
    } else if (equal(value, now)) continue;
    else if (isObject(value) && isObject(now)) {
      const before = last[key];
      const inner = difference(isObject(before) ? before : {}, value, now);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (Array.isArray(value) && Array.isArray(now)) {
      const before = last[key];
      const list = listDifference(
        key,
        Array.isArray(before) ? (before as readonly Json[]) : [],
        value as readonly Json[],
        now as readonly Json[],
      );
      if (list.length > 0 || (value.length === 0 && now.length > 0)) patch[key] = list;
    } else patch[key] = value;
  }
  return patch;
}

function listDifference(
  field: string,
  last: readonly Json[],
  modified: readonly Json[],
  current: readonly Json[],
): readonly Json[] {
  const key = mergeKey(field, last, modified, current);
  if (key === undefined) return modified;
  const find = (list: readonly Json[], name: Json | undefined): JsonObject | undefined =>
    (list as readonly JsonObject[]).find((each) => each[key] === name);
  const patch: Json[] = [];
  for (const item of modified as readonly JsonObject[]) {
    const now = find(current, item[key]);
    if (!now) {
      patch.push(item);
      continue;
    }
    const inner = difference(find(last, item[key]) ?? {}, item, now);
    if (Object.keys(inner).length > 0) patch.push({ ...inner, [key]: item[key] ?? null });
  }
  for (const item of last as readonly JsonObject[])
    if (!find(modified, item[key]) && find(current, item[key]))
      patch.push({ $patch: 'delete', [key]: item[key] ?? null });
  return patch;
}
