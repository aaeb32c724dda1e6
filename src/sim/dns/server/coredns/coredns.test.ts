// CoreDNS: what a Corefile makes of queries, and what it says when it is wrong.
import { describe, expect, test } from 'vitest';
import {
  decode,
  encode,
  FaultyServer,
  glibc,
  net,
  queryMessage,
  ScriptedServer,
  World,
  Zones,
  type Message,
  type Net,
  type RrType,
  type ServerRule,
} from '../../index.ts';
import { CoreDns, nodeLocalCorefile, type ClusterData } from './index.ts';

const KUBEADM = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . 8.8.8.8 {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`;

const CLUSTER: ClusterData = {
  namespaces: ['default', 'kube-system', 'prod'],
  services: [
    { namespace: 'default', name: 'web', clusterIPs: ['10.96.24.80'], ports: [{ name: 'http', port: 80 }] },
    { namespace: 'default', name: 'db', clusterIPs: ['None'], ports: [{ name: 'pg', port: 5432 }] },
    { namespace: 'default', name: 'ext', type: 'ExternalName', externalName: 'example.com' },
    { namespace: 'default', name: 'empty', clusterIPs: ['None'], ports: [] },
  ],
  slices: [
    {
      namespace: 'default',
      service: 'db',
      ports: [{ name: 'pg', port: 5432 }],
      endpoints: [
        { addresses: ['10.244.1.21'], hostname: 'db-0' },
        { addresses: ['10.244.1.22'], hostname: 'db-1' },
        { addresses: ['10.244.1.23'], hostname: 'db-2', ready: false },
      ],
    },
  ],
  pods: [{ namespace: 'default', name: 'client', ip: '10.244.1.7' }],
};

const UPSTREAM = new Zones([
  { origin: '.', aa: false, ra: true, soa: 'a. b. 1 2 3 4 900', records: [['example.com.', 'A', 120, '192.0.2.80']] },
]);

interface Setup {
  readonly corefile?: string;
  readonly cluster?: ClusterData;
  readonly upstreams?: Readonly<Record<string, ScriptedServer>>;
}

function cluster({ corefile = KUBEADM, cluster: data = CLUSTER, upstreams }: Setup = {}) {
  const world = new World({ seed: 'coredns' });
  const pod = world.addHost({ name: 'pod', addresses: [{ address: '10.244.1.7', prefix: 24, device: 'eth0' }] });
  const host = world.addHost({ name: 'coredns', addresses: [{ address: '10.244.0.3', prefix: 24, device: 'eth0' }] });
  for (const [address, service] of Object.entries(upstreams ?? { '8.8.8.8': new ScriptedServer(UPSTREAM) })) {
    const up = world.addHost({ name: address, addresses: [{ address, prefix: 32, device: 'lo' }] });
    for (const proto of ['udp', 'tcp'] as const) up.listen(address, proto, 53, service);
  }
  const loaded = CoreDns.load({ corefile, cluster: () => data });
  if (loaded.kind === 'error') throw new Error(loaded.message);
  for (const proto of ['udp', 'tcp'] as const) host.listen('10.244.0.3', proto, 53, loaded.server);
  world.setVirtual({ address: '10.96.0.10', endpoints: ['10.244.0.3'] });
  const ask = (name: string, type: RrType = 'A'): Message | undefined => {
    const lookup = world.start(pod, 'dig', query(name, type));
    world.run(world.now + 10_000_000);
    return lookup.value;
  };
  return { world, pod, server: loaded.server, ask };
}

function* query(name: string, type: RrType): Net<Message | undefined> {
  const socket = yield* net.udp('inet');
  yield* net.connect(socket, { address: '10.96.0.10', port: 53 });
  yield* net.send(socket, encode(queryMessage(7, name, type)), []);
  yield* net.poll([{ socket, want: 'in' }], (yield* net.now()) + 8_000_000);
  const got = yield* net.receive(socket);
  const decoded = got.kind === 'datagram' ? decode(got.bytes) : undefined;
  return decoded?.kind === 'message' ? decoded.message : undefined;
}

/** "NOERROR aa: A 10.96.24.80" */
function brief(message: Message | undefined): string {
  if (!message) return 'no answer';
  const data = message.answer.map(({ data: each, ttl }) => {
    const text =
      'address' in each
        ? each.address
        : 'target' in each
          ? each.target
          : each.kind === 'TXT'
            ? each.strings.join(' ')
            : '';
    return `${each.kind} ${text}${each.kind === 'SRV' ? ` ${each.port} ${each.weight}` : ''} ${ttl}`;
  });
  return `${message.rcode}${message.aa ? ' aa' : ''}${message.ra ? ' ra' : ''}: ${data.sort().join(', ')}`;
}

describe('loop', () => {
  const check = (corefile: string): readonly string[] => {
    const { world, server } = cluster({ corefile });
    const host = world.host('coredns');
    for (const address of ['127.0.0.1', '127.0.0.53']) host?.listen(address, 'udp', 53, server);
    for (const beside of server.wishes.beside) if (host) world.start(host, 'coredns', beside());
    world.run(world.now + 40_000_000);
    return server.logs.map((line) => line.replace(/\d{5,}/g, 'N'));
  };

  test('a server whose upstream is itself says so and ends', () => {
    const fatal =
      '[FATAL] plugin/loop: Loop (127.0.0.1:N -> :53) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO N.N."';
    expect(check('.:53 {\n    loop\n    forward . 127.0.0.53\n}\n')).toEqual([fatal]);
  });

  test('a healthy one asks once', () => {
    expect(check('.:53 {\n    log\n    loop\n    forward . 8.8.8.8\n}\n')).toEqual([
      '[INFO] 127.0.0.1:N - N "HINFO IN N.N. udp 57 false 512" NXDOMAIN qr,rd,ra 94 0s',
    ]);
  });
});

describe('kubernetes', () => {
  const c = cluster();
  test.each<[string, RrType, string]>([
    ['web.default.svc.cluster.local.', 'A', 'NOERROR aa: A 10.96.24.80 30'],
    ['web.default.svc.cluster.local.', 'AAAA', 'NOERROR aa: '],
    ['db.default.svc.cluster.local.', 'A', 'NOERROR aa: A 10.244.1.21 30, A 10.244.1.22 30'],
    ['db-1.db.default.svc.cluster.local.', 'A', 'NOERROR aa: A 10.244.1.22 30'],
    ['db-2.db.default.svc.cluster.local.', 'A', 'NXDOMAIN aa: '],
    ['empty.default.svc.cluster.local.', 'A', 'NXDOMAIN aa: '],
    ['nosuch.default.svc.cluster.local.', 'A', 'NXDOMAIN aa: '],
    ['web.nosuch.svc.cluster.local.', 'A', 'NXDOMAIN aa: '],
    ['default.svc.cluster.local.', 'A', 'NOERROR aa: '],
    ['nosuch.svc.cluster.local.', 'A', 'NXDOMAIN aa: '],
    ['svc.cluster.local.', 'A', 'NOERROR aa: '],
    ['x.cluster.local.', 'A', 'NXDOMAIN aa: '],
    ['a.b.web.default.svc.cluster.local.', 'A', 'NXDOMAIN aa: '],
    ['10-244-1-7.default.pod.cluster.local.', 'A', 'NOERROR aa: A 10.244.1.7 30'],
    ['1-2-3-4.default.pod.cluster.local.', 'A', 'NOERROR aa: A 1.2.3.4 30'],
    ['_http._tcp.web.default.svc.cluster.local.', 'SRV', 'NOERROR aa: SRV web.default.svc.cluster.local. 80 100 30'],
    [
      '_pg._tcp.db.default.svc.cluster.local.',
      'SRV',
      'NOERROR aa: SRV db-0.db.default.svc.cluster.local. 5432 50 30, SRV db-1.db.default.svc.cluster.local. 5432 50 30',
    ],
    ['_x._tcp.web.default.svc.cluster.local.', 'SRV', 'NXDOMAIN aa: '],
    ['80.24.96.10.in-addr.arpa.', 'PTR', 'NOERROR aa: PTR web.default.svc.cluster.local. 30'],
    ['22.1.244.10.in-addr.arpa.', 'PTR', 'NOERROR aa: PTR db-1.db.default.svc.cluster.local. 30'],
    ['dns-version.cluster.local.', 'TXT', 'NOERROR aa: TXT 1.1.0 30'],
    ['ext.default.svc.cluster.local.', 'A', 'NOERROR aa: A 192.0.2.80 30, CNAME example.com. 30'],
  ])('%s %s: %s', (name, type, expected) => {
    expect(brief(c.ask(name, type))).toBe(expected);
  });

  test('case does not matter, and the answer spells the name as it was asked', () => {
    const message = cluster().ask('WEB.default.svc.cluster.local.');
    expect(message?.answer.map(({ name }) => name)).toEqual(['WEB.default.svc.cluster.local.']);
  });

  test('a negative answer has the SOA of the zone', () => {
    const message = c.ask('gone.default.svc.cluster.local.');
    expect(message?.authority.map(({ name, type }) => `${name} ${type}`)).toEqual(['cluster.local. SOA']);
  });

  test('pods verified answers for Pods that exist, in their namespace', () => {
    const verified = cluster({ corefile: KUBEADM.replace('pods insecure', 'pods verified') });
    expect(brief(verified.ask('10-244-1-7.default.pod.cluster.local.'))).toBe('NOERROR aa: A 10.244.1.7 30');
    expect(brief(verified.ask('10-244-1-7.prod.pod.cluster.local.'))).toBe('NXDOMAIN aa: ');
  });
});

describe('forward and cache', () => {
  test('an answer from upstream is kept; from the cache it has aa and a smaller TTL', () => {
    const c = cluster();
    expect(brief(c.ask('example.com.'))).toBe('NOERROR ra: A 192.0.2.80 30');
    expect(brief(c.ask('example.com.'))).toBe('NOERROR aa ra: A 192.0.2.80 20');
    const upstream = c.world.events.filter((event) => event.kind === 'query' && event.lane === 'coredns');
    expect(
      upstream.map((event) => (event.kind === 'query' ? [event.to.address, event.cause !== undefined] : [])),
    ).toEqual([['8.8.8.8', true]]);
  });

  test('a silent upstream: two seconds each, SERVFAIL after five, and a line of the errors plugin', () => {
    const silent = new ScriptedServer(UPSTREAM, [{ action: 'drop' }]);
    const c = cluster({ upstreams: { '8.8.8.8': silent } });
    const before = c.world.now;
    expect(brief(c.ask('example.com.'))).toBe('SERVFAIL: ');
    expect(c.server.logs).toEqual([
      '[ERROR] plugin/errors: 2 example.com. A: read udp 10.244.0.3:40224->8.8.8.8:53: i/o timeout',
    ]);
    const reply = c.world.events.find((event) => event.kind === 'reply' && event.lane === 'dig');
    expect(((reply?.at ?? 0) - before) / 1e6).toBe(6);
  });

  test('with a second upstream the answer comes after two seconds, then from the healthy one at once', () => {
    const silent = new ScriptedServer(UPSTREAM, [{ action: 'drop' }]);
    const corefile = KUBEADM.replace('8.8.8.8 {', '8.8.8.8 8.8.4.4 {\n       policy sequential');
    const c = cluster({ corefile, upstreams: { '8.8.8.8': silent, '8.8.4.4': new ScriptedServer(UPSTREAM) } });
    const took = (name: string): number => {
      const from = c.world.now;
      c.ask(name);
      const reply = c.world.events.findLast((event) => event.kind === 'reply' && event.lane === 'dig');
      return ((reply?.at ?? 0) - from) / 1e6;
    };
    expect(took('a.test.')).toBe(2);
    expect(took('b.test.')).toBe(0);
  });

  test('serve_stale answers with TTL 0 while the upstream is gone', () => {
    let gone = false;
    const flaky = new ScriptedServer(UPSTREAM);
    const answer = flaky.answer.bind(flaky);
    flaky.answer = (incoming) => (gone ? { kind: 'silence', words: 'gone' } : answer(incoming));
    const c = cluster({
      corefile: KUBEADM.replace('cache 30', 'cache 30 {\n  serve_stale\n}'),
      upstreams: { '8.8.8.8': flaky },
    });
    c.ask('example.com.');
    gone = true;
    c.world.run(c.world.now + 60_000_000);
    expect(brief(c.ask('example.com.'))).toBe('NOERROR aa ra: A 192.0.2.80 0');
  });

  test('a service without endpoints is refused at once: glibc says try again', () => {
    const c = cluster();
    c.world.setVirtual({ address: '10.96.0.10', endpoints: [] });
    const files = { resolvConf: 'nameserver 10.96.0.10\n', hosts: '', nsswitch: '' };
    const lookup = c.world.start(c.pod, 'app', glibc.getaddrinfo(glibc.resInit(files), 'web.'));
    c.world.run();
    expect([lookup.value?.code, (lookup.endedAt ?? 0) - lookup.startedAt]).toEqual(['EAI_AGAIN', 0]);
  });
});

describe('two replicas behind the service', () => {
  const files = { resolvConf: 'nameserver 10.96.0.10\n', hosts: '', nsswitch: '' };
  const took = (rules: readonly ServerRule[], endpoints: readonly string[]): readonly number[] => {
    const c = cluster();
    const sick = c.world.addHost({ name: 'sick', addresses: [{ address: '10.244.0.4', prefix: 24, device: 'eth0' }] });
    sick.listen('10.244.0.4', 'udp', 53, new FaultyServer(c.server, rules));
    c.world.setVirtual({ address: '10.96.0.10', endpoints });
    return Array.from({ length: 12 }, () => {
      const lookup = c.world.start(
        c.pod,
        'app',
        glibc.getaddrinfo(glibc.resInit(files), 'web.default.svc.cluster.local.'),
      );
      c.world.run();
      return ((lookup.endedAt ?? 0) - lookup.startedAt) / 1e6;
    });
  };

  test('one is silent: whoever is sent there waits, and waits again on the same socket', () => {
    const seconds = new Set(took([{ action: 'drop' }], ['10.244.0.3', '10.244.0.4']));
    expect([...seconds].sort()).toEqual([0, 10]);
    expect(new Set(took([{ action: 'drop' }], ['10.244.0.3']))).toEqual(new Set([0]));
  });

  test('one is slow: its answers are late', () => {
    const seconds = new Set(took([{ delay_ms: 2000 }], ['10.244.0.4']));
    expect(seconds).toEqual(new Set([2]));
  });

  test('one answers SERVFAIL', () => {
    expect(took([{ action: 'servfail' }], ['10.244.0.4'])[0]).toBe(0);
  });
});

describe('other plugins', () => {
  const withPlugin = (lines: string): Setup => ({ corefile: KUBEADM.replace('    loop\n', `    loop\n${lines}\n`) });

  test('hosts answers before kubernetes and forward, wherever it stands', () => {
    const c = cluster(withPlugin('hosts {\n 10.9.8.7 intranet.corp.example\n fallthrough\n}'));
    expect(brief(c.ask('intranet.corp.example.'))).toBe('NOERROR aa: A 10.9.8.7 30');
    expect(brief(c.ask('example.com.'))).toBe('NOERROR ra: A 192.0.2.80 30');
  });

  test('rewrite name changes the question on the way in and restores it', () => {
    const c = cluster(withPlugin('rewrite name web.corp.example web.default.svc.cluster.local answer auto'));
    const message = c.ask('web.corp.example.');
    expect(message?.question[0]?.name).toBe('web.corp.example.');
    expect(message?.answer.map(({ name }) => name)).toEqual(['web.corp.example.']);
  });

  test('template makes answers', () => {
    const c = cluster(
      withPlugin(
        'template IN A apps.test {\n match "^ip-(?P<a>[0-9]+)-(?P<b>[0-9]+)[.]apps[.]test[.]$"\n answer "{{ .Name }} 60 IN A 10.0.{{ .Group.a }}.{{ .Group.b }}"\n fallthrough\n}',
      ),
    );
    expect(brief(c.ask('ip-3-4.apps.test.'))).toBe('NOERROR aa: A 10.0.3.4 30');
  });

  test('autopath finds the outside name with the first question', () => {
    const setup = withPlugin('autopath @kubernetes');
    const c = cluster({ corefile: (setup.corefile ?? '').replace('pods insecure', 'pods verified') });
    const message = c.ask('example.com.default.svc.cluster.local.');
    expect(brief(message)).toBe('NOERROR: A 192.0.2.80 30, CNAME example.com. 30'.replace('NOERROR:', 'NOERROR ra:'));
    expect(message?.question[0]?.name).toBe('example.com.default.svc.cluster.local.');
  });

  test('log writes a line per query', () => {
    const c = cluster(withPlugin('log'));
    c.ask('web.default.svc.cluster.local.');
    expect(c.server.logs[0]).toMatch(
      /^\[INFO\] 10\.244\.1\.7:\d+ - 7 "A IN web\.default\.svc\.cluster\.local\. udp 47 false 512" NOERROR qr,aa,rd 92 0s$/,
    );
  });

  test('a name outside all zones is refused', () => {
    const c = cluster({
      corefile: KUBEADM.replace('.:53', 'cluster.local:53').replace('forward .', 'forward cluster.local'),
    });
    expect(brief(c.ask('example.com.'))).toBe('REFUSED: ');
  });
});

test('NodeLocal DNSCache asks the cluster over TCP, once for many Pods', () => {
  const c = cluster();
  c.world.setVirtual({ address: '10.96.0.11', endpoints: ['10.244.0.3'] });
  const addresses = ['169.254.20.10', '10.96.0.10'].map((address) => ({ address, prefix: 32, device: 'nodelocaldns' }));
  const node = c.world.addHost({
    name: 'node',
    addresses: [{ address: '192.168.50.7', prefix: 24, device: 'eth0' }, ...addresses],
  });
  const names = {
    clusterDomain: 'cluster.local',
    local: '169.254.20.10',
    clusterDns: '10.96.0.10',
    upstream: '10.96.0.11',
  };
  const files = new Map([['/etc/resolv.conf', 'nameserver 8.8.8.8\n']]);
  const loaded = CoreDns.load({ corefile: nodeLocalCorefile(names), cluster: () => CLUSTER, files });
  if (loaded.kind === 'error') throw new Error(loaded.message);
  for (const { address } of addresses) node.listen(address, 'udp', 53, loaded.server);
  c.world.setVirtual({ address: '10.96.0.10', endpoints: ['10.96.0.10'] });
  for (let i = 0; i < 3; i += 1) expect(c.ask('web.default.svc.cluster.local.')?.answer).toHaveLength(1);
  const upstream = c.world.events.flatMap((event) => (event.kind === 'query' && event.lane === 'node' ? [event] : []));
  expect(upstream.map(({ proto, to }) => `${proto} ${to.address}`)).toEqual(['tcp 10.96.0.11']);
});

describe('a wrong Corefile', () => {
  const error = (corefile: string): string => {
    const loaded = CoreDns.load({ corefile, cluster: () => CLUSTER });
    return loaded.kind === 'error' ? loaded.message : 'loaded';
  };
  test.each([
    ['.:53 {\n    kubernets cluster.local\n}\n', "Corefile:2 - Error during parsing: Unknown directive 'kubernets'"],
    [
      '.:53 {\n    errors\n    forward . 8.8.8.8\n',
      "Corefile:3 - Syntax error: Unexpected token '8.8.8.8', expecting '}'",
    ],
    [
      '.:53 {\n    kubernetes cluster.local {\n        pods insecure\n',
      'Corefile:3 - Error during parsing: Unexpected EOF',
    ],
    [
      '.:53 {\n    kubernetes cluster.local {\n        pods maybe\n    }\n}\n',
      'plugin/kubernetes: wrong value for pods: maybe,  must be one of: disabled, verified, insecure',
    ],
    [
      '.:53 {\n    forward .\n}\n',
      "plugin/forward: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '.'",
    ],
    ['.:53 {\n    forward . dns.example\n}\n', 'plugin/forward: not an IP address or file: "dns.example"'],
    [
      '.:53 {\n    forward . 8.8.8.8 {\n        policy best\n    }\n}\n',
      "plugin/forward: Corefile:3 - Error during parsing: unknown policy 'best'",
    ],
    ['.:53 {\n    cache 0\n}\n', 'plugin/cache: cache TTL can not be zero or negative: 0'],
    ['.:53 {\n    errors\n}\n.:53 {\n    errors\n}\n', 'cannot serve dns://.:53 - it is already defined'],
    [
      '(snip) {\n errors\n}\n. {\n import snip\n import nosuch\n}\n',
      'Corefile:6 - Error during parsing: File to import not found: nosuch',
    ],
    ['', 'loaded'],
    ['.', 'loaded'],
  ])('%j', (corefile, words) => {
    expect(error(corefile)).toBe(words);
  });

  test('an import of itself ends in words', () => {
    expect(error('(a) {\n import b\n}\n(b) {\n import a\n}\n. {\n import a\n}\n')).toContain(
      'maximum snippet import depth',
    );
  });
});
