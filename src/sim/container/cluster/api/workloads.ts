/** Deployments and replica sets: what their controllers do, and the status that follows (pkg/controller/deployment, replicaset). */
import { at, items, num, pairs, str } from '../../cli/apiserver/json.ts';
import { equal, isObject } from '../../cli/apiserver/patch.ts';
import type { KubeObject } from '../../cluster-api.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import { lettersOf } from './endpoints.ts';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

/** What a controller does to the cluster. */
export interface Hands {
  readonly sets: () => readonly KubeObject[];
  readonly pods: () => readonly KubeObject[];
  createSet: (set: KubeObject) => void;
  updateSet: (set: KubeObject, next: KubeObject) => void;
  removeSet: (set: KubeObject) => void;
  annotate: (deployment: KubeObject, revision: string) => void;
  createPod: (set: KubeObject) => void;
  removePod: (pod: KubeObject) => void;
  tell: (about: KubeObject, reason: string, message: string, component: string) => void;
}

export const ownedBy = (o: KubeObject, owner: KubeObject): boolean =>
  items(o, 'metadata', 'ownerReferences').some((ref) => str(ref, 'uid') === (owner.metadata.uid ?? ''));

export const ownerReference = (owner: KubeObject): JsonObject => ({
  apiVersion: owner.apiVersion,
  blockOwnerDeletion: true,
  controller: true,
  kind: owner.kind,
  name: owner.metadata.name,
  uid: owner.metadata.uid ?? '',
});

export const wantedOf = (o: KubeObject): number =>
  at(o, 'spec', 'replicas') === undefined ? 1 : num(o, 'spec', 'replicas');

export const isReady = (pod: KubeObject): boolean =>
  pod.metadata.deletionTimestamp === undefined &&
  items(pod, 'status', 'conditions').some((c) => str(c, 'type') === 'Ready' && str(c, 'status') === 'True');

const ended = (pod: KubeObject): boolean => ['Succeeded', 'Failed'].includes(str(pod, 'status', 'phase'));

/** Pods that count: not being deleted, not over. */
export const activeOf = (set: KubeObject, pods: readonly KubeObject[]): readonly KubeObject[] =>
  pods.filter((pod) => ownedBy(pod, set) && pod.metadata.deletionTimestamp === undefined && !ended(pod));

const revisionOf = (o: KubeObject): number => Number(o.metadata.annotations?.[REVISION] ?? 0);

