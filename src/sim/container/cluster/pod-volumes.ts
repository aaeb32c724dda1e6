/**
 * The kubelet's volume manager, for volumes made of objects: mounted before the containers start, tried again while something is
 * missing, and brought up to date when the pod is synced.
 *
 * A pod is synced when something of it changes, else every 60 s (syncFrequency) times 1 to 1.5 (pkg/kubelet/pod_workers.go,
 * workerResyncIntervalJitterFactor): so long takes a change of a config map to arrive. Its cache adds nothing (it watches).
 */
import { SECOND } from '../../kernel/abi/index.ts';
import { items, str, text } from '../cli/apiserver/json.ts';
import type { KubeObject } from '../cluster-api.ts';
import type { Json } from '../engine-api.ts';
import type { FileSpec, VolumeMount } from '../runtime/index.ts';
import type { Kubelet } from './kubelet.ts';
import { isoSeconds } from './objects.ts';
import { RESOURCES } from './resources.ts';
import type { Pod, PodContainer } from './spec.ts';
import { contentOf, type Find, newVolume, sameFiles, stampOf, type VolumeFile, writeVolume } from './volumes.ts';

const SYNC_FREQUENCY = 60 * SECOND;
/** goroutinemap/exponentialbackoff: 500 ms, doubled at each failure up to 2 min 2 s. */
const FIRST_RETRY = SECOND / 2;
const MAX_RETRY = 122 * SECOND;
/** A pod that is there before the API server waits for it. */
const NO_API = SECOND / 10;
/** podAttachAndMountTimeout */
const PATIENCE = 123 * SECOND;

const volumesOf = (pod: Pod): readonly Json[] => items(pod.spec.given?.['volumes'] ?? null);

function finder(kubelet: Kubelet, namespace: string): Find | undefined {
  const { api } = kubelet;
  if (!api) return undefined;
  return (kind, name) => {
    const r = RESOURCES.find((each) => each.kind === kind);
    const found = r && api.find(r, { namespace, name });
    return found && 'metadata' in found ? (found as KubeObject) : undefined;
  };
}

const stamp = (kubelet: Kubelet): string => {
  const { k } = kubelet.manager.host;
  return stampOf(isoSeconds(kubelet, k.now), k.rng.uint32());
};

function failed(kubelet: Kubelet, pod: Pod, volume: Json, why: string): void {
  const message = `MountVolume.SetUp failed for volume ${JSON.stringify(str(volume, 'name'))} : ${why}`;
  kubelet.events.add(pod, undefined, 'FailedMount', message, 'kubelet', 'Warning');
  kubelet.touch(pod);
}

/** Makes or refreshes what can be; false when something is missing. */
function setUp(kubelet: Kubelet, pod: Pod, find: Find): boolean {
  const { k } = kubelet.manager.host;
  let complete = true;
  for (const given of volumesOf(pod)) {
    const known = pod.volumes.find(({ name }) => name === str(given, 'name'));
    const content = contentOf(given, find);
    if (typeof content === 'string') {
      failed(kubelet, pod, given, content);
      complete = false;
      continue;
    }
    const volume = known ?? newVolume(given, content, k.wallclock());
    if (!known) pod.volumes.push(volume);
    if (content && (!known || !sameFiles(volume.files, content)))
      writeVolume(volume, content, stamp(kubelet), k.wallclock());
  }
  return complete;
}

/** Calls `ready` when all volumes of the pod are mounted: at once for a pod without any. */
export function withVolumes(kubelet: Kubelet, pod: Pod, ready: () => void): void {
  if (volumesOf(pod).length === 0) {
    ready();
    return;
  }
  const { k } = kubelet.manager.host;
  const began = k.now;
  let told = false;
  const attempt = (delay: number): void => {
    if (!kubelet.pods.includes(pod) || pod.deletion !== undefined) return;
    const find = finder(kubelet, pod.namespace);
    if (find && setUp(kubelet, pod, find)) {
      ready();
      keepFresh(kubelet, pod);
      return;
    }
    if (!told && k.now - began > PATIENCE) {
      told = true;
      tellUnmounted(kubelet, pod);
    }
    k.callAt(k.now + (find ? delay : NO_API), () => attempt(find ? Math.min(MAX_RETRY, delay * 2) : delay));
  };
  attempt(FIRST_RETRY);
}

function tellUnmounted(kubelet: Kubelet, pod: Pod): void {
  const there = new Set(pod.volumes.map(({ name }) => name));
  const missing = volumesOf(pod).flatMap((each) => (there.has(str(each, 'name')) ? [] : [str(each, 'name')]));
  const message = `Unable to attach or mount volumes: unmounted volumes=[${missing.join(' ')}], unattached volumes=[], failed to process volumes=[]: context deadline exceeded`;
  kubelet.events.add(pod, undefined, 'FailedMount', message, 'kubelet', 'Warning');
}

/** A sync of the pod. */
export function refreshVolumes(kubelet: Kubelet, pod: Pod): void {
  const find = finder(kubelet, pod.namespace);
  if (find && pod.volumes.length > 0) setUp(kubelet, pod, find);
}

function keepFresh(kubelet: Kubelet, pod: Pod): void {
  if (!pod.volumes.some(({ readonly }) => readonly)) return;
  const { k } = kubelet.manager.host;
  const rng = k.rng.fork(`sync ${pod.uid}`);
  const next = (): void => {
    const wait = SYNC_FREQUENCY + rng.below(SYNC_FREQUENCY / 2);
    k.callAt(k.now + wait - (wait % SECOND), () => {
      if (!kubelet.pods.includes(pod) || pod.deletion !== undefined) return;
      refreshVolumes(kubelet, pod);
      next();
    });
  };
  next();
}

export interface Mounted {
  readonly mounts: readonly VolumeMount[];
  /** Of subPath mounts: what the volume has when the container is made. Later changes do not arrive. */
  readonly files: Readonly<Record<string, FileSpec>>;
}

/** What of its pod's volumes a container sees. */
export function mountsOf(pod: Pod, pc: PodContainer): Mounted {
  const mounts: VolumeMount[] = [];
  const files: Record<string, FileSpec> = {};
  for (const mount of items(pc.spec.given?.['volumeMounts'] ?? null)) {
    const volume = pod.volumes.find(({ name }) => name === str(mount, 'name'));
    if (!volume) continue;
    const point = str(mount, 'mountPath').replace(/(.)\/+$/, '$1');
    const sub = str(mount, 'subPath');
    if (sub === '') {
      const readonly = volume.readonly || text((mount as { readonly readOnly?: Json }).readOnly) === 'true';
      mounts.push({ point, fs: volume.fs, readonly });
    } else for (const file of partOf(volume.files, sub)) files[`${point}${file.path}`] = file;
  }
  return { mounts, files };
}

/** The file of that path, or the files below it. */
const partOf = (files: readonly VolumeFile[], sub: string): readonly VolumeFile[] =>
  files.flatMap((file) =>
    file.path === sub
      ? [{ ...file, path: '' }]
      : file.path.startsWith(`${sub}/`)
        ? [{ ...file, path: file.path.slice(sub.length) }]
        : [],
  );
