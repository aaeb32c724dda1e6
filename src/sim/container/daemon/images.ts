// The images that the node has: names, ids and default commands. All show the same Debian-like file system.
import { normalImage } from '../cli/index.ts';
import type { JsonObject } from '../engine-api.ts';

export interface Image {
  readonly ref: string;
  readonly cmd: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly sizeBytes: number;
  /** Days before the machine was switched on. */
  readonly ageDays: number;
}

/** 64 hex digits from a text, always the same: FNV-1a, stretched. */
export function hexOf(text: string): string {
  let out = '';
  let hash = 0x811c9dc5;
  for (let round = 0; out.length < 64; round += 1) {
    for (const char of `${text}/${round}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    out += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return out;
}

export const imageId = (ref: string): string => `sha256:${hexOf(ref)}`;

export const IMAGES: readonly Image[] = [
  { ref: 'debian:12', cmd: ['bash'], sizeBytes: 116_559_137, ageDays: 20 },
  { ref: 'lab/web:1', cmd: ['/app/web'], sizeBytes: 118_021_004, ageDays: 1 },
  { ref: 'lab/go:1', cmd: ['/app/goserver'], sizeBytes: 22_104_221, ageDays: 1 },
  { ref: 'lab/node:1', cmd: ['node', '/app/nodehttp.js'], sizeBytes: 203_774_902, ageDays: 1 },
];

export const findImage = (ref: string): Image | undefined => {
  const name = normalImage(ref);
  const id = ref.replace(/^sha256:/, '');
  return (
    IMAGES.find((image) => normalImage(image.ref) === name) ??
    (id.length > 3 ? IMAGES.find((image) => imageId(image.ref).slice(7).startsWith(id)) : undefined)
  );
};

export const imageJson = (image: Image, createdAt: string): JsonObject => ({
  Id: imageId(image.ref),
  RepoTags: [image.ref],
  RepoDigests: [],
  Created: createdAt,
  Os: 'linux',
  Architecture: 'amd64',
  Size: image.sizeBytes,
  Config: { Cmd: [...image.cmd], Entrypoint: image.entrypoint ? [...image.entrypoint] : null, WorkingDir: '' },
});
