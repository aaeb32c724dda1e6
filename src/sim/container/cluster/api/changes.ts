/** What may be changed of objects that exist. */
import { at, items, pairs, str } from '../../cli/apiserver/json.ts';
import { equal } from '../../cli/apiserver/patch.ts';
import { ApiError, type ApiResource, type KubeObject, type WriteOptions } from '../../cluster-api.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import type { Kubelet } from '../kubelet.ts';
import { podObject } from '../objects.ts';
import { refreshVolumes } from '../pod-volumes.ts';
import type { Pod } from '../spec.ts';
import { containerFrom, type KnownImages } from './pod-from.ts';

/** What a pod's own fields may be changed to (pkg/apis/core/validation, ValidatePodUpdate). */
const POD_UPDATE =
  'Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** Metadata, images and ephemeral containers can be changed; nothing else of a pod. */
export function changePod(
  kubelet: Kubelet,
  images: KnownImages,
  pod: Pod,
  [old, next]: readonly [KubeObject, KubeObject],
  options: WriteOptions,
): KubeObject | ApiError {
  const known = new Set([...pod.ephemeral].map((pc) => pc.spec.name));
  if (options.subresource === 'ephemeralcontainers') {
    const fresh = items(next, 'spec', 'ephemeralContainers').filter((c) => !known.has(str(c, 'name')));
    if (!options.dryRun)
      for (const c of fresh) {
        const target = str(c, 'targetContainerName');
        kubelet.debug(pod, containerFrom(c, images), target === '' ? undefined : target);
      }
    return podObject(kubelet, pod);
  }
  const withoutImages = (o: KubeObject): Json => {
    const spec = at(o, 'spec') as JsonObject;
    return { ...spec, containers: items(spec, 'containers').map((c) => ({ ...(c as JsonObject), image: '' })) };
  };
  if (!equal(withoutImages(old), withoutImages(next)))
    return new ApiError(422, 'Invalid', `Pod "${pod.spec.name}" is invalid: spec: ${POD_UPDATE}`, {
      kind: 'Pod',
      name: pod.spec.name,
      causes: [{ field: 'spec', message: POD_UPDATE }],
    });
  if (options.dryRun) return next;
  pod.labels = next.metadata.labels ?? {};
  pod.annotations = next.metadata.annotations ?? {};
  for (const c of items(next, 'spec', 'containers')) {
    const pc = pod.containers.find((each) => each.spec.name === str(c, 'name'));
    if (!pc || pc.spec.image === str(c, 'image')) continue;
    const found = containerFrom(c, images);
    kubelet.reimage(pod, pc, {
      ...pc.spec,
      image: found.image,
      ...(found.pull === undefined ? {} : { pull: found.pull }),
    });
  }
  // A change of the pod has the kubelet sync it: config maps arrive with it.
  refreshVolumes(kubelet, pod);
  kubelet.touch(pod);
  return podObject(kubelet, pod);
}

/** Selectors of workloads cannot be changed. */
export function immutable(r: ApiResource, old: KubeObject, next: KubeObject): ApiError | undefined {
  if (r.group !== 'apps') return undefined;
  const selector = at(next, 'spec', 'selector');
  if (equal(at(old, 'spec', 'selector'), selector)) return undefined;
  const message = `Invalid value: ${JSON.stringify(Object.fromEntries(pairs(at(selector ?? null, 'matchLabels'))))}: field is immutable`;
  const { name } = next.metadata;
  return new ApiError(
    422,
    'Invalid',
    `${next.kind}.${r.group} ${JSON.stringify(name)} is invalid: spec.selector: ${message}`,
    {
      kind: next.kind,
      name,
      causes: [{ field: 'spec.selector', message }],
    },
  );
}
