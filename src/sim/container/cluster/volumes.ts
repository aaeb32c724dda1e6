/**
 * Volumes of pods: config maps and secrets as files, empty directories (pkg/volume/{configmap,secret,projected,emptydir}).
 * Fidelity: other kinds are empty directories.
 */
import { at, items, num, str } from '../cli/apiserver/json.ts';
import type { KubeObject } from '../cluster-api.ts';
import type { Json } from '../engine-api.ts';
import { createImage, type FileSystem, putEntry } from '../../kernel/index.ts';
import { decodeBase64 } from './base64.ts';

/** A file of a volume: path below its mount point. */
export interface VolumeFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** The config map or secret of that name in the pod's namespace. */
export type Find = (kind: 'ConfigMap' | 'Secret', name: string) => KubeObject | undefined;

export interface Volume {
  readonly name: string;
  readonly fs: FileSystem;
  /** Nobody but the kubelet writes into it. */
  readonly readonly: boolean;
  files: readonly VolumeFile[];
}

const DEFAULT_MODE = 0o644;

/** What of one source goes into the volume, or the words of the failure. */
function payload(kind: 'ConfigMap' | 'Secret', source: Json, mode: number, find: Find): readonly VolumeFile[] | string {
  const what = kind === 'ConfigMap' ? 'configmap' : 'secret';
  const name = str(source, 'name') || str(source, 'secretName');
  const optional = at(source, 'optional') === true;
  const object = find(kind, name);
  if (object === undefined) return optional ? [] : `${what} ${JSON.stringify(name)} not found`;
  const decode = (text: string): string => (kind === 'Secret' ? decodeBase64(text) : text);
  const data = new Map<string, string>();
  for (const [key, text] of Object.entries((at(object, 'data') ?? {}) as Readonly<Record<string, Json>>))
    data.set(key, decode(String(text)));
  for (const [key, text] of Object.entries((at(object, 'binaryData') ?? {}) as Readonly<Record<string, Json>>))
    data.set(key, decodeBase64(String(text)));
  const chosen = items(source, 'items');
  if (chosen.length === 0) return [...data].map(([path, text]) => ({ path, text, mode }));
  const files: VolumeFile[] = [];
  for (const item of chosen) {
    const key = str(item, 'key');
    const text = data.get(key);
    if (text !== undefined)
      files.push({ path: str(item, 'path'), text, mode: at(item, 'mode') === undefined ? mode : num(item, 'mode') });
    else if (!optional)
      return `${what} references non-existent ${kind === 'ConfigMap' ? 'config' : 'secret'} key: ${key}`;
  }
  return files;
}

/** Undefined: a volume that is no image of objects. */
export function contentOf(volume: Json, find: Find): readonly VolumeFile[] | string | undefined {
  const modeOf = (source: Json): number =>
    at(source, 'defaultMode') === undefined ? DEFAULT_MODE : num(source, 'defaultMode');
  const [map, secret, projected] = [at(volume, 'configMap'), at(volume, 'secret'), at(volume, 'projected')];
  if (map !== undefined) return payload('ConfigMap', map, modeOf(map), find);
  if (secret !== undefined) return payload('Secret', secret, modeOf(secret), find);
  if (projected === undefined) return undefined;
  const files: VolumeFile[] = [];
  for (const source of items(projected, 'sources')) {
    const one = contentOf(source, find) ?? [];
    if (typeof one === 'string') return one;
    files.push(...one);
  }
  return files;
}

export function newVolume(volume: Json, files: readonly VolumeFile[] | undefined, now: number): Volume {
  const memory = at(volume, 'secret') !== undefined || str(volume, 'emptyDir', 'medium') === 'Memory';
  const fs = createImage({
    entries: [{ path: '/', kind: 'dir', mode: memory ? 0o1777 : 0o777 }],
    builtAt: now,
    type: memory ? 'tmpfs' : 'ext4',
    source: memory ? 'tmpfs' : '/dev/vda1',
  });
  return { name: str(volume, 'name'), fs, readonly: files !== undefined, files: files ?? [] };
}

const first = (path: string): string => path.split('/')[0] ?? '';

/** 2026_11_23_18_00_00.1234567890: the directory of one state (pkg/volume/util/atomic_writer.go, newTimestampDir). */
export const stampOf = (iso: string, random: number): string =>
  `..${iso.slice(0, 19).replace(/[-:T]/g, '_')}.${random}`;

/** AtomicWriter: the new state beside the old one, then one link is turned, then what is gone is removed. */
export function writeVolume(volume: Volume, files: readonly VolumeFile[], stamp: string, now: number): void {
  const { fs } = volume;
  const root = fs.root.kind === 'dir' ? fs.root.entries.mutable : undefined;
  const old = [...(root?.keys() ?? [])].filter((name) => name.startsWith('..') && name !== '..data');
  putEntry(fs, { path: `/${stamp}`, kind: 'dir', mtime: now });
  for (const { path, text, mode } of files) {
    putEntry(fs, { path: `/${stamp}/${path}`, kind: 'file', text, mode, mtime: now }, now);
    const name = first(path);
    if (!root?.has(name)) putEntry(fs, { path: `/${name}`, kind: 'symlink', target: `..data/${name}`, mtime: now });
  }
  putEntry(fs, { path: '/..data', kind: 'symlink', target: stamp, mtime: now });
  for (const name of old) root?.delete(name);
  const kept = new Set(files.map(({ path }) => first(path)));
  for (const name of [...(root?.keys() ?? [])]) if (!name.startsWith('..') && !kept.has(name)) root?.delete(name);
  volume.files = files;
}

export const sameFiles = (a: readonly VolumeFile[], b: readonly VolumeFile[]): boolean =>
  a.length === b.length &&
  a.every((file, i) => file.path === b[i]?.path && file.text === b[i]?.text && file.mode === b[i]?.mode);
