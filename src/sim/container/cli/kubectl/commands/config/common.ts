/** What the subcommands of `kubectl config` share. */
import { isErr, type Sys } from '../../../../../kernel/abi/index.ts';
import type { Json, JsonObject } from '../../../../engine-api.ts';
import { items, str } from '../../../apiserver/json.ts';
import { toYaml } from '../../../yaml/write.ts';
import { Failure, type KubeContext } from '../../context.ts';
import { writeFile } from '../../file-io.ts';
import type { KubeCommand } from '../../program.ts';

export type List = 'clusters' | 'contexts' | 'users';

export function* save(c: KubeContext, json: JsonObject): Sys<void> {
  const whole = { apiVersion: 'v1', kind: 'Config', ...json };
  const failed = yield* writeFile(c.config.path, toYaml(whole));
  if (failed && isErr(failed)) throw new Failure(`error: open ${c.config.path}: ${failed.text.toLowerCase()}`);
}

export const leaf = (
  name: string,
  use: string,
  short: string,
  run: NonNullable<KubeCommand['run']>,
  more: Partial<KubeCommand> = {},
): KubeCommand => ({ name, use, short, args: { kind: 'any' }, flags: [], support: 'full', run, ...more });

/** With the entry of this name replaced, or added at its place in the order of names. */
export function withEntry(json: JsonObject, list: List, name: string, entry: Json): JsonObject {
  const kept = items(json, list).filter((each) => str(each, 'name') !== name);
  const all = [...kept, entry].sort((a, b) => (str(a, 'name') < str(b, 'name') ? -1 : 1));
  return { ...json, [list]: all };
}

export const current = (json: JsonObject): string => str(json, 'current-context');
