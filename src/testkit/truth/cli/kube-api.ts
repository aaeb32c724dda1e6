/** An API server over the `state` of a recorded kubectl case: the semantics of the stub, as far as the client's commands reach. */
import { sys, type Sys } from '../../../sim/kernel/abi/index.ts';
import {
  ApiError,
  type Answered,
  type ApiResource,
  type ClusterApi,
  type KubeObject,
  type Reply,
  type ResourceRule,
  type UserInfo,
} from '../../../sim/container/cluster-api.ts';
import type { Json, JsonObject } from '../../../sim/container/engine-api.ts';
import { ObjectStore, patched, tableOf } from '../../../sim/container/cli/index.ts';

export interface KubeState {
  readonly objects?: readonly KubeObject[];
  readonly logs?: Readonly<Record<string, readonly (readonly [time: string, text: string])[]>>;
  readonly exec?: readonly ExecState[];
  readonly rejections?: readonly {
    readonly verb: string;
    readonly resource: string;
    readonly name?: string;
    readonly code: number;
    readonly reason: string;
    readonly message: string;
    readonly details?: ApiError['details'];
  }[];
  readonly warnings?: readonly { readonly verb: string; readonly resource: string; readonly text: string }[];
  readonly version?: { readonly gitVersion?: string };
  readonly metrics?: Readonly<Record<string, readonly MetricsState[]>>;
  readonly watch?: Readonly<Record<string, readonly WatchEvent[]>>;
  readonly user?: UserInfo;
  readonly can?: readonly {
    readonly if: Readonly<Record<string, string>>;
    readonly allowed: boolean;
    readonly reason?: string;
  }[];
  readonly rules?: readonly ResourceRule[];
  readonly nonResourceRules?: readonly ResourceRule[];
}

interface WatchEvent {
  readonly type: string;
  readonly object: KubeObject;
}

interface UsageState {
  readonly cpu: string;
  readonly memory: string;
}

interface MetricsState {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly containers?: readonly { readonly name: string; readonly usage?: UsageState }[];
  readonly usage?: UsageState;
}

interface ExecState {
  readonly pod: string;
  readonly container: string;
  readonly command?: readonly string[];
  readonly output?: readonly (readonly [stream: string, text: string])[];
  readonly exit?: number;
  readonly error?: string;
}

type Row = readonly [
  group: string,
  version: string,
  kind: string,
  plural: string,
  namespaced: boolean,
  shortNames: readonly string[],
  all: boolean,
];

