/** kubectl expose: a service for the pods of a deployment, replica set, pod or service. */
import type { Json } from '../../../engine-api.ts';
import { at, items, num, pairs, str } from '../../apiserver/json.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { Failure } from '../context.ts';
import { FILE_FLAGS } from '../files.ts';
import type { KubeCommand } from '../program.ts';
import { everyTarget } from '../targets.ts';
import { qualified } from '../../apiserver/store.ts';
import { objectOf } from './create/generators.ts';
import { CREATE_FLAGS, submit } from './create/submit.ts';

export const expose: KubeCommand = {
  name: 'expose',
  use: '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]',
  short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  args: { kind: 'any' },
  flags: [
    ...CREATE_FLAGS.filter((each) => each.name !== 'validate'),
    flag(
      'cluster-ip',
      '',
      STRING,
      "ClusterIP to be assigned to the service. Leave empty to auto-allocate, or set to 'None' to create a headless service.",
    ),
    flag('external-ip', '', STRING, ''),
    ...FILE_FLAGS('Filename, directory, or URL to files identifying the resource to expose a service'),
    flag('labels', 'l', STRING, 'Labels to apply to the service created by this call.'),
    flag('load-balancer-ip', '', STRING, ''),
    flag('name', '', STRING, 'The name for the newly created object.'),
    flag('override-type', '', STRING, '', { def: 'merge' }),
    flag('overrides', '', STRING, ''),
    flag(
      'port',
      '',
      STRING,
      'The port that the service should serve on. Copied from the resource being exposed, if unspecified',
    ),
    flag('protocol', '', STRING, "The network protocol for the service to be created. Default is 'TCP'."),
    flag('selector', '', STRING, 'A label selector to use for this service.'),
    flag(
      'session-affinity',
      '',
      STRING,
      "If non-empty, set the session affinity for the service to this; legal values: 'None', 'ClientIP'",
    ),
    flag(
      'target-port',
      '',
      STRING,
      'Name or number for the port on the container that the service should direct traffic to. Optional.',
    ),
    flag(
      'type',
      '',
      STRING,
      "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName. Default is 'ClusterIP'.",
    ),
    bool('all', '', '', { hidden: true }),
  ],
  support: 'partial',
  missing: '--overrides, several ports',
  *run(c, f) {
    for (const { resource, object } of yield* everyTarget(c, f, f.args)) {
      const labels = object.kind === 'Pod' ? object.metadata.labels : undefined;
      const chosen = f.text('selector');
      const selector: Record<string, string> =
        chosen !== ''
          ? Object.fromEntries(chosen.split(',').map((each) => [each.split('=')[0] ?? '', each.split('=')[1] ?? '']))
          : Object.fromEntries(
              labels !== undefined
                ? Object.entries(labels)
                : pairs(at(object, 'spec', 'selector', 'matchLabels') ?? at(object, 'spec', 'selector')),
            );
      if (!['Pod', 'Service', 'Deployment', 'ReplicaSet', 'ReplicationController'].includes(object.kind))
        throw new Failure(`error: cannot expose a ${qualified(resource)}`);
      const known = portsOf(object);
      const wanted = f
        .text('port')
        .split(',')
        .filter((each) => each !== '');
      const list = wanted.length > 0 ? wanted.map((port) => ({ port: Number(port), protocol: '' })) : known;
      if (list.length === 0) throw new Failure("error: couldn't find port via --port flag or introspection");
      if (Object.keys(selector).length === 0)
        throw new Failure(
          `error: couldn't retrieve selectors via --selector flag or introspection: the ${object.kind.toLowerCase()} has no labels and cannot be exposed`,
        );
      const target = f.text('target-port');
      const protocol = f.text('protocol');
      const ports: Json = list.map((each, i) => ({
        ...(list.length > 1 ? { name: `port-${i + 1}` } : {}),
        port: each.port,
        protocol: protocol || each.protocol || 'TCP',
        targetPort: target === '' ? each.port : /^\d+$/.test(target) ? Number(target) : target,
      }));
      const own = f.text('labels');
      const named =
        own === ''
          ? object.metadata.labels
          : Object.fromEntries(own.split(',').map((each) => [each.split('=')[0] ?? '', each.split('=')[1] ?? '']));
      const o = objectOf('v1', 'Service', f.text('name') || object.metadata.name, named, {
        spec: {
          ...(f.text('cluster-ip') === '' ? {} : { clusterIP: f.text('cluster-ip') }),
          ports,
          selector,
          ...(f.text('session-affinity') === '' ? {} : { sessionAffinity: f.text('session-affinity') }),
          ...(f.text('type') === '' ? {} : { type: f.text('type') }),
        },
        status: { loadBalancer: {} },
      });
      yield* submit(c, f, o, undefined, 'exposed');
    }
    return 0;
  },
};

function portsOf(o: Json): readonly { readonly port: number; readonly protocol: string }[] {
  const own = items(o, 'spec', 'ports');
  if (own.length > 0) return own.map((p) => ({ port: num(p, 'port'), protocol: str(p, 'protocol') }));
  const spec = items(o, 'spec', 'containers').length > 0 ? at(o, 'spec') : at(o, 'spec', 'template', 'spec');
  return items(spec ?? null, 'containers').flatMap((each) =>
    items(each, 'ports').map((p) => ({ port: num(p, 'containerPort'), protocol: str(p, 'protocol') })),
  );
}
