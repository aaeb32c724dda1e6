// dig, host and nslookup as a terminal shows them: whole outputs, what bad input does, and that nothing runs for ever.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NET_TOOLS, ScriptedServer, World, Zones, type Net, type ServerRule } from '../../index.ts';
import { NET_SHELLS } from '../index.ts';

const ZONES = new Zones([
  {
    origin: 'cluster.local.',
    aa: true,
    ra: false,
    soa: 'ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 30',
    records: [
      ['web.shop.svc.cluster.local.', 'A', 30, '10.96.3.4'],
      ['loop.shop.svc.cluster.local.', 'CNAME', 30, 'loop.shop.svc.cluster.local.'],
    ],
  },
  {
    origin: '.',
    aa: false,
    ra: true,
    soa: 'a.root. b.root. 1 1 1 1 1',
    records: [
      ['www.test.', 'CNAME', 60, 'edge.test.'],
      ['edge.test.', 'A', 60, '192.0.2.7'],
      ['edge.test.', 'MX', 60, '10 mail.test.'],
      ['edge.test.', 'TXT', 90_061, 'say "hi"; \\ bye'],
      // As many as 65,535 bytes hold.
      ...Array.from({ length: 2200 }, (_, i) => ['many.test.', 'A', 5, `10.1.${i >> 8}.${i & 255}`] as const),
    ],
  },
]);

const CONF = 'search shop.svc.cluster.local svc.cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';

interface Shown {
  /** Both streams, in the order of writing. */
  readonly text: string;
  readonly exit: number | undefined;
  readonly seconds: number;
}

class Pod {
  readonly world: World;
  readonly host: Parameters<(typeof NET_TOOLS)[string]>[0];
  text = '';

  constructor(seed: string, rules: readonly ServerRule[] = [], resolvConf = CONF) {
    this.world = new World({ seed });
    const dns = this.world.addHost({ name: 'dns', addresses: [{ address: '10.96.0.10', prefix: 32, device: 'lo' }] });
    for (const proto of ['udp', 'tcp'] as const) dns.listen('10.96.0.10', proto, 53, new ScriptedServer(ZONES, rules));
    this.world.addHost({ name: 'pod', addresses: [{ address: '10.244.1.7', prefix: 24, device: 'eth0' }] });
    this.host = { files: { resolvConf, hosts: '', nsswitch: '' }, libc: 'glibc', epoch: 1_700_000_000_000_000 };
  }

  run<T>(program: Net<T>): T | undefined {
    const pod = this.world.host('pod');
    if (!pod) throw new Error('no pod');
    const lookup = this.world.start(pod, 'tool', program, (_fd, more) => (this.text += more));
    expect(this.world.run()).toBe('idle');
    return lookup.value;
  }
}

function run(words: readonly string[], rules: readonly ServerRule[] = [], resolvConf = CONF): Shown {
  const pod = new Pod(words.join(' '), rules, resolvConf);
  const tool = NET_TOOLS[words[0] ?? ''];
  if (!tool) throw new Error(`no ${words[0]}`);
  const exit = pod.run(tool(pod.host, words));
  return { text: pod.text, exit, seconds: pod.world.now / 1e6 };
}

/** A tool that reads these lines; `undefined`: its file is not there. */
function read(command: string, input: readonly string[] | undefined): Omit<Shown, 'seconds'> {
  const words = command.split(' ');
  const pod = new Pod(command);
  const shell = NET_SHELLS[words[0] ?? '']?.(pod.host, words);
  if (!shell) throw new Error(`${command} reads nothing`);
  let goesOn = pod.run(shell.begin(input !== undefined));
  for (const line of input ?? []) goesOn = goesOn === true && pod.run(shell.line(line));
  return { exit: pod.run(shell.end()), text: pod.text };
}

const lines = (command: string, rules?: readonly ServerRule[]): readonly string[] =>
  run(command.split(' '), rules)
    .text.replace(/id: \d+/, 'id: ID')
    .split('\n');

