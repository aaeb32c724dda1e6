// Mutations of recordings and of the links that carry them: what a cut mail, an old version or a hostile hand makes of them.
import fc from 'fast-check';
import type { LabInput } from '../../sim/lab/index.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };

/** Changes one place of a JSON text. `where` and `how` choose; the same numbers make the same change. */
export interface Mutation {
  readonly where: number;
  readonly how: 'delete' | 'duplicate' | 'swap' | 'replace' | 'nudge' | 'insert';
  readonly value: Json;
  readonly by: number;
}

const ODD: readonly Json[] = [
  null,
  true,
  -1,
  0,
  0.5,
  1e308,
  2 ** 53,
  -(2 ** 31),
  5_000_000,
  '',
  '0',
  'NaN',
  'x'.repeat(70_000),
  '\u0000',
  'é🙂\ud800',
  '__proto__',
  [],
  [[[]]],
  {},
  { toString: 1, length: 5 },
];

const keys = fc.oneof(
  fc.constantFrom(
    '\r',
    '\x03',
    '\x04',
    '\x1a',
    '\x1b[A',
    '\t',
    'ls\r',
    'kill -9 1\r',
    'exit\r',
    'sleep 1 &\r',
    '\x12',
    '\x7f',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constant('a'.repeat(5_000)),
);
const inputs: fc.Arbitrary<LabInput> = fc.oneof(
  fc.record({ kind: fc.constant('tty'), tty: fc.integer({ min: 0, max: 4 }), data: keys }),
  fc.record({
    kind: fc.constant('resize'),
    tty: fc.integer({ min: 0, max: 4 }),
    rows: fc.constantFrom(1, 2, 24, 999, 0, 1e6),
    cols: fc.constantFrom(1, 3, 80, 999, 0, 1e6),
  }),
  fc.record({ kind: fc.constant('open'), terminal: fc.record({ kind: fc.constantFrom('exec', 'node', 'attach') }) }),
  fc.record({
    kind: fc.constant('file'),
    container: fc.constantFrom('web-0', 'nobody', ''),
    path: fc.constantFrom(
      '/tmp/x',
      '/',
      '/usr/bin/bash',
      '/proc/1/cmdline',
      '/a/b/../c',
      'x',
      '/app/é',
      '//',
      '/tmp/x/y',
    ),
    text: fc.string({ unit: 'binary', maxLength: 30 }),
    mode: fc.constantFrom(0o755, 0, 0o7777, -1),
  }),
) as fc.Arbitrary<LabInput>;

export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    where: fc.nat(),
    how: fc.constantFrom('delete', 'duplicate', 'swap', 'replace', 'nudge', 'nudge', 'insert', 'insert'),
    value: fc.oneof(fc.constantFrom(...ODD), inputs as unknown as fc.Arbitrary<Json>),
    by: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(1000, -1_000_000, 1e12)),
  }),
  { minLength: 1, maxLength: 3 },
);

type Path = readonly (string | number)[];

/** Every place of a value, itself excepted. */
function places(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...places(below, here)];
  });
}

export function mutate(body: Json, changes: readonly Mutation[]): Json {
  const copy = JSON.parse(JSON.stringify(body)) as Json;
  for (const change of changes) apply(copy, change);
  return copy;
}

function apply(body: Json, { where, how, value, by }: Mutation): void {
  const all = places(body);
  const path = all[where % Math.max(1, all.length)];
  if (!path) return;
  let holder = body as Record<string | number, Json>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, Json>;
  const key = path.at(-1) ?? 0;
  if (how === 'insert') insert(body, where, value);
  else if (how === 'replace') holder[key] = value;
  else if (how === 'nudge') holder[key] = nudged(holder[key] ?? null, by);
  else if (!Array.isArray(holder)) {
    if (how === 'delete') Reflect.deleteProperty(holder, key);
  } else if (how === 'delete') holder.splice(Number(key), 1);
  else if (how === 'duplicate') holder.splice(Number(key), 0, holder[Number(key)]);
  else [holder[Number(key)], holder[0]] = [holder[0], holder[Number(key)]];
}

/** Another input at the moment of one that is there. */
function insert(body: Json, where: number, value: Json): void {
  const list = (body as { readonly inputs?: Json }).inputs;
  if (!Array.isArray(list) || list.length === 0) return;
  const at = where % list.length;
  const [time, units] = (Array.isArray(list[at]) ? list[at] : []) as readonly Json[];
  list.splice(at, 0, [time ?? 0, units ?? 0, value]);
}

function nudged(value: Json, by: number): Json {
  if (typeof value === 'number') return value + by;
  if (typeof value !== 'string') return value;
  const at = Math.abs(by) % Math.max(1, value.length);
  return value.slice(0, at) + String.fromCharCode((value.charCodeAt(at) + by) & 0x7f) + value.slice(at + 1);
}

/** Changes to the link itself: letters lost, doubled, exchanged. */
export const cuts = fc.tuple(fc.constantFrom('cut', 'lose', 'double', 'flip', 'junk'), fc.nat(), fc.nat(40));
export function damaged(link: string, [how, where, length]: readonly [string, number, number]): string {
  const at = where % link.length;
  if (how === 'cut') return link.slice(0, at);
  if (how === 'lose') return link.slice(0, at) + link.slice(at + length + 1);
  if (how === 'double') return link.slice(0, at + length) + link.slice(at);
  if (how === 'junk') return `${link.slice(0, at)}%00<é>${link.slice(at)}`;
  return link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1);
}
