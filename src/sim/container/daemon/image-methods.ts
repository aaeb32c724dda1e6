// docker images, inspect of an image, pull: the node's fixed set of images.
import { SECOND } from '../../kernel/abi/index.ts';
import { normalImage, refusal } from '../cli/index.ts';
import type { DockerEngine } from '../engine-api.ts';
import { EngineError } from '../engine-api.ts';
import { findImage, imageId, imageJson, IMAGES } from './images.ts';
import type { Daemon } from './live.ts';

const DAY = 86_400 * SECOND;

export function imageMethods(
  daemon: Daemon,
): Pick<DockerEngine, 'images' | 'inspectImage' | 'pull' | 'removeImage' | 'tagImage'> {
  const { ask, manager } = daemon;
  const { k } = manager.host;
  return {
    *images() {
      yield* ask(() => undefined);
      return IMAGES.map((image) => ({
        id: imageId(image.ref),
        repoTags: [image.ref],
        repoDigests: [],
        created: Math.floor((k.epoch - image.ageDays * DAY) / SECOND),
        size: image.sizeBytes,
        sharedSize: -1,
        containers: -1,
      }));
    },
    *inspectImage(ref) {
      yield* ask(() => undefined);
      const image = findImage(ref);
      return image ? imageJson(image, daemon.iso(-image.ageDays * DAY)) : refusal.noImage(normalImage(ref));
    },
    *pull(ref) {
      yield* ask(() => undefined);
      const repo = normalImage(ref).replace(/:[^:/]*$/, '');
      return new EngineError(
        404,
        `pull access denied for ${repo}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
      );
    },
    *removeImage(ref) {
      yield* ask(() => undefined);
      return findImage(ref)
        ? new EngineError(409, `conflict: unable to delete ${ref} (must be forced) - image is being used`)
        : refusal.noImage(normalImage(ref));
    },
    *tagImage(ref) {
      yield* ask(() => undefined);
      return findImage(ref) ? undefined : refusal.noImage(normalImage(ref));
    },
  };
}
