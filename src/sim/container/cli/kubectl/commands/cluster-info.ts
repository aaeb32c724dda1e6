/** kubectl cluster-info, api-resources, api-versions: what the cluster is and serves. */
import { ApiError, type ApiResource } from '../../../cluster-api.ts';
import { items, str } from '../../apiserver/json.ts';
import { apiVersionOf } from '../../apiserver/store.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING, STRING_SLICE } from '../../layer/kinds.ts';
import { Failure, out, usageError, words } from '../context.ts';
import { kubeColumns } from '../print/table.ts';
import type { KubeCommand } from '../program.ts';
import { discover, findResource } from '../resources.ts';

export const clusterInfo: KubeCommand = {
  name: 'cluster-info',
  use: '[flags] [options]',
  short: 'Display cluster information',
  args: { kind: 'any' },
  flags: [],
  support: 'partial',
  missing: 'dump; colours of a terminal',
  *run(c, f) {
    if (f.args.length > 0)
      throw usageError('kubectl cluster-info', `unknown command ${JSON.stringify(f.args.join(' '))}`);
    const resource = findResource(yield* discover(c), 'services');
    const lines = [`Kubernetes control plane is running at ${c.server}`];
    if (resource !== undefined) {
      const list = yield* c.api.list(resource, {
        namespace: 'kube-system',
        labels: 'kubernetes.io/cluster-service=true',
      });
      if (list instanceof ApiError) throw new Failure(words(c, list));
      for (const service of list.value) {
        const [port] = items(service, 'spec', 'ports');
        const name = port === undefined || str(port, 'name') === '' ? '' : `:${str(port, 'name')}`;
        const title = service.metadata.labels?.['kubernetes.io/name'] ?? service.metadata.name;
        lines.push(
          `${title} is running at ${c.server}/api/v1/namespaces/${service.metadata.namespace ?? ''}/services/${service.metadata.name}${name}/proxy`,
        );
      }
    }
    yield* out(
      `${lines.join('\n')}\n\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n`,
    );
    return 0;
  },
};

const byName = (a: ApiResource, b: ApiResource): number =>
  a.group === b.group ? (a.plural < b.plural ? -1 : 1) : a.group < b.group ? -1 : 1;

export const apiResources: KubeCommand = {
  name: 'api-resources',
  use: '[flags] [options]',
  short: 'Print the supported API resources on the server',
  args: { kind: 'none' },
  flags: [
    flag('api-group', '', STRING, 'Limit to resources in the specified API group.'),
    bool('cached', '', 'Use the cached list of resources if available.'),
    flag('categories', '', STRING_SLICE, 'Limit to resources that belong to the specified categories.'),
    bool(
      'namespaced',
      '',
      'If false, non-namespaced resources will be returned, otherwise returning namespaced resources by default.',
      { def: true },
    ),
    bool('no-headers', '', ''),
    flag('output', 'o', STRING, 'Output format. One of: (json, yaml, name, wide).'),
    flag('sort-by', '', STRING, ''),
  ],
  support: 'partial',
  missing: '-o wide, json, yaml',
  *run(c, f) {
    if (f.args.length > 0) throw usageError('kubectl api-resources', `unexpected arguments: [${f.args.join(' ')}]`);
    const shown = (yield* discover(c))
      .filter((r) => !f.has('api-group') || r.group === f.text('api-group'))
      .filter((r) => !f.has('namespaced') || r.namespaced === f.bool('namespaced'))
      .filter((r) => f.list('categories').every((each) => r.categories.includes(each)))
      .sort(byName);
    if (f.text('sort-by') === 'kind') shown.sort((a, b) => (a.kind < b.kind ? -1 : 1));
    if (f.text('sort-by') === 'name') shown.sort((a, b) => (a.plural < b.plural ? -1 : 1));
    if (f.text('output') === 'name') {
      yield* out(shown.map((r) => `${r.plural}${r.group === '' ? '' : `.${r.group}`}\n`).join(''));
      return 0;
    }
    const rows = shown.map((r) => [r.plural, r.shortNames.join(','), apiVersionOf(r), String(r.namespaced), r.kind]);
    const header = f.bool('no-headers') ? [] : [['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND']];
    yield* out(kubeColumns([...header, ...rows].map((row) => row.join('\t') + '\n').join('')));
    return 0;
  },
};

export const apiVersions: KubeCommand = {
  name: 'api-versions',
  use: '[options]',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  args: { kind: 'none' },
  flags: [],
  support: 'full',
  *run(c) {
    const versions = new Set((yield* discover(c)).map(apiVersionOf));
    yield* out(
      [...versions]
        .sort()
        .map((each) => `${each}\n`)
        .join(''),
    );
    return 0;
  },
};
