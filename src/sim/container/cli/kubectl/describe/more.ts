/** kubectl describe of replica sets, secrets, service accounts and network policies (layouts from knowledge), and of any other kind. */
import type { KubeObject } from '../../../cluster-api.ts';
import type { Json } from '../../../engine-api.ts';
import { at, items, num, pairs, selectorText, str, text } from '../../apiserver/json.ts';
import { isObject } from '../../apiserver/patch.ts';
import { describeEvents } from './events.ts';
import { describeTemplate } from './others.ts';
import { Writer } from './writer.ts';

function head(o: KubeObject): Writer {
  const w = new Writer();
  w.line(0, `Name:\t${o.metadata.name}`);
  if (o.metadata.namespace !== undefined) w.line(0, `Namespace:\t${o.metadata.namespace}`);
  return w;
}

export function describeReplicaSet(
  o: KubeObject,
  pods: readonly KubeObject[],
  events: readonly Json[],
  nowMs: number,
): string {
  const w = head(o);
  w.line(0, `Selector:\t${selectorText(at(o, 'spec', 'selector', 'matchLabels'))}`);
  w.labels(at(o, 'metadata', 'labels'));
  w.annotations(at(o, 'metadata', 'annotations'));
  const owner = items(o, 'metadata', 'ownerReferences').find((ref) => at(ref, 'controller') === true);
  if (owner !== undefined) w.line(0, `Controlled By:\t${str(owner, 'kind')}/${str(owner, 'name')}`);
  w.line(0, `Replicas:\t${num(o, 'status', 'replicas')} current / ${num(o, 'spec', 'replicas')} desired`);
  const own = pods.filter((p) =>
    items(p, 'metadata', 'ownerReferences').some((ref) => str(ref, 'uid') === (o.metadata.uid ?? '')),
  );
  const count = (phase: string): number => own.filter((p) => str(p, 'status', 'phase') === phase).length;
  w.line(
    0,
    `Pods Status:\t${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`,
  );
  describeTemplate(w, at(o, 'spec', 'template') ?? null);
  describeEvents(w, events, nowMs);
  return w.text();
}

export function describeSecret(o: KubeObject): string {
  const w = head(o);
  w.labels(at(o, 'metadata', 'labels'));
  w.annotations(at(o, 'metadata', 'annotations'));
  w.line(0, '');
  w.line(0, `Type:\t${str(o, 'type') || 'Opaque'}`);
  w.line(0, '');
  w.line(0, 'Data');
  w.line(0, '====');
  for (const [key, value] of pairs(at(o, 'data')))
    w.line(0, `${key}:\t${Math.floor((value.replace(/=+$/, '').length * 3) / 4)} bytes`);
  return w.text();
}

export function describeServiceAccount(o: KubeObject, events: readonly Json[], nowMs: number): string {
  const w = head(o);
  w.labels(at(o, 'metadata', 'labels'));
  w.annotations(at(o, 'metadata', 'annotations'));
  const names = (key: string): string =>
    items(o, key)
      .map((each) => str(each, 'name'))
      .join(', ') || '<none>';
  w.line(0, `Image pull secrets:\t${names('imagePullSecrets')}`);
  w.line(0, `Mountable secrets:\t${names('secrets')}`);
  w.line(0, 'Tokens:\t<none>');
  describeEvents(w, events, nowMs);
  return w.text();
}

export function describeNetworkPolicy(o: KubeObject): string {
  const w = head(o);
  const created = str(o, 'metadata', 'creationTimestamp').replace('T', ' ').replace('Z', ' +0000 UTC');
  w.line(0, `Created on:\t${created}`);
  w.labels(at(o, 'metadata', 'labels'));
  w.annotations(at(o, 'metadata', 'annotations'));
  w.line(0, 'Spec:');
  const chosen = selectorText(at(o, 'spec', 'podSelector', 'matchLabels'));
  w.line(
    1,
    `PodSelector:     ${chosen === '<none>' ? '<none> (Allowing the specific traffic to all pods in this namespace)' : chosen}`,
  );
  const types = items(o, 'spec', 'policyTypes').map((t) => text(t));
  for (const [type, field, peer] of [
    ['Ingress', 'ingress', 'from'],
    ['Egress', 'egress', 'to'],
  ] as const) {
    const direction = type.toLowerCase();
    if (!types.includes(type)) {
      w.line(1, `Not affecting ${direction} traffic`);
      continue;
    }
    w.line(1, `Allowing ${direction} traffic:`);
    rules(w, items(o, 'spec', field), peer, direction);
  }
  w.line(1, `Policy Types: ${types.join(', ')}`);
  return w.text();
}

