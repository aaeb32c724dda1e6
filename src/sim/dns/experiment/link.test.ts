import { expect, test } from 'vitest';
import { INITIAL, linkOf, playgroundOf, type Playground } from './link.ts';

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
