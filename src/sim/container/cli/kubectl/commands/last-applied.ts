/** The annotation in which `kubectl apply` remembers what it was given. */
import { fromJson, toJson } from '../../../../gotmpl/index.ts';
import type { KubeObject } from '../../../cluster-api.ts';
import type { Json, JsonObject } from '../../../engine-api.ts';
import { isObject } from '../../apiserver/patch.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const withAnnotations = (o: KubeObject, annotations: Readonly<Record<string, string>>): KubeObject => ({
  ...o,
  metadata: { ...o.metadata, annotations },
});

/** The configuration as text: without the annotation itself. */
export function configurationOf(o: KubeObject): string {
  const { [LAST_APPLIED]: _, ...annotations } = o.metadata.annotations ?? {};
  return toJson(fromJson(withAnnotations(o, annotations))) + '\n';
}

export const remembered = (o: KubeObject): KubeObject =>
  withAnnotations(o, { ...o.metadata.annotations, [LAST_APPLIED]: configurationOf(o) });

/** What was applied last; {} without the annotation. */
export function lastApplied(o: KubeObject): JsonObject {
  const text = o.metadata.annotations?.[LAST_APPLIED];
  if (text === undefined) return {};
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
