// The tables of the lesson, cell by cell: how many queries, which seconds, found or not, for each resolver.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../src/lesson/index.ts';
import { linkOf, playgroundOf, type ServerRule } from '../../src/sim/dns/index.ts';
import { DROP, file, play, playTool, RACE, slow, type Asked } from './played.ts';
import predictions from './predictions.ts';

const LIBRARIES = ['glibc', 'musl', 'go'] as const;
type Triple<T> = readonly [glibc: T, musl: T, go: T];

const each = <T>(asked: Asked, look: (played: ReturnType<typeof play>) => T): readonly T[] =>
  LIBRARIES.map((client) => look(play(client, asked)));

/** `20`: found after 20 s; `-20`: an error after 20 s. */
const outcome = ({ found, seconds = Infinity }: ReturnType<typeof play>): number => (found ? seconds : -seconds);

describe('section 1: what a name costs', () => {
  test.each([
    ['web', 2],
    ['web.prod', 4],
    ['web.prod.svc', 6],
    ['web.prod.svc.cluster.local', 8],
    ['web.prod.svc.cluster.local.', 2],
    ['example.com', 8],
    ['example.com.', 2],
    ['nosuch', 8],
  ])('%s: %i queries, in all three', (name, queries) => {
    expect(each({ name }, (played) => played.queries)).toEqual([queries, queries, queries]);
    expect(each({ name }, (played) => played.found)).toEqual(Array(3).fill(name !== 'nosuch'));
  });

  test('eight queries are four names; glibc and musl use four sockets, Go eight', () => {
    expect(each({ name: 'example.com' }, (played) => played.names)).toEqual([4, 4, 4]);
    expect(each({ name: 'example.com' }, (played) => played.sockets)).toEqual([4, 4, 8]);
  });

  test('dns.resolve4 asks what it was given', () => {
    expect(play('node', { name: 'web' })).toMatchObject({ queries: 1, found: false });
  });
});

describe('section 2: the file', () => {
  test('a search domain of the node makes it ten', () => {
    const resolvConf = file('ndots:5', 1, ' corp.example');
    expect(each({ name: 'example.com', resolvConf }, (played) => played.queries)).toEqual([10, 10, 10]);
  });

  test('with the node’s file, four queries for web, and nothing found', () => {
    const asked = { name: 'web', resolvConf: 'search corp.example\nnameserver 172.18.0.1\n' };
    expect(each(asked, (played) => played.queries)).toEqual([4, 4, 4]);
    expect(each(asked, (played) => played.found)).toEqual([false, false, false]);
  });

  test('a search line over 255 characters is nothing to musl', () => {
    const asked = { name: 'web', resolvConf: file('ndots:5', 1, ' a-search-domain.example'.repeat(10)) };
    expect(each(asked, (played) => played.found)).toEqual([true, false, true]);
  });

  test('a fourth name server is not asked', () => {
    const asked = { name: 'web', resolvConf: file('ndots:5 timeout:1', 4), servers: [DROP, DROP, DROP, []] };
    expect(each(asked, (played) => played.found)).toEqual([false, false, false]);
  });

  test('a line of /etc/hosts sends nothing', () => {
    const asked = { name: 'ledger', hosts: '10.9.9.9 ledger\n' };
    expect(each(asked, (played) => played.queries)).toEqual([0, 0, 0]);
  });
});

