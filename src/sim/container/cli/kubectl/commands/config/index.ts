/** kubectl config: contexts, clusters and users of the kubeconfig, shown and changed. */
import type { Sys } from '../../../../../kernel/abi/index.ts';
import type { Json, JsonObject } from '../../../../engine-api.ts';
import { items, str } from '../../../apiserver/json.ts';
import { isObject } from '../../../apiserver/patch.ts';
import { bool, flag } from '../../../layer/flags.ts';
import { STRING } from '../../../layer/kinds.ts';
import { err, Failure, out, type KubeContext } from '../../context.ts';
import { named } from '../../kubeconfig.ts';
import { kubeColumns } from '../../print/table.ts';
import type { KubeCommand } from '../../program.ts';
import { current, leaf, type List, save, withEntry } from './common.ts';
import { view } from './view.ts';

const currentContext = leaf('current-context', '[flags] [options]', 'Display the current-context', function* (c) {
  const name = current(c.config.json);
  if (name === '') throw new Failure('error: current-context is not set');
  yield* out(`${name}\n`);
  return 0;
});

const useContext = leaf(
  'use-context',
  'CONTEXT_NAME [options]',
  'Set the current-context in a kubeconfig file',
  function* (c, f) {
    const [name = ''] = f.args;
    if (f.args.length !== 1)
      throw new Failure(
        `error: ${f.args.length === 0 ? 'no context name given' : 'Unexpected args: ' + list(f.args)}\nSee 'kubectl config use-context -h' for help and examples`,
      );
    if (named(c.config.json, 'contexts', name) === undefined)
      throw new Failure(`error: no context exists with the name: ${JSON.stringify(name)}`);
    yield* save(c, { ...c.config.json, 'current-context': name });
    yield* out(`Switched to context ${JSON.stringify(name)}.\n`);
    return 0;
  },
  { aliases: ['use'] },
);

const list = (words: readonly string[]): string => `[${words.join(' ')}]`;

