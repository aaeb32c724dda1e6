/** What network policies let pass. */
import { expect, test } from 'vitest';
import type { KubeObject } from '../../cluster-api.ts';
import type { Json } from '../../engine-api.ts';
import { object, world } from './fixture.ts';
import { type ClusterPacket, networkFilter } from './policies.ts';

const policy = (spec: Json, where = 'default'): KubeObject => object('NetworkPolicy', where, 'p', { spec });
/** Of all pods of default: nothing leaves but by these rules. */
const out = (...egress: readonly Json[]): KubeObject => policy({ podSelector: {}, policyTypes: ['Egress'], egress });
/** Of the pods of that app in default: nothing enters but from these. */
const into = (app: string, ...from: readonly Json[]): KubeObject =>
  policy({ podSelector: { matchLabels: { app } }, ingress: from.length === 0 ? [] : [{ from }] });

const WEB = '10.244.0.11';
const DB = '10.244.0.21';
const DNS = '10.244.0.53';
const SHOP = '10.244.0.41';
const NODE = '172.18.0.2';
const OUT = '192.0.2.80';

const udp = (from: string, to: string, port = 53): ClusterPacket => ({ from, to, proto: 'udp', port });
const tcp = (from: string, to: string, port: number): ClusterPacket => ({ from, to, proto: 'tcp', port });
const icmp = (from: string, to: string): ClusterPacket => ({ from, to, proto: 'icmp', port: 0 });

const label = (name: string, value: string): Json => ({ matchLabels: { [name]: value } });
const team = (operator: string, ...values: readonly string[]): Json => ({
  namespaceSelector: { matchExpressions: [{ key: 'team', operator, values }] },
});
const SYSTEM = label('kubernetes.io/metadata.name', 'kube-system');
const TO_DNS = { namespaceSelector: SYSTEM, podSelector: label('k8s-app', 'kube-dns') };
const UDP_53 = { port: 53, protocol: 'UDP' };
const NAMED = { port: 'dns', protocol: 'UDP' };
const TEAM_OR_DB = [{ namespaceSelector: label('team', 'shop') }, { podSelector: label('app', 'db') }];
const BLOCK = { ipBlock: { cidr: '192.0.2.0/24' } };
const HOLED = { ipBlock: { cidr: '192.0.0.0/8', except: ['192.0.2.64/26'] } };
const EXPRESSIONS = [
  { key: 'app', operator: 'NotIn', values: ['db'] },
  { key: 'x', operator: 'DoesNotExist' },
];

test.each<[string, readonly KubeObject[], ClusterPacket, 'pass' | 'drop']>([
  ['no policy', [], udp(WEB, DNS), 'pass'],
  ['deny all egress', [out()], udp(WEB, DNS), 'drop'],
  ['of another namespace', [out()], udp(SHOP, DNS), 'pass'],
  ['what comes in is not egress', [out()], tcp(SHOP, WEB, 8080), 'pass'],
  ['the node is always reached', [out()], tcp(WEB, NODE, 6443), 'pass'],
  ['and reaches its pods', [into('web')], tcp(NODE, WEB, 8080), 'pass'],
  [
    'as a pod on its network does',
    [policy({ podSelector: {}, policyTypes: ['Egress'] }, 'prod')],
    tcp(NODE, OUT, 443),
    'pass',
  ],
  ['a pod reaches itself', [out()], tcp(WEB, WEB, 8080), 'pass'],
  ['allowed udp', [out(), out({ to: [TO_DNS], ports: [UDP_53] })], udp(WEB, DNS), 'pass'],
  ['tcp was forgotten', [out(), out({ to: [TO_DNS], ports: [UDP_53] })], tcp(WEB, DNS, 53), 'drop'],
  ['a port without protocol is tcp', [out({ ports: [{ port: 53 }] })], udp(WEB, DNS), 'drop'],
  ['another pod', [out({ to: [TO_DNS] })], tcp(WEB, SHOP, 80), 'drop'],
  ['selectors side by side are two peers', [out({ to: TEAM_OR_DB })], tcp(WEB, DB, 5432), 'pass'],
  [
    'a pod selector alone means the own namespace',
    [out({ to: [{ podSelector: label('app', 'shop') }] })],
    tcp(WEB, SHOP, 80),
    'drop',
  ],
  ['an address block', [out({ to: [BLOCK] })], tcp(WEB, OUT, 443), 'pass'],
  ['without a part of it', [out({ to: [HOLED] })], tcp(WEB, OUT, 443), 'drop'],
  ['a range of ports', [out({ ports: [{ port: 8000, endPort: 8100 }] })], tcp(WEB, SHOP, 8080), 'pass'],
  ['its end', [out({ ports: [{ port: 8000, endPort: 8079 }] })], tcp(WEB, SHOP, 8080), 'drop'],
  ['a named port is that of the pod which is asked', [out({ ports: [NAMED] })], udp(WEB, DNS), 'pass'],
  ['and of no other number', [out({ ports: [NAMED] })], udp(WEB, DNS, 54), 'drop'],
  ['an empty rule allows everything', [out(), out({})], tcp(WEB, OUT, 1), 'pass'],
  ['types that are not given: ingress', [policy({ podSelector: {} })], tcp(SHOP, WEB, 8080), 'drop'],
  ['and not egress', [policy({ podSelector: {} })], tcp(WEB, OUT, 8080), 'pass'],
  ['unless it has rules', [policy({ podSelector: {}, egress: [{ to: [TO_DNS] }] })], tcp(WEB, OUT, 8080), 'drop'],
  [
    'both ends must agree',
    [out({}), policy({ podSelector: label('app', 'shop') }, 'prod')],
    tcp(WEB, SHOP, 80),
    'drop',
  ],
  ['ingress from a namespace', [into('web', team('In', 'shop'))], tcp(SHOP, WEB, 8080), 'pass'],
  ['and from no other', [into('web', team('Exists'))], tcp(DB, WEB, 8080), 'drop'],
  [
    'expressions select, too',
    [policy({ podSelector: { matchExpressions: EXPRESSIONS } })],
    tcp(SHOP, DB, 5432),
    'pass',
  ],
  ['echo requests: rules with ports say nothing of them', [out({ ports: [UDP_53] })], icmp(WEB, DNS), 'drop'],
  ['without ports they are meant', [out({ to: [TO_DNS] })], icmp(WEB, DNS), 'pass'],
])('%s', (_, policies, packet, verdict) => {
  expect(networkFilter(world(policies))(packet)).toBe(verdict);
});
