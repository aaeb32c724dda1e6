import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('runs of equal lines are joined, counted or picked', () => {
  expect(
    output(
      String.raw`printf 'a\na\nb\nA\nA\na\n' > f; uniq f; uniq -c f; uniq -d f; uniq -u f; uniq -ic f; uniq --group f; uniq -f x f; echo $?`,
    ),
  ).toEqual({
    out: [
      'a',
      'b',
      'A',
      'a',
      '      2 a',
      '      1 b',
      '      2 A',
      '      1 a',
      'a',
      'A',
      'b',
      'a',
      '      2 a',
      '      1 b',
      '      3 A',
      'a',
      'a',
      '',
      'b',
      '',
      'A',
      'A',
      '',
      'a',
      '1',
    ],
    err: ['uniq: x: invalid number of fields to skip'],
    status: 0,
  });
});
