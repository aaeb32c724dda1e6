/** kubectl logs: what the containers of a pod wrote. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type KubeObject, type PodLogOptions } from '../../../cluster-api.ts';
import { at, selectorText } from '../../apiserver/json.ts';
import { bool, flag, type Flags } from '../../layer/flags.ts';
import { DURATION, INT, STRING } from '../../layer/kinds.ts';
import { err, Failure, must, out, usageError, words, type KubeContext } from '../context.ts';
import { containerNames, defaultContainer } from '../pods.ts';
import { LOGS_EXAMPLE, LOGS_LONG } from '../help-texts.ts';
import type { KubeCommand } from '../program.ts';
import { discover, findResource, readWanted } from '../resources.ts';

export const logs: KubeCommand = {
  name: 'logs',
  use: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
  short: 'Print the logs for a container in a pod',
  long: LOGS_LONG,
  example: LOGS_EXAMPLE,
  args: { kind: 'any' },
  flags: [
    bool('all-containers', '', "Get all containers' logs in the pod(s)."),
    bool('all-pods', '', 'Get logs from all pod(s). Sets prefix to true.'),
    flag('container', 'c', STRING, 'Print the logs of this container'),
    bool('follow', 'f', 'Specify if the logs should be streamed.'),
    bool('ignore-errors', '', 'If watching / following pod logs, allow for any errors that occur to be non-fatal'),
    bool(
      'insecure-skip-tls-verify-backend',
      '',
      'Skip verifying the identity of the kubelet that logs are requested from.  In theory, an attacker could provide invalid log content back. You might want to use this if your kubelet serving certificates have expired.',
    ),
    flag('limit-bytes', '', INT, 'Maximum bytes of logs to return. Defaults to no limit.'),
    flag(
      'max-log-requests',
      '',
      INT,
      'Specify maximum number of concurrent logs to follow when using by a selector. Defaults to 5.',
      { def: 5 },
    ),
    flag(
      'pod-running-timeout',
      '',
      DURATION,
      'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
      { def: 20 },
    ),
    bool('prefix', '', 'Prefix each log line with the log source (pod name and container name)'),
    bool('previous', 'p', 'If true, print the logs for the previous instance of the container in a pod if it exists.'),
    flag(
      'selector',
      'l',
      STRING,
      "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'.(e.g. -l key1=value1,key2=value2,key3 in (value3)). Matching objects must satisfy all of the specified label constraints.",
    ),
    flag(
      'since',
      '',
      DURATION,
      'Only return logs newer than a relative duration like 5s, 2m, or 3h. Defaults to all logs. Only one of since-time / since may be used.',
    ),
    flag(
      'since-time',
      '',
      STRING,
      'Only return logs after a specific date (RFC3339). Defaults to all logs. Only one of since-time / since may be used.',
    ),
    flag(
      'tail',
      '',
      INT,
      'Lines of recent log file to display. Defaults to -1 with no selector, showing all log lines otherwise 10, if a selector is provided.',
      { def: -1 },
    ),
    bool('timestamps', '', 'Include timestamps on each line in the log output'),
  ],
  support: 'partial',
  missing: '--all-pods, --since-time',
  *run(c, f) {
    const selector = f.text('selector');
    if (f.args.length === 0 && selector === '') {
      throw usageError(
        'kubectl logs',
        "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
      );
    }
    if (f.args.length > 0 && selector !== '')
      throw usageError('kubectl logs', 'only a selector (-l) or a POD name is allowed');
    const container = f.text('container') || (f.args[1] ?? '');
    if (f.bool('all-containers') && container !== '')
      throw new Failure('error: --all-containers=true should not be specified with container name');
    const pods = yield* podsOf(c, f);
    if (pods.length === 0) {
      yield* err(`No resources found in ${c.namespace} namespace.\n`);
      return 0;
    }
    for (const pod of pods) yield* podLogs(c, f, pod, container, selector !== '' && !f.has('tail') ? 10 : undefined);
    return 0;
  },
};

function* podsOf(c: KubeContext, f: Flags): Sys<readonly KubeObject[]> {
  const all = yield* discover(c);
  const pod = findResource(all, 'pods');
  if (pod === undefined) throw new Failure('error: the server doesn\'t have a resource type "pods"');
  const selector = f.text('selector');
  if (selector !== '') return yield* must(c, c.api.list(pod, { namespace: c.namespace, labels: selector }));
  const word = f.args[0] as string;
  const [wanted] = word.includes('/') ? readWanted(all, [word]) : [{ resource: pod, name: word }];
  if (wanted === undefined) return [];
  const found = yield* c.api.get(wanted.resource, { namespace: c.namespace, name: wanted.name as string });
  if (found instanceof ApiError) {
    // A pod that is not there is told in words of logs' own.
    if (found.code === 404)
      throw new Failure(
        `error: error from server (NotFound): ${found.message} in namespace ${JSON.stringify(c.namespace)}`,
      );
    throw new Failure(words(c, found));
  }
  if (wanted.resource === pod) return [found.value];
  const labels = selectorText(
    at(found.value, 'spec', 'selector', 'matchLabels') ?? at(found.value, 'spec', 'selector'),
  );
  const members = yield* must(c, c.api.list(pod, { namespace: c.namespace, labels }));
  const first = members[0];
  if (first === undefined) throw new Failure(`error: timed out waiting for the condition`);
  if (members.length > 1) yield* err(`Found ${members.length} pods, using pod/${first.metadata.name}\n`);
  return [first];
}

function* podLogs(c: KubeContext, f: Flags, pod: KubeObject, container: string, tail: number | undefined): Sys<void> {
  const known = containerNames(pod);
  if (container !== '' && !known.some((n) => n.name === container))
    throw new Failure(`error: container ${container} is not valid for pod ${pod.metadata.name}`);
  const names = f.bool('all-containers')
    ? inOrder(known)
    : [container === '' ? yield* defaultContainer(pod) : container];
  for (const name of names) {
    const options: PodLogOptions = {
      container: name,
      follow: f.bool('follow'),
      previous: f.bool('previous'),
      timestamps: f.bool('timestamps'),
      ...(tail !== undefined ? { tailLines: tail } : f.number('tail') >= 0 ? { tailLines: f.number('tail') } : {}),
      ...(f.number('since') > 0 ? { sinceSeconds: Math.ceil(f.number('since')) } : {}),
      ...(f.number('limit-bytes') > 0 ? { limitBytes: f.number('limit-bytes') } : {}),
    };
    const prefix = f.bool('prefix') ? `[pod/${pod.metadata.name}/${name}] ` : '';
    const done = yield* c.api.logs(c.namespace, pod.metadata.name, options, (text) => out(prefix + text));
    if (done instanceof ApiError) throw new Failure(words(c, done));
  }
}

/** All containers: those of the init phase first. */
function inOrder(known: readonly { readonly name: string; readonly kind: string }[]): readonly string[] {
  const of = (kind: string): string[] => known.filter((n) => n.kind === kind).map((n) => n.name);
  return [...of('init'), ...of('container'), ...of('ephem')];
}
