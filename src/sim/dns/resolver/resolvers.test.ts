// Whatever resolv.conf, names and servers are: a lookup ends within the time its rules give, and twice the same way.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScriptedServer, World, Zones, glibc, musl, type DnsEvent, type Net, type ServerRule } from '../index.ts';

const ZONES = new Zones([
  {
    origin: 'cluster.local.',
    aa: true,
    ra: false,
    soa: 'ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 30',
    records: [
      ['web.default.svc.cluster.local.', 'A', 30, '10.96.24.80'],
      ['loop.default.svc.cluster.local.', 'CNAME', 30, 'loop.default.svc.cluster.local.'],
    ],
  },
  {
    origin: '.',
    aa: false,
    ra: true,
    soa: 'a.root. b.root. 1 1 1 1 1',
    records: Array.from({ length: 300 }, (_, i) => ['many.test.', 'A', 5, `10.1.${i >> 8}.${i & 255}`] as const),
  },
]);

const SERVERS = ['10.96.0.10', '10.96.0.11', '10.96.0.12'];

interface Setup {
  readonly resolvConf: string;
  readonly name: string;
  readonly rules: readonly (readonly ServerRule[])[];
  readonly seed: string;
}

interface Run {
  readonly seconds: number | undefined;
  readonly value: unknown;
  readonly events: readonly DnsEvent[];
}

function run(setup: Setup, program: Net<unknown>): Run {
  const world = new World({ seed: setup.seed });
  const pod = world.addHost({ name: 'pod', addresses: [{ address: '10.244.1.7', prefix: 24, device: 'eth0' }] });
  for (const [i, address] of SERVERS.entries()) {
    const host = world.addHost({ name: address, addresses: [{ address, prefix: 32, device: 'lo' }] });
    const server = new ScriptedServer(ZONES, setup.rules[i]);
    host.listen(address, 'udp', 53, server);
    host.listen(address, 'tcp', 53, server);
  }
  const lookup = world.start(pod, 'client', program);
  expect(world.run()).toBe('idle');
  const seconds = lookup.endedAt === undefined ? undefined : lookup.endedAt / 1e6;
  return { seconds, value: lookup.value, events: world.events };
}

const filesOf = ({ resolvConf }: Setup) => ({
  resolvConf,
  hosts: '127.0.0.1 localhost\n',
  nsswitch: 'hosts: files dns\n',
});

const CLIENTS: Readonly<Record<string, (setup: Setup) => Net<unknown>>> = {
  glibc: (setup) => glibc.getaddrinfo(glibc.resInit(filesOf(setup)), setup.name),
  'glibc, one family': (setup) => glibc.getaddrinfo(glibc.resInit(filesOf(setup)), setup.name, { family: 'inet' }),
  'musl 1.2.3': (setup) => musl.getaddrinfo(musl.MUSL_1_2_3, filesOf(setup), setup.name),
  'musl 1.2.5': (setup) => musl.getaddrinfo(musl.MUSL_1_2_5, filesOf(setup), setup.name),
};

