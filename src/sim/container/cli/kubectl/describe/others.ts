/** kubectl describe of services, deployments, namespaces and config maps. */
import type { KubeObject } from '../../../cluster-api.ts';
import type { Json } from '../../../engine-api.ts';
import { at, items, num, pairs, selectorText, str, text } from '../../apiserver/json.ts';
import { describeContainers } from './container.ts';
import { describeEvents } from './events.ts';
import { describeTolerations, describeVolumes } from './volumes.ts';
import { rfc1123, Writer } from './writer.ts';

function head(o: KubeObject): Writer {
  const w = new Writer();
  w.line(0, `Name:\t${o.metadata.name}`);
  if (o.metadata.namespace !== undefined) w.line(0, `Namespace:\t${o.metadata.namespace}`);
  return w;
}

function metadata(w: Writer, o: KubeObject): void {
  w.labels(at(o, 'metadata', 'labels'));
  w.annotations(at(o, 'metadata', 'annotations'));
}

export function describeNamespace(o: KubeObject): string {
  const w = head(o);
  metadata(w, o);
  w.line(0, `Status:\t${str(o, 'status', 'phase')}`);
  // Fidelity: quotas and limit ranges are not modelled, so there are none.
  w.line(0, '');
  w.line(0, 'No resource quota.');
  w.line(0, '');
  w.line(0, 'No LimitRange resource.');
  return w.text();
}

export function describeConfigMap(o: KubeObject, events: readonly Json[], nowMs: number): string {
  const w = head(o);
  metadata(w, o);
  w.line(0, '');
  w.line(0, 'Data');
  w.line(0, '====');
  for (const [k, v] of pairs(at(o, 'data'))) {
    w.line(0, `${k}:`);
    w.line(0, '----');
    for (const l of v.split('\n')) w.line(0, l);
    w.line(0, '');
  }
  w.line(0, '');
  w.line(0, 'BinaryData');
  w.line(0, '====');
  for (const [k, v] of pairs(at(o, 'binaryData')))
    w.line(0, `${k}: ${Math.floor((v.replace(/=+$/, '').length * 3) / 4)} bytes`);
  w.line(0, '');
  describeEvents(w, events, nowMs);
  return w.text();
}

export function describeService(
  o: KubeObject,
  slices: readonly KubeObject[],
  events: readonly Json[],
  nowMs: number,
): string {
  const w = head(o);
  metadata(w, o);
  const spec = (key: string): string => str(o, 'spec', key);
  w.line(0, `Selector:\t${selectorText(at(o, 'spec', 'selector'))}`);
  w.line(0, `Type:\t${spec('type')}`);
  if (spec('ipFamilyPolicy') !== '') w.line(0, `IP Family Policy:\t${spec('ipFamilyPolicy')}`);
  const families = items(o, 'spec', 'ipFamilies').map((f) => text(f));
  w.line(0, `IP Families:\t${families.length > 0 ? families.join(',') : '<none>'}`);
  w.line(0, `IP:\t${spec('clusterIP')}`);
  const ips = items(o, 'spec', 'clusterIPs').map((f) => text(f));
  w.line(0, `IPs:\t${ips.length > 0 ? ips.join(',') : '<none>'}`);
  if (spec('externalName') !== '') w.line(0, `External Name:\t${spec('externalName')}`);
  if (spec('loadBalancerIP') !== '') w.line(0, `Desired LoadBalancer IP:\t${spec('loadBalancerIP')}`);
  for (const p of items(o, 'spec', 'ports')) {
    const protocol = str(p, 'protocol') || 'TCP';
    w.line(0, `Port:\t${str(p, 'name') || '<unset>'}\t${num(p, 'port')}/${protocol}`);
    const target = at(p, 'targetPort');
    w.line(0, `TargetPort:\t${target === undefined ? `${num(p, 'port')}/${protocol}` : `${text(target)}/${protocol}`}`);
    if (num(p, 'nodePort') !== 0)
      w.line(0, `NodePort:\t${str(p, 'name') || '<unset>'}\t${num(p, 'nodePort')}/${protocol}`);
    w.line(0, `Endpoints:\t${endpoints(slices, str(p, 'name'))}`);
  }
  w.line(0, `Session Affinity:\t${spec('sessionAffinity')}`);
  if (spec('externalTrafficPolicy') !== '') w.line(0, `External Traffic Policy:\t${spec('externalTrafficPolicy')}`);
  if (spec('internalTrafficPolicy') !== '') w.line(0, `Internal Traffic Policy:\t${spec('internalTrafficPolicy')}`);
  describeEvents(w, events, nowMs);
  return w.text();
}

