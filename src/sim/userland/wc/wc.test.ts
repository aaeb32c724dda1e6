import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('counts stand in columns as wide as the sizes ask', () => {
  expect(
    output(
      String.raw`printf 'one two\nthree\n' > f; wc f; wc -l < f; wc -cw f f; printf 'a b' | wc; wc -L f; wc nofile; echo $?`,
    ),
  ).toEqual({
    out: [' 2  3 14 f', '2', ' 3 14 f', ' 3 14 f', ' 6 28 total', '      0       2       3', '7 f', '1'],
    err: ['wc: nofile: No such file or directory'],
    status: 0,
  });
});
