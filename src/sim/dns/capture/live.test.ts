// tcpdump, live: what passes the pod's device while other tools run, and the language of its filters.
import { expect, test } from 'vitest';
import { bench } from '../../../testkit/network.ts';

/** What tcpdump printed while the lines were typed; ids, ports and numbers that differ are masked. */
function captured(command: string, ...lines: readonly string[]): readonly string[] {
  const { start, type, world } = bench();
  const dump = start(command);
  world.run(1000);
  for (const line of lines) type(line);
  dump.lookup.interrupt();
  world.run();
  return dump
    .output()
    .replace(/(1\.7|client)\.\d{5}/g, '$1.PORT')
    .replace(/: \d+(?=[+* ])/g, ': ID')
    .replace(/TS val \d+ ecr \d+/g, 'TS')
    .replace(/(seq|ack) \d{6,}/g, '$1 N')
    .replace(/ id \d+/g, ' id N')
    .split('\n');
}

const HEADER = [
  'tcpdump: verbose output suppressed, use -v[v]... for full protocol decode',
  'listening on eth0, link-type EN10MB (Ethernet), snapshot length 262144 bytes',
];
const counts = (count: number): readonly string[] => [
  '',
  `${count} packets captured`,
  `${count} packets received by filter`,
  '0 packets dropped by kernel',
  '',
];

test('queries and answers, with the time of the day', () => {
  expect(captured('tcpdump -n port 53', 'getent ahosts web')).toEqual([
    ...HEADER,
    '20:05:28.001000 IP 10.244.1.7.PORT > 10.96.0.10.53: ID+ A? web.default.svc.cluster.local. (47)',
    '20:05:28.001120 IP 10.96.0.10.53 > 10.244.1.7.PORT: ID*- 1/0/0 A 10.96.24.80 (92)',
    ...counts(2),
  ]);
});

test('-v shows the header of the packet, -i any the device; names of hosts are asked for without -n', () => {
  expect(captured('tcpdump -v -i any -c 2 udp and dst host 10.96.0.10', 'getent ahosts web')).toEqual([
    'tcpdump: data link type LINUX_SLL2',
    'tcpdump: listening on any, link-type LINUX_SLL2 (Linux cooked v2), snapshot length 262144 bytes',
    '20:05:28.001000 eth0  Out IP (tos 0x0, ttl 64, id N, offset 0, flags [DF], proto UDP (17), length 75)',
    '    client.PORT > 10.96.0.10.domain: ID+ A? web.default.svc.cluster.local. (47)',
    '20:05:28.001000 eth0  Out IP (tos 0x0, ttl 64, id N, offset 0, flags [DF], proto UDP (17), length 69)',
    '    client.PORT > 10.96.0.10.domain: ID+ PTR? 10.0.96.10.in-addr.arpa. (41)',
    '2 packets captured',
    '2 packets received by filter',
    '0 packets dropped by kernel',
    '',
  ]);
});

