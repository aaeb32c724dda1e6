/** Reads plain JSON by path. */
import type { Json } from '../../engine-api.ts';

export function at(value: Json, ...path: readonly string[]): Json | undefined {
  let v: Json | undefined = value;
  for (const key of path) {
    if (v === null || v === undefined || typeof v !== 'object' || Array.isArray(v)) return undefined;
    v = (v as { readonly [k: string]: Json })[key];
  }
  return v;
}
