// The recorded terminals of the project's own copy; commands without a model are those of Python and Node.
import { expect, test } from 'vitest';
import { recordingOf } from '../../conformance/sets.ts';
import { dnsTranscriptSet } from './index.ts';
import { wordsOf } from './words.ts';

test('what terminals showed of DNS tools: the models show the same, with the same queries and status', () => {
  const results = dnsTranscriptSet.play(recordingOf(dnsTranscriptSet, 'transcripts.json'));
  expect(results.length).toBe(180);
  expect(results.filter(({ kind }) => kind === 'failed')).toEqual([]);
  const skipped = results.filter(({ kind }) => kind === 'skipped');
  expect([...new Set(skipped.map(({ detail }) => detail))]).toEqual(['no model of node', 'no model of python3']);
  expect(skipped.length).toBe(7);
});

test('words as a shell splits them', () => {
  expect(wordsOf(String.raw`dig  "a b" c\ d 'e"f' g"\"h"i`)).toEqual(['dig', 'a b', 'c d', 'e"f', 'g"hi']);
});
