// The recorded lookups of every client that has a model, from the project's own copy.
import { expect, test } from 'vitest';
import { recordingOf } from '../../conformance/sets.ts';
import { dnsSet } from './index.ts';

test('what real resolvers sent, when, and what they said: the models do the same', () => {
  const results = dnsSet.play(recordingOf(dnsSet, 'cases.json'));
  expect(results.length).toBe(1138);
  expect(results.filter(({ kind }) => kind !== 'passed').map(({ id, detail }) => `${id}: ${detail}`)).toEqual([]);
});

/**
 * Recorded for this project with the same recorder, once, on a machine with other work: runs whose times were disturbed were left out,
 * so these say more about what is sent and answered than about when. Search lists, options together, hosts, nsswitch.conf, aliases,
 * buffers that are too small, odd names.
 */
test('more lookups of glibc and musl', () => {
  const results = dnsSet.play(recordingOf(dnsSet, 'more.json'));
  expect(results.length).toBe(648);
  expect(results.filter(({ kind }) => kind !== 'passed')).toEqual([]);
});
