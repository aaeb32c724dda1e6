/** The objects that decide where packets go and what names mean: read from the API once after each change. */
import type { ApiResource, KubeObject } from '../../cluster-api.ts';
import { apiServerOf } from '../api/program.ts';
import type { Kubelet } from '../kubelet.ts';
import { RESOURCES } from '../resources.ts';

export interface TrafficObjects {
  readonly namespaces: readonly KubeObject[];
  readonly services: readonly KubeObject[];
  readonly slices: readonly KubeObject[];
  readonly pods: readonly KubeObject[];
  readonly policies: readonly KubeObject[];
}

const resource = (kind: string): ApiResource => RESOURCES.find((r) => r.kind === kind) as ApiResource;

/** A reader that works its answer out again only when the API has changed since. */
export function cached<T>(kubelet: Kubelet, make: (objects: TrafficObjects) => T): () => T {
  let version: number | undefined;
  let value: T;
  return () => {
    // Whoever asks first makes the API server, which changes the version.
    const api = apiServerOf(kubelet);
    if (version !== kubelet.version) {
      version = kubelet.version;
      value = make({
        namespaces: api.of(resource('Namespace')),
        services: api.of(resource('Service')),
        slices: api.of(resource('EndpointSlice')),
        pods: api.of(resource('Pod')),
        policies: api.of(resource('NetworkPolicy')),
      });
    }
    return value;
  };
}
