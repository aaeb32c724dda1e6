/** kubectl create: objects of files, or one that is made of options. */
import type { Sys } from '../../../../../kernel/abi/index.ts';
import { ApiError } from '../../../../cluster-api.ts';
import type { Json } from '../../../../engine-api.ts';
import { bool, flag, type Flags } from '../../../layer/flags.ts';
import { INT, STRING, STRING_SLICE } from '../../../layer/kinds.ts';
import { err, Failure, warn, words, type KubeContext } from '../../context.ts';
import { DRY_RUN, dryRunOf, drySuffix } from '../../dry-run.ts';
import { documentsOf, FILE_FLAGS, toManifest } from '../../files.ts';
import { commandHelp } from '../../help.ts';
import type { KubeCommand } from '../../program.ts';
import { discover } from '../../resources.ts';
import { OUTPUT, tell } from '../changed.ts';
import { remembered } from '../last-applied.ts';
import { configmap, secret } from './data.ts';
import { container, nameArg, nameOfImage, objectOf, type Fields } from './generators.ts';
import { service } from './service.ts';
import { CREATE_FLAGS, submit } from './submit.ts';

const namespace: KubeCommand = {
  name: 'namespace',
  aliases: ['ns'],
  use: 'NAME [--dry-run=server|client|none] [options]',
  short: 'Create a namespace with the specified name',
  args: { kind: 'any' },
  flags: CREATE_FLAGS,
  support: 'full',
  *run(c, f) {
    const o = objectOf('v1', 'Namespace', nameArg(f, 'namespace'), undefined, { spec: {}, status: {} });
    return yield* submit(c, f, o);
  },
};

const serviceaccount: KubeCommand = {
  name: 'serviceaccount',
  aliases: ['sa'],
  use: 'NAME [--dry-run=server|client|none] [options]',
  short: 'Create a service account with the specified name',
  args: { kind: 'any' },
  flags: CREATE_FLAGS,
  support: 'full',
  *run(c, f) {
    const o = objectOf('v1', 'ServiceAccount', nameArg(f, 'serviceaccount'), undefined, {});
    return yield* submit(c, f, o, 'failed to create serviceaccount');
  },
};

const deployment: KubeCommand = {
  name: 'deployment',
  aliases: ['deploy'],
  use: 'NAME --image=image -- [COMMAND] [args...] [options]',
  short: 'Create a deployment with the specified name',
  args: { kind: 'any' },
  flags: [
    ...CREATE_FLAGS,
    flag(
      'image',
      '',
      STRING_SLICE,
      'Image names to run. A deployment can have multiple images set for multiple containers.',
    ),
    flag('port', '', INT, 'The containerPort that this deployment exposes.', { def: -1 }),
    flag('replicas', 'r', INT, 'Number of replicas to create. Default is 1.', { def: 1 }),
  ],
  support: 'full',
  *run(c, f) {
    if (!f.has('image')) throw new Failure('error: required flag(s) "image" not set');
    const name = nameArg(f, 'deployment');
    const images = f.list('image');
    const command = f.dash < 0 ? [] : f.args.slice(f.dash);
    if (images.length > 1 && command.length > 0)
      throw new Failure('error: cannot specify multiple --image options and command');
    const port = f.number('port');
    const labels: Fields = { app: name };
    const containers: Json = images.map((image) =>
      container(nameOfImage(image), image, {
        ...(command.length > 0 ? { command } : {}),
        ...(port > 0 ? { ports: [{ containerPort: port }] } : {}),
      }),
    );
    const o = objectOf('apps/v1', 'Deployment', name, labels, {
      spec: {
        replicas: f.number('replicas'),
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { labels }, spec: { containers } },
      },
      status: {},
    });
    return yield* submit(c, f, o, 'failed to create deployment');
  },
};

const job: KubeCommand = {
  name: 'job',
  use: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...] [options]',
  short: 'Create a job with the specified name',
  args: { kind: 'any' },
  flags: [...CREATE_FLAGS, flag('image', '', STRING, 'Image name to run.')],
  support: 'partial',
  missing: '--from',
  *run(c, f) {
    if (f.text('image') === '') throw new Failure('error: either --image or --from must be specified');
    const name = nameArg(f, 'job');
    const command = f.dash < 0 ? [] : f.args.slice(f.dash);
    const containers: Json = [container(name, f.text('image'), command.length > 0 ? { command } : {})];
    const o = objectOf('batch/v1', 'Job', name, undefined, {
      spec: { template: { metadata: {}, spec: { containers, restartPolicy: 'Never' } } },
      status: {},
    });
    return yield* submit(c, f, o, 'failed to create job');
  },
};

export const create: KubeCommand = {
  name: 'create',
  use: '-f FILENAME [options]',
  short: 'Create a resource from a file or from stdin',
  args: { kind: 'any' },
  flags: [
    DRY_RUN,
    bool('edit', '', 'Edit the API resource before creating'),
    flag('field-manager', '', STRING, 'Name of the manager used to track field ownership.'),
    ...FILE_FLAGS('Filename, directory, or URL to files to use to create the resource'),
    OUTPUT,
    bool(
      'save-config',
      '',
      'If true, the configuration of current object will be saved in its annotation. Otherwise, the annotation will be unchanged.',
    ),
    flag('selector', 'l', STRING, 'Selector (label query) to filter on'),
    flag('validate', '', STRING, 'Must be one of: strict (or true), warn, ignore (or false).', {
      def: 'strict',
      bare: 'strict',
    }),
  ],
  support: 'partial',
  missing:
    '--edit, --raw; clusterrole, clusterrolebinding, cronjob, ingress, poddisruptionbudget, priorityclass, quota, role, rolebinding, token',
  subs: [configmap, deployment, job, namespace, secret, service, serviceaccount],
  *run(c, f) {
    const documents = yield* documentsOf(f);
    if (f.args.length > 0)
      throw new Failure(`error: Unexpected args: [${f.args.join(' ')}]\nSee 'kubectl create -h' for help and examples`);
    if (documents === undefined) {
      yield* err(`Error: must specify one of -f and -k\n\n${commandHelp(['kubectl', 'create'], create)}`);
      return 1;
    }
    const dry = dryRunOf(f);
    const all = yield* discover(c);
    const errors: string[] = [];
    for (const document of documents) {
      try {
        yield* createOne(c, f, all, document, dry);
      } catch (e) {
        if (!(e instanceof Failure)) throw e;
        errors.push(e.message);
      }
    }
    if (errors.length > 0) throw new Failure(errors.join('\n'));
    return 0;
  },
};

function* createOne(
  c: KubeContext,
  f: Flags,
  all: Parameters<typeof toManifest>[1],
  document: Parameters<typeof toManifest>[2],
  dry: ReturnType<typeof dryRunOf>,
): Sys<void> {
  const m = toManifest(c, all, document, !['false', 'ignore'].includes(f.text('validate')));
  let result = f.bool('save-config') ? remembered(m.object) : m.object;
  if (dry !== 'client') {
    const answer = yield* c.api.create(m.resource, m.namespace, result, { dryRun: dry === 'server' });
    if (answer instanceof ApiError)
      throw new Failure(words(c, answer, `error when creating ${JSON.stringify(m.source)}`));
    yield* warn(answer.warnings);
    result = answer.value;
  }
  yield* tell(f, m.resource, result, `created${drySuffix(dry)}`);
}