describe('section 3: ndots', () => {
  /** options · name · queries of glibc, musl, Go · musl finds it */
  const rows: readonly (readonly [string, string, Triple<number>, boolean])[] = [
    ['ndots:5', 'web', [2, 2, 2], true],
    ['ndots:5', 'web.prod', [4, 4, 4], true],
    ['ndots:5', 'api.example.com', [8, 8, 8], true],
    ['ndots:2', 'web', [2, 2, 2], true],
    ['ndots:2', 'web.prod', [4, 4, 4], true],
    ['ndots:2', 'example.com', [8, 8, 8], true],
    ['ndots:2', 'api.example.com', [2, 2, 2], true],
    ['ndots:2', 'web.prod.svc', [8, 2, 8], false],
    ['ndots:1', 'web', [2, 2, 2], true],
    ['ndots:1', 'web.prod', [6, 2, 6], false],
    ['ndots:1', 'example.com', [2, 2, 2], true],
    ['ndots:1', 'api.example.com', [2, 2, 2], true],
  ];
  test.each(rows)('%s %s: %j', (options, name, queries, onMusl) => {
    const asked = { name, resolvConf: file(options) };
    expect(each(asked, (played) => played.queries)).toEqual(queries);
    expect(each(asked, (played) => played.found)).toEqual([true, onMusl, true]);
  });
});

describe('section 3: an answer in the middle of the list', () => {
  const middle = (action: NonNullable<ServerRule['action']>): Asked => ({
    name: 'example.com',
    servers: [[{ action, qname: 'example.com.svc.cluster.local.' }]],
  });
  test.each([
    ['nxdomain', [0, 0, 0]],
    ['nodata', [0, -0, 0]],
    ['servfail', [0, -5, 0]],
    ['refused', [0, -5, 0]],
  ] as const)('%s: %j', (action, seconds) => {
    expect(each(middle(action), outcome)).toEqual(seconds);
  });

  test('silence: glibc asks for the bare name, Go goes on', () => {
    expect(each(middle('drop'), ({ names, found }) => [names, found])).toEqual([
      [3, true],
      [2, false],
      [4, true],
    ]);
  });
});

describe('section 3: the answer to AAAA', () => {
  test.each([
    ['nodata', [0, 0, 0]],
    ['nxdomain', [0, -0, 0]],
    ['servfail', [0, -5, 0]],
    ['drop', [15, -5, 10]],
  ] as const)('%s: %j', (action, seconds) => {
    const asked: Asked = { name: 'v4only.example.com.', servers: [[{ action, qtype: 'AAAA' }]] };
    expect(each(asked, outcome)).toEqual(seconds);
  });
});

describe('section 4: silence, refusal, error', () => {
  test.each<readonly [string, Asked['servers'] & object, Triple<number>]>([
    ['nothing', [DROP], [-20, -5, -40]],
    ['a closed port', ['closed'], [-0, -5, -0]],
    ['REFUSED', [[{ action: 'refused' }]], [-0, -5, -0]],
    ['SERVFAIL', [[{ action: 'servfail' }]], [-0, -5, -0]],
    ['1 s', [slow(1)], [1, 1, 1]],
    ['3 s', [slow(3)], [3, 3, 3]],
    ['6 s', [slow(6)], [6, -5, -40]],
    ['12 s', [slow(12)], [-20, -5, -40]],
  ])('%s', (_, servers, seconds) => {
    expect(each({ name: 'web', servers }, outcome)).toEqual(seconds);
  });

  test('the queries of a silent server', () => {
    expect(each({ name: 'web', servers: [DROP] }, (played) => played.queries)).toEqual([8, 4, 16]);
    expect(each({ name: 'web', servers: [DROP] }, (played) => played.names)).toEqual([2, 1, 4]);
    expect(each({ name: 'web.prod.svc.cluster.local.', servers: [DROP] }, outcome)).toEqual([-10, -5, -10]);
  });

  test('three seconds each are twelve for a name outside', () => {
    expect(each({ name: 'example.com', servers: [slow(3)] }, outcome)).toEqual([12, 12, 12]);
    expect(each({ name: 'web', servers: [slow(3)] }, (played) => played.queries)).toEqual([2, 4, 2]);
  });

  test('the first of two servers dead', () => {
    const asked = { name: 'example.com', resolvConf: file('ndots:5', 2), servers: [DROP, []] };
    expect(each(asked, outcome)).toEqual([20, 0, 20]);
    expect(each({ ...asked, name: 'web' }, outcome)).toEqual([5, 0, 5]);
  });

  test.each([
    ['ndots:5', [-20, -5, -40]],
    ['ndots:5 timeout:2 attempts:3', [-12, -2, -24]],
    ['ndots:5 timeout:1', [-4, -1, -8]],
    ['ndots:5 timeout:1 attempts:1', [-2, -1, -4]],
  ] as const)('%s: %j', (options, seconds) => {
    expect(each({ name: 'web', resolvConf: file(options), servers: [DROP] }, outcome)).toEqual(seconds);
  });

  test('timeout:0 is 1 for glibc and Go; musl sends nothing', () => {
    const asked = { name: 'web', resolvConf: file('ndots:5 timeout:0'), servers: [DROP] };
    expect(each(asked, (played) => played.queries)).toEqual([8, 0, 16]);
    expect(each(asked, outcome)).toEqual([-4, -0, -8]);
  });

  test('what an answer after three seconds costs dns.resolve4', () => {
    expect(play('node', { name: 'example.com', servers: [slow(3)] }).seconds).toBe(6);
  });
});