const ROWS: readonly Row[] = [
  ['', 'v1', 'ConfigMap', 'configmaps', true, ['cm'], false],
  ['', 'v1', 'Endpoints', 'endpoints', true, ['ep'], false],
  ['', 'v1', 'Event', 'events', true, ['ev'], false],
  ['', 'v1', 'LimitRange', 'limitranges', true, ['limits'], false],
  ['', 'v1', 'Namespace', 'namespaces', false, ['ns'], false],
  ['', 'v1', 'Node', 'nodes', false, ['no'], false],
  ['', 'v1', 'Pod', 'pods', true, ['po'], true],
  ['', 'v1', 'ResourceQuota', 'resourcequotas', true, ['quota'], false],
  ['', 'v1', 'Secret', 'secrets', true, [], false],
  ['', 'v1', 'ServiceAccount', 'serviceaccounts', true, ['sa'], false],
  ['', 'v1', 'Service', 'services', true, ['svc'], true],
  ['apps', 'v1', 'DaemonSet', 'daemonsets', true, ['ds'], true],
  ['apps', 'v1', 'Deployment', 'deployments', true, ['deploy'], true],
  ['apps', 'v1', 'ReplicaSet', 'replicasets', true, ['rs'], true],
  ['apps', 'v1', 'StatefulSet', 'statefulsets', true, ['sts'], true],
  ['events.k8s.io', 'v1', 'Event', 'events', true, ['ev'], false],
  ['authentication.k8s.io', 'v1', 'SelfSubjectReview', 'selfsubjectreviews', false, [], false],
  ['authorization.k8s.io', 'v1', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews', false, [], false],
  ['authorization.k8s.io', 'v1', 'SelfSubjectRulesReview', 'selfsubjectrulesreviews', false, [], false],
  ['batch', 'v1', 'Job', 'jobs', true, [], true],
  ['batch', 'v1', 'CronJob', 'cronjobs', true, ['cj'], true],
  ['discovery.k8s.io', 'v1', 'EndpointSlice', 'endpointslices', true, [], false],
  ['networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies', true, ['netpol'], false],
  ['networking.k8s.io', 'v1', 'Ingress', 'ingresses', true, ['ing'], false],
  ['autoscaling', 'v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', true, ['hpa'], true],
];

const RESOURCES: readonly ApiResource[] = ROWS.map(([group, version, kind, plural, namespaced, shortNames, all]) => ({
  group,
  version,
  kind,
  plural,
  namespaced,
  shortNames,
  categories: all ? ['all'] : [],
}));

const ENDPOINTS_WARNING = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

class Cluster {
  readonly state: KubeState;
  readonly store: ObjectStore;
  readonly nowMs: number;
  private readonly events: Record<string, WatchEvent[]>;
  private made = 0;

  constructor(state: KubeState, now: string) {
    this.state = state;
    this.nowMs = Date.parse(now);
    this.events = Object.fromEntries(Object.entries(state.watch ?? {}).map(([key, list]) => [key, [...list]]));
    this.store = new ObjectStore(state.objects ?? [], {
      now: () => now,
      uid: () => `00000000-0000-4000-8000-${String((this.made += 1)).padStart(12, '0')}`,
    });
  }

  refusal(verb: string, r: ApiResource, name: string, sub = ''): ApiError | undefined {
    const what = r.plural + (sub === '' ? '' : `/${sub}`);
    const x = this.state.rejections?.find(
      (e) => e.verb === verb && e.resource === what && [name, '*'].includes(e.name ?? name),
    );
    return x === undefined ? undefined : new ApiError(x.code, x.reason, x.message, x.details ?? {});
  }

  answered<T>(verb: string, r: ApiResource, value: T): Answered<T> {
    const own = (this.state.warnings ?? [])
      .filter((w) => w.verb === verb && w.resource === r.plural)
      // Quotes stand escaped in the header.
      .map((w) => w.text.replaceAll('\\"', '"'));
    return { value, warnings: r.plural === 'endpoints' ? [...own, ENDPOINTS_WARNING] : own };
  }

  /** The next event of a watch happens. */
  advance(r: ApiResource): boolean {
    const event = this.events[r.plural]?.shift();
    if (event === undefined) return false;
    const { object } = event;
    const { name, namespace = '' } = object.metadata;
    const old = this.store.find(r, { namespace, name });
    if (!(old instanceof ApiError)) this.store.remove(old);
    if (event.type !== 'DELETED') this.store.objects.push(object);
    return true;
  }

  log(
    ns: string,
    pod: string,
    container: string,
    previous: boolean,
  ): readonly (readonly [string, string])[] | ApiError {
    const found = this.store.objects.find(
      (o) => o.kind === 'Pod' && o.metadata.name === pod && o.metadata.namespace === ns,
    );
    if (found === undefined) return new ApiError(404, 'NotFound', `pods ${JSON.stringify(pod)} not found`);
    const status = statusOf(found, container);
    const last = (status?.['lastState'] as JsonObject | undefined)?.['terminated'];
    if (previous && last === undefined)
      return new ApiError(400, 'BadRequest', `previous terminated container "${container}" in pod "${pod}" not found`);
    const waiting = (status?.['state'] as JsonObject | undefined)?.['waiting'] as JsonObject | undefined;
    if (!previous && waiting !== undefined && last === undefined) {
      const reason = String(waiting['reason'] as string);
      const why = ['ErrImagePull', 'ImagePullBackOff'].includes(reason) ? 'trying and failing to pull image' : reason;
      return new ApiError(400, 'BadRequest', `container "${container}" in pod "${pod}" is waiting to start: ${why}`);
    }
    return this.state.logs?.[`${ns}/${pod}/${container}${previous ? '/previous' : ''}`] ?? [];
  }
}

function statusOf(pod: KubeObject, container: string): JsonObject | undefined {
  const status = pod['status'] as JsonObject | undefined;
  const all = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'].flatMap(
    (k) => (status?.[k] as readonly JsonObject[] | undefined) ?? [],
  );
  return all.find((s) => s['name'] === container);
}

