/** kubectl describe: objects in words, with their events. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type ApiResource, type KubeObject } from '../../../cluster-api.ts';
import { items, str } from '../../apiserver/json.ts';
import { bool, flag } from '../../layer/flags.ts';
import { INT, STRING, STRING_SLICE } from '../../layer/kinds.ts';
import { err, Failure, must, out, words, type KubeContext } from '../context.ts';
import { describeConfigMap, describeDeployment, describeNamespace, describeService } from '../describe/others.ts';
import {
  describeAny,
  describeNetworkPolicy,
  describeReplicaSet,
  describeSecret,
  describeServiceAccount,
} from '../describe/more.ts';
import { describeNode } from '../describe/node.ts';
import { describePod } from '../describe/pod.ts';
import type { KubeCommand } from '../program.ts';
import { discover, findResource, readWanted } from '../resources.ts';

export const describe: KubeCommand = {
  name: 'describe',
  use: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
  short: 'Show details of a specific resource or group of resources',
  args: { kind: 'any' },
  flags: [
    bool('all-namespaces', 'A', ''),
    flag('chunk-size', '', INT, '', { def: 500 }),
    flag('filename', 'f', STRING_SLICE, ''),
    flag('selector', 'l', STRING, ''),
    bool('show-events', '', '', { def: true }),
  ],
  support: 'partial',
  missing: '-f; layouts of kinds that were not recorded are from knowledge',
  *run(c, f) {
    if (f.args.length === 0)
      throw new Failure(
        'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    const all = yield* discover(c);
    const texts: string[] = [];
    const errors: string[] = [];
    let any = false;
    for (const w of readWanted(all, f.args)) {
      const namespace = f.bool('all-namespaces') || !w.resource.namespaced ? '' : c.namespace;
      for (const o of yield* found(c, w.resource, namespace, w.name, f.text('selector'), errors)) {
        const text = yield* describeOne(c, all, w.resource, o, f.bool('show-events'));
        // Those that are found by the start of their name are each followed by an empty line.
        if (w.name === undefined || w.name === o.metadata.name) texts.push(text);
        else yield* out(`${text}\n`);
        any = true;
      }
    }
    yield* out(texts.join('\n\n'));
    if (!any && errors.length === 0)
      yield* err(
        f.bool('all-namespaces') ? 'No resources found\n' : `No resources found in ${c.namespace} namespace.\n`,
      );
    if (errors.length > 0) throw new Failure(errors.join('\n'));
    return 0;
  },
};

/** The object of that name, or all whose names start so. */
function* found(
  c: KubeContext,
  resource: ApiResource,
  namespace: string,
  name: string | undefined,
  labels: string,
  errors: string[],
): Sys<readonly KubeObject[]> {
  if (name === undefined)
    return yield* must(c, c.api.list(resource, { namespace, ...(labels === '' ? {} : { labels }) }));
  const one = yield* c.api.get(resource, { namespace, name });
  if (!(one instanceof ApiError)) return [one.value];
  if (one.code === 404) {
    const list = yield* c.api.list(resource, { namespace });
    const alike = list instanceof ApiError ? [] : list.value.filter((o) => o.metadata.name.startsWith(name));
    if (alike.length > 0) return alike;
  }
  errors.push(words(c, one));
  return [];
}

function* related(
  c: KubeContext,
  all: readonly ApiResource[],
  type: string,
  namespace: string,
  labels: string,
): Sys<readonly KubeObject[]> {
  const resource = findResource(all, type);
  if (resource === undefined) return [];
  const list = yield* c.api.list(resource, { namespace, ...(labels === '' ? {} : { labels }) });
  return list instanceof ApiError ? [] : list.value;
}

function* describeOne(
  c: KubeContext,
  all: readonly ApiResource[],
  r: ApiResource,
  o: KubeObject,
  withEvents: boolean,
): Sys<string> {
  const namespace = o.metadata.namespace ?? '';
  const nowMs = yield* c.api.now();
  const events =
    withEvents && namespace !== ''
      ? (yield* related(c, all, 'events', namespace, '')).filter(
          (e) => str(e, 'involvedObject', 'uid') === (o.metadata.uid ?? ''),
        )
      : [];
  switch (r.plural) {
    case 'pods':
      return describePod(o, events, nowMs);
    case 'namespaces':
      return describeNamespace(o);
    case 'configmaps':
      return describeConfigMap(o, events, nowMs);
    case 'services':
      return describeService(
        o,
        yield* related(c, all, 'endpointslices', namespace, `kubernetes.io/service-name=${o.metadata.name}`),
        events,
        nowMs,
      );
    case 'deployments': {
      const sets = (yield* related(c, all, 'replicasets', namespace, '')).filter((s) =>
        items(s, 'metadata', 'ownerReferences').some((x) => str(x, 'uid') === (o.metadata.uid ?? '')),
      );
      return describeDeployment(o, sets, events, nowMs);
    }
    case 'replicasets':
      return describeReplicaSet(o, yield* related(c, all, 'pods', namespace, ''), events, nowMs);
    case 'secrets':
      return describeSecret(o);
    case 'serviceaccounts':
      return describeServiceAccount(o, events, nowMs);
    case 'networkpolicies':
      return describeNetworkPolicy(o);
    case 'nodes': {
      const about = (e: KubeObject): boolean =>
        str(e, 'involvedObject', 'kind') === 'Node' && str(e, 'involvedObject', 'name') === o.metadata.name;
      const own = withEvents ? (yield* related(c, all, 'events', 'default', '')).filter(about) : [];
      return describeNode(o, yield* related(c, all, 'pods', '', ''), own, nowMs);
    }
    default:
      return describeAny(o, events, nowMs);
  }
}
