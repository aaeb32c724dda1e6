/** Which images the cluster's registry has, and what they run when the pod does not say. All show the same Debian-like files. */
import { findImage } from '../../daemon/images.ts';

/** Images that a node can pull: name without registry and tag → default command. */
const REGISTRY: Readonly<Record<string, readonly string[]>> = {
  alpine: ['/bin/sh'],
  bash: ['bash'],
  busybox: ['sh'],
  coredns: ['sleep', 'infinity'],
  debian: ['bash'],
  dnsutils: ['sleep', 'infinity'],
  netshoot: ['bash'],
  nginx: ['/app/web'],
  node: ['node'],
  pause: ['/pause'],
  python: ['python3'],
  ubuntu: ['/bin/bash'],
};

/** What kubeadm has brought to the node. */
const INSTALLED = new Set(['coredns', 'pause']);

export interface FoundImage {
  readonly argv: readonly string[];
  /** It is on the node already. */
  readonly present: boolean;
}

/** undefined: nobody has it. */
export function imageOf(ref: string): FoundImage | undefined {
  const local = findImage(ref);
  if (local) return { argv: [...(local.entrypoint ?? []), ...local.cmd], present: true };
  const name =
    ref
      .replace(/@.*$/, '')
      .replace(/:[^/:]*$/, '')
      .split('/')
      .at(-1) ?? '';
  const argv = REGISTRY[name];
  return argv === undefined ? undefined : { argv, present: INSTALLED.has(name) };
}
