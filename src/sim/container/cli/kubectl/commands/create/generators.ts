/** The objects that `kubectl create KIND`, `run` and `expose` make of their options. */
import type { ApiResource, KubeObject } from '../../../../cluster-api.ts';
import type { Json, JsonObject } from '../../../../engine-api.ts';
import type { Flags } from '../../../layer/flags.ts';
import { Failure } from '../../context.ts';

export type Fields = Readonly<Record<string, Json>>;

export function objectOf(
  apiVersion: string,
  kind: string,
  name: string,
  labels: Fields | undefined,
  rest: Fields,
): KubeObject {
  const metadata: JsonObject = { ...(labels === undefined ? {} : { labels }), name };
  return { apiVersion, kind, metadata, ...rest } as Json as KubeObject;
}

export const container = (name: string, image: string, more: Fields = {}): JsonObject => ({
  image,
  name,
  resources: {},
  ...more,
});

/** Name of a container from an image: its last part without tag. */
export const nameOfImage = (image: string): string =>
  (image.split('/').at(-1) ?? '').replace(/[@:].*$/, '').replace(/[^a-z0-9-]/g, '-');

/** Puts the object where it belongs. */
export const placed = (o: KubeObject, r: ApiResource, namespace: string): KubeObject =>
  r.namespaced ? { ...o, metadata: { ...o.metadata, namespace } } : o;

/** The one argument before `--`. */
export function nameArg(f: Flags, command: string): string {
  const names = f.dash < 0 ? f.args : f.args.slice(0, f.dash);
  if (names.length !== 1)
    throw new Failure(
      `error: exactly one NAME is required, got ${names.length}\nSee 'kubectl create ${command} -h' for help and examples`,
    );
  return names[0] as string;
}
