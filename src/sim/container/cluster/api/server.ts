/**
 * The API server of the lab's cluster: objects that were created, beside those that the kubelet knows (pods, the node, events)
 * and those that follow from others (endpoints, statuses). After each change the controllers run.
 */
import { equal } from '../../cli/apiserver/patch.ts';
import { apiVersionOf, notFound, ObjectStore, patched } from '../../cli/apiserver/store.ts';
import { ApiError, type ApiResource, type KubeObject, type Patch, type WriteOptions } from '../../cluster-api.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import type { Kubelet } from '../kubelet.ts';
import { namespaceObject, nodeObject } from '../node-objects.ts';
import { eventObject, HOST_IP, isoSeconds, podObject } from '../objects.ts';
import { RESOURCES } from '../resources.ts';
import type { Pod } from '../spec.ts';
import { changePod, immutable } from './changes.ts';
import { withDefaults } from './defaults.ts';
import { endpointsOf, lettersOf, slicesOf } from './endpoints.ts';
import { podFrom } from './pod-from.ts';
import { refusalOf } from './validate.ts';
import {
  deploymentStatus,
  type Hands,
  ownedBy,
  podOfSet,
  replicaSetStatus,
  syncDeployment,
  syncReplicaSet,
} from './workloads.ts';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
/** Rounds of the controllers after one change: a rollout settles in a few, a mistake of ours must not hang. */
const MAX_ROUNDS = 50;

const gvk = (kind: string): ApiResource => {
  const found = RESOURCES.find((r) => r.kind === kind);
  if (found === undefined) throw new RangeError(`no resource for ${kind}`);
  return found;
};

export class ApiServer extends ObjectStore {
  private readonly kubelet: Kubelet;
  private addresses = 20;
  private names = 0;
  private syncing = false;
  private readonly images = new Map<string, readonly string[]>();

