/** The API server of the node's cluster, as kubectl asks it. */
import type { Sys } from '../../kernel/abi/index.ts';
import { SECOND } from '../../kernel/abi/index.ts';
import { tableOf } from '../cli/index.ts';
import { ApiError, type Answered, type ApiResource, type ClusterApi, type KubeObject } from '../cluster-api.ts';
import { until } from '../daemon/live.ts';
import type { Json } from '../engine-api.ts';
import { type Kubelet, up } from './kubelet.ts';
import { apiServerOf } from './api/program.ts';
import type { ApiServer } from './api/server.ts';
import { KUBELET_VERSION } from './node-objects.ts';
import { RESOURCES } from './resources.ts';
import type { Pod, PodContainer } from './spec.ts';
import { askKubelet, joinMain, readLog, runIn } from './streams.ts';

const answered = <T>(value: T): Answered<T> => ({ value, warnings: [] });

const DEPRECATED = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

const warned = <T>(r: ApiResource, value: T): Answered<T> => ({
  value,
  warnings: r.kind === 'Endpoints' ? [DEPRECATED] : [],
});

function place(
  api: ApiServer,
  namespace: string,
  name: string,
  container: string,
): { pod: Pod; pc: PodContainer } | ApiError {
  const pod = api.pod(namespace, name);
  if (!pod) return new ApiError(404, 'NotFound', `pods ${JSON.stringify(name)} not found`);
  const pc = [...pod.containers, ...pod.ephemeral].find((each) => each.spec.name === container);
  return pc ? { pod, pc } : new ApiError(400, 'BadRequest', `container ${container} is not valid for pod ${name}`);
}

const told = (o: KubeObject | ApiError): Answered<KubeObject> | ApiError => (o instanceof ApiError ? o : answered(o));

export function liveCluster(kubelet: Kubelet): ClusterApi {
  const ask = askKubelet(kubelet);
  const api = apiServerOf(kubelet);
  const { k } = kubelet.manager.host;
  const written = (
    verb: 'created' | 'changed' | 'deleted',
    o: KubeObject | ApiError,
    dryRun: boolean | undefined,
  ): Answered<KubeObject> | ApiError => {
    if (!(o instanceof ApiError) && dryRun !== true) k.emit({ kind: 'object', verb, object: o });
    return told(o);
  };
  return {
    now: () => ask((kernel) => kernel.wallclock() / 1000),
    server: 'https://127.0.0.1:6443',
    resources: () => ask(() => RESOURCES),
    version: () => ask(() => ({ gitVersion: KUBELET_VERSION, major: '1', minor: '34' })),
    get: (r, q) =>
      ask(() => {
        const found = api.find(r, q);
        return found instanceof ApiError ? found : warned(r, found);
      }),
    list: (r, q) =>
      ask(() => {
        const found = api.select(r, q);
        return found instanceof ApiError ? found : warned(r, found);
      }),
    table: (r, q) =>
      ask(() => {
        const found = api.select(r, q);
        return found instanceof ApiError ? found : warned(r, tableOf(r, found, k.wallclock() / 1000));
      }),
    delete: (r, q, o) =>
      ask((): Answered<Json> | ApiError => {
        const found = api.find(r, q);
        if (found instanceof ApiError) return found;
        const refused = o.dryRun ? undefined : api.delete(r, found, o.gracePeriodSeconds, o.propagation === 'Orphan');
        if (refused) return refused;
        written('deleted', found, o.dryRun);
        return answered<Json>(found);
      }),
    create: (r, namespace, object, o) =>
      ask(() => written('created', api.create(r, namespace, object, o.dryRun), o.dryRun)),
    update: (r, object, o) => ask(() => written('changed', api.update(r, object, o), o.dryRun)),
    patch: (r, q, patch, o) => ask(() => written('changed', api.patch(r, q.namespace, q.name, patch, o), o.dryRun)),
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
      const found = yield* ask(() => place(api, namespace, name, o.container));
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
      const found = yield* ask(() => place(api, namespace, name, request.container));
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
    *attach(namespace, name, container, io) {
      const found = yield* ask(() => place(api, namespace, name, container));
      if (found instanceof ApiError) return found;
      const c = found.pc.current;
      if (!c || !up(c))
        return new ApiError(400, 'BadRequest', `container ${container} not found in pod ${name}_${namespace}`);
      yield* joinMain(kubelet, ask, c, io);
      return undefined;
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
