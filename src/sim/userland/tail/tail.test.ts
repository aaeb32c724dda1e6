import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('lines and bytes from the end, or from a line on', () => {
  expect(
    output(
      String.raw`seq 12 > f; tail -n 2 f; tail -c 4 f; tail -n +11 f; tail -2 f; tail -qn1 f f; tail -n x f; tail nofile`,
    ),
  ).toEqual({
    out: ['11', '12', '', '12', '11', '12', '11', '12', '12', '12'],
    err: ["tail: invalid number of lines: 'x'", "tail: cannot open 'nofile' for reading: No such file or directory"],
    status: 1,
  });
});
