/** Plain data (as parsed from JSON, its strings bytes) to template values. */
import { ANY_LIST, Dict, List, Scalar, type Value } from './value.ts';

/** Where the JSON numbers go: float64 as json.Unmarshal does, or json.Number as a decoder with UseNumber does. */
export type Numbers = 'float64' | 'number' | 'int';

export function fromJson(data: unknown, numbers: Numbers = 'float64'): Value {
  if (data === null || data === undefined) return null;
  if (typeof data === 'boolean') return data;
  if (typeof data === 'string') return data;
  if (typeof data === 'bigint') return data;
  if (typeof data === 'number') {
    if (numbers === 'number') return new Scalar('json.Number', String(data), String(data));
    return numbers === 'int' && Number.isInteger(data) ? BigInt(data) : data;
  }
  if (Array.isArray(data))
    return new List(
      data.map((x) => fromJson(x, numbers)),
      ANY_LIST,
    );
  if (typeof data === 'object')
    return new Dict(new Map(Object.entries(data).map(([k, v]) => [k, fromJson(v, numbers)])));
  return null;
}