describe('section 5: the race', () => {
  test('5.2 s, 2.6 s, and not at all, with answers of 100 ms', () => {
    expect(each({ name: 'web', servers: [RACE] }, outcome)).toEqual([5.2, 2.6, 0.1]);
  });

  test('glibc goes on one after the other: 5.8 s for four names', () => {
    expect(each({ name: 'example.com', servers: [RACE] }, outcome)).toEqual([5.8, 2.9, 0.4]);
  });

  test.each([
    ['single-request', [0.2, 2.6, 0.2]],
    ['single-request-reopen', [0.2, 2.6, 0.2]],
  ] as const)('%s: %j', (option, seconds) => {
    const asked = { name: 'web', resolvConf: file(`ndots:5 ${option}`), servers: [RACE] };
    expect(each(asked, outcome)).toEqual(seconds);
  });

  test('any lost packet', () => {
    expect(each({ name: 'web', servers: [[{ action: 'drop', max: 1 }]] }, outcome)).toEqual([5, 2.5, 5]);
  });
});

describe('section 7: programs that ask for themselves', () => {
  /** program · queries for example.com · seconds until it gives up for a full name, or a short one, at a silent server */
  test.each([
    ['dig example.com', 1],
    ['busybox-nslookup example.com', 2],
    ['getent ahosts example.com', 4],
    ['getent hosts example.com', 4],
    ['nslookup example.com', 5],
    ['host example.com', 6],
    ['ping -c 1 example.com', 8],
  ])('%s: %i queries', (line, queries) => {
    expect(playTool(line)[0]).toBe(queries);
  });

  test.each([
    ['dig web', 15],
    ['host web.default.svc.cluster.local.', 10],
    ['busybox-nslookup web', 5],
    ['getent ahosts web', 20],
    ['getent hosts web', 40],
  ])('%s: gives up after %i s', (line, seconds) => {
    expect(playTool(line, [DROP])[1]).toBe(seconds);
  });
});

test('section 8: two servers, the second one knows nothing and is faster', () => {
  const servers = [slow(0.2), [{ action: 'nxdomain' }]] as const;
  const asked: Asked = { name: 'web', resolvConf: file('ndots:5', 2), servers };
  expect(each(asked, outcome)).toEqual([0.2, -0, 0.2]);
  const other: Asked = { ...asked, servers: [[{ action: 'nxdomain' }], []] };
  expect(each(other, (played) => played.found)[0]).toBe(false);
});

describe('links into the playground', () => {
  const guesses: readonly Prediction[] = predictions;
  const links = [
    ...guesses.flatMap(({ id, lookup }) => (lookup === undefined ? [] : [[id, lookup] as const])),
    ...[...readFileSync(join(import.meta.dirname, 'who-writes.mdx'), 'utf8').matchAll(/link="([^"]+)"/g)].map(
      ([, link = '']) => ['prose', link] as const,
    ),
  ];
  test.each(links)('%s: is read as it is written', (_, link) => {
    const params = new URLSearchParams(link);
    expect(linkOf(playgroundOf((key) => params.get(key)))).toBe(link);
  });
});
