/** kubectl top: what the metrics API knows of pods and nodes. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type Usage } from '../../../cluster-api.ts';
import { str } from '../../apiserver/json.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { err, Failure, must, out, words, type KubeContext } from '../context.ts';
import { kubeColumns } from '../print/table.ts';
import type { KubeCommand } from '../program.ts';
import { bytesOf, cpuOf } from '../quantity.ts';
import { discover, findResource } from '../resources.ts';
import type { KubeObject } from '../../../cluster-api.ts';

const MIB = 1024 * 1024;

/** Millicores are rounded up, memory is cut to whole MiB. */
const cpu = (n: number): string => `${Math.ceil(n * 1000 - 1e-9)}m`;
const memory = (n: number): string => `${Math.floor(n / MIB)}Mi`;

function* usages(c: KubeContext, kind: 'pods' | 'nodes', namespace: string): Sys<readonly Usage[]> {
  const found = yield* c.api.metrics(kind, namespace);
  if (found instanceof ApiError) throw new Failure(words(c, found));
  if (found === undefined) throw new Failure('error: Metrics API not available');
  return found;
}

const sum = (u: Usage, read: (x: Usage['containers'][number]) => number): number =>
  u.containers.reduce((total, each) => total + read(each), 0);

function sorted(list: readonly Usage[], by: string): readonly Usage[] {
  if (by !== '' && by !== 'cpu' && by !== 'memory') throw new Failure(`error: --sort-by accepts only cpu or memory`);
  const weight = (u: Usage): number => (by === 'cpu' ? sum(u, (x) => cpuOf(x.cpu)) : sum(u, (x) => bytesOf(x.memory)));
  return [...list].sort((a, b) =>
    by === '' ? (a.namespace + a.name < b.namespace + b.name ? -1 : 1) : weight(b) - weight(a),
  );
}

const print = (f: Flags, header: readonly string[], rows: readonly (readonly string[])[]): string =>
  kubeColumns(
    (f.bool('no-headers') ? rows : [header, ...rows])
      .map((row) => row.map((cell) => `${cell}\t`).join('') + '\n')
      .join(''),
  );

const COMMON = [
  bool('no-headers', '', 'If present, print output without headers'),
  flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
  flag(
    'sort-by',
    '',
    STRING,
    "If non-empty, sort list using specified field. The field can be either 'cpu' or 'memory'.",
  ),
];

const pod: KubeCommand = {
  name: 'pod',
  aliases: ['pods', 'po'],
  use: '[NAME | -l label] [options]',
  short: 'Display resource (CPU/memory) usage of pods',
  args: { kind: 'any' },
  flags: [
    ...COMMON,
    bool('all-namespaces', 'A', 'If present, list the requested object(s) across all namespaces.'),
    bool('containers', '', 'If present, print usage of containers within a pod.'),
    flag('field-selector', '', STRING, ''),
    bool('sum', '', 'Print the sum of the resource usage'),
  ],
  support: 'partial',
  missing: '--sum, --field-selector',
  *run(c, f) {
    const everywhere = f.bool('all-namespaces');
    const all = yield* usages(c, 'pods', everywhere ? '' : c.namespace);
    const [name] = f.args;
    const labels = f.text('selector');
    let chosen = all.filter((u) => name === undefined || u.name === name);
    if (labels !== '') {
      const resource = findResource(yield* discover(c), 'pods');
      const list = resource
        ? yield* must(c, c.api.list(resource, { namespace: everywhere ? '' : c.namespace, labels }))
        : [];
      chosen = chosen.filter((u) =>
        list.some((o) => o.metadata.name === u.name && o.metadata.namespace === u.namespace),
      );
    }
    if (name !== undefined && chosen.length === 0)
      throw new Failure(`Error from server (NotFound): podmetrics.metrics.k8s.io "${c.namespace}/${name}" not found`);
    if (chosen.length === 0) {
      yield* err(everywhere ? 'No resources found\n' : `No resources found in ${c.namespace} namespace.\n`);
      return 0;
    }
    const header = [
      ...(everywhere ? ['NAMESPACE'] : []),
      ...(f.bool('containers') ? ['POD', 'NAME'] : ['NAME']),
      'CPU(cores)',
      'MEMORY(bytes)',
    ];
    const rows = sorted(chosen, f.text('sort-by')).flatMap((u) => {
      const head = everywhere ? [u.namespace] : [];
      if (!f.bool('containers'))
        return [[...head, u.name, cpu(sum(u, (x) => cpuOf(x.cpu))), memory(sum(u, (x) => bytesOf(x.memory)))]];
      return u.containers.map((x) => [...head, u.name, x.name, cpu(cpuOf(x.cpu)), memory(bytesOf(x.memory))]);
    });
    yield* out(print(f, header, rows));
    return 0;
  },
};

const node: KubeCommand = {
  name: 'node',
  aliases: ['nodes', 'no'],
  use: '[NAME | -l label] [options]',
  short: 'Display resource (CPU/memory) usage of nodes',
  args: { kind: 'any' },
  flags: [
    ...COMMON,
    bool('show-capacity', '', 'Print node resources based on Capacity instead of Allocatable(default) of the nodes.'),
  ],
  support: 'partial',
  *run(c, f) {
    const known = yield* usages(c, 'nodes', '');
    const resource = findResource(yield* discover(c), 'nodes');
    if (resource === undefined) throw new Failure('error: the server doesn\'t have a resource type "nodes"');
    const labels = f.text('selector');
    const list = yield* must(c, c.api.list(resource, { namespace: '', ...(labels === '' ? {} : { labels }) }));
    const [name] = f.args;
    const nodes = list.filter((o) => name === undefined || o.metadata.name === name);
    if (name !== undefined && nodes.length === 0)
      throw new Failure(`Error from server (NotFound): nodes ${JSON.stringify(name)} not found`);
    const measured = sorted(
      known.filter((u) => nodes.some((o) => o.metadata.name === u.name)),
      f.text('sort-by'),
    );
    const from = f.bool('show-capacity') ? 'capacity' : 'allocatable';
    const share = (used: number, o: KubeObject, key: string, read: (text: string) => number): string =>
      `${Math.floor((used / read(str(o, 'status', from, key))) * 100)}%`;
    const rows = measured.flatMap((u) => {
      const o = nodes.find((each) => each.metadata.name === u.name);
      if (o === undefined) return [];
      const [c1, m1] = [sum(u, (x) => cpuOf(x.cpu)), sum(u, (x) => bytesOf(x.memory))];
      return [[u.name, cpu(c1), share(c1, o, 'cpu', cpuOf), memory(m1), share(m1, o, 'memory', bytesOf)]];
    });
    const unknown = nodes
      .filter((o) => !measured.some((u) => u.name === o.metadata.name))
      .map((o) => [o.metadata.name, '<unknown>', '<unknown>', '<unknown>', '<unknown>']);
    yield* out(print(f, ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], [...rows, ...unknown]));
    return 0;
  },
};

export const top: KubeCommand = {
  name: 'top',
  use: '[flags] [options]',
  short: 'Display resource (CPU/memory) usage',
  long: 'Display resource (CPU/memory) usage.\n\n This command provides a view of recent resource consumption for nodes and pods. It fetches metrics from the Metrics Server, which aggregates this data from the kubelet on each node. The Metrics Server must be installed and running in the cluster for this command to work.',
  args: { kind: 'any' },
  flags: [],
  support: 'partial',
  subs: [node, pod],
};