  constructor(kubelet: Kubelet, objects: readonly KubeObject[] = []) {
    super([], { now: () => isoSeconds(kubelet, kubelet.manager.host.k.now), uid: () => kubelet.newUid() });
    this.kubelet = kubelet;
    for (const pod of kubelet.pods) for (const pc of pod.containers) this.images.set(pc.spec.image, pc.spec.argv);
    for (const name of new Set([
      ...NAMESPACES,
      ...kubelet.pods.map((pod) => pod.namespace),
      ...objects.flatMap((o) => o.metadata.namespace ?? []),
    ]))
      this.objects.push(namespaceObject(kubelet, name));
    for (const namespace of this.objects.map((o) => o.metadata.name)) this.furnish(namespace);
    this.put(gvk('Service'), 'default', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { labels: { component: 'apiserver', provider: 'kubernetes' }, name: 'kubernetes' },
      spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, targetPort: 6443 }] },
    } as Json as KubeObject);
    for (const o of objects) {
      const r = RESOURCES.find((each) => each.kind === o.kind && apiVersionOf(each) === o.apiVersion);
      if (r) this.put(r, o.metadata.namespace ?? 'default', o);
    }
    kubelet.watchers.push(() => this.settle());
    this.settle();
  }

  /** What the controllers put into every namespace. */
  private furnish(namespace: string): void {
    this.put(gvk('ServiceAccount'), namespace, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default' },
    });
    this.put(gvk('ConfigMap'), namespace, {
      apiVersion: 'v1',
      data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n' },
      kind: 'ConfigMap',
      metadata: { name: 'kube-root-ca.crt' },
    } as Json as KubeObject);
  }

  private put(r: ApiResource, namespace: string, o: KubeObject): void {
    if (r.kind === 'Pod') this.makePod(namespace, o);
    else
      super.create(
        r,
        namespace,
        withDefaults(o, () => this.address()),
        false,
      );
  }

  private address(): string {
    this.addresses += 1;
    return `10.96.${Math.floor(this.addresses / 250)}.${this.addresses % 250}`;
  }

  private get pods(): readonly Pod[] {
    return this.kubelet.pods.filter((pod) => pod.object);
  }

  pod(namespace: string, name: string | undefined): Pod | undefined {
    return this.pods.find((pod) => pod.namespace === namespace && pod.spec.name === name);
  }

  override of(r: ApiResource): readonly KubeObject[] {
    const { kubelet } = this;
    const sorted = (list: readonly KubeObject[]): readonly KubeObject[] => {
      const key = (o: KubeObject): string => `${o.metadata.namespace ?? ''}\0${o.metadata.name}`;
      return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    };
    const podObjects = (): readonly KubeObject[] => this.pods.map((pod) => podObject(kubelet, pod));
    switch (r.kind) {
      case 'Pod':
        return sorted(podObjects());
      case 'Event':
        return sorted(kubelet.events.all.map((e, i) => eventObject(kubelet, e, i)));
      case 'Node':
        return [nodeObject(kubelet)];
      case 'EndpointSlice':
        return sorted(slicesOf(super.of(gvk('Service')), podObjects(), HOST_IP));
      case 'Endpoints':
        return sorted(endpointsOf(super.of(gvk('Service')), podObjects(), HOST_IP));
      case 'Deployment': {
        const [sets, pods] = [super.of(gvk('ReplicaSet')), podObjects()];
        return super.of(r).map((d) => ({ ...d, status: deploymentStatus(d, sets, pods) }));
      }
      case 'ReplicaSet': {
        const pods = podObjects();
        return super.of(r).map((set) => ({ ...set, status: replicaSetStatus(set, pods) }));
      }
      default:
        return super.of(r);
    }
  }

  /** The object as it is kept: its status is worked out at each reading. */
  private stored(r: ApiResource, o: KubeObject): KubeObject | undefined {
    return this.objects.find((each) => each.kind === r.kind && each.metadata.uid === o.metadata.uid);
  }

  override create(r: ApiResource, namespace: string, given: KubeObject, dryRun: boolean): KubeObject | ApiError {
    const refused = refusalOf(given, r.group);
    if (refused) return refused;
    if (['Node', 'Event', 'EndpointSlice', 'Endpoints'].includes(r.kind))
      return new ApiError(
        403,
        'Forbidden',
        `${r.plural} ${JSON.stringify(given.metadata.name)} is forbidden: this cluster makes its own`,
      );
    const made = super.create(
      r,
      namespace,
      withDefaults(given, () => this.address()),
      dryRun || r.kind === 'Pod',
    );
    if (made instanceof ApiError || dryRun) return made;
    if (r.kind === 'Pod') {
      const pod = this.makePod(namespace, made);
      return podObject(this.kubelet, pod);
    }
    if (r.kind === 'Namespace') this.furnish(made.metadata.name);
    this.changed();
    return made;
  }

  private makePod(namespace: string, o: KubeObject): Pod {
    const named = { ...o, metadata: { ...o.metadata, namespace } };
    return this.kubelet.create(podFrom(named, this.images));
  }

  update(r: ApiResource, next: KubeObject, options: WriteOptions): KubeObject | ApiError {
    const old = this.find(r, { namespace: next.metadata.namespace ?? '', name: next.metadata.name });
    return old instanceof ApiError ? old : this.change(r, old, next, options);
  }

  patch(r: ApiResource, namespace: string, name: string, patch: Patch, options: WriteOptions): KubeObject | ApiError {
    const old = this.find(r, { namespace, name });
    if (old instanceof ApiError)
      return patch.type === 'apply' ? this.create(r, namespace, patch.body as KubeObject, options.dryRun) : old;
    const next = patched(old, patch);
    return next instanceof ApiError ? next : this.change(r, old, next, options);
  }

  private change(r: ApiResource, old: KubeObject, next: KubeObject, options: WriteOptions): KubeObject | ApiError {
    if (equal(old, next)) return old;
    if (r.kind === 'Pod') {
      const pod = this.pod(old.metadata.namespace ?? '', old.metadata.name);
      return pod ? changePod(this.kubelet, this.images, pod, [old, next], options) : notFound(r, old.metadata.name);
    }
    const kept = this.stored(r, old);
    if (!kept)
      return new ApiError(
        403,
        'Forbidden',
        `${r.plural} ${JSON.stringify(old.metadata.name)} is forbidden: this cluster makes its own`,
      );
    const { status: _, ...rest } = next as JsonObject;
    const own = kept['status'] === undefined ? {} : { status: kept['status'] };
    const refused = refusalOf(next, r.group) ?? immutable(r, old, next);
    if (refused) return refused;
    const result = this.replace(kept, { ...rest, ...own } as JsonObject as KubeObject, options.dryRun);
    if (!options.dryRun) this.changed();
    return result;
  }

  /** Deletes an object and, unless they are to be orphaned, those that it owns. */
  delete(r: ApiResource, o: KubeObject, grace: number | undefined, orphan: boolean): ApiError | undefined {
    const { name, namespace = '' } = o.metadata;
    if (r.kind === 'Pod') {
      const pod = this.pod(namespace, name);
      if (pod) this.kubelet.delete(pod, grace);
      return undefined;
    }
    if (r.kind === 'Namespace' && ['default', 'kube-system', 'kube-public'].includes(name))
      return new ApiError(
        403,
        'Forbidden',
        `namespaces ${JSON.stringify(name)} is forbidden: this namespace may not be deleted`,
      );
    const kept = this.stored(r, o);
    // Fidelity: who deletes nodes, events or endpoints here is refused, as a user without that right is.
    if (!kept) {
      const what = `${r.plural} ${JSON.stringify(name)} is forbidden: User "kubernetes-admin" cannot delete resource "${r.plural}" in API group ${JSON.stringify(r.group)}`;
      return new ApiError(
        403,
        'Forbidden',
        r.namespaced ? `${what} in the namespace "${namespace}"` : `${what} at the cluster scope`,
      );
    }
    this.remove(kept);
    if (r.kind === 'Namespace') {
      this.objects = this.objects.filter((each) => each.metadata.namespace !== name);
      for (const pod of this.pods) if (pod.namespace === name) this.kubelet.delete(pod, undefined);
    }
    if (!orphan) this.collect(kept);
    this.changed();
    return undefined;
  }

  /** What has lost its owner goes as well. */
  private collect(owner: KubeObject): void {
    for (const each of this.objects.filter((o) => ownedBy(o, owner))) {
      this.remove(each);
      this.collect(each);
    }
    for (const pod of this.pods) if (pod.spec.owner?.uid === owner.metadata.uid) this.kubelet.delete(pod, undefined);
  }

  private changed(): void {
    this.kubelet.version += 1;
    this.settle();
    this.kubelet.announce();
  }

  /** The controllers, until there is nothing left to do. */
  private settle(): void {
    if (this.syncing) return;
    this.syncing = true;
    const hands = this.hands();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const before = this.kubelet.version;
      for (const d of super.of(gvk('Deployment'))) syncDeployment(d, hands);
      for (const set of super.of(gvk('ReplicaSet'))) syncReplicaSet(set, hands);
      if (this.kubelet.version === before) break;
    }
    this.syncing = false;
  }

  private hands(): Hands {
    const { kubelet } = this;
    const set = gvk('ReplicaSet');
    const touch = (): void => {
      kubelet.version += 1;
    };
    const about = (o: KubeObject): Parameters<Kubelet['events']['of']>[0] => ({
      apiVersion: o.apiVersion,
      kind: o.kind,
      name: o.metadata.name,
      namespace: o.metadata.namespace ?? '',
      uid: o.metadata.uid ?? '',
    });
    const tell: Hands['tell'] = (o, reason, message, component) =>
      kubelet.events.of(about(o), reason, message, component);
    return {
      sets: () => super.of(set),
      pods: () => this.of(gvk('Pod')),
      createSet: (o) => {
        super.create(set, o.metadata.namespace ?? '', o, false);
        touch();
      },
      updateSet: (old, next) => {
        this.replace(old, next, false);
        touch();
      },
      removeSet: (o) => {
        this.remove(o);
        touch();
      },
      annotate: (d, revision) => {
        const annotations = { ...d.metadata.annotations, 'deployment.kubernetes.io/revision': revision };
        this.replace(d, { ...d, metadata: { ...d.metadata, annotations } }, false);
        touch();
      },
      createPod: (owner) => {
        this.names += 1;
        const o = podOfSet(owner, lettersOf(`${owner.metadata.uid ?? ''}/${this.names}`, 5));
        this.makePod(owner.metadata.namespace ?? '', o);
        tell(owner, 'SuccessfulCreate', `Created pod: ${o.metadata.name}`, 'replicaset-controller');
      },
      removePod: (o) => {
        const pod = this.pod(o.metadata.namespace ?? '', o.metadata.name);
        if (pod) this.kubelet.delete(pod, undefined);
        const owner = super.of(set).find((each) => ownedBy(o, each));
        if (owner) tell(owner, 'SuccessfulDelete', `Deleted pod: ${o.metadata.name}`, 'replicaset-controller');
      },
      tell,
    };
  }
}