const getContexts = leaf(
  'get-contexts',
  '[(-o|--output=)name)] [options]',
  'Describe one or many contexts',
  function* (c, f) {
    const output = f.text('output');
    if (output !== '' && output !== 'name') throw new Failure(`error: output must be one of '' or 'name': ${output}`);
    const { json } = c.config;
    const chosen =
      f.args.length === 0 ? items(json, 'contexts') : f.args.flatMap((name) => named(json, 'contexts', name) ?? []);
    const missing = f.args.filter((name) => named(json, 'contexts', name) === undefined);
    const shown = [...chosen].sort((a, b) => (str(a, 'name') < str(b, 'name') ? -1 : 1));
    if (output === 'name') yield* out(shown.map((each) => `${str(each, 'name')}\n`).join(''));
    else {
      const rows = shown.map((each) => [
        str(each, 'name') === current(json) ? '*' : '',
        str(each, 'name'),
        str(each, 'context', 'cluster'),
        str(each, 'context', 'user'),
        str(each, 'context', 'namespace'),
      ]);
      const header = f.bool('no-headers') ? [] : [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']];
      yield* out(kubeColumns([...header, ...rows].map((row) => row.join('\t') + '\n').join('')));
    }
    if (missing.length > 0) throw new Failure(missing.map((name) => `error: context ${name} not found`).join('\n'));
    return 0;
  },
  {
    flags: [
      bool(
        'no-headers',
        '',
        "When using the default or custom-column output format, don't print headers (default print headers).",
      ),
      flag('output', 'o', STRING, 'Output format. One of: (name).'),
    ],
  },
);

const names = (name: string, of: List, short: string): KubeCommand =>
  leaf(name, '[options]', short, function* (c) {
    yield* out(
      `NAME\n${items(c.config.json, of)
        .map((each) => `${str(each, 'name')}\n`)
        .join('')}`,
    );
    return 0;
  });

const setContext = leaf(
  'set-context',
  '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] [options]',
  'Set a context entry in kubeconfig',
  function* (c, f) {
    const { json } = c.config;
    const [given] = f.args;
    if (f.bool('current') && given !== undefined)
      throw new Failure('error: you must specify a non-empty context name or --current');
    const name = f.bool('current') ? current(json) : (given ?? '');
    if (name === '')
      throw new Failure(
        f.bool('current')
          ? 'error: no current context is set'
          : 'error: you must specify a non-empty context name or --current',
      );
    const before = named(json, 'contexts', name);
    const old = before !== undefined && isObject(before) && isObject(before['context']) ? before['context'] : {};
    const fields = ['cluster', 'user', 'namespace']
      .filter((key) => f.has(key))
      .map((key) => [key, f.text(key)] as const);
    const entry: JsonObject = { context: { cluster: '', user: '', ...old, ...Object.fromEntries(fields) }, name };
    yield* save(c, withEntry(json, 'contexts', name, entry));
    yield* out(`Context ${JSON.stringify(name)} ${before === undefined ? 'created' : 'modified'}.\n`);
    return 0;
  },
  { flags: [bool('current', '', 'Modify the current context')] },
);

const setCluster = leaf(
  'set-cluster',
  'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com] [options]',
  'Set a cluster entry in kubeconfig',
  function* (c, f) {
    const [name = ''] = f.args;
    if (f.args.length !== 1)
      throw new Failure(
        `error: Unexpected args: ${list(f.args)}\nSee 'kubectl config set-cluster -h' for help and examples`,
      );
    const before = named(c.config.json, 'clusters', name);
    const old = before !== undefined && isObject(before) && isObject(before['cluster']) ? before['cluster'] : {};
    const entry: JsonObject = {
      cluster: { ...old, ...(f.has('server') ? { server: f.text('server').replace(/\/$/, '') } : {}) },
      name,
    };
    yield* save(c, withEntry(c.config.json, 'clusters', name, entry));
    yield* out(`Cluster ${JSON.stringify(name)} set.\n`);
    return 0;
  },
);

const setCredentials = leaf(
  'set-credentials',
  'NAME [--token=bearer_token] [options]',
  'Set a user entry in kubeconfig',
  function* (c, f) {
    const [name = ''] = f.args;
    if (f.args.length !== 1)
      throw new Failure(
        `error: Unexpected args: ${list(f.args)}\nSee 'kubectl config set-credentials -h' for help and examples`,
      );
    const before = named(c.config.json, 'users', name);
    const old = before !== undefined && isObject(before) && isObject(before['user']) ? before['user'] : {};
    const entry: JsonObject = { name, user: { ...old, ...(f.has('token') ? { token: f.text('token') } : {}) } };
    yield* save(c, withEntry(c.config.json, 'users', name, entry));
    yield* out(`User ${JSON.stringify(name)} set.\n`);
    return 0;
  },
);

const remove = (name: string, of: List, noun: string, short: string): KubeCommand =>
  leaf(name, 'NAME [options]', short, function* (c, f) {
    const [what = ''] = f.args;
    const { json, path } = c.config;
    if (named(json, of, what) === undefined) throw new Failure(`error: cannot delete ${noun} ${what}, not in ${path}`);
    if (of === 'contexts' && current(json) === what)
      yield* err(
        `warning: this removed your active context, use "kubectl config use-context" to select a different one\n`,
      );
    yield* save(c, { ...json, [of]: items(json, of).filter((each) => str(each, 'name') !== what) });
    yield* out(`deleted ${noun} ${what} from ${path}\n`);
    return 0;
  });

const renameContext = leaf(
  'rename-context',
  'CONTEXT_NAME NEW_NAME [options]',
  'Rename a context from the kubeconfig file',
  function* (c, f) {
    const [from = '', to = ''] = f.args;
    const { json, path } = c.config;
    const one = named(json, 'contexts', from);
    if (one === undefined)
      throw new Failure(`error: cannot rename the context ${JSON.stringify(from)}, it's not in ${path}`);
    if (named(json, 'contexts', to) !== undefined)
      throw new Failure(
        `error: cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${path}`,
      );
    const rest = { ...json, contexts: items(json, 'contexts').filter((each) => each !== one) };
    const next = withEntry(rest, 'contexts', to, { ...(isObject(one) ? one : {}), name: to });
    yield* save(c, current(json) === from ? { ...next, 'current-context': to } : next);
    yield* out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
    return 0;
  },
);

/** `contexts.lab.namespace`: the list, the entry's name, the field below it. */
function* edit(c: KubeContext, path: string, value: string | undefined): Sys<void> {
  const { json } = c.config;
  const [head = '', ...rest] = path.split('.');
  if (head !== 'clusters' && head !== 'contexts' && head !== 'users') {
    yield* save(c, { ...json, [head]: value ?? '' });
    return;
  }
  const field = rest.at(-1) ?? '';
  const name = rest.slice(0, -1).join('.');
  const inner = head.slice(0, -1);
  const entry = named(json, head, name);
  const old = entry !== undefined && isObject(entry) && isObject(entry[inner]) ? entry[inner] : {};
  const next: Record<string, Json> = { ...old };
  if (value === undefined) delete next[field];
  else next[field] = value;
  yield* save(c, withEntry(json, head, name, { [inner]: next, name }));
}

const set = leaf(
  'set',
  'PROPERTY_NAME PROPERTY_VALUE [options]',
  'Set an individual value in a kubeconfig file',
  function* (c, f) {
    const [path = '', value = ''] = f.args;
    if (f.args.length !== 2)
      throw new Failure(`error: Unexpected args: ${list(f.args)}\nSee 'kubectl config set -h' for help and examples`);
    yield* edit(c, path, value);
    yield* out(`Property ${JSON.stringify(path)} set.\n`);
    return 0;
  },
);

const unset = leaf(
  'unset',
  'PROPERTY_NAME [options]',
  'Unset an individual value in a kubeconfig file',
  function* (c, f) {
    const [path = ''] = f.args;
    if (f.args.length !== 1)
      throw new Failure(`error: Unexpected args: ${list(f.args)}\nSee 'kubectl config unset -h' for help and examples`);
    yield* edit(c, path, undefined);
    yield* out(`Property ${JSON.stringify(path)} unset.\n`);
    return 0;
  },
);

export const config: KubeCommand = {
  name: 'config',
  use: 'SUBCOMMAND [options]',
  short: 'Modify kubeconfig files',
  long: 'Modify kubeconfig files using subcommands like "kubectl config set current-context my-context".\n\n The loading order follows these rules:\n\n  1.  If the --kubeconfig flag is set, then only that file is loaded. The flag may only be set once and no merging takes place.\n  2.  If $KUBECONFIG environment variable is set, then it is used as a list of paths (normal path delimiting rules for your system). These paths are merged. When a value is modified, it is modified in the file that defines the stanza. When a value is created, it is created in the first file that exists. If no files in the chain exist, then it creates the last file in the list.\n  3.  Otherwise, ${HOME}/.kube/config is used and no merging takes place.',
  args: { kind: 'any' },
  flags: [],
  support: 'partial',
  missing: 'changes are written to the first file of $KUBECONFIG',
  subs: [
    currentContext,
    remove('delete-cluster', 'clusters', 'cluster', 'Delete the specified cluster from the kubeconfig'),
    remove('delete-context', 'contexts', 'context', 'Delete the specified context from the kubeconfig'),
    remove('delete-user', 'users', 'user', 'Delete the specified user from the kubeconfig'),
    names('get-clusters', 'clusters', 'Display clusters defined in the kubeconfig'),
    getContexts,
    names('get-users', 'users', 'Display users defined in the kubeconfig'),
    renameContext,
    set,
    setCluster,
    setContext,
    setCredentials,
    unset,
    useContext,
    view,
  ],
};
