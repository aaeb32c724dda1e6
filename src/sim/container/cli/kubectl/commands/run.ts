/** kubectl run: a pod of one container; with -it it is attached to. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type KubeObject } from '../../../cluster-api.ts';
import type { Json } from '../../../engine-api.ts';
import { items, num, at } from '../../apiserver/json.ts';
import { isObject, jsonMerge, jsonPatch, strategicMerge } from '../../apiserver/patch.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { DURATION, INT, STRING, STRING_ARRAY, STRING_SLICE } from '../../layer/kinds.ts';
import { err, Failure, out, usageError, words, type KubeContext } from '../context.ts';
import { dryRunOf } from '../dry-run.ts';
import type { KubeCommand } from '../program.ts';
import { discover, findResource } from '../resources.ts';
import { join } from './attach.ts';
import { container, objectOf } from './create/generators.ts';
import { CREATE_FLAGS, submit } from './create/submit.ts';

export const run: KubeCommand = {
  name: 'run',
  use: 'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
  short: 'Run a particular image on the cluster',
  args: { kind: 'any' },
  flags: [
    ...CREATE_FLAGS,
    flag('annotations', '', STRING_ARRAY, 'Annotations to apply to the pod.'),
    bool(
      'attach',
      '',
      "If true, wait for the Pod to start running, and then attach to the Pod as if 'kubectl attach ...' were called.",
    ),
    bool(
      'command',
      '',
      "If true and extra arguments are present, use them as the 'command' field in the container, rather than the 'args' field which is the default.",
    ),
    flag('env', '', STRING_ARRAY, 'Environment variables to set in the container.'),
    bool('expose', '', ''),
    flag('grace-period', '', INT, '', { def: -1 }),
    flag('image', '', STRING, 'The image for the container to run.'),
    flag('image-pull-policy', '', STRING, 'The image pull policy for the container.'),
    flag('labels', 'l', STRING_SLICE, 'Comma separated labels to apply to the pod. Will override previous values.'),
    bool('leave-stdin-open', '', ''),
    flag('override-type', '', STRING, 'The method used to override the generated object: json, merge, or strategic.', {
      def: 'merge',
    }),
    flag('overrides', '', STRING, 'An inline JSON override for the generated object.'),
    flag('pod-running-timeout', '', DURATION, '', { def: 60 }),
    flag('port', '', STRING, 'The port that this container exposes.'),
    bool('privileged', '', 'If true, run the container in privileged mode.'),
    bool('quiet', 'q', 'If true, suppress prompt messages.'),
    flag('restart', '', STRING, 'The restart policy for this Pod.  Legal values [Always, OnFailure, Never].', {
      def: 'Always',
    }),
    bool(
      'rm',
      '',
      "If true, delete the pod after it exits.  Only valid when attaching to the container, e.g. with '--attach' or with '-i/--stdin'.",
    ),
    bool('stdin', 'i', 'Keep stdin open on the container in the pod, even if nothing is attached.'),
    bool('tty', 't', 'Allocate a TTY for the container in the pod.'),
  ],
  support: 'partial',
  missing: '--expose; input of a container without a terminal',
  *run(c, f) {
    const [name] = f.args;
    if (name === undefined || f.dash === 0) throw usageError('kubectl run', 'NAME is required for run');
    if (!f.has('image')) throw new Failure('error: required flag(s) "image" not set');
    const rest = f.args.slice(1);
    if (f.dash < 0 && rest.length > 0 && f.bool('command') === false && f.dash === 0)
      throw usageError('kubectl run', 'NAME');
    const attach = f.bool('attach') || f.bool('stdin') || f.bool('tty');
    const dry = dryRunOf(f);
    if (f.bool('rm') && !attach) throw new Failure('error: --rm should only be used for attached containers');
    if (attach && dry !== 'none')
      throw new Failure(
        `error: --dry-run=${dry} can't be used with attached containers options (--attach, --stdin, or --tty)`,
      );
    const policy = f.text('restart');
    if (!['Always', 'OnFailure', 'Never'].includes(policy))
      throw usageError('kubectl run', `invalid restart policy: ${policy}`);
    const object = overridden(podOf(name, f, rest, policy), f);
    if (!attach) return yield* submit(c, f, object);
    return yield* attached(c, f, object);
  },
};

function podOf(name: string, f: Flags, rest: readonly string[], policy: string): KubeObject {
  const labels = f.list('labels').length > 0 ? pairsOf(f.list('labels')) : { run: name };
  const annotations = pairsOf(f.list('annotations'));
  const port = f.text('port');
  const o = objectOf('v1', 'Pod', name, labels, {
    spec: {
      containers: [
        container(name, f.text('image'), {
          ...(rest.length === 0 ? {} : f.bool('command') ? { command: rest } : { args: rest }),
          ...(f.list('env').length === 0
            ? {}
            : { env: f.list('env').map((e) => ({ name: e.split('=')[0] ?? '', value: e.replace(/^[^=]*=/, '') })) }),
          ...(f.text('image-pull-policy') === '' ? {} : { imagePullPolicy: f.text('image-pull-policy') }),
          ...(port === '' ? {} : { ports: [{ containerPort: Number(port) }] }),
          ...(f.bool('privileged') ? { securityContext: { privileged: true } } : {}),
          ...(f.bool('stdin') ? { stdin: true, stdinOnce: !f.bool('leave-stdin-open') } : {}),
          ...(f.bool('tty') ? { tty: true } : {}),
        }),
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: policy,
    },
    status: {},
  });
  return f.list('annotations').length > 0 ? { ...o, metadata: { ...o.metadata, annotations } } : o;
}

/** --overrides: JSON laid over the pod that the flags describe. */
function overridden(object: KubeObject, f: Flags): KubeObject {
  const text = f.text('overrides');
  if (text === '') return object;
  const given = parsed(text);
  const type = f.text('override-type');
  if (type === 'json') {
    const done = Array.isArray(given) ? jsonPatch(object as Json, given) : 'Invalid JSON Patch';
    if (typeof done === 'string') throw new Failure(`error: ${done}`);
    return done as KubeObject;
  }
  if (!isObject(given)) throw new Failure('error: Invalid JSON Patch');
  if (type === 'strategic') return strategicMerge(object as Json, given) as KubeObject;
  if (type !== 'merge')
    throw new Failure(`error: invalid override type: ${type}. Supported override types are: json, merge, strategic`);
  return jsonMerge(object as Json, given) as KubeObject;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const pairsOf = (list: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    list.map((each) => [each.split('=')[0] ?? '', each.includes('=') ? each.slice(each.indexOf('=') + 1) : '']),
  );

/** Fidelity: a container without a terminal gets no input. */
function* attached(c: KubeContext, f: Flags, object: KubeObject): Sys<number> {
  const all = yield* discover(c);
  const resource = findResource(all, 'pods');
  if (resource === undefined) throw new Failure('error: the server doesn\'t have a resource type "pods"');
  const made = yield* c.api.create(resource, c.namespace, object, { dryRun: false });
  if (made instanceof ApiError) throw new Failure(words(c, made));
  const { name } = object.metadata;
  const query = { namespace: c.namespace, name };
  const [stdin, tty] = [f.bool('stdin'), f.bool('tty')];
  yield* join(c, resource, { pod: name, container: name, stdin, tty, quiet: f.bool('quiet') });
  const again = f.text('restart') === 'Always';
  if (again && stdin && tty && !f.bool('quiet'))
    yield* out(
      `Session ended, resume using 'kubectl attach ${name} -c ${name} -i -t' command when the pod is running\n`,
    );
  const code = again ? 0 : yield* exitCodeOf(c, resource, query);
  if (f.bool('rm')) {
    yield* c.api.delete(resource, query, { dryRun: false, propagation: 'Background' });
    if (!f.bool('quiet')) yield* out(`pod ${JSON.stringify(name)} deleted from ${c.namespace} namespace\n`);
  }
  if (code !== 0) {
    yield* err(`pod ${c.namespace}/${name} terminated (Error)\n`);
    return code;
  }
  return 0;
}

function* exitCodeOf(
  c: KubeContext,
  resource: Parameters<KubeContext['api']['get']>[0],
  query: { readonly namespace: string; readonly name: string },
): Sys<number> {
  for (let tries = 0; tries < 10; tries += 1) {
    const now = yield* c.api.get(resource, query);
    if (now instanceof ApiError) return 0;
    const [status] = items(now.value, 'status', 'containerStatuses');
    if (status !== undefined && at(status, 'state', 'terminated') !== undefined)
      return num(status, 'state', 'terminated', 'exitCode');
    yield* c.api.changed(resource, query, 1);
  }
  return 0;
}
