/** kubectl describe pod. */
import type { KubeObject } from '../../../cluster-api.ts';
import type { Json } from '../../../engine-api.ts';
import { humanAge } from '../../apiserver/age.ts';
import { at, items, num, secondsSince, str } from '../../apiserver/json.ts';
import { describeContainers } from './container.ts';
import { describeEvents } from './events.ts';
import { describeTolerations, describeVolumes } from './volumes.ts';
import { rfc1123, Writer } from './writer.ts';

export function describePod(pod: KubeObject, events: readonly Json[], nowMs: number): string {
  const w = new Writer();
  w.line(0, `Name:\t${pod.metadata.name}`);
  w.line(0, `Namespace:\t${pod.metadata.namespace ?? ''}`);
  if (at(pod, 'spec', 'priority') !== undefined) {
    w.line(0, `Priority:\t${num(pod, 'spec', 'priority')}`);
    if (str(pod, 'spec', 'priorityClassName') !== '')
      w.line(0, `Priority Class Name:\t${str(pod, 'spec', 'priorityClassName')}`);
  }
  if (str(pod, 'spec', 'runtimeClassName') !== '')
    w.line(0, `Runtime Class Name:\t${str(pod, 'spec', 'runtimeClassName')}`);
  w.line(0, `Service Account:\t${str(pod, 'spec', 'serviceAccountName')}`);
  const node = str(pod, 'spec', 'nodeName');
  w.line(0, `Node:\t${node === '' ? '<none>' : `${node}/${str(pod, 'status', 'hostIP')}`}`);
  if (str(pod, 'status', 'startTime') !== '') w.line(0, `Start Time:\t${rfc1123(str(pod, 'status', 'startTime'))}`);
  w.labels(at(pod, 'metadata', 'labels'));
  w.annotations(at(pod, 'metadata', 'annotations'));
  status(w, pod, nowMs);
  addresses(w, pod);
  const owner = items(pod, 'metadata', 'ownerReferences').find((o) => at(o, 'controller') === true);
  if (owner !== undefined) w.line(0, `Controlled By:\t${str(owner, 'kind')}/${str(owner, 'name')}`);
  describeContainers(
    w,
    'Init Containers',
    items(pod, 'spec', 'initContainers'),
    items(pod, 'status', 'initContainerStatuses'),
    0,
  );
  describeContainers(w, 'Containers', items(pod, 'spec', 'containers'), items(pod, 'status', 'containerStatuses'), 0);
  describeContainers(
    w,
    'Ephemeral Containers',
    items(pod, 'spec', 'ephemeralContainers'),
    items(pod, 'status', 'ephemeralContainerStatuses'),
    0,
  );
  conditions(w, pod);
  describeVolumes(w, items(pod, 'spec', 'volumes'), 0, '  ');
  w.line(0, `QoS Class:\t${str(pod, 'status', 'qosClass')}`);
  w.pairs(0, 'Node-Selectors', at(pod, 'spec', 'nodeSelector'), '=');
  describeTolerations(w, 0, items(pod, 'spec', 'tolerations'));
  describeEvents(w, events, nowMs);
  return w.text();
}

function status(w: Writer, pod: KubeObject, nowMs: number): void {
  const phase = str(pod, 'status', 'phase');
  const deleted = pod.metadata.deletionTimestamp;
  if (deleted !== undefined && phase !== 'Failed' && phase !== 'Succeeded') {
    w.line(0, `Status:\tTerminating (lasts ${humanAge(secondsSince(deleted, nowMs) ?? 0)})`);
    w.line(0, `Termination Grace Period:\t${num(pod, 'metadata', 'deletionGracePeriodSeconds')}s`);
  } else w.line(0, `Status:\t${phase}`);
  if (str(pod, 'status', 'reason') !== '') w.line(0, `Reason:\t${str(pod, 'status', 'reason')}`);
  if (str(pod, 'status', 'message') !== '') w.line(0, `Message:\t${str(pod, 'status', 'message')}`);
}

function addresses(w: Writer, pod: KubeObject): void {
  w.line(0, `IP:\t${str(pod, 'status', 'podIP')}`);
  const ips = items(pod, 'status', 'podIPs');
  if (ips.length === 0) {
    w.line(0, 'IPs:\t<none>');
    return;
  }
  w.line(0, 'IPs:');
  for (const ip of ips) w.line(1, `IP:\t${str(ip, 'ip')}`);
}

function conditions(w: Writer, pod: KubeObject): void {
  const list = items(pod, 'status', 'conditions');
  if (list.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type\tStatus');
  for (const c of list) w.line(1, `${str(c, 'type')} \t${str(c, 'status')} `);
}
