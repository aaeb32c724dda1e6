// What is in an image that is no Debian: chosen by the image's name, by the rules that such names follow.
import type { ContainerSpec } from '../../container/runtime/index.ts';
import { createImage, type FileSystem, type ImageEntry } from '../../kernel/index.ts';
import { BUILT_AT, filesOf, mountPoints } from '../image.ts';
import type { Library } from '../library.ts';
import { alpineEntries, busyboxEntries } from './busybox.ts';
import { distrolessEntries } from './distroless.ts';

type From = Pick<Library, 'installed' | 'scripts'>;

/** "registry/path/name:tag@digest": the last part of the path, and the tag. */
function nameOf(ref: string): { readonly path: string; readonly name: string; readonly tag: string } {
  const bare = ref.replace(/@.*$/, '');
  const tag = /:([^/:]*)$/.exec(bare)?.[1] ?? 'latest';
  const path = bare.replace(/:[^/:]*$/, '');
  return { path, name: path.split('/').at(-1) ?? '', tag };
}

function entriesOf(image: string, from: From): readonly ImageEntry[] | undefined {
  const { path, name, tag } = nameOf(image);
  if (name === 'alpine') return alpineEntries(from, tag);
  // node:20-alpine, python:3.12-alpine3.19
  const based = /(?:^|-)alpine([\d.]*)$/.exec(tag);
  if (based) return alpineEntries(from, based[1] ?? '');
  if (name === 'busybox') return busyboxEntries(from, tag.includes('musl'));
  return distrolessEntries(path, name);
}

export function flavourImage(spec: ContainerSpec, from: From): FileSystem | undefined {
  const own = spec.image === undefined ? undefined : entriesOf(spec.image, from);
  return (
    own && createImage({ entries: [...own, ...filesOf(spec.files ?? {}), ...mountPoints(spec)], builtAt: BUILT_AT })
  );
}
