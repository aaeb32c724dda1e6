/** kubectl create service: clusterip, nodeport, loadbalancer, externalname. */
import type { Json } from '../../../../engine-api.ts';
import { flag, type Flags, type FlagSpec } from '../../../layer/flags.ts';
import { INT, STRING, STRING_SLICE } from '../../../layer/kinds.ts';
import { Failure } from '../../context.ts';
import type { KubeCommand } from '../../program.ts';
import { objectOf, type Fields } from './generators.ts';
import { CREATE_FLAGS, submit } from './submit.ts';

const TCP: FlagSpec = flag('tcp', '', STRING_SLICE, "Port pairs can be specified as '<port>:<targetPort>'.");

function ports(f: Flags, required: boolean): Json {
  const list = f.list('tcp');
  if (list.length === 0 && required) throw new Failure('error: at least one tcp port specifier must be provided');
  const node = f.number('node-port');
  return list.map((each) => {
    const [port = '', target = port] = each.split(':');
    if (!/^\d+$/.test(port)) throw new Failure(`error: strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`);
    const name = each.includes(':') ? each.replace(':', '-') : port;
    return {
      name,
      ...(node > 0 ? { nodePort: node } : {}),
      port: Number(port),
      protocol: 'TCP',
      targetPort: /^\d+$/.test(target) ? Number(target) : target,
    };
  });
}

function kind(
  name: string,
  type: string,
  short: string,
  flags: readonly FlagSpec[],
  spec: (f: Flags) => Fields,
): KubeCommand {
  return {
    name,
    use: `NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none] [options]`,
    short,
    args: { kind: 'any' },
    flags: [...CREATE_FLAGS, ...flags],
    support: 'full',
    *run(c, f) {
      const [service = ''] = f.args;
      if (f.args.length !== 1)
        throw new Failure(
          `error: exactly one NAME is required, got ${f.args.length}\nSee 'kubectl create service ${name} -h' for help and examples`,
        );
      const labels: Fields = { app: service };
      const o = objectOf('v1', 'Service', service, labels, {
        spec: { ...spec(f), selector: labels, type },
        status: { loadBalancer: {} },
      });
      return yield* submit(c, f, o, `failed to create ${type} service`);
    },
  };
}

export const service: KubeCommand = {
  name: 'service',
  aliases: ['svc'],
  use: '[flags] [options]',
  short: 'Create a service using a specified subcommand',
  args: { kind: 'any' },
  flags: [],
  support: 'full',
  subs: [
    kind(
      'clusterip',
      'ClusterIP',
      'Create a ClusterIP service',
      [
        TCP,
        flag(
          'clusterip',
          '',
          STRING,
          "Assign your own ClusterIP or set to 'None' for a 'headless' service (no loadbalancing).",
        ),
      ],
      (f) => {
        const ip = f.text('clusterip');
        return { ...(ip === '' ? {} : { clusterIP: ip }), ports: ports(f, ip !== 'None') };
      },
    ),
    kind(
      'externalname',
      'ExternalName',
      'Create an ExternalName service',
      [TCP, flag('external-name', '', STRING, 'External name of service')],
      (f) => {
        if (f.text('external-name') === '') throw new Failure('error: required flag(s) "external-name" not set');
        const list = ports(f, false);
        return {
          externalName: f.text('external-name'),
          ...(Array.isArray(list) && list.length === 0 ? {} : { ports: list }),
        };
      },
    ),
    kind('loadbalancer', 'LoadBalancer', 'Create a LoadBalancer service', [TCP], (f) => ({ ports: ports(f, true) })),
    kind(
      'nodeport',
      'NodePort',
      'Create a NodePort service',
      [TCP, flag('node-port', '', INT, 'Port used to expose the service on each node in a cluster.')],
      (f) => ({ ports: ports(f, true) }),
    ),
  ],
};
