// The machines of the replays: two name servers that do not know the same, and a policy that forgot the names.
import type { LabScenario } from '../../../src/lesson/index.ts';
import { denyAllEgress, dnsCluster, OUTSIDE, type LabInit } from '../../../src/sim/lab/index.ts';

/** The company's name server: its own names, and no others. */
const CORP = '172.18.0.53';

const split = (): LabInit =>
  dnsCluster({
    dnsPolicy: 'None',
    dnsConfig: {
      nameservers: ['10.96.0.10', CORP],
      searches: ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
      options: [{ name: 'ndots', value: '5' }],
    },
    upstreams: [
      {
        address: '172.18.0.1',
        zones: [{ ...OUTSIDE, records: OUTSIDE.records.filter(([name]) => !name.endsWith('corp.example.')) }],
      },
      {
        address: CORP,
        zones: [{ ...OUTSIDE, records: [['intranet.corp.example.', 'A', 300, '198.51.100.20']] }],
      },
    ],
    // CoreDNS has much to do today.
    faults: [{ to: '10.96.0.10', effect: { kind: 'delay', by: 4000 } }],
  });

/** What the team had allowed: from its pods to those of web. */
const allowWeb = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'allow-web', namespace: 'default' },
  spec: {
    egress: [{ ports: [{ port: 8080, protocol: 'TCP' }], to: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
    podSelector: {},
    policyTypes: ['Egress'],
  },
};

const denied = (): LabInit => {
  const init = dnsCluster({ policies: [denyAllEgress(), allowWeb] });
  return { ...init, node: { ...init.node, files: { '/root/allow-dns.yaml': { text: ALLOW_DNS } } } };
};

/** What somebody began to write: the address that stands in resolv.conf, and one of two protocols. */
const ALLOW_DNS = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-dns
  namespace: default
spec:
  podSelector: {}
  policyTypes:
  - Egress
  egress:
  - to:
    - ipBlock:
        cidr: 10.96.0.10/32
    ports:
    - protocol: UDP
      port: 53
`;

export default [
  {
    id: 'dns-split-horizon',
    title: 'Two name servers that disagree',
    about: 'One knows the cluster, the other knows the company. Debian and Alpine have both in their files.',
    choices: [],
    view: 'network',
    init: split,
  },
  {
    id: 'dns-deny-egress',
    title: 'Default deny',
    about: 'Nothing leaves the pods of this namespace except what is allowed: web, on port 8080.',
    choices: [],
    view: 'network',
    init: denied,
  },
] satisfies readonly LabScenario[];
