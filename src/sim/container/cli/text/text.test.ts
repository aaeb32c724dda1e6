/** Durations, sizes and tables at their borders. */
import { expect, test } from 'vitest';
import { tabbed } from './tabwriter.ts';
import { bytesSize, humanDuration, humanSize, ramInBytes } from './units.ts';

test.each<[number, string]>([
  [0.9, 'Less than a second'],
  [1, '1 second'],
  [59, '59 seconds'],
  [60, 'About a minute'],
  [120, '2 minutes'],
  [3600, 'About an hour'],
  [5399, 'About an hour'],
  [5400, '2 hours'],
  [172_800, '2 days'],
  [1_209_599, '2 weeks'],
  [5_184_000, '2 months'],
  [63_071_999, '1 years'],
  [63_072_000, '2 years'],
])('%d seconds are "%s"', (seconds, words) => expect(humanDuration(seconds)).toBe(words));

test('sizes have significant digits', () => {
  expect([humanSize(999_999, 3), humanSize(1046, 3), bytesSize(5_542_880), bytesSize(0)]).toEqual([
    '1e+03kB',
    '1.05kB',
    '5.286MiB',
    '0B',
  ]);
});

test.each<[string, number | string]>([
  ['64m', 67_108_864],
  ['1.5g', 1_610_612_736],
  ['512', 512],
  ['lots', "invalid size: 'lots'"],
  ['5q', "invalid suffix: 'q'"],
])('memory "%s"', (text, want) => {
  const got = ramInBytes(text);
  expect(got instanceof Error ? got.message : got).toBe(want);
});

test('columns of neighbouring lines are aligned; the last cell is not padded', () => {
  expect(tabbed('a\tbb\tc\nlonger\tb\tcc\n', { minWidth: 0, padding: 2 })).toBe('a       bb  c\nlonger  b   cc\n');
  expect(tabbed('a\tb\nplain\nccc\td\n', { minWidth: 0, padding: 1 })).toBe('a b\nplain\nccc d\n');
});
