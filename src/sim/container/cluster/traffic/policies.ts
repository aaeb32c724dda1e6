/**
 * NetworkPolicies as a CNI enforces them (networking.k8s.io/v1 types.go; website concepts/services-networking/network-policies).
 * Each packet that opens a connection is judged twice: leaving its pod, and entering the other. Replies pass.
 * Fidelity: enforced at once and by every lab; on a real cluster it depends on the plug-in, and some enforce nothing.
 */
import { inPrefix, parseAddress } from '../../../dns/index.ts';
import { at, items, num, str, text } from '../../cli/apiserver/json.ts';
import type { KubeObject } from '../../cluster-api.ts';
import type { Json } from '../../engine-api.ts';
import { HOST_IP } from '../objects.ts';
import type { TrafficObjects } from './objects.ts';
import { selects } from './selector.ts';

export interface ClusterPacket {
  /** Addresses of pods or others; that of a Service has been replaced by an endpoint's. */
  readonly from: string;
  readonly to: string;
  /** Rules that name ports say nothing of icmp. */
  readonly proto: 'udp' | 'tcp' | 'icmp';
  /** Of the destination. */
  readonly port: number;
}

export type Verdict = 'pass' | 'drop';

/** NodeLocal DNSCache listens on an address of the node. */
const NODE = new Set([HOST_IP, '169.254.20.10']);

type Direction = 'Ingress' | 'Egress';

interface Isolation {
  readonly namespace: string;
  readonly selector: Json | undefined;
  /** Each allows: what it names is the other side and the ports. */
  readonly rules: readonly Json[];
}

const FIELDS = { Ingress: ['ingress', 'from'], Egress: ['egress', 'to'] } as const;

function isolations(policies: readonly KubeObject[], direction: Direction): readonly Isolation[] {
  const [field] = FIELDS[direction];
  return policies.flatMap((policy) => {
    const types = items(policy, 'spec', 'policyTypes').map((each) => text(each));
    const given = types.length > 0 ? types.includes(direction) : direction === 'Ingress' || has(policy, field);
    if (!given) return [];
    const namespace = policy.metadata.namespace ?? '';
    return [{ namespace, selector: at(policy, 'spec', 'podSelector'), rules: items(policy, 'spec', field) }];
  });
}

const has = (policy: KubeObject, field: string): boolean => items(policy, 'spec', field).length > 0;

function inBlock(block: Json, address: string): boolean {
  const bytes = parseAddress(address);
  const within = (cidr: string): boolean => {
    const [network = '', bits = ''] = cidr.split('/');
    const prefix = parseAddress(network);
    return bytes !== undefined && prefix !== undefined && inPrefix(bytes, prefix, Number(bits));
  };
  return within(str(block, 'cidr')) && !items(block, 'except').some((cidr) => within(text(cidr)));
}

export function networkFilter({ pods, namespaces, policies }: TrafficObjects): (packet: ClusterPacket) => Verdict {
  // A pod on the node's network has the node's address: no policy selects it.
  const byAddress = new Map(
    pods
      .filter((pod) => at(pod, 'spec', 'hostNetwork') !== true)
      .map((pod) => [str(pod, 'status', 'podIP'), pod] as const),
  );
  const labelsOf = new Map(namespaces.map((each) => [each.metadata.name, each.metadata.labels ?? {}]));
  const isolated = { Ingress: isolations(policies, 'Ingress'), Egress: isolations(policies, 'Egress') };

  const peerMatches = (peer: Json, namespace: string, address: string): boolean => {
    const block = at(peer, 'ipBlock');
    if (block !== undefined) return inBlock(block, address);
    const pod = byAddress.get(address);
    if (pod === undefined) return false;
    const theirs = pod.metadata.namespace ?? '';
    const spaces = at(peer, 'namespaceSelector');
    const near = spaces === undefined ? theirs === namespace : selects(spaces, labelsOf.get(theirs) ?? {});
    return near && selects(at(peer, 'podSelector') ?? {}, pod.metadata.labels ?? {});
  };

  const portMatches = (wanted: Json, packet: ClusterPacket): boolean => {
    if ((str(wanted, 'protocol') || 'TCP').toLowerCase() !== packet.proto) return false;
    const port = at(wanted, 'port');
    if (port === undefined || port === null) return true;
    if (typeof port === 'number') {
      const end = at(wanted, 'endPort') === undefined ? port : num(wanted, 'endPort');
      return packet.port >= port && packet.port <= end;
    }
    const target = byAddress.get(packet.to);
    return (target === undefined ? [] : items(target, 'spec', 'containers'))
      .flatMap((c) => items(c, 'ports'))
      .some(
        (p) =>
          str(p, 'name') === text(port) &&
          num(p, 'containerPort') === packet.port &&
          (str(p, 'protocol') || 'TCP').toLowerCase() === packet.proto,
      );
  };

  const allowed = (direction: Direction, packet: ClusterPacket): boolean => {
    const [own, other] = direction === 'Egress' ? [packet.from, packet.to] : [packet.to, packet.from];
    const pod = byAddress.get(own);
    if (pod === undefined) return true;
    const selecting = isolated[direction].filter(
      ({ namespace, selector }) =>
        namespace === pod.metadata.namespace && selects(selector ?? {}, pod.metadata.labels ?? {}),
    );
    if (selecting.length === 0) return true;
    const [, peersField] = FIELDS[direction];
    return selecting.some(({ namespace, rules }) =>
      rules.some((rule) => {
        const [peers, ports] = [items(rule, peersField), items(rule, 'ports')];
        return (
          (peers.length === 0 || peers.some((peer) => peerMatches(peer, namespace, other))) &&
          (ports.length === 0 || ports.some((port) => portMatches(port, packet)))
        );
      }),
    );
  };

  return (packet) => {
    const { from, to } = packet;
    // A pod always reaches itself, and the node its pods and they it.
    if (from === to || NODE.has(from) || NODE.has(to)) return 'pass';
    return allowed('Egress', packet) && allowed('Ingress', packet) ? 'pass' : 'drop';
  };
}
