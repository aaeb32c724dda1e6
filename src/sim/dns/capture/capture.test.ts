// tcpdump's view of a lookup.
import { expect, test } from 'vitest';
import { musl, ScriptedServer, World, Zones } from '../index.ts';
import { tcpdump } from './index.ts';

test('queries with their ids, answers with their flags, in the order of the wire', () => {
  const world = new World({ seed: 'capture' });
  const pod = world.addHost({ name: 'pod', addresses: [{ address: '10.244.1.7', prefix: 24, device: 'eth0' }] });
  const dns = world.addHost({ name: 'dns', addresses: [{ address: '10.96.0.10', prefix: 32, device: 'lo' }] });
  const soa = 'ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 30';
  const records = [['web.default.svc.cluster.local.', 'A', 30, '10.96.24.80']] as const;
  dns.listen(
    '10.96.0.10',
    'udp',
    53,
    new ScriptedServer(new Zones([{ origin: 'cluster.local.', aa: true, ra: false, soa, records }])),
  );
  const files = {
    resolvConf: 'search svc.cluster.local default.svc.cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
  };
  world.start(pod, 'app', musl.getaddrinfo(musl.MUSL_1_2_5, files, 'web'));
  world.run();
  const lines = tcpdump(world.events).map((line) =>
    line.replaceAll(/7\.\d{5}/g, '7.PORT').replaceAll(/: \d+/g, ': ID'),
  );
  expect(lines).toEqual([
    '00:00:00.000000 IP 10.244.1.7.PORT > 10.96.0.10.53: ID+ A? web.svc.cluster.local. (39)',
    '00:00:00.000000 IP 10.244.1.7.PORT > 10.96.0.10.53: ID+ AAAA? web.svc.cluster.local. (39)',
    '00:00:00.000000 IP 10.96.0.10.53 > 10.244.1.7.PORT: ID NXDomain*- 0/1/0 (132)',
    '00:00:00.000000 IP 10.96.0.10.53 > 10.244.1.7.PORT: ID NXDomain*- 0/1/0 (132)',
    '00:00:00.000000 IP 10.244.1.7.PORT > 10.96.0.10.53: ID+ A? web.default.svc.cluster.local. (47)',
    '00:00:00.000000 IP 10.244.1.7.PORT > 10.96.0.10.53: ID+ AAAA? web.default.svc.cluster.local. (47)',
    '00:00:00.000000 IP 10.96.0.10.53 > 10.244.1.7.PORT: ID*- 1/0/0 A 10.96.24.80 (92)',
    '00:00:00.000000 IP 10.96.0.10.53 > 10.244.1.7.PORT: ID*- 0/1/0 (140)',
  ]);
});
