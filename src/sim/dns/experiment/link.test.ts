import { expect, test } from 'vitest';
import { INITIAL, linkOf, otherOf, playgroundOf, type Playground } from './link.ts';
import { INITIAL_POD } from './pod-setup.ts';

const reread = (state: Playground): Playground => {
  const params = new URLSearchParams(linkOf(state));
  return playgroundOf((key) => params.get(key));
};

test('a playground survives its link', () => {
  const state: Playground = {
    clients: ['musl', 'glibc'],
    name: 'web.prod & co=1',
    family: 'inet6',
    resolvConf: 'nameserver 10.96.0.10\noptions ndots:1 # ~,\n',
    hosts: '',
    servers: [
      { address: '10.96.0.10', fault: 'slow', delayMs: 2500 },
      { address: '10.96.0.11', fault: 'drop', delayMs: 0 },
    ],
    dualStack: true,
    zone: 'web A 10.0.0.1\n; ~%',
    pod: { ...INITIAL_POD, policy: 'None', nameservers: '10.0.0.3', node: 'search a~b %7E\n' },
  };
  expect(reread(state)).toEqual(state);
  expect(reread(INITIAL)).toEqual(INITIAL);
  expect(linkOf(INITIAL)).toBe('v=1');
});

test('a foreign or cut link means the initial values', () => {
  const params = new URLSearchParams('v=9&c=windows,,glibc,glibc&f=seven&s=,x~nonsense~1e99,~drop&d=yes');
  expect(playgroundOf((key) => params.get(key))).toEqual({
    ...INITIAL,
    clients: ['glibc'],
    servers: [{ address: 'x', fault: 'ok', delayMs: 12_000 }],
  });
});

test('two configurations share a link, and say only what differs', () => {
  const other: Playground = { ...INITIAL, resolvConf: '', dualStack: true, pod: INITIAL_POD };
  const link = linkOf({ ...INITIAL, name: 'web' }, { ...other, name: 'web' });
  const params = new URLSearchParams(link);
  const get = (key: string): string | null => params.get(key);
  expect(otherOf(get, playgroundOf(get))).toEqual({ ...other, name: 'web' });
  expect([...params.keys()]).toEqual(['v', 'n', 'b', 'br', 'bd', 'bp']);
  expect(otherOf((key) => (key === 'b' ? '1' : null), INITIAL)).toEqual(INITIAL);
  expect(otherOf(() => null, INITIAL)).toBeUndefined();
});

test('what one configuration has and the other lacks survives, too', () => {
  const rich: Playground = {
    ...INITIAL,
    dualStack: true,
    family: 'inet',
    pod: INITIAL_POD,
    servers: [{ address: '10.96.0.10', fault: 'drop', delayMs: 0 }],
    zone: 'a A 10.0.0.1',
  };
  const params = new URLSearchParams(linkOf(rich, INITIAL));
  expect(otherOf((key) => params.get(key), rich)).toEqual(INITIAL);
});
