import { expect, test } from 'vitest';
import { forecastOf } from './forecast.ts';
import { CLUSTER_FIRST } from './link.ts';
import { readPaste } from './paste.ts';

const setup = (name: string, resolvConf = CLUSTER_FIRST) => ({
  clients: [],
  name,
  family: 'unspec' as const,
  files: { resolvConf, hosts: '127.0.0.1 localhost\n', nsswitch: 'hosts: files dns\n' },
  servers: [{ address: '10.96.0.10', fault: 'race', delayMs: 0 }],
  dualStack: false,
});

test('three search domains and the name itself: what each costs, and who stops where', () => {
  const glibc = forecastOf(setup('web.prod'), 'glibc');
  const musl = forecastOf(setup('web.prod'), 'musl');
  expect(glibc.names.map(({ name, queries }) => `${name} ${queries}`)).toEqual([
    'web.prod.default.svc.cluster.local. 2',
    'web.prod.svc.cluster.local. 4',
    'web.prod.cluster.local. 6',
    'web.prod. 8',
  ]);
  expect(musl.names.map(({ empty }) => empty)).toEqual(['stops', 'stops', 'stops', 'goes on']);
  expect(glibc.names.map(({ empty }) => empty)).toEqual(['goes on', 'goes on', 'goes on', 'goes on']);
  expect([glibc.none.queries, glibc.dead.took, musl.dead.took]).toEqual([8, 20_000_000, 5_000_000]);
});

test('an address and a name of /etc/hosts ask nobody', () => {
  for (const client of ['glibc', 'musl', 'go']) {
    expect(forecastOf(setup('10.0.0.1'), client)).toMatchObject({ names: [], local: ['10.0.0.1'] });
    expect(forecastOf(setup('localhost'), client).local).toEqual(['127.0.0.1']);
  }
});

test('three hundred search domains: the first are looked at, the others counted', () => {
  const search = Array.from({ length: 300 }, (_, i) => `d${i}`).join(' ');
  const glibc = forecastOf(setup('web', `search ${search}\nnameserver 10.96.0.10\noptions ndots:5\n`), 'glibc');
  expect([glibc.names.length, glibc.more]).toEqual([8, 293]);
});

test('a paste from a terminal is the file and nothing else', () => {
  const { text, notes } = readPaste(
    'user@laptop:~$ kubectl exec -it web-0 -n prod -- cat /etc/resolv.conf\r\nDefaulted container "web" out of: web, istio-proxy\r\nnameserver 10.96.0.10\r\nsearch a b\r\n# a comment\r\noptions ndots:5\r\nuser@laptop:~$ \r\n',
  );
  expect(text).toBe('nameserver 10.96.0.10\nsearch a b\n# a comment\noptions ndots:5\n');
  expect(notes).toHaveLength(4);
});

test('fences, indents, quotations and other prompts', () => {
  expect(readPaste('```\nnameserver 1.1.1.1\n```').text).toBe('nameserver 1.1.1.1\n');
  expect(readPaste('/ # cat /etc/resolv.conf\nnameserver 1.1.1.1\n/ #').text).toBe('nameserver 1.1.1.1\n');
  expect(readPaste('    nameserver 1.1.1.1\n      search a').text).toBe('nameserver 1.1.1.1\n  search a\n');
  expect(readPaste('> nameserver 1.1.1.1\n> search a').text).toBe('nameserver 1.1.1.1\nsearch a\n');
  expect(readPaste('nameserver 1.1.1.1\n')).toEqual({ text: 'nameserver 1.1.1.1\n', notes: [] });
  expect(readPaste('# See man:systemd-resolved.service(8).\nnameserver 1.1.1.1\n').notes).toEqual([]);
  expect(readPaste('')).toEqual({ text: '', notes: [] });
});
