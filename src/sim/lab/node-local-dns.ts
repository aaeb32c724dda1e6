// NodeLocal DNSCache: a CoreDNS on the node itself, before the cluster's (kubernetes v1.34, cluster/addons/dns/nodelocaldns/nodelocaldns.yaml).
import type { KubeObject } from '../container/cluster/index.ts';

/** The link-local address that it takes on its node. */
const LOCAL = '169.254.20.10';

const block = (zone: string, cache: string, forward: string): string =>
  `${zone}:53 {
    errors
    ${cache}
    reload
    loop
    bind ${LOCAL}
    forward . ${forward}
    prometheus :9253
}
`;

const CLUSTER_CACHE = `cache {
            success 9984 30
            denial 9984 5
    }`;

/** As its manifest has it after installation: the cluster's names by TCP from the Service kube-dns, all others from the node's servers. */
const corefile = (upstream: string): string => {
  const tcp = `${upstream} {
            force_tcp
    }`;
  return [
    block('cluster.local', CLUSTER_CACHE, tcp),
    block('in-addr.arpa', 'cache 30', tcp),
    block('ip6.arpa', 'cache 30', tcp),
    block('.', 'cache 30', '/etc/resolv.conf'),
  ].join('');
};

const LABELS = { 'k8s-app': 'node-local-dns' };

/**
 * Fidelity: a pod on the node's network instead of a DaemonSet (there is no controller for those here), CoreDNS itself instead of
 * its wrapper node-cache, which adds the address and the iptables rules. The clients' resolv.conf names its address.
 */
export const nodeLocalDns = (clusterDns = '10.96.0.10'): readonly KubeObject[] => [
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'node-local-dns', namespace: 'kube-system' },
    data: { Corefile: corefile(clusterDns) },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'node-local-dns', namespace: 'kube-system', labels: LABELS },
    spec: {
      containers: [
        {
          name: 'node-cache',
          image: 'registry.k8s.io/dns/k8s-dns-node-cache:1.26.4',
          args: ['-localip', LOCAL, '-conf', '/etc/Corefile'],
          ports: [
            { name: 'dns', containerPort: 53, protocol: 'UDP' },
            { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
          ],
          volumeMounts: [{ mountPath: '/etc/coredns', name: 'config-volume' }],
        },
      ],
      dnsPolicy: 'Default',
      hostNetwork: true,
      volumes: [
        {
          configMap: { items: [{ key: 'Corefile', path: 'Corefile.base' }], name: 'node-local-dns' },
          name: 'config-volume',
        },
      ],
    },
  },
];
