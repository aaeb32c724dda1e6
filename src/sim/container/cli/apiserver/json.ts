/** Reads API objects: fields that may be missing, by path. */
import type { Json } from '../../engine-api.ts';
import { at } from '../docker/json-path.ts';
import { parseRfc3339 } from '../docker/time.ts';

export { at };

export function text(v: Json | undefined, otherwise = ''): string {
  if (typeof v === 'string') return v;
  return v === null || v === undefined ? otherwise : typeof v === 'object' ? JSON.stringify(v) : String(v);
}

export function str(v: Json, ...path: readonly string[]): string {
  return text(at(v, ...path));
}

export function num(v: Json, ...path: readonly string[]): number {
  const n = at(v, ...path);
  return typeof n === 'number' ? n : 0;
}

export function items(v: Json, ...path: readonly string[]): readonly Json[] {
  const list = path.length === 0 ? v : at(v, ...path);
  return Array.isArray(list) ? (list as readonly Json[]) : [];
}

export function pairs(v: Json | undefined): readonly (readonly [string, string])[] {
  if (v === null || v === undefined || typeof v !== 'object' || Array.isArray(v)) return [];
  return Object.entries(v as Readonly<Record<string, Json>>)
    .map(([k, x]): [string, string] => [k, text(x)])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Whole seconds from a time to now. */
export function secondsSince(time: string, nowMs: number): number | undefined {
  const ms = parseRfc3339(time);
  return ms === undefined ? undefined : Math.trunc((nowMs - Math.floor(ms / 1000) * 1000) / 1000);
}

/** `a=1,b=2`, or <none>. */
export function selectorText(v: Json | undefined): string {
  const list = pairs(v).map(([k, x]) => `${k}=${x}`);
  return list.length === 0 ? '<none>' : list.join(',');
}
