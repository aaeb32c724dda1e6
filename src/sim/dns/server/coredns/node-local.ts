// NodeLocal DNSCache: a CoreDNS on every node, before the cluster's (kubernetes cluster/addons/dns/nodelocaldns/nodelocaldns.yaml).

export interface NodeLocal {
  readonly clusterDomain: string;
  /** The link-local address that it listens on; Pods may be given this one, or the cluster DNS address goes to it too. */
  readonly local: string;
  /** Of the Service kube-dns, which it takes over on its node. */
  readonly clusterDns: string;
  /** Of the Service kube-dns-upstream: the real CoreDNS. */
  readonly upstream: string;
}

/** Cluster names by TCP from CoreDNS, success 30 s and denial 5 s; everything else from the node's own servers. */
export function nodeLocalCorefile({ clusterDomain, local, clusterDns, upstream }: NodeLocal): string {
  const block = (zone: string, cache: string, forward: string): string =>
    [
      `${zone}:53 {`,
      '    errors',
      `    ${cache}`,
      '    reload',
      '    loop',
      `    bind ${local} ${clusterDns}`,
      `    forward . ${forward}`,
      '    prometheus :9253',
      '}',
    ].join('\n');
  const cluster = 'cache {\n        success 9984 30\n        denial 9984 5\n    }';
  const tcp = `${upstream} {\n        force_tcp\n    }`;
  return `${[
    block(clusterDomain, cluster, tcp),
    block('in-addr.arpa', 'cache 30', tcp),
    block('ip6.arpa', 'cache 30', tcp),
    block('.', 'cache 30', '/etc/resolv.conf'),
  ].join('\n')}\n`;
}
