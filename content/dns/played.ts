// One lookup, played by a resolver against scripted name servers: how many queries, how long, what came of it. For the tests of this lesson.
import {
  CLUSTER_FIRST,
  COURSE_ZONES,
  RESOLVERS,
  ScriptedServer,
  tools,
  World,
  Zones,
  type ClientFiles,
  type Host,
  type ServerRule,
} from '../../src/sim/dns/index.ts';

export interface Asked {
  readonly name: string;
  readonly resolvConf?: string;
  readonly hosts?: string;
  /** What is wrong with each server of the file, in its order. `closed`: nobody listens there. */
  readonly servers?: readonly (readonly ServerRule[] | 'closed')[];
}

export interface Played {
  readonly queries: number;
  /** Different names that were asked for. */
  readonly names: number;
  readonly sockets: number;
  /** Rounded to a tenth; undefined: it would wait for ever. */
  readonly seconds: number | undefined;
  readonly found: boolean;
}

const PATIENCE = 150_000_000;

export const DROP: readonly ServerRule[] = [{ action: 'drop' }];
export const slow = (seconds: number): readonly ServerRule[] => [{ delay_ms: seconds * 1000 }];
/** The second packet of a pair from one socket is lost, once; answers take 100 ms. */
export const RACE: readonly ServerRule[] = [{ action: 'drop', first_unanswered: true, max: 1 }, { delay_ms: 100 }];

/** The kubelet's file with other options, and perhaps more servers or search domains. */
export function file(options = 'ndots:5', servers = 1, search = ''): string {
  const named = Array.from({ length: servers }, (_, i) => `nameserver 10.96.0.${10 + i}\n`).join('');
  return CLUSTER_FIRST.replace('nameserver 10.96.0.10\n', named)
    .replace('options ndots:5', `options ${options}`)
    .replace('cluster.local\nname', `cluster.local${search}\nname`);
}

/** A pod and its name servers, each with what is wrong with it. */
function network(resolvConf: string, servers: Asked['servers'] = []): { world: World; pod: Host } {
  const world = new World({ seed: 'claims' });
  const pod = world.addHost({
    name: 'pod',
    addresses: [{ address: '10.244.1.7', prefix: 24, device: 'eth0' }],
    defaultRoutes: ['inet'],
  });
  const named = [...resolvConf.matchAll(/^nameserver (\S+)/gm)].map(([, address = '']) => address);
  named.forEach((address, i) => {
    const host = world.addHost({ name: address, addresses: [{ address, prefix: 32, device: 'lo' }] });
    const rules = servers[i] ?? [];
    if (rules === 'closed') return;
    const service = new ScriptedServer(new Zones(COURSE_ZONES), rules);
    host.listen(address, 'udp', 53, service);
    host.listen(address, 'tcp', 53, service);
  });
  return { world, pod };
}

const filesOf = ({ resolvConf = CLUSTER_FIRST, hosts = '' }: Omit<Asked, 'name'>): ClientFiles => ({
  resolvConf,
  hosts,
  nsswitch: 'hosts: files dns\n',
});

const tenths = (at: number): number => Math.round(at / 100_000) / 10;

export function play(client: string, { name, ...asked }: Asked): Played {
  const files = filesOf(asked);
  const { world, pod } = network(files.resolvConf ?? '', asked.servers);
  const resolver = RESOLVERS.find(({ id }) => id === client);
  if (!resolver) throw new Error(`there is no resolver ${client}`);
  world.start(pod, client, resolver.run(files, { name, family: 'unspec' }));
  world.run(PATIENCE);
  const sent = world.events.flatMap((event) => (event.kind === 'query' ? [event] : []));
  const outcome = world.events.find((event) => event.kind === 'outcome');
  return {
    queries: sent.length,
    names: new Set(sent.map((event) => event.name)).size,
    sockets: new Set(sent.map((event) => event.socket)).size,
    seconds: outcome === undefined ? undefined : tenths(outcome.at),
    found: outcome?.kind === 'outcome' && outcome.ok,
  };
}

/** A program of the command line, run to its end: how many queries, how many seconds. */
export function playTool(line: string, servers: Asked['servers'] = []): readonly [queries: number, seconds: number] {
  const files = filesOf({});
  const { world, pod } = network(files.resolvConf ?? '', servers);
  const argv = line.split(' ');
  const tool = tools.NET_TOOLS[argv[0] ?? ''];
  if (!tool) throw new Error(`there is no program ${argv[0] ?? ''}`);
  let ended = 0;
  world.start(
    pod,
    'tool',
    (function* () {
      const status = yield* tool({ files, libc: 'glibc' }, argv);
      ended = world.now;
      return status;
    })(),
    () => undefined,
  );
  world.run(PATIENCE);
  return [world.events.filter(({ kind }) => kind === 'query').length, tenths(ended)];
}