test('a conversation over TCP from SYN to FIN, a refusal, a ping', () => {
  const opts = 'options [nop,nop,TS]';
  const [pod, web] = ['10.244.1.7.PORT', '10.96.24.80.80'];
  expect(
    captured('tcpdump -nt not port 53', 'curl -s http://web/', 'curl -s http://10.244.2.8:81/', 'ping -c1 10.244.2.8'),
  ).toEqual([
    ...HEADER,
    `IP ${pod} > ${web}: Flags [S], seq N, win 64240, options [mss 1460,sackOK,TS,nop,wscale 7], length 0`,
    `IP ${web} > ${pod}: Flags [S.], seq N, ack N, win 65160, options [mss 1460,sackOK,TS,nop,wscale 7], length 0`,
    `IP ${pod} > ${web}: Flags [.], ack 1, win 502, ${opts}, length 0`,
    `IP ${pod} > ${web}: Flags [P.], seq 1:68, ack 1, win 502, ${opts}, length 67: HTTP: GET / HTTP/1.1`,
    `IP ${web} > ${pod}: Flags [.], ack 68, win 502, ${opts}, length 0`,
    `IP ${web} > ${pod}: Flags [P.], seq 1:81, ack 68, win 502, ${opts}, length 80: HTTP: HTTP/1.1 200 OK`,
    `IP ${pod} > ${web}: Flags [.], ack 81, win 502, ${opts}, length 0`,
    `IP ${pod} > ${web}: Flags [F.], seq 68, ack 81, win 502, ${opts}, length 0`,
    `IP ${web} > ${pod}: Flags [.], ack 69, win 502, ${opts}, length 0`,
    `IP ${web} > ${pod}: Flags [F.], seq 81, ack 69, win 502, ${opts}, length 0`,
    `IP ${pod} > ${web}: Flags [.], ack 82, win 502, ${opts}, length 0`,
    `IP ${pod} > 10.244.2.8.81: Flags [S], seq N, win 64240, options [mss 1460,sackOK,TS,nop,wscale 7], length 0`,
    `IP 10.244.2.8.81 > ${pod}: Flags [R.], seq 0, ack N, win 0, length 0`,
    'IP 10.244.1.7 > 10.244.2.8: ICMP echo request, id N, seq 1, length 64',
    'IP 10.244.2.8 > 10.244.1.7: ICMP echo reply, id N, seq 1, length 64',
    ...counts(15),
  ]);
});

test('a SYN that nobody answers is sent again after 1, 2, 4 seconds', () => {
  const { start, world } = bench();
  const dump = start('tcpdump -nq tcp');
  start('curl -sS -m 10 http://192.0.2.1/');
  world.run(10_000_000);
  expect(
    dump
      .output()
      .split('\n')
      .slice(2, -1)
      .map((line) => line.replace(/1\.7\.\d+/, '1.7.PORT')),
  ).toEqual(
    ['28', '29', '31', '35'].map((second) => `20:05:${second}.000000 IP 10.244.1.7.PORT > 192.0.2.1.80: tcp 0`),
  );
});

test('filters that cannot be parsed, devices that do not exist', () => {
  const said = (line: string): string => bench().type(line);
  const syntax = "tcpdump: can't parse filter expression: syntax error\n[1]";
  for (const filter of ['port', 'foo bar', '(port 53', 'port 53 and', 'src', 'not'])
    expect(said(`tcpdump ${filter}`)).toBe(syntax);
  expect(said('tcpdump port x')).toBe("tcpdump: unknown port 'x'\n[1]");
  expect(said('tcpdump port 53 or foo')).toBe("tcpdump: unknown port 'foo'\n[1]");
  expect(said('tcpdump udp port 70000')).toBe('tcpdump: illegal port number 70000 > 65535\n[1]');
  expect(said('tcpdump net 10.96.0.10/16')).toBe('tcpdump: non-network bits set in "10.96.0.10/16"\n[1]');
  expect(said('tcpdump host nosuch')).toBe("tcpdump: unknown host 'nosuch'\n[1]");
  expect(said('tcpdump -i eth7')).toBe('tcpdump: eth7: No such device exists\n(No such device exists)\n[1]');
  expect(said('tcpdump -c x')).toBe('tcpdump: invalid packet count x\n[1]');
});

test('what a filter lets pass', () => {
  const count = (filter: string): number =>
    captured(
      `tcpdump -nt ${filter}`,
      'getent ahosts web',
      'curl -s http://10.244.2.8:8080/',
      'ping -c1 10.244.2.8',
    ).filter((line) => line.startsWith('IP ')).length;
  expect({
    all: count(''),
    dns: count('udp port 53'),
    either: count('port 53 or 8080'),
    web: count('tcp and ( src host 10.244.2.8 or dst host 10.244.2.8 )'),
    net: count('net 10.244.2.0/24 and not icmp'),
    short: count('src net 10.96'),
    range: count('tcp portrange 8000-8080 and dst port 8080'),
    icmp: count('icmp'),
    none: count('ip6'),
  }).toEqual({ all: 15, dns: 2, either: 13, web: 11, net: 11, short: 1, range: 6, icmp: 2, none: 0 });
});
