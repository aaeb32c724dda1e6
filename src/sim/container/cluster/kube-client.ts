/** The API server of the node's cluster, as kubectl asks it. */
import type { Sys } from '../../kernel/abi/index.ts';
import { SECOND } from '../../kernel/abi/index.ts';
import { matchesFields, matchesLabels, tableOf } from '../cli/index.ts';
import {
  ApiError,
  type Answered,
  type ApiResource,
  type ClusterApi,
  type KubeObject,
  type Query,
} from '../cluster-api.ts';
import { until } from '../daemon/live.ts';
import type { Json } from '../engine-api.ts';
import { type Kubelet, up } from './kubelet.ts';
import { KUBELET_VERSION, namespaceObject, nodeObject } from './node-objects.ts';
import { eventObject, podObject } from './objects.ts';
import { RESOURCES } from './resources.ts';
import type { Pod, PodContainer } from './spec.ts';
import { askKubelet, readLog, runIn } from './streams.ts';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

const notFound = (r: ApiResource, name: string): ApiError =>
  new ApiError(404, 'NotFound', `${r.plural}${r.group === '' ? '' : `.${r.group}`} ${JSON.stringify(name)} not found`);

const answered = <T>(value: T): Answered<T> => ({ value, warnings: [] });

function allOf(kubelet: Kubelet, r: ApiResource): readonly KubeObject[] {
  const pods = kubelet.pods.filter((pod) => pod.object);
  const byName = (a: KubeObject, b: KubeObject): number => {
    const key = (o: KubeObject): string => `${o.metadata.namespace ?? ''}\0${o.metadata.name}`;
    return key(a) < key(b) ? -1 : 1;
  };
  switch (r.kind) {
    case 'Pod':
      return pods.map((pod) => podObject(kubelet, pod)).sort(byName);
    case 'Event':
      return kubelet.events.all.map((e, i) => eventObject(kubelet, e, i)).sort(byName);
    case 'Node':
      return [nodeObject(kubelet)];
    case 'Namespace':
      return [...new Set([...NAMESPACES, ...pods.map((pod) => pod.namespace)])]
        .sort()
        .map((name) => namespaceObject(kubelet, name));
    default:
      return [];
  }
}

function select(kubelet: Kubelet, r: ApiResource, q: Query): readonly KubeObject[] | ApiError {
  const here = allOf(kubelet, r).filter(
    (o) => !r.namespaced || q.namespace === '' || o.metadata.namespace === q.namespace,
  );
  if (q.name !== undefined) {
    const one = here.find((o) => o.metadata.name === q.name);
    return one ? [one] : notFound(r, q.name);
  }
  return here.filter(
    (o) =>
      (q.labels === undefined || matchesLabels(o, q.labels)) && (q.fields === undefined || matchesFields(o, q.fields)),
  );
}

const podNamed = (kubelet: Kubelet, namespace: string, name: string | undefined): Pod | undefined =>
  kubelet.pods.find((pod) => pod.object && pod.namespace === namespace && pod.spec.name === name);

function place(
  kubelet: Kubelet,
  namespace: string,
  name: string,
  container: string,
): { pod: Pod; pc: PodContainer } | ApiError {
  const pod = podNamed(kubelet, namespace, name);
  if (!pod) return new ApiError(404, 'NotFound', `pods ${JSON.stringify(name)} not found`);
  const pc = pod.containers.find((each) => each.spec.name === container);
  return pc ? { pod, pc } : new ApiError(400, 'BadRequest', `container ${container} is not valid for pod ${name}`);
}

