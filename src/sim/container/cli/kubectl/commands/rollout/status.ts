/** kubectl rollout status: waits until the new pods are there (kubectl/pkg/polymorphichelpers/rollout_status.go). */
import type { Sys } from '../../../../../kernel/abi/index.ts';
import { ApiError, type KubeObject } from '../../../../cluster-api.ts';
import { at, items, num, str } from '../../../apiserver/json.ts';
import { bool, flag } from '../../../layer/flags.ts';
import { DURATION, INT, STRING } from '../../../layer/kinds.ts';
import { Failure, out, words, type KubeContext } from '../../context.ts';
import { FILE_FLAGS } from '../../files.ts';
import type { KubeCommand } from '../../program.ts';
import { everyTarget, type Target } from '../../targets.ts';
import { supported } from './supported.ts';

interface Status {
  readonly text: string;
  readonly done: boolean;
}

function deploymentStatus(o: KubeObject): Status {
  const name = JSON.stringify(o.metadata.name);
  const n = (key: string): number => num(o, 'status', key);
  if (num(o, 'metadata', 'generation') > n('observedGeneration'))
    return { text: 'Waiting for deployment spec update to be observed...\n', done: false };
  const progress = items(o, 'status', 'conditions').find((each) => str(each, 'type') === 'Progressing');
  if (progress !== undefined && str(progress, 'reason') === 'ProgressDeadlineExceeded')
    throw new Failure(`error: deployment ${name} exceeded its progress deadline`);
  const wanted = at(o, 'spec', 'replicas') === undefined ? 1 : num(o, 'spec', 'replicas');
  const head = `Waiting for deployment ${name} rollout to finish: `;
  if (n('updatedReplicas') < wanted)
    return { text: `${head}${n('updatedReplicas')} out of ${wanted} new replicas have been updated...\n`, done: false };
  if (n('replicas') > n('updatedReplicas'))
    return {
      text: `${head}${n('replicas') - n('updatedReplicas')} old replicas are pending termination...\n`,
      done: false,
    };
  if (n('availableReplicas') < n('updatedReplicas'))
    return {
      text: `${head}${n('availableReplicas')} of ${n('updatedReplicas')} updated replicas are available...\n`,
      done: false,
    };
  return { text: `deployment ${name} successfully rolled out\n`, done: true };
}

export const status: KubeCommand = {
  name: 'status',
  use: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  short: 'Show the status of the rollout',
  args: { kind: 'any' },
  flags: [
    ...FILE_FLAGS('Filename, directory, or URL to files identifying the resource to get from a server.'),
    flag('revision', '', INT, 'Pin to a specific revision for showing its status. Defaults to 0 (last revision).'),
    flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
    flag(
      'timeout',
      '',
      DURATION,
      'The length of time to wait before ending watch, zero means never. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h).',
    ),
    bool('watch', 'w', "Watch the status of the rollout until it's done.", { def: true }),
  ],
  support: 'partial',
  missing: 'stateful sets and daemon sets',
  *run(c, f) {
    for (const target of yield* everyTarget(c, f, f.args)) {
      supported(target, 'no status viewer has been implemented for', 'plain');
      yield* follow(c, target, f.bool('watch'), f.number('timeout'));
    }
    return 0;
  },
};

function* follow(c: KubeContext, target: Target, watch: boolean, timeout: number): Sys<void> {
  const query = { namespace: target.namespace, name: target.object.metadata.name };
  const begun = yield* c.api.now();
  let o = target.object;
  let said = '';
  for (;;) {
    const { text, done } = deploymentStatus(o);
    if (text !== said) yield* out(text);
    said = text;
    if (done || !watch) return;
    const left = timeout === 0 ? undefined : timeout - ((yield* c.api.now()) - begun) / 1000;
    if (left !== undefined && left <= 0) throw new Failure('error: timed out waiting for the condition');
    if (!(yield* c.api.changed(target.resource, query, left))) {
      if (left !== undefined) throw new Failure('error: timed out waiting for the condition');
      return;
    }
    const next = yield* c.api.get(target.resource, query);
    if (next instanceof ApiError)
      throw new Failure(next.code === 404 ? 'error: object has been deleted' : words(c, next));
    o = next.value;
  }
}
