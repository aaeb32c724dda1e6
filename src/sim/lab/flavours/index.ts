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

/** Images that are Alpine whatever their tag says, and which. */
const ALWAYS_ALPINE: Readonly<Record<string, string>> = { bash: '3.22', dnstools: '3.12', netshoot: '3.22' };

const TOOLS = ['bash', 'curl', 'dig', 'host', 'nslookup', 'ping', 'tcpdump'];
/** What images have besides Alpine. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  bash: ['bash'],
  dnstools: TOOLS,
  netshoot: [...TOOLS, 'strace'],
  nginx: ['web'],
  node: ['node'],
  python: ['python3'],
};

/** These programs where Debian has them; applets of the same name stay behind them in /bin. */
const own = ({ installed }: From, names: readonly string[]): readonly ImageEntry[] =>
  installed.flatMap(({ name, paths: [path] }): readonly ImageEntry[] =>
    path !== undefined && names.includes(name) ? [{ path, kind: 'program', program: name, mode: 0o755 }] : [],
  );

function entriesOf(image: string, from: From): readonly ImageEntry[] | undefined {
  const { path, name, tag } = nameOf(image);
  if (name === 'alpine') return alpineEntries(from, tag);
  // node:20-alpine, python:3.12-alpine3.19
  const based = /(?:^|-)alpine([\d.]*)$/.exec(tag);
  const release = based?.[1] ?? ALWAYS_ALPINE[name];
  if (release !== undefined) return [...alpineEntries(from, release), ...own(from, ADDED[name] ?? [])];
  if (name === 'busybox') return busyboxEntries(from, tag.includes('musl'));
  return distrolessEntries(path, name);
}

export function flavourImage(spec: ContainerSpec, from: From): FileSystem | undefined {
  const own = spec.image === undefined ? undefined : entriesOf(spec.image, from);
  return (
    own && createImage({ entries: [...own, ...filesOf(spec.files ?? {}), ...mountPoints(spec)], builtAt: BUILT_AT })
  );
}
