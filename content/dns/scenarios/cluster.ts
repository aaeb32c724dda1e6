// A cluster in good health: pods of three C libraries, and the settings of a pod that decide what its file says.
import type { LabScenario } from '../../../src/lesson/index.ts';
import { dnsCluster, type DnsClusterOptions, type LabInit } from '../../../src/sim/lab/index.ts';
import { choice, chosen, type Value } from '../../choices.ts';

const NDOTS: readonly Value[] = [
  { value: '5', label: '5', about: 'What the kubelet writes when nobody says otherwise.' },
  { value: '2', label: '2', about: 'Short names keep the list, most names outside lose it.' },
  { value: '1', label: '1', about: 'A name with a dot is tried as it is first.' },
];

function cluster(ndots: string): LabInit {
  return dnsCluster({
    clients: ['debian', 'alpine', 'go'],
    // 5 is the kubelet's own: nothing has to be said.
    ...(ndots === '5' ? {} : { dnsConfig: { options: [{ name: 'ndots', value: ndots }] } }),
  });
}

interface Policy extends Value {
  readonly pod: DnsClusterOptions;
}

/** `dnsPolicy` and `hostNetwork`, as a manifest has them. */
const POLICIES: readonly Policy[] = [
  { value: 'ClusterFirst', label: 'ClusterFirst', about: 'What a pod gets that says nothing.', pod: {} },
  { value: 'Default', label: 'Default', about: 'As the node has it.', pod: { dnsPolicy: 'Default' } },
  {
    value: 'None',
    label: 'None',
    about: 'Only what dnsConfig says: the name server, and no list.',
    pod: { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.96.0.10'] } },
  },
  {
    value: 'hostNetwork',
    label: 'hostNetwork: true',
    about: 'On the node’s network, and nothing said about DNS.',
    pod: { hostNetwork: true },
  },
  {
    value: 'ClusterFirstWithHostNet',
    label: 'hostNetwork: true, ClusterFirstWithHostNet',
    about: 'On the node’s network, with the cluster’s names.',
    pod: { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' },
  },
];

export default [
  {
    id: 'dns-cluster',
    title: 'A cluster and its names',
    about: 'Services in two namespaces, CoreDNS, and pods of Debian, Alpine and Go that ask it.',
    choices: [choice('ndots', 'ndots', NDOTS)],
    view: 'network',
    init: (options) => cluster(chosen(NDOTS, options['ndots']).value),
  },
  {
    id: 'dns-policy',
    title: 'Who writes resolv.conf',
    about: 'A pod with each dnsPolicy, on a node that has a search domain of its own.',
    choices: [choice('policy', 'dnsPolicy', POLICIES)],
    view: 'network',
    init: (options) =>
      dnsCluster({
        clients: ['debian'],
        resolvConf: 'search corp.example\nnameserver 172.18.0.1\n',
        hostAliases: [{ ip: '10.9.9.9', hostnames: ['ledger'] }],
        ...chosen(POLICIES, options['policy']).pod,
      }),
  },
] satisfies readonly LabScenario[];
