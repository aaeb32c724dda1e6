// Tools that look names up and speak to pods: what a terminal shows, whole.
import { expect, test } from 'vitest';
import { bench } from '../../../testkit/network.ts';

const shown = (line: string): readonly string[] => bench().type(line).split('\n');

test('ping shows names and times, and counts; a Service address does not answer', () => {
  expect(shown('ping -c2 client')).toEqual([
    'PING client (10.244.1.7) 56(84) bytes of data.',
    '64 bytes from client (10.244.1.7): icmp_seq=1 ttl=64 time=0.039 ms',
    '64 bytes from client (10.244.1.7): icmp_seq=2 ttl=64 time=0.030 ms',
    '',
    '--- client ping statistics ---',
    '2 packets transmitted, 2 received, 0% packet loss, time 1000ms',
    'rtt min/avg/max/mdev = 0.030/0.034/0.039/0.004 ms',
    '[0]',
  ]);
  expect(shown('ping -c1 -W1 web')).toEqual([
    'PING web.default.svc.cluster.local (10.96.24.80) 56(84) bytes of data.',
    '',
    '--- web.default.svc.cluster.local ping statistics ---',
    '1 packets transmitted, 0 received, 100% packet loss, time 0ms',
    '',
    '[1]',
  ]);
  expect(shown('ping -c1 10.244.1.99')).toEqual([
    'PING 10.244.1.99 (10.244.1.99) 56(84) bytes of data.',
    'From 10.244.1.7 icmp_seq=1 Destination Host Unreachable',
    '',
    '--- 10.244.1.99 ping statistics ---',
    '1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms',
    '',
    '[1]',
  ]);
});

test('busybox ping counts from 0; what is wrong with the words of either', () => {
  expect(shown('busybox ping -c2 10.244.2.8')).toEqual([
    'PING 10.244.2.8 (10.244.2.8): 56 data bytes',
    '64 bytes from 10.244.2.8: seq=0 ttl=63 time=0.159 ms',
    '64 bytes from 10.244.2.8: seq=1 ttl=63 time=0.150 ms',
    '',
    '--- 10.244.2.8 ping statistics ---',
    '2 packets transmitted, 2 packets received, 0% packet loss',
    'round-trip min/avg/max = 0.150/0.154/0.159 ms',
    '[0]',
  ]);
  expect(shown('busybox ping -c x web')).toEqual(["ping: invalid number 'x'", '[1]']);
  expect(shown('ping -c 0 web')).toEqual([
    "ping: invalid argument: '0': out of range: 1 <= value <= 9223372036854775807",
    '[1]',
  ]);
  expect(shown('ping -6 -c1 web')).toEqual(['ping: web: Address family for hostname not supported', '[2]']);
  expect(shown('ping')).toEqual(['ping: usage error: Destination address required', '[1]']);
});

test('Ctrl-C ends ping with its statistics; while it still resolves the name it kills it', () => {
  const { start, world } = bench();
  const early = start('ping nosuch');
  expect(early.lookup.interrupt()).toBe(false);
  early.lookup.stop();
  const ping = start('ping 10.244.2.8');
  world.run(1_500_000);
  expect(ping.lookup.interrupt()).toBe(true);
  world.run();
  expect(ping.output().split('\n').slice(4)).toEqual([
    '--- 10.244.2.8 ping statistics ---',
    '2 packets transmitted, 2 received, 0% packet loss, time 1000ms',
    expect.stringMatching(/^rtt min\/avg\/max\/mdev = 0\.1\d\d\/0\.1\d\d\/0\.1\d\d\/0\.0\d\d ms$/),
    '',
  ]);
  expect(ping.lookup.value).toBe(0);
});

test('getent: several keys, enumeration, errors; IPv6 with mapped addresses only where the pod has IPv6', () => {
  expect(shown('getent hosts web nosuch localhost')).toEqual([
    '10.96.24.80     web.default.svc.cluster.local',
    '::1             localhost',
    '[2]',
  ]);
  expect(shown('getent ahosts')).toEqual([
    '127.0.0.1       localhost',
    '127.0.0.1       localhost',
    '10.244.1.7      client',
    '[0]',
  ]);
  expect(shown('getent ahostsv6 web')).toEqual(['[2]']);
  expect(shown('getent -s files hosts web')).toEqual(['[2]']);
  expect(shown('getent')).toEqual([
    'getent: wrong number of arguments',
    "Try `getent --help' or `getent --usage' for more information.",
    '[1]',
  ]);
});

test("Alpine's getent has its own columns", () => {
  const alpine = (line: string): readonly string[] => bench({ libc: 'musl-1.2.5' }).type(line).split('\n');
  expect(alpine('getent hosts web')).toEqual([
    '10.96.24.80       web.default.svc.cluster.local  web.default.svc.cluster.local web',
    '[0]',
  ]);
  expect(alpine('getent ahosts web')).toEqual([
    '10.96.24.80     STREAM web.default.svc.cluster.local',
    '10.96.24.80     DGRAM  web.default.svc.cluster.local',
    '[0]',
  ]);
  expect(alpine('getent hosts nosuch')).toEqual(['[2]']);
});

test('busybox nslookup: types, a server (and then no search list), errors', () => {
  expect(shown('busybox nslookup -type=a web.default.svc.cluster.local')).toEqual([
    'Server:\t\t10.96.0.10',
    'Address:\t10.96.0.10:53',
    '',
    'Name:\tweb.default.svc.cluster.local',
    'Address: 10.96.24.80',
    '',
    '[0]',
  ]);
  expect(shown('busybox nslookup web 10.96.0.10')).toEqual([
    'Server:\t\t10.96.0.10',
    'Address:\t10.96.0.10:53',
    '',
    "** server can't find web: NXDOMAIN",
    '',
    "** server can't find web: NXDOMAIN",
    '',
    '[1]',
  ]);
  expect(shown('busybox nslookup -type=foo web')).toEqual(['nslookup: invalid query type "foo"', '[1]']);
  expect(shown('busybox nslookup web nosuchserver')).toEqual(["nslookup: bad address 'nosuchserver'", '[1]']);
});
