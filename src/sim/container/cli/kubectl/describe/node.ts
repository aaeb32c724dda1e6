/** kubectl describe node: conditions, capacity, and the pods that run there (layout from knowledge, not from a recording). */
import type { KubeObject } from '../../../cluster-api.ts';
import type { Json } from '../../../engine-api.ts';
import { humanAge } from '../../apiserver/age.ts';
import { at, items, pairs, secondsSince, str, text } from '../../apiserver/json.ts';
import { bytesOf, cpuOf } from '../quantity.ts';
import { describeEvents } from './events.ts';
import { rfc1123, Writer } from './writer.ts';

const MEBI = 2 ** 20;

type Kind = 'cpu' | 'memory';

/** Requests or limits of all containers of a pod. */
function sum(pod: KubeObject, of: 'requests' | 'limits', kind: Kind): number {
  return items(pod, 'spec', 'containers').reduce((total: number, c) => {
    const own = str(c, 'resources', of, kind) || (of === 'requests' ? str(c, 'resources', 'limits', kind) : '');
    return total + (own === '' ? 0 : kind === 'cpu' ? cpuOf(own) : bytesOf(own));
  }, 0);
}

const amount = (kind: Kind, n: number): string =>
  n === 0
    ? '0'
    : kind === 'cpu'
      ? Number.isInteger(n)
        ? String(n)
        : `${Math.round(n * 1000)}m`
      : `${Math.round(n / MEBI)}Mi`;

export function describeNode(
  o: KubeObject,
  pods: readonly KubeObject[],
  events: readonly Json[],
  nowMs: number,
): string {
  const w = new Writer();
  const labels = pairs(at(o, 'metadata', 'labels'));
  const roles = labels.flatMap(([k]) => (k.startsWith('node-role.kubernetes.io/') ? [k.slice(24)] : []));
  w.line(0, `Name:\t${o.metadata.name}`);
  w.line(0, `Roles:\t${roles.join(',') || '<none>'}`);
  w.labels(at(o, 'metadata', 'labels'));
  w.annotations(at(o, 'metadata', 'annotations'));
  w.line(0, `CreationTimestamp:\t${rfc1123(str(o, 'metadata', 'creationTimestamp'))}`);
  const taints = items(o, 'spec', 'taints').map((t) => {
    const value = str(t, 'value');
    return `${str(t, 'key')}${value === '' ? '' : `=${value}`}:${str(t, 'effect')}`;
  });
  w.line(0, `Taints:\t${taints[0] ?? '<none>'}`);
  for (const taint of taints.slice(1)) w.line(0, `\t${taint}`);
  w.line(0, `Unschedulable:\t${at(o, 'spec', 'unschedulable') === true}`);
  w.line(0, 'Conditions:');
  w.line(1, 'Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
  w.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const c of items(o, 'status', 'conditions'))
    w.line(
      1,
      `${str(c, 'type')} \t${str(c, 'status')} \t${rfc1123(str(c, 'lastHeartbeatTime'))} \t${rfc1123(str(c, 'lastTransitionTime'))} \t${str(c, 'reason')} \t${str(c, 'message')}`,
    );
  w.line(0, 'Addresses:');
  for (const a of items(o, 'status', 'addresses')) w.line(1, `${str(a, 'type')}:\t${str(a, 'address')}`);
  for (const [title, key] of [
    ['Capacity', 'capacity'],
    ['Allocatable', 'allocatable'],
  ] as const) {
    w.line(0, `${title}:`);
    for (const [name, value] of pairs(at(o, 'status', key))) w.line(1, `${name}:\t${value}`);
  }
  systemInfo(w, o);
  if (str(o, 'spec', 'podCIDR') !== '') w.line(0, `PodCIDR:\t${str(o, 'spec', 'podCIDR')}`);
  podsOfNode(w, o, pods, nowMs);
  describeEvents(w, events, nowMs);
  return w.text();
}

const INFO = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
  ['Kube-Proxy Version', 'kubeProxyVersion'],
] as const;

function systemInfo(w: Writer, o: KubeObject): void {
  w.line(0, 'System Info:');
  for (const [title, key] of INFO) w.line(1, `${title}:\t${text(at(o, 'status', 'nodeInfo', key))}`);
}

function podsOfNode(w: Writer, o: KubeObject, pods: readonly KubeObject[], nowMs: number): void {
  const here = pods.filter(
    (p) =>
      str(p, 'spec', 'nodeName') === o.metadata.name && !['Succeeded', 'Failed'].includes(str(p, 'status', 'phase')),
  );
  const whole = {
    cpu: cpuOf(str(o, 'status', 'allocatable', 'cpu')),
    memory: bytesOf(str(o, 'status', 'allocatable', 'memory')),
  };
  const share = (kind: Kind, n: number): string =>
    `${amount(kind, n)} (${whole[kind] === 0 ? 0 : Math.floor((n / whole[kind]) * 100)}%)`;
  w.line(0, `Non-terminated Pods:\t(${here.length} in total)`);
  w.line(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
  w.line(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  for (const p of here) {
    const cells = (['cpu', 'memory'] as const).flatMap((kind) =>
      (['requests', 'limits'] as const).map((of) => share(kind, sum(p, of, kind))),
    );
    const age = humanAge(secondsSince(str(p, 'metadata', 'creationTimestamp'), nowMs) ?? 0);
    w.line(1, `${p.metadata.namespace ?? ''}\t${p.metadata.name}\t\t${cells.join('\t')}\t${age}`);
  }
  w.line(0, 'Allocated resources:');
  w.line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)');
  w.line(1, 'Resource\tRequests\tLimits');
  w.line(1, '--------\t--------\t------');
  for (const kind of ['cpu', 'memory'] as const) {
    const total = (of: 'requests' | 'limits'): number => here.reduce((n, p) => n + sum(p, of, kind), 0);
    w.line(1, `${kind}\t${share(kind, total('requests'))}\t${share(kind, total('limits'))}`);
  }
}
