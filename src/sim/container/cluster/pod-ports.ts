/** Ports that are open in pods: those that a running container declares, unless its program opens its ports by itself. */
import { items, num, str } from '../cli/apiserver/json.ts';
import type { Container } from '../runtime/index.ts';
import type { Kubelet } from './kubelet.ts';

export interface PodPort {
  readonly port: number;
  /** Whose first process stands behind it: it answers nothing while that is stopped. */
  readonly container: Container;
}

/** Programs that bind on the machine's network, and whose http ports Kubelet.listening has. */
export const opensItsPorts = (c: Container): boolean => ['/coredns', '/node-cache'].includes(c.spec.argv[0] ?? '');

/** Fidelity: a server is known by the containerPort of its pod, which is only information on a real cluster. */
export const podPorts = ({ pods }: Kubelet): readonly PodPort[] =>
  pods.flatMap((pod) =>
    pod.containers.flatMap(({ current: container, spec }) => {
      if (container?.status !== 'running' || opensItsPorts(container)) return [];
      return items(spec.given ?? null, 'ports').flatMap((p) =>
        (str(p, 'protocol') || 'TCP') === 'TCP' ? [{ port: num(p, 'containerPort'), container }] : [],
      );
    }),
  );
