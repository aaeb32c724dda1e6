/** Files that the kubelet writes for every container of a pod: /etc/resolv.conf, /etc/hosts, /etc/hostname (pkg/kubelet/kubelet_pods.go). */
import { podDns, type DnsPod, type PodDns } from '../../dns/policy/index.ts';
import { items, str, text } from '../cli/apiserver/json.ts';
import type { FileSpec, Host } from '../runtime/index.ts';
import { NODE_RESOLV_CONF, type NodeSpec, type Pod, type PodSpec } from './spec.ts';

/** What kubeadm starts the kubelet with. */
const CLUSTER_DNS: readonly string[] = ['10.96.0.10'];
const CLUSTER_DOMAIN = 'cluster.local';

export const onHostNetwork = ({ given }: PodSpec): boolean => given?.['hostNetwork'] === true;

/** The text of the node's /etc/resolv.conf as it is now; undefined: there is none. */
function resolvConfOf({ mnt }: Host): string | undefined {
  let at = mnt.mounts[0]?.fs.root;
  for (const name of ['etc', 'resolv.conf']) at = at?.kind === 'dir' ? at.entries.mutable?.get(name) : undefined;
  return at?.kind === 'file' && at.content.kind === 'bytes' ? at.content.data : undefined;
}

/** The resolv.conf of the pod's containers, and what the kubelet has to complain about. Worked out once, when the pod starts. */
export function dnsOf({ namespace = 'default', given }: PodSpec, node: NodeSpec, host: Host): PodDns {
  const { dnsPolicy, dnsConfig, hostNetwork } = (given ?? {}) as Partial<DnsPod>;
  return podDns(
    {
      namespace,
      ...(dnsPolicy === undefined ? {} : { dnsPolicy }),
      ...(dnsConfig === undefined ? {} : { dnsConfig }),
      ...(hostNetwork === undefined ? {} : { hostNetwork }),
    },
    {
      clusterDns: node.clusterDns ?? CLUSTER_DNS,
      clusterDomain: CLUSTER_DOMAIN,
      resolvConf: resolvConfOf(host) ?? node.resolvConf ?? NODE_RESOLV_CONF,
    },
  );
}

/** GeneratePodHostNameAndDomain: 63 characters at most, no dash or dot at the end. */
export function hostnameOf(spec: PodSpec, node: string): string {
  if (onHostNetwork(spec)) return node;
  const name = str(spec.given ?? null, 'hostname') || spec.name;
  return name.slice(0, 63).replace(/[-.]+$/, '');
}

const LOCAL = `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
`;

/** managedHostsFileContent; on the host's network it is the node's file. */
function hostsText(spec: PodSpec, ip: string, node: string): string {
  const given = spec.given ?? null;
  const aliases = items(given, 'hostAliases')
    .map(
      (each) =>
        `${str(each, 'ip')}\t${items(each, 'hostnames')
          .map((name) => text(name))
          .join('\t')}\n`,
    )
    .join('');
  const added = aliases === '' ? '' : `\n# Entries added by HostAliases.\n${aliases}`;
  if (onHostNetwork(spec))
    return `# Kubernetes-managed hosts file (host network).\n127.0.0.1\tlocalhost\n127.0.1.1\t${node}\n${added}`;
  const host = hostnameOf(spec, node);
  const subdomain = str(given, 'subdomain');
  const full = subdomain === '' ? '' : `${host}.${subdomain}.${spec.namespace ?? 'default'}.svc.${CLUSTER_DOMAIN}\t`;
  return `# Kubernetes-managed hosts file.\n${LOCAL}${ip}\t${full}${host}\n${added}`;
}

export const podFiles = (
  { spec, ip, resolvConf }: Pick<Pod, 'spec' | 'ip' | 'resolvConf'>,
  node: string,
): Readonly<Record<string, FileSpec>> => ({
  '/etc/hostname': { text: `${hostnameOf(spec, node)}\n` },
  '/etc/hosts': { text: hostsText(spec, ip, node) },
  '/etc/resolv.conf': { text: resolvConf },
});
