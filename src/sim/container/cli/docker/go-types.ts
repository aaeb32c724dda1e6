/** Typed Go values from JSON answers: a short text declares the fields of each struct in order. */
import { ANY, Dict, fromJson, List, Nil, Scalar, Struct, zeroOf, type Value } from '../../../gotmpl/index.ts';
import type { Json } from '../../engine-api.ts';

/**
 * Struct declarations: `Name type [json][?]`, separated by commas or line ends; `?` is omitempty. A type that starts with
 * `@` or `*@` is another declaration.
 */
export type Schema = Readonly<Record<string, string>>;

interface Field {
  readonly name: string;
  readonly type: string;
  readonly json: string;
  readonly omit: boolean;
}

function fieldsOf(schema: Schema, name: string): Field[] {
  return (schema[name] ?? '')
    .split(/[,\n]/)
    .map((part) => part.trim().split(/\s+/))
    .filter((w) => w[0] !== '')
    .map(([field = '', type = '', tag = '']) => ({
      name: field,
      type,
      json: tag.replace('?', '') || field,
      omit: tag.endsWith('?'),
    }));
}

/** The value of a JSON text for a Go type; `null` and absent give the type's zero. */
export function typed(schema: Schema, type: string, json: Json | undefined): Value {
  const pointer = type.startsWith('*');
  const base = pointer ? type.slice(1) : type;
  if (json === null || json === undefined) {
    if (pointer) return new Nil('*' + base.replace('@', ''));
    if (base.startsWith('@')) return structOf(schema, base.slice(1), {}, false);
    return zeroOf(base.replace('@', ''));
  }
  if (base.startsWith('@')) return structOf(schema, base.slice(1), json, pointer);
  if (base.startsWith('[]') && Array.isArray(json)) {
    const elem = base.slice(2);
    return new List(
      (json as readonly Json[]).map((x) => typed(schema, elem, x)),
      base.replace('@', ''),
    );
  }
  const map = /^map\[(\w+)\](.*)$/.exec(base);
  if (map !== null && typeof json === 'object') {
    const elem = map[2] ?? ANY;
    return new Dict(
      new Map(Object.entries(json).map(([k, v]) => [k, typed(schema, elem, v as Json)])),
      base.replace('@', ''),
    );
  }
  if (pointer && typeof json !== 'object') {
    return new Scalar(type, typeof json === 'number' && base !== 'float64' ? BigInt(Math.trunc(json)) : json);
  }
  if (typeof json === 'number')
    return /^u?int\d+$/.test(base)
      ? new Scalar(base, BigInt(Math.trunc(json)))
      : base === 'int'
        ? BigInt(Math.trunc(json))
        : json;
  return fromJson(json);
}

function structOf(schema: Schema, name: string, json: Json, pointer: boolean): Struct {
  const source =
    typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Readonly<Record<string, Json>>) : {};
  const fields = fieldsOf(schema, name);
  const tags = new Map(
    fields.filter((f) => f.omit || f.json !== f.name).map((f) => [f.name, f.json + (f.omit ? '?' : '')]),
  );
  return new Struct(
    (pointer ? '*' : '') + name,
    new Map(fields.map((f) => [f.name, typed(schema, f.type, source[f.json])])),
    { tags },
  );
}
