import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('parts of names', () => {
  expect(
    output(
      String.raw`basename /a/b.txt .txt; basename -a p/q r/s; basename /; dirname /a/b/c; dirname a; basename; dirname; echo $?`,
    ),
  ).toEqual({
    out: ['b', 'q', 's', '/', '/a/b', '.', '1'],
    err: [
      'basename: missing operand',
      "Try 'basename --help' for more information.",
      'dirname: missing operand',
      "Try 'dirname --help' for more information.",
    ],
    status: 0,
  });
});