function rules(w: Writer, list: readonly Json[], peer: 'from' | 'to', direction: string): void {
  if (list.length === 0) w.line(2, `<none> (Selected pods are isolated for ${direction} connectivity)`);
  list.forEach((rule, i) => {
    const ports = items(rule, 'ports');
    if (ports.length === 0) w.line(2, 'To Port: <any> (traffic allowed to all ports)');
    for (const p of ports) w.line(2, `To Port: ${text(at(p, 'port'))}/${str(p, 'protocol') || 'TCP'}`);
    const title = peer === 'from' ? 'From' : 'To';
    const peers = items(rule, peer);
    if (peers.length === 0)
      w.line(2, `${title}: <any> (traffic not restricted by ${peer === 'from' ? 'source' : 'destination'})`);
    for (const each of peers) {
      w.line(2, `${title}:`);
      const labels = (key: string): string => selectorText(at(each, key, 'matchLabels'));
      if (at(each, 'namespaceSelector') !== undefined) w.line(3, `NamespaceSelector: ${labels('namespaceSelector')}`);
      if (at(each, 'podSelector') !== undefined) w.line(3, `PodSelector: ${labels('podSelector')}`);
      if (at(each, 'ipBlock') !== undefined) {
        w.line(3, 'IPBlock:');
        w.line(4, `CIDR: ${str(each, 'ipBlock', 'cidr')}`);
        w.line(
          4,
          `Except: ${items(each, 'ipBlock', 'except')
            .map((e) => text(e))
            .join(', ')}`,
        );
      }
    }
    if (i < list.length - 1) w.line(2, '----------');
  });
}

/** Words of a field's name: `clusterIP` → `Cluster IP`. */
function label(key: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(' ');
  return words
    .map((word) =>
      /^(ip|uid|api|url|cidr)$/i.test(word) ? word.toUpperCase() : word[0]?.toUpperCase() + word.slice(1),
    )
    .join(' ');
}

/** Of kinds without a layout of their own kubectl prints all fields. */
export function describeAny(o: KubeObject, events: readonly Json[], nowMs: number): string {
  const w = head(o);
  w.labels(at(o, 'metadata', 'labels'));
  w.annotations(at(o, 'metadata', 'annotations'));
  const { apiVersion, kind, metadata: _, ...rest } = o;
  w.line(0, `API Version:\t${apiVersion}`);
  w.line(0, `Kind:\t${kind}`);
  w.line(0, 'Metadata:');
  w.line(1, `Creation Timestamp:\t${str(o, 'metadata', 'creationTimestamp')}`);
  w.line(1, `Resource Version:\t${str(o, 'metadata', 'resourceVersion')}`);
  w.line(1, `UID:\t${str(o, 'metadata', 'uid')}`);
  fields(w, rest, 0);
  describeEvents(w, events, nowMs);
  return w.text();
}

function fields(w: Writer, v: Json, level: number): void {
  if (!isObject(v)) return;
  for (const key of Object.keys(v).sort()) {
    const value = v[key] ?? null;
    if (isObject(value)) {
      w.line(level, `${label(key)}:`);
      fields(w, value, level + 1);
    } else if (Array.isArray(value)) {
      w.line(level, `${label(key)}:`);
      for (const each of value as readonly Json[])
        if (isObject(each)) fields(w, each, level + 1);
        else w.line(level + 1, text(each));
    } else w.line(level, `${label(key)}:\t${value === null ? '<nil>' : String(value)}`);
  }
}
