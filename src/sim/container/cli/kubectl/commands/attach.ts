/** kubectl attach, and how `run -it` and `debug -it` join the container that they have made. */
import { sys, type Sys } from '../../../../kernel/abi/index.ts';
import { ApiError, type ApiResource, type KubeObject } from '../../../cluster-api.ts';
import { at, items, str } from '../../apiserver/json.ts';
import { rawTerminal } from '../../docker/terminal.ts';
import { bool, flag } from '../../layer/flags.ts';
import { DURATION, STRING } from '../../layer/kinds.ts';
import { err, Failure, out, usageError, words, type KubeContext } from '../context.ts';
import { defaultContainer, podFor } from '../pods.ts';
import type { KubeCommand } from '../program.ts';
import { discover, findResource } from '../resources.ts';

interface Joined {
  readonly pod: string;
  readonly container: string;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
}

const running = (pod: KubeObject, container: string): boolean =>
  ['containerStatuses', 'ephemeralContainerStatuses']
    .flatMap((key) => items(pod, 'status', key))
    .some((each) => str(each, 'name') === container && at(each, 'state', 'running') !== undefined);

const over = (pod: KubeObject, container: string): boolean =>
  ['containerStatuses', 'ephemeralContainerStatuses']
    .flatMap((key) => items(pod, 'status', key))
    .some((each) => str(each, 'name') === container && at(each, 'state', 'terminated') !== undefined);

/** How long the client waits for the container to run (--pod-running-timeout). */
const PATIENCE = 60;

/** Waits until the container runs, then shows its terminal until it ends; what was missed is in its log. */
export function* join(c: KubeContext, pods: ApiResource, j: Joined): Sys<void> {
  const query = { namespace: c.namespace, name: j.pod };
  for (;;) {
    const now = yield* c.api.get(pods, query);
    if (now instanceof ApiError) throw new Failure(words(c, now));
    if (running(now.value, j.container)) break;
    if (over(now.value, j.container)) {
      const options = { container: j.container, follow: false, previous: false, timestamps: false };
      yield* c.api.logs(c.namespace, j.pod, options, (text) => out(text));
      return;
    }
    if (!(yield* c.api.changed(pods, query, PATIENCE))) throw new Failure('error: timed out waiting for the condition');
  }
  const terminal = yield* sys.isatty(0);
  const tty = j.tty && j.stdin && terminal;
  if (j.tty && !terminal) yield* err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  if (tty && !j.quiet) yield* err("If you don't see a command prompt, try pressing enter.\n");
  const io = { stdin: j.stdin ? 0 : undefined, stdout: 1, stderr: tty ? 1 : 2 };
  const done = yield* rawTerminal(tty, () => c.api.attach(c.namespace, j.pod, j.container, io));
  if (done instanceof ApiError) throw new Failure(words(c, done));
}

export const attach: KubeCommand = {
  name: 'attach',
  use: '(POD | TYPE/NAME) -c CONTAINER [options]',
  short: 'Attach to a running container',
  args: { kind: 'any' },
  flags: [
    flag('container', 'c', STRING, 'Container name.'),
    flag('pod-running-timeout', '', DURATION, 'The length of time to wait until at least one pod is running', {
      def: 60,
    }),
    bool('quiet', 'q', 'Only print output from the remote session'),
    bool('stdin', 'i', 'Pass stdin to the container'),
    bool('tty', 't', 'Stdin is a TTY'),
  ],
  support: 'partial',
  missing: 'input of a container without a terminal',
  *run(c, f) {
    const [word] = f.args;
    if (word === undefined) throw usageError('kubectl attach', 'at least 1 argument is required for attach');
    const pods = findResource(yield* discover(c), 'pods');
    if (pods === undefined) throw new Failure('error: the server doesn\'t have a resource type "pods"');
    const pod = yield* podFor(c, word);
    const { name } = pod.metadata;
    const phase = str(pod, 'status', 'phase');
    if (phase === 'Succeeded' || phase === 'Failed')
      throw new Failure(`error: cannot attach a container in a completed pod; current phase is ${phase}`);
    const container = f.text('container') || (yield* defaultContainer(pod));
    yield* join(c, pods, {
      pod: name,
      container,
      stdin: f.bool('stdin'),
      tty: f.bool('tty'),
      quiet: f.bool('quiet'),
    });
    return 0;
  },
};
