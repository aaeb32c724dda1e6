// Clusters in which one thing is wrong: the node's search domain, the packets on their way, the servers outside.
import type { LabScenario } from '../../../src/lesson/index.ts';
import { dnsCluster, OUTSIDE, type LabInit } from '../../../src/sim/lab/index.ts';
import { choice, type Value } from '../../choices.ts';

const LOSS: readonly Value[] = [
  { value: 'race', label: 'the race', about: 'The second packet of each pair from one socket is lost.' },
  { value: 'none', label: 'nothing', about: 'Every packet arrives.' },
];

/** The service address of the cluster's DNS. */
const KUBE_DNS = '10.96.0.10';

function racing(loss: string | undefined): LabInit {
  const init = dnsCluster({
    clients: ['debian', 'alpine', 'go'],
    nodeLocal: true,
    ...(loss === 'none' ? {} : { faults: [{ to: KUBE_DNS, effect: { kind: 'race', perMille: 1000 } }] }),
  });
  // The cache runs, and nobody has told the kubelet: pods still ask the Service.
  return { ...init, node: { ...init.node, clusterDns: [KUBE_DNS] } };
}

const FAULTS: readonly Value[] = [
  {
    value: 'silent',
    label: 'is silent',
    about: 'The server that CoreDNS forwards to takes every question and answers none.',
  },
  { value: 'none', label: 'is well', about: 'The server outside answers.' },
];

export default [
  {
    id: 'dns-node-domain',
    title: 'A search domain of the node',
    about: 'The node’s own search domain is in every pod’s list, and its servers answer SERVFAIL.',
    choices: [],
    view: 'network',
    init: () =>
      dnsCluster({
        resolvConf: 'search corp.example\nnameserver 172.18.0.1\n',
        upstreams: [
          { address: '172.18.0.1', zones: [OUTSIDE], rules: [{ qname: '*.corp.example.', action: 'servfail' }] },
        ],
      }),
  },
  {
    id: 'dns-five-seconds',
    title: 'Five seconds',
    about: 'A and AAAA leave from one socket, and the second of the two is lost.',
    choices: [choice('loss', 'Lost is', LOSS)],
    view: 'network',
    init: (options) => racing(options['loss']),
  },
  {
    id: 'dns-upstream',
    title: 'Names from outside',
    about: 'CoreDNS forwards what is not the cluster’s to one server. Another one would be there.',
    choices: [choice('fault', 'The server outside', FAULTS)],
    view: 'network',
    init: (options) =>
      dnsCluster({
        upstreams: [
          {
            address: '172.18.0.1',
            zones: [OUTSIDE],
            ...(options['fault'] === 'none' ? {} : { rules: [{ action: 'drop' }] }),
          },
          { address: '172.18.0.3', zones: [OUTSIDE] },
        ],
      }),
  },
] satisfies readonly LabScenario[];