export function liveCluster(kubelet: Kubelet): ClusterApi {
  const ask = askKubelet(kubelet);
  const { k } = kubelet.manager.host;
  function* refuse(): Sys<ApiError> {
    return yield* ask(
      () => new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource'),
    );
  }
  return {
    now: () => ask((kernel) => kernel.wallclock() / 1000),
    server: 'https://127.0.0.1:6443',
    resources: () => ask(() => RESOURCES),
    version: () => ask(() => ({ gitVersion: KUBELET_VERSION, major: '1', minor: '34' })),
    *get(r, q) {
      const found = yield* ask(() => select(kubelet, r, q));
      if (found instanceof ApiError) return found;
      return answered(found[0] as KubeObject);
    },
    *list(r, q) {
      const found = yield* ask(() => select(kubelet, r, q));
      return found instanceof ApiError ? found : answered(found);
    },
    *table(r, q) {
      const found = yield* ask(() => select(kubelet, r, q));
      return found instanceof ApiError ? found : answered(tableOf(r, found, k.wallclock() / 1000));
    },
    *delete(r, q, o) {
      return yield* ask((): Answered<Json> | ApiError => {
        const found = select(kubelet, r, q);
        if (found instanceof ApiError) return found;
        const pod = r.kind === 'Pod' ? podNamed(kubelet, q.namespace, q.name) : undefined;
        // Fidelity: who deletes nodes, namespaces or events here is refused, as a user without that right is.
        if (!pod) {
          const what = `${r.plural} ${JSON.stringify(q.name)} is forbidden: User "kubernetes-admin" cannot delete resource "${r.plural}" in API group ""`;
          return new ApiError(
            403,
            'Forbidden',
            r.namespaced ? `${what} in the namespace "${q.namespace}"` : `${what} at the cluster scope`,
          );
        }
        if (!o.dryRun) kubelet.delete(pod, o.gracePeriodSeconds);
        return answered<Json>(found[0] as KubeObject);
      });
    },
    create: refuse,
    update: refuse,
    patch: refuse,
    metrics: () => ask(() => undefined),
    whoAmI: () =>
      ask(() => ({ username: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:authenticated'] })),
    mayI: () => ask(() => ({ allowed: true })),
    rules: () =>
      ask(() => [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
        { verbs: ['*'], nonResourceURLs: ['*'] },
      ]),
    *logs(namespace, name, o, each) {
      const found = yield* ask(() => place(kubelet, namespace, name, o.container));
      if (found instanceof ApiError) return found;
      const { pc } = found;
      const c = o.previous ? pc.previous : pc.current;
      if (!c)
        return new ApiError(
          400,
          'BadRequest',
          `previous terminated container "${o.container}" in pod "${name}" not found`,
        );
      const now = yield* ask((kernel) => kernel.now);
      let left = o.limitBytes ?? Infinity;
      const wanted = {
        follow: o.follow && !o.previous,
        timestamps: o.timestamps,
        tail: o.tailLines,
        ...(o.sinceSeconds === undefined ? {} : { since: now - o.sinceSeconds * SECOND }),
      };
      yield* readLog(kubelet, ask, c, wanted, function* (text) {
        if (left <= 0) return;
        yield* each(text.slice(0, left));
        left -= text.length;
      });
      return undefined;
    },
    *exec(namespace, name, request, io): Sys<number | ApiError> {
      const found = yield* ask(() => place(kubelet, namespace, name, request.container));
      if (found instanceof ApiError) return found;
      const c = found.pc.current;
      const failed = (message: string): ApiError =>
        new ApiError(500, 'InternalError', `Internal error occurred: ${message}`);
      if (!c || !up(c))
        return failed(`unable to upgrade connection: container not found (${JSON.stringify(request.container)})`);
      const code = yield* runIn(kubelet, ask, c, { cmd: request.command, tty: request.tty }, io);
      if (typeof code === 'number') return code;
      return failed(
        `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${c.id}": ${code}`,
      );
    },
    *changed(_r, _q, seconds) {
      return yield* ask((kernel, t, call) => {
        const seen = (call.scratch as { version?: number } | undefined)?.version ?? kubelet.version;
        const done = (): boolean => kubelet.version > seen;
        const limit = seconds === undefined ? undefined : Math.ceil(seconds * SECOND);
        const answer = until([kubelet.changed], done, limit)(kernel, t, call);
        call.scratch = { ...(call.scratch as object | undefined), version: seen };
        return answer;
      });
    },
  };
}
