/** kubectl rollout: history, pause, restart, resume, status, undo. */
import type { Sys } from '../../../../../kernel/abi/index.ts';
import { ApiError } from '../../../../cluster-api.ts';
import type { Json, JsonObject } from '../../../../engine-api.ts';
import { at } from '../../../apiserver/json.ts';
import { isObject } from '../../../apiserver/patch.ts';
import { qualified } from '../../../apiserver/store.ts';
import { flag, type Flags, type FlagSpec } from '../../../layer/flags.ts';
import { INT, STRING } from '../../../layer/kinds.ts';
import { rfc3339NanoFixed } from '../../../docker/time.ts';
import { Failure, warn, words, type KubeContext } from '../../context.ts';
import { DRY_RUN, dryRunOf, drySuffix } from '../../dry-run.ts';
import { FILE_FLAGS } from '../../files.ts';
import type { KubeCommand } from '../../program.ts';
import { everyTarget, type Target } from '../../targets.ts';
import { OUTPUT, tell } from '../changed.ts';
import { history } from './history.ts';
import { revisionsOf } from './revisions.ts';
import { status } from './status.ts';
import { supported } from './supported.ts';

const COMMON: readonly FlagSpec[] = [
  ...FILE_FLAGS('Filename, directory, or URL to files identifying the resource to get from a server.'),
  OUTPUT,
  flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
];

function* send(
  c: KubeContext,
  f: Flags,
  t: Target,
  body: Json,
  done: string,
  type: 'strategic' | 'json' = 'strategic',
): Sys<void> {
  const dry = f.has('dry-run') ? dryRunOf(f) : 'none';
  let result = t.object;
  if (dry !== 'client') {
    const query = { namespace: t.namespace, name: t.object.metadata.name };
    const answer = yield* c.api.patch(t.resource, query, { type, body }, { dryRun: dry === 'server' });
    if (answer instanceof ApiError) throw new Failure(words(c, answer));
    yield* warn(answer.warnings);
    result = answer.value;
  }
  yield* tell(f, t.resource, result, done + drySuffix(dry));
}

const named = (t: Target): string => `${qualified(t.resource)} ${JSON.stringify(t.object.metadata.name)}`;

function pausing(name: 'pause' | 'resume', short: string, paused: boolean): KubeCommand {
  return {
    name,
    use: 'RESOURCE [options]',
    short,
    args: { kind: 'any' },
    flags: COMMON,
    support: 'partial',
    *run(c, f) {
      for (const t of yield* everyTarget(c, f, f.args)) {
        if (t.resource.plural !== 'deployments')
          throw new Failure(`error: ${named(t)} ${paused ? 'pausing' : 'resuming'} is not supported`);
        if ((at(t.object, 'spec', 'paused') === true) === paused)
          throw new Failure(`error: ${named(t)} is ${paused ? 'already paused' : 'not paused'}`);
        yield* send(c, f, t, { spec: { paused: paused ? true : null } }, `${name}d`);
      }
      return 0;
    },
  };
}

const restart: KubeCommand = {
  name: 'restart',
  use: 'RESOURCE [options]',
  short: 'Restart a resource',
  args: { kind: 'any' },
  flags: COMMON,
  support: 'partial',
  *run(c, f) {
    for (const t of yield* everyTarget(c, f, f.args)) {
      supported(t, 'restarting is not supported', 'object');
      if (at(t.object, 'spec', 'paused') === true)
        throw new Failure(`error: can't restart paused deployment (run rollout resume first)`);
      const ms = yield* c.api.now();
      const now = `${rfc3339NanoFixed(BigInt(Math.floor(ms)) * 1_000_000n).slice(0, 19)}Z`;
      const body = { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': now } } } } };
      yield* send(c, f, t, body, 'restarted');
    }
    return 0;
  },
};

const undo: KubeCommand = {
  name: 'undo',
  use: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  short: 'Undo a previous rollout',
  args: { kind: 'any' },
  flags: [
    ...COMMON,
    DRY_RUN,
    flag('to-revision', '', INT, 'The revision to rollback to. Default to 0 (last revision).'),
  ],
  support: 'partial',
  missing: 'stateful sets and daemon sets',
  *run(c, f) {
    const wanted = f.number('to-revision');
    for (const t of yield* everyTarget(c, f, f.args)) {
      supported(t, 'no rollbacker has been implemented for');
      if (at(t.object, 'spec', 'paused') === true)
        throw new Failure(
          `error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again`,
        );
      const revisions = [...(yield* revisionsOf(c, t))];
      const found = wanted === 0 ? revisions.at(-2)?.[1] : revisions.find(([n]) => n === wanted)?.[1];
      if (found === undefined)
        throw new Failure(
          wanted === 0
            ? `error: no rollout history found for deployment ${JSON.stringify(t.object.metadata.name)}`
            : `error: unable to find specified revision ${wanted} in history`,
        );
      const template = withoutHash(at(found, 'spec', 'template') ?? {});
      const same = JSON.stringify(template) === JSON.stringify(withoutHash(at(t.object, 'spec', 'template') ?? {}));
      if (same) {
        yield* tell(f, t.resource, t.object, `skipped rollback (current template already matches revision ${wanted})`);
        continue;
      }
      const body: Json = [{ op: 'replace', path: '/spec/template', value: template }];
      yield* send(c, f, t, body, 'rolled back', 'json');
    }
    return 0;
  },
};

/** The controller adds the hash to the template of its replica sets. */
function withoutHash(template: Json): Json {
  if (!isObject(template)) return template;
  const metadata = isObject(template['metadata']) ? template['metadata'] : {};
  const labels: JsonObject = isObject(metadata['labels']) ? metadata['labels'] : {};
  const kept = Object.fromEntries(Object.entries(labels).filter(([key]) => key !== 'pod-template-hash'));
  return { ...template, metadata: { ...metadata, labels: kept } };
}

export const rollout: KubeCommand = {
  name: 'rollout',
  use: 'SUBCOMMAND [options]',
  short: 'Manage the rollout of a resource',
  long: 'Manage the rollout of one or many resources.\n        \n Valid resource types include:\n\n  *  deployments\n  *  daemonsets\n  *  statefulsets',
  args: { kind: 'any' },
  flags: [],
  support: 'partial',
  subs: [
    history,
    pausing('pause', 'Mark the provided resource as paused', true),
    restart,
    pausing('resume', 'Resume a paused resource', false),
    status,
    undo,
  ],
};
