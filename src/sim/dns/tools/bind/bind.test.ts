// dig, host and nslookup as a terminal shows them: whole outputs, what bad input does, and that nothing runs for ever.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONF, run } from '../../../../testkit/truth/dns/pod.ts';
import type { ServerRule } from '../../index.ts';

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

  test('+yaml: the same for programs; no remarks, and errors in another form', () => {
    expect(lines('dig +yaml +noedns +noquestion MX edge.test')).toEqual([
      '- type: MESSAGE',
      '  message:',
      '    type: RECURSIVE_RESPONSE',
      '    query_time: !!timestamp 2023-11-14T22:13:20.000Z',
      '    response_time: !!timestamp 2023-11-14T22:13:20.000Z',
      '    message_size: 61b',
      '    socket_family: INET',
      '    socket_protocol: UDP',
      '    response_address: "10.96.0.10"',
      '    response_port: 53',
      '    query_address: "0.0.0.0"',
      '    query_port: 0',
      '    response_message_data:',
      '      opcode: QUERY',
      '      status: NOERROR',
      '      id: ID',
      '      flags: qr rd ra',
      '      QUESTION: 1',
      '      ANSWER: 1',
      '      AUTHORITY: 0',
      '      ADDITIONAL: 0',
      '      ANSWER_SECTION:',
      "        - 'edge.test. 60 IN MX 10 mail.test.'",
      '',
    ]);
    const failed = run(['dig', '+yaml', '+tries=1', 'web'], [{ action: 'drop' }]);
    expect(failed.text).toBe('- type: DIG_ERROR\n  message: |\n    no servers could be reached\n');
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

test.each([
  [`${'a'.repeat(64)}.test`, 'domain label longer than 63 characters'],
  ['a.'.repeat(128), 'domain name longer than 255 characters'],
  ['m\xc3\xbcnchen', 'could not convert string to UTF-8'],
  ['web-', 'string start/ends with forbidden hyphen'],
  ['ab--cd', 'string contains forbidden two hyphens pattern'],
])('on a terminal, IDNA judges %j first', (name, reason) => {
  for (const tool of ['dig', 'host', 'nslookup']) {
    const { text, exit } = run([tool, name], [], CONF, true);
    expect(text).toBe(`${tool}: '${name}' is not a legal IDNA2008 name (${reason}), use +noidnin\n`);
    expect(exit).toBe(1);
  }
  expect(run(['dig', '+noidnin', name], [], CONF, true).text).not.toContain('IDNA2008');
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