describe('dig', () => {
  test('says what it asked, what came, from whom and when', () => {
    expect(lines('dig +nocookie www.test')).toEqual([
      '',
      '; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> +nocookie www.test',
      ';; global options: +cmd',
      ';; Got answer:',
      ';; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ID',
      ';; flags: qr rd ra; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1',
      '',
      ';; OPT PSEUDOSECTION:',
      '; EDNS: version: 0, flags:; udp: 1232',
      ';; QUESTION SECTION:',
      ';www.test.\t\t\tIN\tA',
      '',
      ';; ANSWER SECTION:',
      'www.test.\t\t60\tIN\tCNAME\tedge.test.',
      'edge.test.\t\t60\tIN\tA\t192.0.2.7',
      '',
      ';; Query time: 0 msec',
      ';; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)',
      ';; WHEN: Tue Nov 14 22:13:20 UTC 2023',
      ';; MSG SIZE  rcvd: 93',
      '',
      '',
    ]);
  });

  test('writes strings and times as zone files do', () => {
    expect(lines('dig +noall +answer +ttlunits TXT edge.test')).toEqual([
      'edge.test.\t\t1d1h1m1s IN\tTXT\t"say \\"hi\\"; \\\\ bye"',
      '',
    ]);
  });

  test('three tries of five seconds, then status 9', () => {
    const { text, exit, seconds } = run(['dig', '+short', 'web'], [{ action: 'drop' }]);
    const failed = ';; communications error to 10.96.0.10#53: timed out\n';
    expect({ text, exit, seconds }).toEqual({
      text: `${failed.repeat(3)};; no servers could be reached\n`,
      exit: 9,
      seconds: 15,
    });
  });

  test('a truncated answer of thousands of records comes whole over TCP', () => {
    const { text } = run(['dig', '+noall', '+answer', '+stats', 'many.test']);
    expect(text.match(/\tA\t/g)?.length).toBe(2200);
    expect(text).toContain('(TCP)');
  });
});

describe('host and nslookup', () => {
  test('host asks for addresses and for mail', () => {
    expect(lines('host www.test')).toEqual([
      'www.test is an alias for edge.test.',
      'edge.test has address 192.0.2.7',
      'edge.test mail is handled by 10 mail.test.',
      '',
    ]);
  });

  test('nslookup notes each server without recursion', () => {
    expect(run(['nslookup', 'web'])).toEqual({
      text: [
        ';; Got recursion not available from 10.96.0.10',
        'Server:\t\t10.96.0.10',
        'Address:\t10.96.0.10#53',
        '',
        'Name:\tweb.shop.svc.cluster.local',
        'Address: 10.96.3.4',
        ';; Got recursion not available from 10.96.0.10',
        '',
        '',
      ].join('\n'),
      exit: 0,
      seconds: 0,
    });
  });

  test('an alias of itself ends', () => {
    expect(run(['host', 'loop']).exit).toBe(0);
    expect(run(['nslookup', 'loop']).exit).toBe(0);
  });
});

