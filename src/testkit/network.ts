// A small network for tests of its tools: a pod, a name server, a web server behind a Service, and what a terminal shows.
import {
  httpService,
  NET_TOOLS,
  ScriptedServer,
  World,
  Zones,
  type Host,
  type Lookup,
  type ToolHost,
} from '../sim/dns/index.ts';

const SEARCH = 'search default.svc.cluster.local svc.cluster.local cluster.local\n';

const ZONES = new Zones([
  {
    origin: 'cluster.local.',
    aa: true,
    ra: false,
    soa: 'ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 30',
    records: [
      ['web.default.svc.cluster.local.', 'A', 30, '10.96.24.80'],
      ['dual.default.svc.cluster.local.', 'A', 30, '10.96.24.80'],
      ['dual.default.svc.cluster.local.', 'AAAA', 30, 'fd00:10:96::80'],
    ],
  },
  { origin: '.', aa: false, ra: true, soa: 'a. b. 1 2 3 4 5', records: [['example.com.', 'A', 60, '192.0.2.80']] },
]);

export interface Bench {
  readonly world: World;
  readonly pod: Host;
  /** Runs a command line (words by blanks) to its end; what the terminal shows, then the status. */
  type(line: string): string;
  /** Starts one; its output grows while the world runs. */
  start(line: string): { readonly lookup: Lookup<number>; output(): string };
}

export function bench(options: Partial<ToolHost> = {}): Bench {
  const world = new World({ seed: 'bench' });
  const at = (address: string, prefix = 24) => ({ address, prefix, device: 'eth0' });
  const pod = world.addHost({ name: 'client', addresses: [at('10.244.1.7')], latency: 30 });
  const dns = world.addHost({ name: 'dns', addresses: [at('10.96.0.10', 32)], latency: 30 });
  for (const proto of ['udp', 'tcp'] as const) dns.listen('10.96.0.10', proto, 53, new ScriptedServer(ZONES));
  const web = world.addHost({ name: 'web-1', addresses: [at('10.244.2.8')], latency: 30 });
  web.listen(
    '10.244.2.8',
    'tcp',
    8080,
    httpService(({ path }) => {
      if (path === '/slow') return { status: 200, body: 'slow\n', delay: 3_000_000 };
      if (path === '/old') return { status: 302, headers: [['Location', '/']] };
      if (path === '/') return { status: 200, headers: [['Content-Type', 'text/plain']], body: 'hello from web\n' };
      return { status: 404, headers: [['Content-Type', 'text/plain']], body: '404 page not found\n' };
    }),
  );
  world.setProxy((address, port) =>
    address === '10.96.24.80' && port === 80 ? [{ address: '10.244.2.8', port: 8080 }] : undefined,
  );
  const host: ToolHost = {
    files: {
      resolvConf: `${SEARCH}nameserver 10.96.0.10\noptions ndots:5\n`,
      hosts: '127.0.0.1\tlocalhost\n::1\tlocalhost\n10.244.1.7\tclient\n',
      nsswitch: 'hosts: files dns\n',
    },
    libc: 'glibc',
    epoch: 1_795_464_328_000_000,
    ...options,
  };
  const start: Bench['start'] = (line) => {
    const words = line.split(' ');
    const name = words[0] === 'busybox' ? words.slice(0, 2).join('-') : (words[0] ?? '');
    const tool = NET_TOOLS[name];
    if (!tool) throw new Error(`no tool ${name}`);
    let text = '';
    const lookup = world.start(pod, name, tool(host, words[0] === 'busybox' ? words.slice(1) : words), (_fd, part) => {
      text += part;
    });
    return { lookup, output: () => text };
  };
  return {
    world,
    pod,
    start,
    type(line) {
      const { lookup, output } = start(line);
      world.run();
      return `${output()}[${lookup.value}]`;
    },
  };
}