const action = fc.constantFrom(
  'answer',
  'drop',
  'servfail',
  'refused',
  'nxdomain',
  'nodata',
  'referral',
  'truncate',
  'wrong_source',
);
const rule: fc.Arbitrary<ServerRule> = fc.record(
  {
    action: action as fc.Arbitrary<NonNullable<ServerRule['action']>>,
    // Over TCP glibc waits without a limit: that is tested below.
    proto: fc.constant('udp'),
    delay_ms: fc.constantFrom(0, 10, 1500, 6000),
    qtype: fc.constantFrom('A', 'AAAA'),
    nth_in_socket: fc.integer({ min: 1, max: 3 }),
    max: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['action', 'proto'] },
);
const option = fc.constantFrom(
  'ndots:5',
  'ndots:1',
  'ndots:0',
  'timeout:1',
  'timeout:3',
  'attempts:1',
  'attempts:4',
  'rotate',
  'single-request',
  'single-request-reopen',
  'edns0',
  'use-vc',
  'no-aaaa',
  'trust-ad',
  'timeout:x',
  'ndots:',
);
const entry = fc.constantFrom(
  'default.svc.cluster.local',
  'svc.cluster.local',
  'cluster.local',
  '.',
  'a..b',
  'x'.repeat(70),
  'test',
);
const setup: fc.Arbitrary<Setup> = fc
  .record({
    search: fc.array(entry, { maxLength: 4 }),
    servers: fc.subarray(SERVERS, { minLength: 1 }),
    options: fc.array(option, { maxLength: 3 }),
    name: fc.oneof(
      fc.constantFrom('web', 'web.default', 'many.test.', 'loop', 'nosuch', '.', 'a..b', 'x'.repeat(64)),
      fc.string({ maxLength: 12 }),
    ),
    rules: fc.array(fc.array(rule, { maxLength: 2 }), { maxLength: 3 }),
    seed: fc.string({ maxLength: 4 }),
  })
  .map(({ search, servers, options, name, rules, seed }) => ({
    resolvConf: `search ${search.join(' ')}\n${servers.map((each) => `nameserver ${each}\n`).join('')}options ${options.join(' ')}\n`,
    name: [...name].map((char) => String.fromCharCode(char.charCodeAt(0) & 0xff)).join(''),
    rules,
    seed,
  }));

/** Names (four entries and the name itself, twice for a buffer that was too small) times servers, rounds and the longest wait. */
const LONGEST = 2 * 6 * 3 * 5 * 12 * 3;

describe.each(Object.entries(CLIENTS))('%s', (_name, client) => {
  test('ends, and in a time that its rules bound', () => {
    fc.assert(
      fc.property(setup, (each) => {
        const { seconds } = run(each, client(each));
        expect(seconds).toBeLessThanOrEqual(LONGEST);
      }),
      { numRuns: 150 },
    );
  });

  test('the same twice', () => {
    fc.assert(
      fc.property(setup, (each) => {
        expect(run(each, client(each))).toEqual(run(each, client(each)));
      }),
      { numRuns: 40 },
    );
  });

  test('a search list of 300 entries is walked as far as it goes', () => {
    const search = Array.from({ length: 300 }, (_, i) => `d${i}.test`).join(' ');
    const each = {
      resolvConf: `search ${search}\nnameserver ${SERVERS[0]}\noptions ndots:5\n`,
      name: 'nosuch',
      rules: [],
      seed: '',
    };
    const names = new Set(
      run(each, client(each)).events.flatMap((event) => (event.kind === 'query' ? [event.name] : [])),
    );
    // musl's line buffer holds 255 characters: the line is skipped whole.
    expect(names.size).toBe(_name.startsWith('musl') ? 1 : 301);
  });
});

test('glibc waits without limit for an answer over TCP', () => {
  const each = {
    resolvConf: `nameserver ${SERVERS[0]}\noptions use-vc\n`,
    name: 'web.',
    rules: [[{ action: 'drop' as const }]],
    seed: '',
  };
  expect(run(each, CLIENTS.glibc?.(each) as Net<unknown>).seconds).toBeUndefined();
});

test('every query says why it was sent, and which line decided where one did', () => {
  const each = {
    resolvConf: `search default.svc.cluster.local\nnameserver ${SERVERS[0]}\noptions ndots:5\n`,
    name: 'web',
    rules: [],
    seed: '',
  };
  for (const client of Object.values(CLIENTS)) {
    const queries = run(each, client(each)).events.filter((event) => event.kind === 'query');
    expect(queries[0]?.why?.line?.text).toBe(`nameserver ${SERVERS[0]}`);
    expect(queries[0]?.why?.also?.[0]?.line?.text).toBe('search default.svc.cluster.local');
    expect(queries.every(({ why }) => why !== undefined)).toBe(true);
  }
});
