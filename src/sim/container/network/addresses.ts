/** Which container is where: pods have addresses of the cluster's range, containers of the engine those of its bridge. */
import type { Kubelet } from '../cluster/index.ts';
import { items } from '../cli/apiserver/json.ts';
import { HOST_IP } from '../cluster/objects.ts';
import { podPorts } from '../cluster/pod-ports.ts';
import type { Json } from '../engine-api.ts';
import type { Container, ContainerManager } from '../runtime/index.ts';
import type { Addresses, Place } from './network.ts';

const NODE = [
  { address: HOST_IP, prefix: 16, device: 'eth0' },
  { address: '172.17.0.1', prefix: 16, device: 'docker0' },
];
/**
 * NodeLocal DNSCache makes a device of its own for the address that its argument `-localip` names (KEP-1024), whether anybody is told
 * of it or not. Fidelity: it is there from the start, as the pod is.
 */
function nodeLocal(kubelet: Kubelet | undefined): readonly Place['addresses'][number][] {
  const pods = (kubelet?.objects ?? []).filter(({ kind }) => kind === 'Pod');
  const words = pods.flatMap((pod) => items(pod as Json, 'spec', 'containers').flatMap((c) => items(c, 'args')));
  return words.flatMap((word, i) => {
    const address = words[i + 1];
    return word === '-localip' && typeof address === 'string' ? [{ address, prefix: 32, device: 'nodelocaldns' }] : [];
  });
}

const up = (c: Container): boolean => c.status === 'running' || c.status === 'paused';

/** The network of pods is their sandbox's; with hostNetwork it is the node's. */
function podPlaces({ pods }: Kubelet): ReadonlyMap<Container, Place | undefined> {
  const places = new Map<Container, Place | undefined>();
  for (const pod of pods) {
    if (!up(pod.sandbox)) continue;
    const { name, given } = pod.spec;
    const taken = pods.some((each) => each.spec.name === name && each.namespace !== pod.namespace);
    const place =
      given?.['hostNetwork'] === true
        ? undefined
        : {
            name: taken ? `${name}.${pod.namespace}` : name,
            addresses: [{ address: pod.ip, prefix: 24, device: 'eth0' }],
          };
    for (const c of [pod.sandbox, ...[...pod.containers, ...pod.ephemeral].flatMap(({ current }) => current ?? [])])
      places.set(c, place);
  }
  return places;
}

function bridgePlaces(manager: ContainerManager, pods: ReadonlyMap<Container, unknown>): ReadonlyMap<Container, Place> {
  const alone = manager.containers.filter((c) => up(c) && !pods.has(c) && !manager.behind.has(c));
  return new Map(
    alone.map((c, i) => [
      c,
      { name: c.spec.name, addresses: [{ address: `172.17.0.${i + 2}`, prefix: 16, device: 'eth0' }] },
    ]),
  );
}

export function addressesOf(manager: ContainerManager, kubelet: Kubelet | undefined): Addresses {
  const all = (): ReadonlyMap<Container, Place | undefined> => {
    const pods = kubelet ? podPlaces(kubelet) : new Map<Container, Place | undefined>();
    return new Map([...bridgePlaces(manager, pods), ...pods]);
  };
  return {
    node: [...NODE, ...nodeLocal(kubelet)],
    places: () => [...new Set([...all().values()].filter((place) => place !== undefined))],
    of: (c) => all().get(c),
    ports: () =>
      (kubelet ? podPorts(kubelet) : []).flatMap(({ port, container }) => {
        const [place, process] = [all().get(container), container.init];
        if (!place || !process) return [];
        return [{ place: place.name, port, process, text: `Hello from ${place.name}.\n` }];
      }),
  };
}
