// The Pod whose resolv.conf is asked for: dnsPolicy, dnsConfig and the node, as a person chooses and types them.
import { podDns, type DnsPolicy, type PodDns } from '../policy/index.ts';

/** Lists as words with blanks between them. */
export interface PodSetup {
  readonly policy: DnsPolicy;
  readonly hostNetwork: boolean;
  readonly namespace: string;
  /** dnsConfig */
  readonly nameservers: string;
  readonly searches: string;
  readonly options: string;
  /** The node's own resolv.conf. */
  readonly node: string;
}

export const DNS_POLICIES: readonly DnsPolicy[] = ['ClusterFirst', 'Default', 'ClusterFirstWithHostNet', 'None'];

export const INITIAL_POD: PodSetup = {
  policy: 'ClusterFirst',
  hostNetwork: false,
  namespace: 'default',
  nameservers: '',
  searches: '',
  options: '',
  // kind and most clouds give a node no search list: the Pod's file is then the one that everybody knows.
  node: 'nameserver 10.0.0.2\n',
};

const words = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== '');

export function podFile(setup: PodSetup): PodDns {
  const own = {
    nameservers: words(setup.nameservers),
    searches: words(setup.searches),
    options: words(setup.options).map((word) => {
      const colon = word.indexOf(':');
      return colon < 0 ? { name: word } : { name: word.slice(0, colon), value: word.slice(colon + 1) };
    }),
  };
  const given = own.nameservers.length + own.searches.length + own.options.length > 0;
  return podDns(
    {
      namespace: setup.namespace,
      dnsPolicy: setup.policy,
      hostNetwork: setup.hostNetwork,
      ...(given ? { dnsConfig: own } : {}),
    },
    { clusterDns: ['10.96.0.10'], clusterDomain: 'cluster.local', resolvConf: setup.node },
  );
}

/** What the API server says to such a Pod: pkg/apis/core/validation, validatePodDNSConfig. */
export function podTrouble(setup: PodSetup): string | undefined {
  const servers = words(setup.nameservers);
  const searches = words(setup.searches);
  if (setup.policy === 'None' && servers.length === 0)
    return `spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when \`dnsPolicy\` is None`;
  if (servers.length > 3)
    return `spec.dnsConfig.nameservers: Invalid value: ${JSON.stringify(servers)}: must not have more than 3 nameservers`;
  if (searches.length > 32) return `spec.dnsConfig.searches: Invalid value: must not have more than 32 search paths`;
  if (searches.join(' ').length > 2048)
    return `spec.dnsConfig.searches: Invalid value: must not have more than 2048 characters (including spaces) in the search list`;
  return undefined;
}

/** `policy~hostNetwork~namespace~nameservers~searches~options~node`, for a link. */
export function podWord(setup: PodSetup): string {
  const { policy, hostNetwork, namespace, nameservers, searches, options, node } = setup;
  const parts = [policy, hostNetwork ? '1' : '', namespace, nameservers, searches, options];
  return [...parts, node === INITIAL_POD.node ? '' : node]
    .map((part) => part.replace(/[~%]/g, (char) => (char === '~' ? '%7E' : '%25')))
    .join('~');
}

export function podOfWord(word: string): PodSetup | undefined {
  if (word === '') return undefined;
  const [policy, hostNetwork, namespace = '', nameservers = '', searches = '', options = '', node = ''] = word
    .split('~')
    .map((part) => part.replace(/%7E/gi, '~').replace(/%25/g, '%'));
  const known = DNS_POLICIES.find((each) => each === policy);
  if (known === undefined) return undefined;
  return {
    policy: known,
    hostNetwork: hostNetwork === '1',
    namespace: namespace === '' ? INITIAL_POD.namespace : namespace,
    nameservers,
    searches,
    options,
    node: node === '' ? INITIAL_POD.node : node,
  };
}
