// Machines for lessons about names: a cluster with its DNS, a few services, and pods of several C libraries to ask from.
import type { KubeObject, PodSpec } from '../container/cluster/index.ts';
import type { Surroundings } from '../container/network/index.ts';
import type { FileSpec } from '../container/runtime/index.ts';
import type { DnsPolicy, LinkFault, PodDnsConfig } from '../dns/index.ts';
import { clusterDns } from './cluster-dns.ts';
import { OUTSIDE, shop } from './dns-world.ts';
import type { LabInit, TerminalSpec } from './init.ts';
import { nodeLocalDns } from './node-local-dns.ts';
import { ASHRC, DEFAULT_SIZE, labPod } from './scenario.ts';

/** Pods that only wait. Each is named like its key, without dots and dashes. */
const CLIENTS = {
  debian: { image: 'debian:12', argv: ['sleep', 'infinity'], shell: 'bash' },
  alpine: { image: 'alpine:3.20', argv: ['sleep', '3650d'], shell: 'sh' },
  'alpine-3.17': { image: 'alpine:3.17', argv: ['sleep', '3650d'], shell: 'sh' },
  busybox: { image: 'busybox:1.36', argv: ['sleep', '3650d'], shell: 'sh' },
  go: { image: 'lab/golook:1', argv: ['/golook'], shell: undefined },
} as const;

/** Long enough for everything to be ready, as on a cluster that one comes to. */
const UPTIME = 60;

export type DnsClient = keyof typeof CLIENTS;

export interface DnsClusterOptions {
  /** In the order of their terminals; `go` has none (there is no shell in it). */
  readonly clients?: readonly DnsClient[];
  /** Of the clients, as the next five. */
  readonly namespace?: string;
  readonly dnsPolicy?: DnsPolicy;
  readonly dnsConfig?: PodDnsConfig;
  readonly hostNetwork?: boolean;
  readonly hostAliases?: readonly { readonly ip: string; readonly hostnames: readonly string[] }[];
  readonly files?: Readonly<Record<string, FileSpec>>;
  readonly corefile?: string;
  /** Of CoreDNS. */
  readonly replicas?: number;
  /** Name servers outside; the node's resolv.conf names the first. */
  readonly upstreams?: NonNullable<Surroundings['upstreams']>;
  /** /etc/resolv.conf of the node. */
  readonly resolvConf?: string;
  readonly policies?: readonly KubeObject[];
  /** NodeLocal DNSCache on 169.254.20.10, which the clients ask instead of kube-dns. */
  readonly nodeLocal?: boolean;
  readonly faults?: readonly LinkFault[];
  /** More of them. */
  readonly objects?: readonly KubeObject[];
}

const podName = (client: DnsClient): string => client.replace(/[^a-z0-9]/g, '');

function clientPod(client: DnsClient, options: DnsClusterOptions): PodSpec {
  const { namespace, dnsPolicy, dnsConfig, hostNetwork, hostAliases, files } = options;
  const { image, argv, shell } = CLIENTS[client];
  const ash = shell === 'sh';
  const given = { dnsPolicy, dnsConfig, hostNetwork, hostAliases };
  return labPod({
    name: podName(client),
    ...(namespace === undefined ? {} : { namespace }),
    labels: { app: podName(client) },
    given: JSON.parse(JSON.stringify(given)) as NonNullable<PodSpec['given']>,
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        name: podName(client),
        image,
        argv,
        ...(ash ? { env: { ENV: '/root/.ashrc' } } : {}),
        files: { ...(ash ? { '/root/.ashrc': ASHRC } : {}), ...files },
      },
    ],
  });
}

/**
 * A cluster of one node with CoreDNS, the services of `dns-world.ts`, and these clients. Terminals: a shell in each client in
 * order, then the node.
 */
export function dnsCluster(options: DnsClusterOptions = {}): LabInit {
  const { clients = ['debian', 'alpine'], corefile, replicas, policies = [], objects = [], faults } = options;
  const upstreams = options.upstreams ?? [{ address: '172.18.0.1', zones: [OUTSIDE] }];
  const network: Surroundings = { upstreams, ...(faults === undefined ? {} : { faults }) };
  const resolvConf = options.resolvConf ?? `nameserver ${upstreams[0]?.address ?? '172.18.0.1'}\n`;
  const local = options.nodeLocal === true;
  const terminals = clients.flatMap((client): readonly TerminalSpec[] => {
    const { shell } = CLIENTS[client];
    return shell === undefined ? [] : [{ kind: 'exec', container: podName(client), argv: [shell] }];
  });
  return {
    size: DEFAULT_SIZE,
    uptime: UPTIME,
    node: { resolvConf, ...(local ? { clusterDns: ['169.254.20.10'] } : {}) },
    network,
    containers: [],
    pods: clients.map((client) => clientPod(client, options)),
    objects: [...clusterDns(corefile, replicas), ...(local ? nodeLocalDns() : []), ...shop(), ...policies, ...objects],
    terminals: [...terminals, { kind: 'node' }],
  };
}

/** The policy that many hardening guides begin with: nothing leaves the pods of a namespace. Names need an answer from outside them. */
export const denyAllEgress = (namespace = 'default'): KubeObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'default-deny-egress', namespace },
  spec: { podSelector: {}, policyTypes: ['Egress'] },
});

/** What belongs beside it: queries to the cluster's DNS by UDP and TCP. @public for lessons and tests */
export const allowDns = (namespace = 'default'): KubeObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'allow-dns', namespace },
  spec: {
    egress: [
      {
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
      },
    ],
    podSelector: {},
    policyTypes: ['Egress'],
  },
});