/** The server of a case; `none` means that nobody listens. */
export function recordedCluster(state: KubeState, now: string, server: string, offline: boolean): ClusterApi {
  const k = new Cluster(state, now);
  function* say<T>(answer: () => T | ApiError): Reply<T> {
    return offline ? new ApiError(0, '', '') : answer();
  }
  return {
    *now() {
      return k.nowMs;
    },
    server,
    resources: () => say(() => RESOURCES),
    version: () => say(() => ({ gitVersion: state.version?.gitVersion ?? 'v1.34.2', major: '1', minor: '34' })),
    get: (r, q) =>
      say(() => {
        const found = k.refusal('get', r, q.name) ?? k.store.find(r, q);
        return found instanceof ApiError ? found : k.answered('get', r, found);
      }),
    list: (r, q) =>
      say(() => {
        const found = k.refusal('list', r, '') ?? k.store.select(r, q);
        return found instanceof ApiError ? found : k.answered('list', r, found);
      }),
    table: (r, q) =>
      say(() => {
        const verb = q.name === undefined ? 'list' : 'get';
        const found = k.refusal(verb, r, q.name ?? '') ?? k.store.select(r, q);
        return found instanceof ApiError ? found : k.answered(verb, r, tableOf(r, found, k.nowMs));
      }),
    delete: (r, q, o) =>
      say(() => {
        const found = k.refusal('delete', r, q.name) ?? k.store.find(r, q);
        if (found instanceof ApiError) return found;
        if (!o.dryRun) k.store.remove(found);
        return k.answered<Json>('delete', r, found);
      }),
    create: (r, ns, object, o) =>
      say(() => {
        const made = k.refusal('create', r, object.metadata.name) ?? k.store.create(r, ns, object, o.dryRun);
        return made instanceof ApiError ? made : k.answered('create', r, made);
      }),
    update: (r, object, o) =>
      say(() => {
        const q = { namespace: object.metadata.namespace ?? '', name: object.metadata.name };
        const old = k.refusal('update', r, q.name) ?? k.store.find(r, q);
        return old instanceof ApiError ? old : k.answered('update', r, k.store.replace(old, object, o.dryRun));
      }),
    patch: (r, q, patch, o) =>
      say(() => {
        const refused = k.refusal('patch', r, q.name, o.subresource);
        if (refused) return refused;
        const old = k.store.find(r, q);
        if (old instanceof ApiError) {
          if (patch.type !== 'apply') return old;
          const made = k.store.create(r, q.namespace, patch.body as KubeObject, o.dryRun);
          return made instanceof ApiError ? made : k.answered('patch', r, made);
        }
        const next = patched(old, patch);
        return next instanceof ApiError ? next : k.answered('patch', r, k.store.replace(old, next, o.dryRun));
      }),
    metrics: (kind, ns) =>
      say(() => {
        const items = k.state.metrics?.[kind];
        return items
          ?.filter((item) => ns === '' || item.metadata.namespace === ns)
          .map((item) => ({
            namespace: item.metadata.namespace ?? '',
            name: item.metadata.name,
            containers: (item.containers ?? [{ name: '', usage: item.usage }]).map((each) => ({
              name: each.name,
              cpu: each.usage?.cpu ?? '0',
              memory: each.usage?.memory ?? '0',
            })),
          }));
      }),
    whoAmI: () =>
      say(
        () =>
          k.state.user ?? {
            username: 'kubernetes-admin',
            groups: ['kubeadm:cluster-admins', 'system:authenticated'],
          },
      ),
    mayI: (request) =>
      say(() => {
        const asked: Readonly<Record<string, string>> = { ...request };
        const rule = k.state.can?.find((each) => Object.entries(each.if).every(([key, v]) => (asked[key] ?? '') === v));
        return { allowed: rule?.allowed ?? false, ...(rule?.reason === undefined ? {} : { reason: rule.reason }) };
      }),
    rules: () => say(() => [...(k.state.rules ?? []), ...(k.state.nonResourceRules ?? [])]),
    *logs(ns, pod, o, each) {
      if (offline) return new ApiError(0, '', '');
      const lines = k.log(ns, pod, o.container, o.previous);
      if (lines instanceof ApiError) return lines;
      const last = o.tailLines === undefined ? lines : lines.slice(Math.max(0, lines.length - o.tailLines));
      for (const [time, text] of last) yield* each(`${o.timestamps ? `${time} ` : ''}${text}\n`);
      return undefined;
    },
    *exec(ns, pod, e, io): Sys<number | ApiError> {
      const found = k.store.objects.find(
        (o) => o.kind === 'Pod' && o.metadata.name === pod && o.metadata.namespace === ns,
      );
      if (found === undefined) return new ApiError(404, 'NotFound', `pods ${JSON.stringify(pod)} not found`);
      const spec = found['spec'] as JsonObject;
      const names = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((x) =>
        ((spec[x] as readonly JsonObject[] | undefined) ?? []).map((c) => c['name']),
      );
      if (!names.includes(e.container))
        return new ApiError(400, 'BadRequest', `container ${e.container} is not valid for pod ${pod}`);
      const running = (statusOf(found, e.container)?.['state'] as JsonObject | undefined)?.['running'] !== undefined;
      if (!running)
        return new ApiError(
          500,
          'InternalError',
          `Internal error occurred: unable to upgrade connection: container not found (${JSON.stringify(e.container)})`,
        );
      const same = (x: ExecState): boolean =>
        x.pod === pod && x.container === e.container && JSON.stringify(x.command ?? []) === JSON.stringify(e.command);
      const run = state.exec?.find(same);
      for (const [stream, text] of run?.output ?? [])
        yield* sys.writeAll(stream === 'stderr' ? io.stderr : io.stdout, text);
      return run?.error === undefined ? (run?.exit ?? 0) : new ApiError(500, 'InternalError', run.error);
    },
    attach: () => say(() => undefined),
    *changed(r) {
      return k.advance(r);
    },
  };
}
