/** kubectl debug: an ephemeral container in a running pod, or a copy of it. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type ApiResource, type KubeObject } from '../../../cluster-api.ts';
import type { Json, JsonObject } from '../../../engine-api.ts';
import { at, items, str } from '../../apiserver/json.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { STRING, STRING_ARRAY } from '../../layer/kinds.ts';
import { err, Failure, out, warn, words, type KubeContext } from '../context.ts';
import type { KubeCommand } from '../program.ts';
import { discover, findResource, readWanted } from '../resources.ts';
import { join } from './attach.ts';

const LEGACY =
  '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n';
const PROFILES = ['legacy', 'general', 'baseline', 'netadmin', 'restricted', 'sysadmin', 'auto'];

export const debug: KubeCommand = {
  name: 'debug',
  use: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ] [options]',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  args: { kind: 'any' },
  flags: [
    bool(
      'arguments-only',
      '',
      'If specified, everything after -- will be passed to the new container as Args instead of Command.',
    ),
    bool(
      'attach',
      '',
      "If true, wait for the container to start running, and then attach as if 'kubectl attach ...' were called.",
    ),
    flag('container', 'c', STRING, 'Container name to use for debug container.'),
    flag('copy-to', '', STRING, 'Create a copy of the target Pod with this name.'),
    flag('custom', '', STRING, ''),
    flag('env', '', STRING_ARRAY, 'Environment variables to set in the container.'),
    flag('image', '', STRING, 'Container image to use for debug container.'),
    flag('image-pull-policy', '', STRING, ''),
    flag(
      'profile',
      '',
      STRING,
      'Options are "legacy", "general", "baseline", "netadmin", "restricted" or "sysadmin".',
      { def: 'legacy' },
    ),
    bool('quiet', 'q', 'If true, suppress informational messages.'),
    bool('replace', '', "When used with '--copy-to', delete the original Pod."),
    bool('same-node', '', "When used with '--copy-to', schedule the copy of target Pod on the same node."),
    flag('set-image', '', STRING_ARRAY, ''),
    bool('share-processes', '', "When used with '--copy-to', enable process namespace sharing in the copy.", {
      def: true,
    }),
    bool('stdin', 'i', 'Keep stdin open on the container(s) in the pod, even if nothing is attached.'),
    flag('target', '', STRING, 'When using an ephemeral container, target processes in this container name.'),
    bool('tty', 't', 'Allocate a TTY for the debugging container.'),
  ],
  support: 'partial',
  missing: "--set-image, --custom, --replace; what a profile adds; a node's pod has namespaces of its own",
  *run(c, f) {
    const [word] = f.dash < 0 ? f.args : f.args.slice(0, f.dash);
    if (word === undefined) throw new Failure('error: NAME or TYPE/NAME is required for debug');
    const copy = f.text('copy-to');
    if (f.text('image') === '' && copy === '')
      throw new Failure('error: you must specify --image when not using --copy-to.');
    const profile = f.text('profile');
    if (!PROFILES.includes(profile)) throw new Failure(`error: unknown profile: ${profile}`);
    if (profile === 'legacy') yield* err(LEGACY);
    const all = yield* discover(c);
    const pods = findResource(all, 'pods');
    const [wanted] = word.includes('/') ? readWanted(all, [word]) : [{ resource: pods, name: word }];
    if (wanted?.resource === undefined || wanted.name === undefined || pods === undefined)
      throw new Failure('error: the server doesn\'t have a resource type "pods"');
    if (wanted.resource.kind === 'Node') return yield* onNode(c, f, wanted.resource, pods, wanted.name);
    if (wanted.resource.kind !== 'Pod')
      throw new Failure(`error: 'kubectl debug ${wanted.resource.plural}' is not part of this simulator`);
    const query = { namespace: c.namespace, name: wanted.name };
    const found = yield* c.api.get(pods, query);
    if (found instanceof ApiError) throw new Failure(words(c, found));
    return copy === '' ? yield* inPlace(c, f, pods, found.value) : yield* copied(c, f, pods, found.value, copy);
  },
};

/** A pod in the namespaces of the node. */
function* onNode(c: KubeContext, f: Flags, nodes: ApiResource, pods: ApiResource, node: string): Sys<number> {
  const found = yield* c.api.get(nodes, { namespace: '', name: node });
  if (found instanceof ApiError) throw new Failure(words(c, found));
  if (f.text('image') === '') throw new Failure('error: you must specify --image when creating a node debugging pod.');
  const container = f.text('container') || 'debugger';
  const name = `node-debugger-${node}-${letters(yield* c.api.now())}`;
  if (!f.bool('quiet')) yield* out(`Creating debugging pod ${name} with container ${container} on node ${node}.\n`);
  const spec: Json = {
    containers: [
      { ...specOf(f, container, f.text('image')), volumeMounts: [{ mountPath: '/host', name: 'host-root' }] },
    ],
    hostIPC: true,
    hostNetwork: true,
    hostPID: true,
    nodeName: node,
    restartPolicy: 'Never',
    tolerations: [{ operator: 'Exists' }],
    volumes: [{ hostPath: { path: '/' }, name: 'host-root' }],
  };
  const metadata = { labels: { 'app.kubernetes.io/managed-by': 'kubectl-debug' }, name, namespace: c.namespace };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec } as Json as KubeObject;
  const answer = yield* c.api.create(pods, c.namespace, object, { dryRun: false });
  if (answer instanceof ApiError) throw new Failure(words(c, answer));
  yield* warn(answer.warnings);
  return yield* attached(c, f, pods, name, container);
}