/** Addresses of ready endpoints; no slice at all is <none>, slices without addresses are nothing. */
function endpoints(slices: readonly KubeObject[], port: string): string {
  if (slices.length === 0) return '<none>';
  const list = slices.flatMap((s) => {
    const ports = items(s, 'ports').filter((p) => str(p, 'name') === port || port === '');
    return ports.flatMap((p) =>
      items(s, 'endpoints')
        .filter((e) => at(e, 'conditions', 'ready') !== false)
        .flatMap((e) => items(e, 'addresses').map((a) => `${text(a)}:${num(p, 'port')}`)),
    );
  });
  return list.slice(0, 3).join(',') + (list.length > 3 ? ` + ${list.length - 3} more...` : '');
}

export function describeDeployment(
  o: KubeObject,
  replicaSets: readonly KubeObject[],
  events: readonly Json[],
  nowMs: number,
): string {
  const w = head(o);
  const status = (key: string): number => num(o, 'status', key);
  w.line(0, `CreationTimestamp:\t${rfc1123(str(o, 'metadata', 'creationTimestamp'))}`);
  metadata(w, o);
  w.line(0, `Selector:\t${selectorText(at(o, 'spec', 'selector', 'matchLabels'))}`);
  w.line(
    0,
    `Replicas:\t${num(o, 'spec', 'replicas')} desired | ${status('updatedReplicas')} updated | ${status('replicas')} total | ${status('availableReplicas')} available | ${status('unavailableReplicas')} unavailable`,
  );
  w.line(0, `StrategyType:\t${str(o, 'spec', 'strategy', 'type')}`);
  w.line(0, `MinReadySeconds:\t${num(o, 'spec', 'minReadySeconds')}`);
  const rolling = at(o, 'spec', 'strategy', 'rollingUpdate');
  if (rolling !== undefined && rolling !== null)
    w.line(
      0,
      `RollingUpdateStrategy:\t${str(rolling, 'maxUnavailable')} max unavailable, ${str(rolling, 'maxSurge')} max surge`,
    );
  describeTemplate(w, at(o, 'spec', 'template') ?? null);
  const conditions = items(o, 'status', 'conditions');
  if (conditions.length > 0) {
    w.line(0, 'Conditions:');
    w.line(1, 'Type\tStatus\tReason');
    w.line(1, '----\t------\t------');
    for (const c of conditions) w.line(1, `${str(c, 'type')} \t${str(c, 'status')}\t${str(c, 'reason')}`);
  }
  sets(w, o, replicaSets);
  describeEvents(w, events, nowMs);
  return w.text();
}

/** `more`: annotations that the client adds to the template's own. */
export function describeTemplate(w: Writer, t: Json, more: readonly (readonly [string, string])[] = []): void {
  w.line(0, 'Pod Template:');
  w.pairs(1, 'Labels', at(t, 'metadata', 'labels'), '=');
  const annotations = Object.fromEntries([...pairs(at(t, 'metadata', 'annotations')), ...more]);
  if (Object.keys(annotations).length > 0) w.pairs(1, 'Annotations', annotations, ': ');
  if (str(t, 'spec', 'serviceAccountName') !== '')
    w.line(1, `Service Account:\t${str(t, 'spec', 'serviceAccountName')}`);
  describeContainers(w, 'Init Containers', items(t, 'spec', 'initContainers'), [], 1);
  describeContainers(w, 'Containers', items(t, 'spec', 'containers'), [], 1);
  describeVolumes(w, items(t, 'spec', 'volumes'), 1, ' ');
  w.pairs(1, 'Node-Selectors', at(t, 'spec', 'nodeSelector'), '=');
  describeTolerations(w, 1, items(t, 'spec', 'tolerations'));
}

/** The set of the current template is the one with the deployment's revision. */
function sets(w: Writer, o: KubeObject, replicaSets: readonly KubeObject[]): void {
  const revision = o.metadata.annotations?.['deployment.kubernetes.io/revision'];
  const now = replicaSets.find((r) => r.metadata.annotations?.['deployment.kubernetes.io/revision'] === revision);
  const old = replicaSets.filter((r) => r !== now);
  if (replicaSets.length === 0) return;
  const count = (r: KubeObject): string =>
    `${r.metadata.name} (${num(r, 'status', 'replicas')}/${num(r, 'spec', 'replicas')} replicas created)`;
  w.line(0, `OldReplicaSets:\t${old.map(count).join(', ') || '<none>'}`);
  w.line(0, `NewReplicaSet:\t${now === undefined ? '<none>' : count(now)}`);
}