function templateOf(o: KubeObject): Json {
  const template = at(o, 'spec', 'template') ?? {};
  const labels = Object.fromEntries(pairs(at(template, 'metadata', 'labels')).filter(([key]) => key !== HASH));
  return { ...(template as JsonObject), metadata: { ...((at(template, 'metadata') ?? {}) as JsonObject), labels } };
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(v: Json): string {
  if (Array.isArray(v)) return `[${(v as readonly Json[]).map(canonical).join(',')}]`;
  if (!isObject(v)) return JSON.stringify(v);
  return `{${Object.keys(v)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(v[key] ?? null)}`)
    .join(',')}}`;
}

/** A number or a share, rounded up (surge) or down (unavailable). */
function share(v: Json | undefined, of: number, up: boolean): number {
  if (typeof v === 'number') return v;
  const percent = /^(\d+)%$/.exec(typeof v === 'string' ? v : '25%')?.[1] ?? '25';
  const part = (of * Number(percent)) / 100;
  return up ? Math.ceil(part) : Math.floor(part);
}

const resized = (set: KubeObject, replicas: number): KubeObject => ({
  ...set,
  spec: { ...(set['spec'] as JsonObject), replicas },
});

function newSet(d: KubeObject, revision: number): KubeObject {
  const template = templateOf(d);
  const hash = lettersOf(canonical(template), 10);
  const labels = { ...Object.fromEntries(pairs(at(template, 'metadata', 'labels'))), [HASH]: hash };
  const cause = d.metadata.annotations?.['kubernetes.io/change-cause'];
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(wantedOf(d)),
        [REVISION]: String(revision),
        ...(cause === undefined ? {} : { 'kubernetes.io/change-cause': cause }),
      },
      generation: 1,
      labels,
      name: `${d.metadata.name}-${hash}`,
      namespace: d.metadata.namespace ?? '',
      ownerReferences: [ownerReference(d)],
    },
    spec: {
      replicas: 0,
      selector: {
        matchLabels: { ...Object.fromEntries(pairs(at(d, 'spec', 'selector', 'matchLabels'))), [HASH]: hash },
      },
      template: {
        ...(template as JsonObject),
        metadata: { ...((at(template, 'metadata') ?? {}) as JsonObject), labels },
      },
    },
  } as Json as KubeObject;
}

/** One round for a deployment: the set of its template grows, the others shrink, within the strategy's bounds. */
export function syncDeployment(d: KubeObject, hands: Hands): void {
  const own = hands.sets().filter((set) => ownedBy(set, d));
  const template = templateOf(d);
  const highest = Math.max(0, ...own.map(revisionOf));
  let current = own.find((set) => equal(templateOf(set), template));
  const paused = at(d, 'spec', 'paused') === true;
  if (current === undefined) {
    if (paused) return;
    hands.createSet(newSet(d, highest + 1));
    current = hands.sets().find((set) => ownedBy(set, d) && equal(templateOf(set), template));
    if (current === undefined) return;
  } else if (revisionOf(current) < highest && !paused) {
    const annotations = { ...current.metadata.annotations, [REVISION]: String(highest + 1) };
    const next = { ...current, metadata: { ...current.metadata, annotations } };
    hands.updateSet(current, next);
    current = hands.sets().find((set) => set.metadata.uid === next.metadata.uid) ?? current;
  }
  if (d.metadata.annotations?.[REVISION] !== String(revisionOf(current)))
    hands.annotate(d, String(revisionOf(current)));
  scaleSets(d, current, hands);
  clean(d, current, hands);
}

function scaleSets(d: KubeObject, current: KubeObject, hands: Hands): void {
  const wanted = wantedOf(d);
  const scale = (set: KubeObject, to: number): void => {
    const from = wantedOf(set);
    if (from === to) return;
    const what = `Scaled ${to > from ? 'up' : 'down'} replica set ${set.metadata.name} from ${from} to ${to}`;
    hands.updateSet(set, resized(set, to));
    hands.tell(d, 'ScalingReplicaSet', what, 'deployment-controller');
  };
  const old = hands
    .sets()
    .filter((set) => ownedBy(set, d) && set.metadata.uid !== current.metadata.uid && wantedOf(set) > 0);
  if (old.length === 0) {
    scale(current, wanted);
    return;
  }
  const pods = hands.pods();
  if (str(d, 'spec', 'strategy', 'type') === 'Recreate') {
    for (const set of old) scale(set, 0);
    const left = old.some((set) => pods.some((pod) => ownedBy(pod, set) && !ended(pod)));
    if (!left) scale(current, wanted);
    return;
  }
  const rolling = at(d, 'spec', 'strategy', 'rollingUpdate') ?? null;
  const surge = share(at(rolling, 'maxSurge'), wanted, true);
  let unavailable = share(at(rolling, 'maxUnavailable'), wanted, false);
  if (surge === 0 && unavailable === 0) unavailable = 1;
  const total = old.reduce((sum, set) => sum + wantedOf(set), wantedOf(current));
  if (wantedOf(current) > wanted) scale(current, wanted);
  else scale(current, Math.min(wanted, wantedOf(current) + Math.max(0, wanted + surge - total)));
  const ready = (set: KubeObject): number => activeOf(set, pods).filter(isReady).length;
  // Old pods that are not ready may go at once, others as far as enough are left.
  let spare = ready(current) + old.reduce((sum, set) => sum + ready(set), 0) - (wanted - unavailable);
  for (const set of old) {
    const sick = wantedOf(set) - ready(set);
    const take = Math.min(wantedOf(set), Math.max(0, sick) + Math.max(0, Math.min(spare, ready(set))));
    spare -= Math.max(0, take - Math.max(0, sick));
    scale(set, wantedOf(set) - take);
  }
}

/** Sets without pods beyond the history limit go. */
function clean(d: KubeObject, current: KubeObject, hands: Hands): void {
  const limit = at(d, 'spec', 'revisionHistoryLimit') === undefined ? 10 : num(d, 'spec', 'revisionHistoryLimit');
  const old = hands
    .sets()
    .filter((set) => ownedBy(set, d) && set.metadata.uid !== current.metadata.uid && wantedOf(set) === 0)
    .sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of old.slice(0, Math.max(0, old.length - limit))) hands.removeSet(set);
}

export function syncReplicaSet(set: KubeObject, hands: Hands): void {
  const active = activeOf(set, hands.pods());
  const wanted = wantedOf(set);
  for (let n = active.length; n < wanted; n += 1) hands.createPod(set);
  // Pods that are not ready go first, then the youngest.
  const victims = [...active].sort((a, b) =>
    isReady(a) === isReady(b)
      ? (a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '')
        ? 1
        : -1
      : isReady(a)
        ? 1
        : -1,
  );
  for (const pod of victims.slice(0, Math.max(0, active.length - wanted))) hands.removePod(pod);
}

export function replicaSetStatus(set: KubeObject, pods: readonly KubeObject[]): JsonObject {
  const active = activeOf(set, pods);
  const ready = active.filter(isReady).length;
  return {
    ...(ready > 0 ? { availableReplicas: ready } : {}),
    ...(active.length > 0 ? { fullyLabeledReplicas: active.length } : {}),
    observedGeneration: num(set, 'metadata', 'generation'),
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    replicas: active.length,
  };
}

export function deploymentStatus(d: KubeObject, sets: readonly KubeObject[], pods: readonly KubeObject[]): JsonObject {
  const own = sets.filter((set) => ownedBy(set, d));
  const template = templateOf(d);
  const current = own.find((set) => equal(templateOf(set), template));
  const active = own.flatMap((set) => activeOf(set, pods));
  const ready = active.filter(isReady).length;
  const updated = current ? activeOf(current, pods).length : 0;
  const wanted = wantedOf(d);
  const enough = ready >= wanted - share(at(d, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable'), wanted, false);
  const done = updated === wanted && ready >= wanted && active.length === wanted;
  const since = d.metadata.creationTimestamp ?? '';
  const condition = (type: string, ok: boolean, reason: string, message: string): JsonObject => ({
    lastTransitionTime: since,
    lastUpdateTime: since,
    message,
    reason,
    status: ok ? 'True' : 'False',
    type,
  });
  const name = current?.metadata.name ?? '';
  return {
    ...(ready > 0 ? { availableReplicas: ready } : {}),
    conditions: [
      enough
        ? condition('Available', true, 'MinimumReplicasAvailable', 'Deployment has minimum availability.')
        : condition('Available', false, 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.'),
      done
        ? condition('Progressing', true, 'NewReplicaSetAvailable', `ReplicaSet "${name}" has successfully progressed.`)
        : condition('Progressing', true, 'ReplicaSetUpdated', `ReplicaSet "${name}" is progressing.`),
    ],
    observedGeneration: num(d, 'metadata', 'generation'),
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    replicas: active.length,
    ...(wanted > ready ? { unavailableReplicas: Math.max(0, Math.max(wanted, active.length) - ready) } : {}),
    updatedReplicas: updated,
  };
}

/** A pod of the set: its template, a name of its own, and who made it. */
export function podOfSet(set: KubeObject, suffix: string): KubeObject {
  const template = at(set, 'spec', 'template') ?? null;
  const metadata = at(template, 'metadata') ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(isObject(metadata) ? metadata : {}),
      name: `${set.metadata.name}-${suffix}`,
      namespace: set.metadata.namespace ?? '',
      ownerReferences: [ownerReference(set)],
    },
    spec: at(template, 'spec') ?? {},
  } as Json as KubeObject;
}