describe('lines of input', () => {
  test('dig -f: every line is a command line; blank lines at the beginning are passed over', () => {
    expect(
      read('dig -f names +noall +answer', ['', '# names', 'edge.test', '@nowhere web', 'edge.test MX +short']),
    ).toEqual({
      text: [
        'edge.test.\t\t60\tIN\tA\t192.0.2.7',
        "couldn't get address for 'nowhere': not found: skipping lookup",
        '10 mail.test.',
        '',
      ].join('\n'),
      exit: 0,
    });
    expect(read('dig -f names', undefined)).toEqual({
      text: "names: No such file or directory\ndig: couldn't open specified batch file\n",
      exit: 8,
    });
  });

  test("nslookup's commands", () => {
    const input = ['set type=mx', 'edge.test', ' server 10.96.0.10', 'set foo', 'ls', 'server nowhere', 'never'];
    expect(read('nslookup - 10.96.0.10', input)).toEqual({
      text: [
        'Server:\t\t10.96.0.10',
        'Address:\t10.96.0.10#53',
        '',
        'Non-authoritative answer:',
        'edge.test\tmail exchanger = 10 mail.test.',
        '',
        'Authoritative answers can be found from:',
        'Default server: 10.96.0.10',
        'Address: 10.96.0.10#53',
        '*** Invalid option: foo',
        "The 'ls' command is not implemented.",
        "nslookup: couldn't get address for 'nowhere': not found",
        '',
      ].join('\n'),
      exit: 1,
    });
    expect(read('nslookup', ['exit', 'web'])).toEqual({ text: '\n', exit: 1 });
  });

  test('other command lines read nothing', () => {
    const { host } = new Pod('');
    for (const command of [
      'nslookup web',
      'nslookup -type=A web',
      'nslookup -version',
      'dig web',
      'dig -f',
      'host web',
    ]) {
      const words = command.split(' ');
      expect(NET_SHELLS[words[0] ?? '']?.(host, words)).toBeUndefined();
    }
  });
});

test.each([
  [['dig', `${'a'.repeat(64)}.test`], `dig: '${'a'.repeat(64)}.test' is not a legal name (label too long)\n`, 10],
  [['dig', 'a..b'], "dig: 'a..b' is not a legal name (empty label)\n", 10],
  [['dig', ''], "dig: '' is not a legal name (unexpected end of input)\n", 10],
  [['dig', 'a.'.repeat(128)], `dig: '${'a.'.repeat(128)}' is not a legal name (ran out of space)\n`, 10],
  [['dig', '+search', 'a..b'], "dig: 'a..b' is not in legal name syntax (empty label)\n", 1],
  [['host', 'a..b'], "host: 'a..b' is not in legal name syntax (empty label)\n", 1],
  [['nslookup', '..'], "nslookup: '..' is not in legal name syntax (empty label)\n", 1],
  [['dig', '@nowhere', 'x'], "dig: couldn't get address for 'nowhere': not found\n", 1],
  [['dig', '+time=x', 'y'], "invalid timeout 'x': not a valid number\ndig: Couldn't parse timeout\n", 10],
])('%j is refused in the real words', (words, text, exit) => {
  expect(run(words)).toEqual({ text, exit, seconds: 0 });
});

test('a resolv.conf with a fault ends all three', () => {
  const conf = 'nameserver ten.ninety.six\n';
  for (const name of ['dig', 'host', 'nslookup'])
    expect(run([name, 'web'], [], conf)).toEqual({
      text: `${name}: parse of /etc/resolv.conf failed\n`,
      exit: 1,
      seconds: 0,
    });
});

test('whatever is typed, the tools end, and within the time that their tries give', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'web',
      'www.test',
      'loop',
      '-x',
      '-t',
      'ANY',
      '+search',
      '+tcp',
      '@10.96.0.10',
      '10.96.0.10',
      '-v',
      '+trace',
    ),
    fc.constantFrom(
      '-debug',
      '-type=SOA',
      '+showsearch',
      '+qr',
      '+multiline',
      '+time=1',
      '+tries=2',
      'many.test',
      '+dnssec',
      '-T',
    ),
    fc.string({ maxLength: 80, unit: 'binary' }).map((text) => text.replace(/[^\x20-\xff]/g, '\xff')),
  );
  const rules = fc.constantFrom<readonly ServerRule[]>(
    [],
    [{ action: 'drop' }],
    [{ action: 'servfail' }],
    [{ action: 'truncate' }],
  );
  fc.assert(
    fc.property(
      fc.constantFrom('dig', 'host', 'nslookup'),
      fc.array(word, { maxLength: 5 }),
      rules,
      (tool, words, how) => {
        const { exit } = run([tool, ...words], how);
        expect([0, 1, 2, 3, 9, 10]).toContain(exit);
      },
    ),
    { numRuns: 60, seed: 7 },
  );
});