/** Five letters of apimachinery's rand.String, from a number. */
function letters(from: number): string {
  const all = 'bcdfghjklmnpqrstvwxz2456789';
  let seed = Math.floor(from);
  let text = '';
  for (let i = 0; i < 5; i += 1) {
    text += all[seed % all.length] ?? '';
    seed = Math.floor(seed / all.length) + i * 31;
  }
  return text;
}

function specOf(f: Flags, name: string, image: string): JsonObject {
  const command = f.dash < 0 ? [] : f.args.slice(f.dash);
  return {
    ...(command.length === 0 ? {} : f.bool('arguments-only') ? { args: command } : { command }),
    ...(f.list('env').length === 0
      ? {}
      : { env: f.list('env').map((e) => ({ name: e.split('=')[0] ?? '', value: e.replace(/^[^=]*=/, '') })) }),
    image,
    name,
    resources: {},
    ...(f.bool('stdin') ? { stdin: true } : {}),
    terminationMessagePolicy: 'File',
    ...(f.bool('tty') ? { tty: true } : {}),
  };
}

/** `debugger-` and five letters, told when it was not asked for. */
function* nameOf(c: KubeContext, f: Flags, pod: KubeObject): Sys<string> {
  if (f.text('container') !== '') return f.text('container');
  const before = items(pod, 'spec', 'ephemeralContainers').length;
  const name = `debugger-${letters((yield* c.api.now()) + before * 7919)}`;
  if (!f.bool('quiet')) yield* out(`Defaulting debug container name to ${name}.\n`);
  return name;
}

function* inPlace(c: KubeContext, f: Flags, pods: ApiResource, pod: KubeObject): Sys<number> {
  const target = f.text('target');
  if (target !== '' && !f.bool('quiet'))
    yield* out(
      `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  const name = yield* nameOf(c, f, pod);
  const spec = { ...specOf(f, name, f.text('image')), ...(target === '' ? {} : { targetContainerName: target }) };
  const query = { namespace: c.namespace, name: pod.metadata.name };
  const answer = yield* c.api.patch(
    pods,
    query,
    { type: 'strategic', body: { spec: { ephemeralContainers: [spec] } } },
    { dryRun: false, subresource: 'ephemeralcontainers' },
  );
  if (answer instanceof ApiError) throw new Failure(words(c, answer));
  yield* warn(answer.warnings);
  return yield* attached(c, f, pods, pod.metadata.name, name);
}

function* copied(c: KubeContext, f: Flags, pods: ApiResource, pod: KubeObject, name: string): Sys<number> {
  const spec: Record<string, Json> = { ...((at(pod, 'spec') as JsonObject | undefined) ?? {}) };
  if (!f.bool('same-node')) delete spec['nodeName'];
  delete spec['ephemeralContainers'];
  if (f.bool('share-processes')) spec['shareProcessNamespace'] = true;
  const image = f.text('image');
  const given = f.text('container');
  let added = given;
  const containers = items(pod, 'spec', 'containers');
  if (image === '') {
    const one = given === '' ? containers[0] : containers.find((each) => str(each, 'name') === given);
    if (one === undefined)
      throw new Failure(`error: you must specify an existing container or a new image when specifying args.`);
    added = str(one, 'name');
    const command = f.dash < 0 ? [] : f.args.slice(f.dash);
    spec['containers'] = containers.map((each) =>
      each === one && command.length > 0 ? { ...(each as JsonObject), command } : each,
    );
  } else {
    added = yield* nameOf(c, f, pod);
    spec['containers'] = [...containers, specOf(f, added, image)];
  }
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: c.namespace },
    spec,
  } as Json as KubeObject;
  const answer = yield* c.api.create(pods, c.namespace, object, { dryRun: false });
  if (answer instanceof ApiError) throw new Failure(words(c, answer));
  yield* warn(answer.warnings);
  return yield* attached(c, f, pods, name, added);
}

function* attached(c: KubeContext, f: Flags, pods: ApiResource, pod: string, container: string): Sys<number> {
  const stdin = f.bool('stdin');
  if (f.bool('attach') || stdin)
    yield* join(c, pods, { pod, container, stdin, tty: f.bool('tty'), quiet: f.bool('quiet') });
  return 0;
}
