// How fast lookups are simulated: whole lookups, from the call to the sorted addresses, with their traces.
import { glibc, musl, ScriptedServer, World, Zones, type Net } from '../../sim/dns/index.ts';
import { fastest, type Figure } from './figure.ts';

const FILES = {
  resolvConf:
    'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
  hosts: '127.0.0.1 localhost\n',
  nsswitch: 'hosts: files dns\n',
};

const ZONES = new Zones([
  {
    origin: 'cluster.local.',
    aa: true,
    ra: false,
    soa: 'ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 30',
    records: [['web.default.svc.cluster.local.', 'A', 30, '10.96.24.80']],
  },
  { origin: '.', aa: false, ra: true, soa: 'a. b. 1 2 3 4 5', records: [['example.com.', 'A', 60, '192.0.2.80']] },
]);

const LOOKUPS = 4000;
const RUNS = 4;

function many(name: string, client: (name: string) => Net<unknown>): void {
  for (let i = 0; i < LOOKUPS; i += 1) {
    const world = new World({ seed: `bench ${i}` });
    const pod = world.addHost({ name: 'pod', addresses: [{ address: '10.244.1.7', prefix: 24, device: 'eth0' }] });
    const dns = world.addHost({ name: 'dns', addresses: [{ address: '10.96.0.10', prefix: 32, device: 'lo' }] });
    dns.listen('10.96.0.10', 'udp', 53, new ScriptedServer(ZONES));
    world.start(pod, 'client', client(name));
    world.run();
  }
}

const CLIENTS: Readonly<Record<string, (name: string) => Net<unknown>>> = {
  glibc: (name) => glibc.getaddrinfo(glibc.resInit(FILES), name),
  musl: (name) => musl.getaddrinfo(musl.MUSL_1_2_5, FILES, name),
};

export function dnsFigures(): Figure[] {
  return Object.entries(CLIENTS).flatMap(([library, client]) =>
    [
      ['web', 2],
      ['example.com', 8],
    ].map(([name, queries]): Figure => {
      const value = (LOOKUPS / fastest(RUNS, () => many(String(name), client))) * 1000;
      return {
        name: `dns: ${library} looks up ${name} (${queries} queries)`,
        value,
        unit: 'lookups/s',
        goal: { at: 'least', value: 10_000 },
      };
    }),
  );
}
