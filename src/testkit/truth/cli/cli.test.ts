/** The recorded docker and kubectl commands that the project keeps: every one is answered as the real client answered. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cliSet } from './index.ts';

const recordings = (name: string): string => fileURLToPath(new URL(`recordings/${name}`, import.meta.url));

test.each([
  ['docker.json', 144],
  ['docker-more.json', 675],
  ['kubectl.json', 238],
])('%s: all %d recordings pass', (file, count) => {
  const results = cliSet.play(recordings(file));
  expect(results.filter((r) => r.kind !== 'passed')).toEqual([]);
  expect(results).toHaveLength(count);
});

test('a difference says where it is', () => {
  const ids = new Set(['stop']);
  expect(cliSet.play(recordings('docker.json'), ids)).toEqual([{ id: 'stop', kind: 'passed' }]);
});
