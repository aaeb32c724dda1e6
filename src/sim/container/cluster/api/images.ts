/** Which images the cluster's registry has, and what they run when the pod does not say. Their files: lab/flavours. */
import { findImage } from '../../daemon/images.ts';

/** Images that a node can pull: name without registry and tag → default command (CMD). */
const REGISTRY: Readonly<Record<string, readonly string[]>> = {
  agnhost: ['sleep', 'infinity'],
  alpine: ['/bin/sh'],
  bash: ['bash'],
  busybox: ['sh'],
  debian: ['bash'],
  dnstools: ['/bin/sh'],
  dnsutils: ['sleep', 'infinity'],
  'jessie-dnsutils': ['sleep', 'infinity'],
  netshoot: ['bash'],
  nginx: ['/app/web'],
  node: ['node'],
  python: ['python3'],
  ubuntu: ['/bin/bash'],
};

/** Images with an ENTRYPOINT: arguments of the pod follow it. */
const ENTRYPOINTS: Readonly<Record<string, readonly string[]>> = {
  coredns: ['/coredns'],
  golook: ['/golook'],
  'k8s-dns-node-cache': ['/node-cache'],
  pause: ['/pause'],
};

/** USER of the image. */
const USERS: Readonly<Record<string, number>> = { coredns: 65_532 };

/** What kubeadm has brought to the node, and what the course has. */
const INSTALLED = new Set(['coredns', 'golook', 'k8s-dns-node-cache', 'pause']);

export interface FoundImage {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly uid?: number;
  /** It is on the node already. */
  readonly present: boolean;
}

/** undefined: nobody has it. */
export function imageOf(ref: string): FoundImage | undefined {
  const local = findImage(ref);
  if (local) return { entrypoint: local.entrypoint ?? [], cmd: local.cmd, present: true };
  const name =
    ref
      .replace(/@.*$/, '')
      .replace(/:[^/:]*$/, '')
      .split('/')
      .at(-1) ?? '';
  const [entrypoint, cmd] = [ENTRYPOINTS[name], REGISTRY[name]];
  if (entrypoint === undefined && cmd === undefined) return undefined;
  const uid = USERS[name];
  return {
    entrypoint: entrypoint ?? [],
    cmd: cmd ?? [],
    present: INSTALLED.has(name),
    ...(uid === undefined ? {} : { uid }),
  };
}
