// The resolv.conf of a Pod, as the kubelet computes it from dnsPolicy and dnsConfig: pkg/kubelet/network/dns/dns.go.

export type DnsPolicy = 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';

/** Pod.spec.dnsConfig */
export interface PodDnsConfig {
  readonly nameservers?: readonly string[];
  readonly searches?: readonly string[];
  readonly options?: readonly { readonly name: string; readonly value?: string }[];
}

export interface DnsPod {
  readonly namespace: string;
  /** Absent: the API server writes ClusterFirst. */
  readonly dnsPolicy?: DnsPolicy;
  readonly dnsConfig?: PodDnsConfig;
  readonly hostNetwork?: boolean;
}

/** What the kubelet was started with. */
export interface DnsNode {
  readonly clusterDns: readonly string[];
  readonly clusterDomain: string;
  /** The text of the file that --resolv-conf names. */
  readonly resolvConf: string;
}

export interface PodDnsEvent {
  readonly reason: 'DNSConfigForming' | 'MissingClusterDNS';
  readonly message: string;
}

export interface PodDns {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
  /** The text of /etc/resolv.conf in the containers. */
  readonly text: string;
  /** Warnings on the Pod. */
  readonly events: readonly PodDnsEvent[];
}

interface Lists {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly string[];
}

/** validation.MaxDNSNameservers, MaxDNSSearchPaths, MaxDNSSearchListChars (KEP-2595, stable since 1.28), DNS1123SubdomainMaxLength */
const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_CHARS = 2048;
const MAX_DOMAIN = 253;

/** defaultDNSOptions */
const CLUSTER_OPTIONS = ['ndots:5'];

/** parseResolvConf: nameservers add up, the last search and options lines win. */
function parseNodeFile(text: string): Lists {
  const nameservers: string[] = [];
  let searches: string[] = [];
  let options: string[] = [];
  for (const line of text.split('\n')) {
    const [keyword, ...fields] = line.trim().split(/\s+/);
    if (keyword?.startsWith('#')) continue;
    if (keyword === 'nameserver' && fields[0] !== undefined) nameservers.push(fields[0]);
    if (keyword === 'search') searches = fields.map((field) => (field === '.' ? field : field.replace(/\.$/, '')));
    if (keyword === 'options') options = fields;
  }
  return { nameservers, searches, options };
}

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)];

/** mergeDNSOptions: a name given twice takes the Pod's value. Go's maps have no order; here it is the order of first mention. */
function mergeOptions(existing: readonly string[], own: PodDnsConfig['options'] = []): readonly string[] {
  const merged = new Map<string, string>();
  for (const option of existing) {
    const colon = option.indexOf(':');
    if (colon < 0) merged.set(option, '');
    else merged.set(option.slice(0, colon), option.slice(colon + 1));
  }
  for (const { name, value = '' } of own) merged.set(name, value);
  return [...merged].map(([name, value]) => (value === '' ? name : `${name}:${value}`));
}

/** getPodDNSType: ClusterFirst on the host's network is Default. */
function kindOf({ dnsPolicy = 'ClusterFirst', hostNetwork = false }: DnsPod): 'cluster' | 'host' | 'none' {
  if (dnsPolicy === 'None') return 'none';
  if (dnsPolicy === 'Default') return 'host';
  return dnsPolicy === 'ClusterFirst' && hostNetwork ? 'host' : 'cluster';
}

function baseOf(pod: DnsPod, node: DnsNode, events: PodDnsEvent[]): Lists {
  const host = parseNodeFile(node.resolvConf);
  const kind = kindOf(pod);
  if (kind === 'none') return { nameservers: [], searches: [], options: [] };
  if (kind === 'host') return host;
  if (node.clusterDns.length === 0) {
    const words =
      'kubelet does not have ClusterDNS IP configured and cannot create Pod using "ClusterFirst" policy. Falling back to "Default" policy.';
    events.push({ reason: 'MissingClusterDNS', message: words });
    return host;
  }
  const { clusterDomain } = node;
  const own = [`${pod.namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain];
  return {
    nameservers: node.clusterDns,
    searches: clusterDomain === '' ? host.searches : unique([...own, ...host.searches]),
    options: CLUSTER_OPTIONS,
  };
}

/** formDNSNameserversFitsLimits */
function fitNameservers(nameservers: readonly string[], events: PodDnsEvent[]): readonly string[] {
  if (nameservers.length <= MAX_NAMESERVERS) return nameservers;
  const kept = nameservers.slice(0, MAX_NAMESERVERS);
  const words = `Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${kept.join(' ')}`;
  events.push({ reason: 'DNSConfigForming', message: words });
  return kept;
}

/** formDNSSearchFitsLimits */
function fitSearches(searches: readonly string[], events: PodDnsEvent[]): readonly string[] {
  const kept = searches.slice(0, MAX_SEARCHES).filter((search) => search.length <= MAX_DOMAIN);
  while (kept.join(' ').length > MAX_SEARCH_CHARS) kept.pop();
  if (kept.length === searches.length) return searches;
  const words = `Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${kept.join(' ')}`;
  events.push({ reason: 'DNSConfigForming', message: words });
  return kept;
}

/** The form in which the container runtime writes the file (containerd, internal/cri/server/podsandbox: parseDNSOptions). */
function fileText({ nameservers, searches, options }: Lists): string {
  const search = searches.length > 0 ? `search ${searches.join(' ')}\n` : '';
  const servers = nameservers.map((server) => `nameserver ${server}\n`).join('');
  return `${search}${servers}${options.length > 0 ? `options ${options.join(' ')}\n` : ''}`;
}

/** GetPodDNS */
export function podDns(pod: DnsPod, node: DnsNode): PodDns {
  const events: PodDnsEvent[] = [];
  const base = baseOf(pod, node, events);
  const { dnsConfig } = pod;
  const merged: Lists = dnsConfig
    ? {
        nameservers: unique([...base.nameservers, ...(dnsConfig.nameservers ?? [])]),
        searches: unique([...base.searches, ...(dnsConfig.searches ?? [])]),
        options: mergeOptions(base.options, dnsConfig.options),
      }
    : base;
  const lists: Lists = {
    nameservers: fitNameservers(merged.nameservers, events),
    searches: fitSearches(merged.searches, events),
    options: merged.options,
  };
  return { ...lists, text: fileText(lists), events };
}
