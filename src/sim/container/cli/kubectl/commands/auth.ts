/** kubectl auth: who am I, and what may I do? */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type ResourceRule } from '../../../cluster-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { err, Failure, out, words, type KubeContext } from '../context.ts';
import { checkedFormat, parsePrinter } from '../print/printer.ts';
import { kubeColumns } from '../print/table.ts';
import type { KubeCommand } from '../program.ts';
import { discover, findResource } from '../resources.ts';

const list = (words: readonly string[] | undefined): string => `[${(words ?? []).join(' ')}]`;

const VERBS = new Set(
  'get list watch create update patch delete deletecollection use bind escalate impersonate approve sign *'.split(' '),
);

const canI: KubeCommand = {
  name: 'can-i',
  use: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
  short: 'Check whether an action is allowed',
  args: { kind: 'any' },
  flags: [
    bool('all-namespaces', 'A', 'If true, check the specified action in all namespaces.'),
    bool('list', '', 'If true, prints all allowed actions.'),
    bool('no-headers', '', 'If true, prints allowed actions without headers'),
    bool('quiet', 'q', 'If true, suppress output and just return the exit code.'),
    flag('subresource', '', STRING, 'SubResource such as pod/log or deployment/scale'),
  ],
  support: 'partial',
  *run(c, f) {
    if (f.bool('list')) return yield* allowed(c, f.bool('no-headers'));
    const [verb = '', type = '', name = ''] = f.args;
    if (f.args.length < 2 || f.args.length > 3)
      throw new Failure(
        "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      );
    const warnings: string[] = [];
    const url = type.startsWith('/');
    const [typed = '', own = ''] = type.split('/');
    const everywhere = f.bool('all-namespaces');
    let group = '';
    let plural = typed;
    if (!url) {
      const all = yield* discover(c);
      const resource = typed === '*' ? undefined : findResource(all, typed);
      if (resource === undefined && typed !== '*')
        warnings.push(`Warning: the server doesn't have a resource type '${typed}'\n\n`);
      if (resource !== undefined) {
        ({ group, plural } = resource);
        if (!resource.namespaced && !everywhere)
          warnings.push(
            `Warning: resource '${resource.plural}' is not namespace scoped${resource.group === '' ? '' : ` in group '${resource.group}'`}\n\n`,
          );
      }
    }
    if (!url && !VERBS.has(verb)) warnings.push(`Warning: verb '${verb}' is not a known verb\n\n`);
    for (const text of warnings) yield* err(text);
    const answer = yield* c.api.mayI({
      namespace: url || everywhere ? '' : c.namespace,
      verb,
      group,
      resource: url ? '' : plural,
      subresource: f.text('subresource'),
      name: own !== '' && !url ? own : name,
      path: url ? type : '',
    });
    if (answer instanceof ApiError) throw new Failure(words(c, answer));
    if (!f.bool('quiet')) {
      const why = !answer.allowed && answer.reason !== undefined && answer.reason !== '' ? ` - ${answer.reason}` : '';
      yield* out(`${answer.allowed ? 'yes' : 'no'}${why}\n`);
    }
    return answer.allowed ? 0 : 1;
  },
};

interface Row {
  readonly resource: string;
  readonly urls: readonly string[];
  readonly names: readonly string[];
  readonly verbs: readonly string[];
}

/** One row a resource, the latest name first; paths without a resource below. */
function* allowed(c: KubeContext, noHeaders: boolean): Sys<number> {
  const rules = yield* c.api.rules(c.namespace);
  if (rules instanceof ApiError) throw new Failure(words(c, rules));
  const byResource = new Map<string, Row>();
  for (const rule of rules)
    for (const group of rule.apiGroups ?? [])
      for (const resource of rule.resources ?? []) {
        const name = group === '' ? resource : `${resource}.${group}`;
        const key = `${name}\0${list(rule.resourceNames)}`;
        const before = byResource.get(key);
        const verbs = [...new Set([...(before?.verbs ?? []), ...rule.verbs])];
        byResource.set(key, { resource: name, urls: [], names: rule.resourceNames ?? [], verbs });
      }
  // rbac's CompactRules and a sort of the rules by how they are written down.
  const rows = [...byResource.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const paths = rules.flatMap((rule: ResourceRule) =>
    (rule.nonResourceURLs ?? []).map((path): Row => ({ resource: '', urls: [path], names: [], verbs: rule.verbs })),
  );
  const cells = [...rows, ...paths.sort((a, b) => ((a.urls[0] ?? '') < (b.urls[0] ?? '') ? -1 : 1))].map((row) => [
    row.resource,
    list(row.urls),
    list(row.names),
    list(row.verbs),
  ]);
  const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  yield* out(kubeColumns([...(noHeaders ? [] : [header]), ...cells].map((row) => row.join('\t') + '\n').join('')));
  return 0;
}

const rank = (row: Row): string => `${row.verbs.join(',')}\0${row.resource.includes('/') ? 0 : 1}\0${row.resource}`;

const whoami: KubeCommand = {
  name: 'whoami',
  use: '[options]',
  short: 'Experimental: Check self subject attributes',
  args: { kind: 'none' },
  flags: [flag('output', 'o', STRING, 'Output format.')],
  support: 'partial',
  *run(c, f) {
    const user = yield* c.api.whoAmI();
    if (user instanceof ApiError) throw new Failure(words(c, user));
    const format = checkedFormat(f.text('output'));
    if (format !== '') {
      const object = {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'SelfSubjectReview',
        metadata: { name: '' },
        status: { userInfo: { ...user } },
      };
      const resource = {
        group: 'authentication.k8s.io',
        version: 'v1',
        kind: 'SelfSubjectReview',
        plural: 'selfsubjectreviews',
        namespaced: false,
        shortNames: [],
        categories: [],
      };
      const text = parsePrinter(format, true)([{ object, resource }], object);
      if (typeof text !== 'string') throw new Failure(`error: ${text.error}`);
      yield* out(text);
      return 0;
    }
    const rows = [
      ['ATTRIBUTE', 'VALUE'],
      ...(user.username === '' ? [] : [['Username', user.username]]),
      ...(user.uid === undefined ? [] : [['UID', user.uid]]),
      ...(user.groups === undefined ? [] : [['Groups', list(user.groups)]]),
      ...Object.entries(user.extra ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, values]) => [`Extra: ${key}`, list(values)]),
    ];
    yield* out(kubeColumns(rows.map((row) => row.join('\t') + '\n').join('')));
    return 0;
  },
};

export const auth: KubeCommand = {
  name: 'auth',
  use: '[flags] [options]',
  short: 'Inspect authorization',
  args: { kind: 'any' },
  flags: [],
  support: 'partial',
  missing: 'reconcile',
  subs: [canI, whoami],
};
